/*
 * The filter: what passes under an entry on a target. Numbers in, verdicts out; it knows no traces.
 *
 * Facts: Northstar 0.5 to 0.9.2, northstar-runtime/src/seccomp. The rules of the profile and of
 * the entry are all tried, and a call passes if any of them lets it; so a rule never narrows what
 * the profile allows. execve always passes: every program begins with `execve: any`.
 *
 * Two meanings are kept apart. `documented`: a register may equal any of several values. `as
 * built`: every version so far compares with the first value only. In both, `values: []` lets
 * everything pass.
 */
#ifndef ENTRY_FILTER_H
#define ENTRY_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entry/entry.h"
#include "entry/target.h"
#include "facts/default_profile.h"
#include "facts/syscall.h"

/* A container does not start with a filter longer than this. (BPF_MAXINSNS, Linux 6.12,
 * include/uapi/linux/bpf_common.h.) */
#define FILTER_INSTRUCTIONS 4096

/* A syscall passes if one of its tests lets it. Tests stand in the order of syscall numbers. */
struct filter_test {
	unsigned number; /* of the syscall, on the target's architecture */
	unsigned order;	 /* in which the runtime adds it: the profile's tests before the entry's */
	bool from_profile; /* false for the runtime's own `execve: any` too */
	struct restriction restriction;
};

struct filter {
	size_t count;
	size_t capacity;
	struct filter_test *tests;
	unsigned execve; /* the number of execve, which always passes: its first test is `any` */
};

/* Returns the filter that Northstar makes of `entry` on `target`: what the profile in force asks,
 * and the entry's rules for names that exist on the architecture. The caller frees it with
 * filter_free(). */
struct filter filter_build(const struct entry *entry, const struct target *target);
void filter_free(struct filter *filter);

/* Returns what the default profile asks on `target` of the syscall `name` alone: a filter that
 * other syscalls are not in, made much faster. */
struct filter filter_build_profile_of(struct slice name, const struct target *target);

/* Returns whether the profile has the row on `target`: architecture, runtime and capabilities
 * fit. */
bool filter_has_row(const struct profile_row *row, const struct target *target);

/* Returns what the row asks of the arguments. */
struct restriction filter_row_restriction(const struct profile_row *row);

/* Returns whether the runtime lets the call pass whatever profile and entry say: execve. */
bool filter_always_allows(struct slice name);

/* Returns the tests of one syscall and sets `ret_count`; NULL and 0 when it has none (it is
 * killed). Valid as long as the filter. */
const struct filter_test *filter_tests(
	const struct filter *filter, unsigned number, size_t *ret_count);

/* Returns whether `value` in the register that `restriction` names passes it. */
bool restriction_passes(
	const struct restriction *restriction, uint64_t value, enum meaning meaning);

/* Returns whether it lets every call pass, whatever the register holds: `any`, `values: []`, a mask
 * of all bits. */
bool restriction_admits_all(const struct restriction *restriction);

/* Returns whether all that `inner` lets pass `outer` lets pass too, in both meanings, as far as
 * that shows from their values and masks. */
bool restriction_is_within(const struct restriction *inner, const struct restriction *outer);

/* Returns whether the call passes. */
bool filter_passes(const struct filter *filter, unsigned number,
	const uint64_t registers[SYSCALL_REGISTERS], enum meaning meaning);

/* Returns the length of the BPF program that the runtime builds, in instructions. */
size_t filter_instructions(const struct filter *filter);

#endif
