/*
 * Plain calls: `[pid 7] name(args) = result` on one line, as nearly all lines of a log are. What
 * counts of such a line is found at a glance, and in the same places as the parser finds it
 * (trace/leader, trace/scan, trace/layout); strings and pointers are passed over.
 */
#ifndef TRACE_PLAIN_H
#define TRACE_PLAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/syscall.h"
#include "trace/leader.h"
#include "trace/values.h"

struct plain_names; /* a table that finds a name by its bytes as they stand in a line */

/* Returns the table of all names; the caller frees it with free(). */
struct plain_names *plain_names_new(void);

/* Returns the row in the table of syscalls of the name before a parenthesis that `body` begins with, and
 * sets its length; SIZE_MAX when it begins with none. */
size_t plain_find_name(
	const struct plain_names *names, const char *body, const char *end, size_t *ret_length);

/* How to read the arguments of a call. */
struct plain_layout {
	const struct syscall_fact *syscall;
	enum arch arch;
	bool is_odd;	/* they are not in the order of registers, or not always */
	bool is_futex;	/* the same; the common operations are known here */
	uint8_t kept;	/* bits: registers whose values are counted */
	uint8_t others; /* those that may be addresses */
};

struct plain_layout plain_layout_of(const struct syscall_fact *syscall, enum arch arch);

/* An argument whose value is counted. */
struct piece {
	struct slice text;
	unsigned index;
	uint32_t key;  /* of its register in the table of values, */
	uint64_t word; /* and what it is found by there */
	size_t hash;
};

/* What counts of a call; the first two are set before it is read. */
struct plain {
	const struct values *values; /* where the values will be looked for */
	size_t row;		     /* of the tally */
	bool is_raw;		     /* all arguments are printed as their registers are */
	struct piece pieces[SYSCALL_REGISTERS];
	unsigned piece_count;
	struct slice error; /* its result, if that is an error; else empty */
};

/* Reads the call whose argument list begins at `list`, in a line up to `end`; after that LOG_PADDING
 * bytes can be read, and some byte is no part of a number or name. Texts of pieces are parts of the
 * line, or constant. Returns false when it is no whole call that returned, or not for sure. */
bool plain_read(
	struct plain *plain, const struct plain_layout *layout, const char *list, const char *end);

/* Does what leader_peel() does, sooner where the leader is a process id. `line` is not empty. */
struct leader plain_peel(struct slice line);

#endif
