/*
 * Suggestions: a restriction for a syscall, drawn from what the trace shows of its arguments.
 *
 * As built, every traced call passes a suggestion, and so does what Northstar itself calls at the
 * launch. Commands get their values, flags the mask of all their bits, be it one value or several.
 */
#ifndef REVIEW_SUGGEST_H
#define REVIEW_SUGGEST_H

#include <stdbool.h>

#include "entry/entry.h"
#include "entry/target.h"
#include "trace/tally.h"

/* Which arguments may be looked at. An address never is. */
enum suggest_scope {
	SUGGEST_STABLE, /* those that stay the same from run to run: commands, flags, ... */
	SUGGEST_EVERY,	/* descriptors, process ids, sizes, offsets and all other numbers too */
};

/* Sets `ret` to a restriction of the traced call `row`, and appends to `why` (NULL: not wanted) one
 * or two sentences on what it lets pass. Looks at the argument whose values say most. Returns
 * false, and changes nothing, when there is nothing sensible to say. */
bool suggest_restriction(const struct tally *tally, const struct tally_row *row,
	const struct target *target, enum suggest_scope scope, struct restriction *ret,
	struct text *why);

/* As suggest_restriction(), for the argument in register `index`, whatever its kind is (but an
 * address). */
bool suggest_for_argument(const struct tally *tally, const struct tally_row *row,
	const struct target *target, unsigned index, struct restriction *ret, struct text *why);

/* As suggest_for_argument(), for the argument of `kept`: what that lets pass passes still. */
bool suggest_wider(const struct tally *tally, const struct tally_row *row,
	const struct target *target, const struct restriction *kept, struct restriction *ret,
	struct text *why);

/* Appends why suggest_for_argument() has nothing to say of the argument. */
void suggest_append_refusal(const struct tally *tally, const struct tally_row *row,
	const struct target *target, unsigned index, struct text *text);

/* Restricts each traced rule of `entry` that is `any`, and that the profile does not make useless,
 * as suggest_restriction() says. Returns how many were restricted. */
size_t suggest_rules(struct entry *entry, const struct tally *tally, const struct target *target,
	struct text *notes /* a line for each, why; NULL: not wanted */);

#endif
