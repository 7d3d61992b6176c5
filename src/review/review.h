/*
 * The review: a trace held against an entry, one row per syscall. All that the list shows.
 */
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H

#include <stddef.h>
#include <stdint.h>

#include "entry/entry.h"
#include "entry/target.h"
#include "review/coverage.h"
#include "review/state.h"
#include "trace/tally.h"

/* How a row stands in the editor's list: [x] [=] [~] [ ]. */
enum mark {
	MARK_RULE,    /* it has a rule */
	MARK_COVERED, /* no rule, and every traced call passes */
	MARK_PARTLY,  /* no rule, and some traced calls pass */
	MARK_KILLED,  /* no rule, and it would be killed */
};

struct review_row {
	struct slice name;		    /* belongs to the tally or the entry */
	const struct syscall_fact *syscall; /* NULL: unknown name */
	const struct tally_row *traced;	    /* NULL: not in the trace */
	const struct rule *rule;	    /* NULL: none */
	enum state state;
	enum mark mark;
	struct coverage coverage[MEANING_COUNT]; /* under the whole entry */
	struct coverage by_profile; /* under the profile alone, as the target is judged */
};

struct review {
	size_t count;
	struct review_row
		*rows; /* traced ones in the order of their first call, then other rules */
	uint64_t killed[MEANING_COUNT]; /* traced calls that would be killed */
	/* traced calls of which the trace does not tell, as the target is judged */
	uint64_t undecided;
	size_t killed_syscalls; /* rows with killed calls, as the target is judged */
	size_t instructions;	/* length of the filter */
};

/* Returns the review of `tally` under `entry` on `target`. It refers to all three; make it anew
 * when one changes. The caller frees it with review_free(). */
struct review review_make(
	const struct tally *tally, const struct entry *entry, const struct target *target);
void review_free(struct review *review);

/* Returns the row of this name, NULL when there is none. */
const struct review_row *review_find(const struct review *review, struct slice name);

/* Appends one sentence on what the row's state means for the user. Of a rule that is needed it says
 * how many traced calls it lets pass, when these are not all. */
void review_append_explanation(const struct review_row *row, struct text *text);

#endif
