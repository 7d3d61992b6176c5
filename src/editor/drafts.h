/*
 * Drafts: how the rule in the arguments view was before each change, for undo and redo there.
 */
#ifndef EDITOR_DRAFTS_H
#define EDITOR_DRAFTS_H

#include <stdbool.h>
#include <stddef.h>

#include "entry/rule.h"

struct draft {
	bool has_rule; /* false: no rule at all */
	struct restriction restriction;
};

/* {0} is the empty history. */
struct drafts {
	struct draft *items; /* before the position: to be undone; the others: done again */
	size_t count;
	size_t capacity;
	size_t position;
};

bool draft_equal(const struct draft *a, const struct draft *b);

/* Adds a step back to `before`; what had been undone is forgotten. */
void drafts_add(struct drafts *drafts, const struct draft *before);

/* Goes one step back, or forward again: exchanges `now` with the step. Returns false, and does
 * nothing, when there is none. */
bool drafts_undo(struct drafts *drafts, struct draft *now);
bool drafts_redo(struct drafts *drafts, struct draft *now);

/* Frees what `drafts` holds and makes it {0}. */
void drafts_free(struct drafts *drafts);

#endif
