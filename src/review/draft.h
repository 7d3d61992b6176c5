/*
 * The draft: the entry that a trace needs, which a new session and --print start from.
 */
#ifndef REVIEW_DRAFT_H
#define REVIEW_DRAFT_H

#include "entry/entry.h"
#include "entry/target.h"
#include "trace/tally.h"

/* Returns an entry with `profile` plus `any` for each traced syscall that the profile in force does
 * not let pass in all traced calls (without a profile: each traced syscall, execve too), in the
 * order of first calls. Names that the architecture lacks are left out. The caller frees it. */
struct entry draft_entry(
	const struct tally *tally, enum profile profile, const struct target *target);

/* Adds `any` to `entry` for each traced syscall that has no rule and of which the filter would not
 * let every traced call pass. Names that the architecture lacks are left out. */
void draft_complete(struct entry *entry, const struct tally *tally, const struct target *target);

#endif
