/*
 * Fixes: what can be done about a finding. No fix kills a traced call that passed before.
 */
#ifndef REVIEW_FIX_H
#define REVIEW_FIX_H

#include <stdbool.h>
#include <stddef.h>

#include "review/finding.h"

/* Changes `entry`, of which `finding` was made with `tally` and `target`. Returns whether it
 * changed: false when the finding has no fix. */
bool finding_fix(struct entry *entry, const struct finding *finding, const struct tally *tally,
	const struct target *target);

/* Fixes all findings of this code that `entry` has now, and returns how many. (A list of values
 * that was put in another order still has a finding, which the next call fixes by a mask.) Appends
 * a line for each to `notes` (NULL: not wanted): what is found, what was done, what that admits.
 * `evidence` is that of struct finding_context. */
size_t finding_fix_all(struct entry *entry, enum finding_code code, const struct tally *tally,
	const struct target *target, const struct finding_evidence *evidence, struct text *notes);

/* Appends what the fix does, in a few words without a full stop: "remove the rule of write",
 * "write: fd is 1", "allow openat instead of open". Nothing when there is none. */
void finding_append_fix(
	const struct finding *finding, const struct target *target, struct text *text);

#endif
