/*
 * Coverage: how many of a syscall's traced calls a filter lets pass.
 */
#ifndef REVIEW_COVERAGE_H
#define REVIEW_COVERAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "entry/filter.h"
#include "trace/tally.h"

enum verdict {
	VERDICT_PASSES,	    /* every traced call passes */
	VERDICT_PARTLY,	    /* some pass, some are killed */
	VERDICT_KILLED,	    /* every traced call is killed */
	VERDICT_UNDECIDED,  /* the trace does not tell of some, and kills none for certain */
	VERDICT_NOT_TRACED, /* there is no call to judge */
};

/* Calls by what becomes of them; their sum is the row's `calls`. */
struct coverage {
	enum verdict verdict;
	uint64_t passes;
	uint64_t killed;
	uint64_t compat; /* of them, 32-bit calls: no entry lets them pass */
	uint64_t
		undecided; /* the log does not give the register that matters, or it was not kept */
};

/* Returns "passes", "partly", "killed", "undecided" or "not-traced". */
const char *verdict_name(enum verdict verdict);

/* Returns whether all calls pass that an entry can let pass; there is at least one call. */
bool coverage_is_full(const struct coverage *coverage);

/* Judges the calls of `row` (NULL: not traced). A value with several candidates passes only if all
 * of them do. */
struct coverage coverage_judge(const struct tally *tally, const struct tally_row *row,
	const struct filter *filter, enum arch arch, enum meaning meaning);

/* Appends of how many calls of `row` nothing is decided, and why: "of 3 the log does not tell". */
void coverage_append_undecided(
	const struct coverage *coverage, const struct tally_row *row, struct text *text);

#endif
