/*
 * The judge: what a filter does with one traced call. Exact also where the tests of a syscall look
 * at several registers, since it sees them together.
 */
#ifndef REVIEW_JUDGE_H
#define REVIEW_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

#include "entry/filter.h"
#include "trace/argument.h"
#include "trace/call.h"

enum fate { FATE_PASSES, FATE_KILLED, FATE_UNDECIDED };

/* Why a call does not pass for certain. */
enum cause {
	CAUSE_NONE,	  /* it passes */
	CAUSE_COMPAT,	  /* a 32-bit or x32 call */
	CAUSE_UNKNOWN,	  /* no kernel we know has the name */
	CAUSE_WRONG_ARCH, /* the architecture has no such call */
	CAUSE_NO_RULE,	  /* nothing allows the syscall */
	CAUSE_REFUSED,	  /* the tests refuse its arguments */
	CAUSE_NOT_GIVEN,  /* the log does not give the register that matters */
};

struct judgement {
	enum fate fate;
	enum cause cause;
	unsigned index; /* CAUSE_REFUSED, CAUSE_NOT_GIVEN: a register that decides */
	uint64_t value; /* CAUSE_REFUSED: what it held; of two candidates one that is refused */
};

/* Judges a call on `arch`. A register that has two candidates passes only if both do. */
struct judgement judge_call(
	const struct call *call, const struct filter *filter, enum arch arch, enum meaning meaning);

/* Returns what becomes of a register with these candidates under those of the `count` tests that
 * look at register `index`. Sets `ret_refused` to a candidate that none of them lets pass, when the
 * call is killed for it. */
enum fate judge_register(const struct filter_test *tests, size_t count, unsigned index,
	const struct argument_value *value, enum meaning meaning, uint64_t *ret_refused);

#endif
