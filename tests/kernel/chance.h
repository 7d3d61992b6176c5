/*
 * Random entries, and calls that come close to what they ask. The same seed gives the same ones
 * everywhere.
 */
#ifndef TESTS_KERNEL_CHANCE_H
#define TESTS_KERNEL_CHANCE_H

#include "entry/filter.h"
#include "judge.h"

struct chance {
	uint64_t state; /* the seed, before anything is drawn */
};

/* Returns a number below `count`, which is not 0. */
size_t chance_below(struct chance *chance, size_t count);

/* Returns a target of this architecture: any runtime, no capability, some or all. */
struct target chance_target(struct chance *chance, enum arch arch);

/* Returns an entry of up to eight rules of every kind, with the profile or without, which the
 * caller frees with entry_free(). */
struct entry chance_entry(struct chance *chance);

/* Returns a call: mostly one that `entry` has a rule for, or that the profile restricts, with
 * registers near the rule's values and mask. The kernel asks a filter for it. */
struct kernel_call chance_call(
	struct chance *chance, const struct entry *entry, const struct target *target);

#endif
