/*
 * The state of a syscall: what its rule is worth, next to the profile in force and the trace.
 */
#ifndef REVIEW_STATE_H
#define REVIEW_STATE_H

#include "entry/entry.h"
#include "review/coverage.h"

/* The first that holds, in this order. */
enum state {
	STATE_WRONG_ARCH,     /* the name exists, but not on the target's architecture */
	STATE_UNKNOWN,	      /* no kernel has the name */
	STATE_NEVER_SEEN,     /* a rule for what the trace never calls */
	STATE_WIDENING,	      /* `any` where the profile restricts */
	STATE_WITHOUT_EFFECT, /* a restriction on what the profile allows freely */
	STATE_REDUNDANT,      /* a rule for what the profile allows anyway */
	STATE_NEEDED,	      /* a rule for what the profile does not allow */
	STATE_PROFILE,	      /* no rule; the profile (or the runtime: execve) allows it */
	STATE_NONE,	      /* no rule, and the profile does not allow it (all of it) */
};
#define STATE_TOTAL (STATE_NONE + 1)

/* Returns the word of `--list`: "wrong-arch", "needed", ... */
const char *state_name(enum state state);

/* Returns one plain sentence on what the state means for the user. */
const char *state_explanation(enum state state);

/* Returns the state of the call `syscall` (NULL: unknown name). `rule` is NULL when the entry has
 * none for it; `traced` when the trace never calls it. `profile` is the filter of the profile
 * alone, `by_profile` what that lets pass of the trace. */
enum state state_of(const struct syscall_fact *syscall, const struct rule *rule,
	const struct tally_row *traced, const struct filter *profile,
	const struct coverage *by_profile, enum arch arch);

/* Returns what a rule of the call with this number is worth next to the profile, whatever was
 * traced: redundant, without effect, widening or needed. */
enum state state_of_rule(
	const struct restriction *restriction, const struct filter *profile, unsigned number);

#endif
