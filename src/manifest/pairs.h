/*
 * Changes to the pairs of one mapping, as edits of the bytes: in block style (pairs_block.c) and in
 * flow style (pairs_flow.c). What is not changed keeps its bytes.
 *
 * The items of a list are changed in the same way: as pairs of which key and value are the item.
 */
#ifndef MANIFEST_PAIRS_H
#define MANIFEST_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "manifest/document.h"
#include "manifest/edits.h"

enum pair_fate { PAIR_KEEP, PAIR_REMOVE, PAIR_REPLACE };

struct pair {
	const struct node *key;
	const struct node *value; /* an alias stays one */
	size_t start;		  /* where it begins: at its key, or at the dash before an item */
	enum pair_fate fate;
	struct text text; /* of a pair with a new value: what follows its colon */
};

/* A mapping, or a list, and what becomes of it. */
struct pairs {
	const struct document *document;
	const struct node *mapping;
	struct slice lead;  /* what stands before an item of a list in block style: "- " */
	struct pair *items; /* all pairs that it has */
	size_t count;
	size_t capacity;
	struct text
		*first; /* pairs that are put before the others, as manifest/writer writes them */
	size_t first_count;
	struct text *last; /* pairs that are put after the others */
	size_t last_count;
	bool is_crlf;
};

/* Returns the pairs of `mapping`, or the items of a list, all kept. The caller frees them with
 * pairs_free(). */
struct pairs pairs_of(const struct document *document, const struct node *mapping);
void pairs_free(struct pairs *pairs);

/* Returns the pair with this key, NULL for none. */
struct pair *pairs_find(struct pairs *pairs, const struct node *key);

/* Decide what becomes of a pair. `written` is a whole pair as manifest/writer writes it with some
 * key that holds no colon. */
void pair_replace(struct pair *pair, const struct text *written);
void pair_remove(struct pair *pair);

/* Take over a pair as manifest/writer writes it, and empty `written`. */
void pairs_add_first(struct pairs *pairs, struct text *written);
void pairs_add_last(struct pairs *pairs, struct text *written);

/* Adds the edits that make the mapping so. Returns false, without edits, when the way it is written
 * does not allow to change it in parts. */
bool pairs_plan(const struct pairs *pairs, struct edits *edits);

/* The two styles of pairs_plan(), which may leave edits when they fail. */
bool pairs_plan_block(const struct pairs *pairs, struct edits *edits);
bool pairs_plan_flow(const struct pairs *pairs, struct edits *edits);

/* Adds the edits that replace the value of `pair`. Returns false when it cannot be done. */
bool pair_plan_value(const struct pairs *pairs, const struct pair *pair, struct edits *edits);

#endif
