/*
 * The arguments view: the rule of one syscall while it is being tuned.
 *
 * It works on a draft; the session's entry changes only when the draft is kept. What the draft
 * means for the trace is judged anew after each change of it. The runtime allows one restricted
 * argument per syscall, so a tick on another register replaces the draft's restriction.
 */
#ifndef EDITOR_ARGUMENTS_H
#define EDITOR_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "editor/argument_bits.h"
#include "editor/drafts.h"
#include "editor/list.h"
#include "entry/entry.h"
#include "entry/filter.h"
#include "entry/target.h"
#include "review/coverage.h"
#include "review/finding.h"
#include "review/review.h"
#include "review/state.h"
#include "trace/tally.h"

/* One row of the value list: a traced value, or one that only the draft has (count 0). */
struct value_row {
	struct tally_value value;
	size_t order; /* as first seen; keeps the sorting stable */
};

/* What is being typed for the draft. */
struct argument_trial {
	bool is_open;
	bool is_shown;	     /* the draft is what it would become; `before` is what it is */
	struct draft before; /* what it is without that, while it is open */
	struct text trouble; /* why it is nothing yet; "": it is something */
	struct text loss;    /* what keeping it drops */
};

/* {0} is the closed view. */
struct arguments {
	const struct tally *tally;
	const struct entry *kept; /* the session's entry, without the draft */
	const struct target *target;
	char *name; /* of the syscall; NULL: closed */
	const struct syscall_fact *syscall;
	const struct tally_row *traced; /* NULL: not in the trace */

	bool has_rule; /* false: the draft is no rule at all */
	struct restriction draft;
	struct draft judged;  /* the draft as last judged */
	struct drafts drafts; /* how it was before */
	struct argument_trial trial;
	bool is_warned; /* the user was told what the next change would lose */

	struct list registers; /* its cursor is the chosen register */
	struct list values;    /* of the chosen register, the most frequent first */
	struct value_row *rows;
	size_t capacity;
	bool shows_bits; /* the keys move in the bits, not in the values */
	struct argument_bits bits;
	struct list notes; /* lines of what is said of the draft */

	struct entry entry; /* the session's entry with the draft in it */
	struct filter filter;
	struct review review; /* of it */
	enum state state;
	struct coverage coverage[MEANING_COUNT];
	uint64_t covered; /* traced calls that the draft alone lets pass, without a profile */
	struct findings findings; /* about the draft's rule; see arguments_finding() */
	bool meanings_differ;	  /* some value of the list passes in one meaning only */
};

/* Opens the view of the syscall `name` with the rule that `kept` has for it. All that is handed
 * in must outlive the view. Returns false, and opens nothing, when the syscall is unknown or has
 * no arguments. */
bool arguments_open(struct arguments *arguments, const struct tally *tally,
	const struct entry *kept, const struct target *target, struct slice name);

/* Closes the view and frees what it holds; the draft is gone. */
void arguments_close(struct arguments *arguments);

/* Returns whether keeping the draft would change the entry. */
bool arguments_are_changed(const struct arguments *arguments);

/* Returns the facts of the chosen register's argument. */
const struct argument_fact *arguments_chosen(const struct arguments *arguments);

/* Chooses a register (the last one when it has no such) and lists its values. */
void arguments_choose(struct arguments *arguments, unsigned index);

/* Returns whether all register values of a value row stand in the draft. */
bool arguments_have_ticked(const struct arguments *arguments, const struct tally_value *value);

/* Returns what the entry with the draft does with calls that have this value in the chosen
 * register: passes, killed, or undecided where that depends on another register or is no number. */
enum verdict arguments_judge_value(
	const struct arguments *arguments, const struct tally_value *value, enum meaning meaning);

/* Lists the values and judges the draft anew; needed after each change of the draft, which becomes
 * a step that can be undone. */
void arguments_refresh(struct arguments *arguments);

/* Makes `draft` the draft and judges it, for the chosen register; it becomes no step. */
void arguments_show_draft(struct arguments *arguments, const struct draft *draft);

/* Goes one change of the draft back, or forward again. Returns false when there is none. */
bool arguments_undo(struct arguments *arguments);
bool arguments_redo(struct arguments *arguments);

/* Returns the next finding that is about what the draft says, NULL after the last one. `*cursor` is
 * 0 at the start. */
const struct finding *arguments_next_finding(const struct arguments *arguments, size_t *cursor);

#endif
