/*
 * The tally of a trace: distinct calls with their counts, distinct values of every scalar argument.
 *
 * It grows with what the program does, not with the length of the log. Rows stand in the order of
 * their first call. A row of a name that no table has (an unknown number, say) has no syscall.
 */
#ifndef TRACE_TALLY_H
#define TRACE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/syscall.h"
#include "trace/argument.h"
#include "trace/call.h"
#include "trace/errors.h"

/* Distinct values kept per argument and in all; what comes after is only counted. */
#define TALLY_VALUES_PER_ARGUMENT 4096
#define TALLY_VALUES		  (64 * 1024)
/* Rows of numbers that have no name; calls with further ones share a row of this name. */
#define TALLY_UNKNOWN_ROWS 256
#define TALLY_OTHER_NAME   "syscall_(others)"
/* A text longer than this is not kept as a value. */
#define TALLY_TEXT_MAX 4096
/* A register value that the log leaves open has at most this many candidates. */
#define TALLY_CANDIDATES ARGUMENT_CANDIDATES
/* All kept texts together have at most this many bytes. */
#define TALLY_TEXTS (4 * 1024 * 1024)

/* One distinct value of one argument. */
struct tally_value {
	struct slice text; /* as strace printed it, by form only where it is no scalar */
	/* What it stands for: 0 candidates: no number; 2: the log does not tell which. */
	unsigned candidate_count;
	uint64_t candidates[TALLY_CANDIDATES];
	uint64_t count; /* calls that had it */
};

struct tally_register {
	size_t value_count; /* distinct values that are kept */
	uint64_t forgotten; /* calls whose value was not kept (the table is bounded) */
	uint64_t counted;   /* calls whose value is in the table */
};

struct tally_row {
	struct slice name;
	const struct syscall_fact *syscall; /* NULL: unknown name */
	uint64_t calls;
	uint64_t errors;
	struct errors errors_by_name; /* as many */
	uint64_t without_arguments;   /* calls of which the log holds only the name */
	uint64_t compat;	      /* 32-bit calls; their values are not counted */
	uint64_t killed;	      /* calls that a seccomp filter stopped */
	uint64_t launch;    /* calls of the runtime under the filter, before the program */
	struct place first; /* where it was called first */
	struct tally_register registers[SYSCALL_REGISTERS];
};

struct joint; /* trace/joint.h */
struct tally; /* owned by who made it */

/* Returns an empty tally of calls made on `arch`; the caller frees it with tally_free(). */
struct tally *tally_new(enum arch arch);
void tally_free(struct tally *tally);

/* Reads all texts anew as those of `arch`: names stand for other values there. */
void tally_set_arch(struct tally *tally, enum arch arch);

/* Adds a call, or what its form says. A remark on a call that the tally does not have counts as
 * one: the log left it out. */
void tally_add(struct tally *tally, const struct call *call);

/* Reads the argument at printed `position` (below argument_count) as the tally counts it, of a call
 * that is printed raw or not (trace/layout): sets its register and its text, which is that of a
 * struct tally_value. Returns false when it is in no register, or a pointer. */
bool tally_read_argument(const struct call *call, unsigned position, bool is_raw, enum arch arch,
	unsigned *ret_index, struct slice *ret_text);

/* Returns how many rows there are, and row `index` (valid until the next tally_add). */
size_t tally_count(const struct tally *tally);
const struct tally_row *tally_at(const struct tally *tally, size_t index);

/* Returns the row of this name, NULL when it was never called. */
const struct tally_row *tally_find(const struct tally *tally, struct slice name);

/* Returns the calls of `row` with all their registers, where they are kept (of clone, which the
 * default profile restricts by its flags); NULL when they are not, or not all of them. */
const struct joint *tally_joint(const struct tally *tally, const struct tally_row *row);

/* Returns whether the first call of some syscall shows aarch64 by an address (trace/origin). */
bool tally_shows_aarch64(const struct tally *tally);

/* Returns how many calls were added in all. */
uint64_t tally_calls(const struct tally *tally);

/* Steps through the distinct values of a register, in the order in which they were first seen.
 * `*cursor` is 0 at the start. Returns false, and sets nothing, after the last one. */
bool tally_next_value(const struct tally *tally, const struct tally_row *row, unsigned index,
	size_t *cursor, struct tally_value *ret_value);

#endif
