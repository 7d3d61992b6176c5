/*
 * What is known of each system call: its numbers and what stands in its registers.
 *
 * The rows are data/syscalls.tsv (Linux 6.12), turned into const arrays at build time; names are
 * looked up with gperf's perfect hash. Calls of 32-bit programs have rows too, without a number
 * on either architecture, so that a log of them is recognised.
 */
#ifndef FACTS_SYSCALL_H
#define FACTS_SYSCALL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "facts/arch.h"

#define SYSCALL_REGISTERS 6

enum argument_kind {
	KIND_FD,      /* a file descriptor */
	KIND_FLAGS,   /* bits that are or-ed */
	KIND_MASK,    /* bits that select (signal masks by value, event masks, ...) */
	KIND_COMMAND, /* one of a list of operations */
	KIND_MODE,    /* permission bits */
	KIND_SIGNAL,
	KIND_PID, /* process, thread, user or group id */
	KIND_SIZE,
	KIND_OFFSET,
	KIND_COUNT,
	KIND_ADDRESS, /* a number that is an address in the process, never read through */
	KIND_POINTER, /* the kernel reads or writes memory there */
	KIND_OTHER,
};
#define KIND_TOTAL (KIND_OTHER + 1)

/* One argument, which is the register of the same index. */
struct argument_fact {
	const char *name; /* "fd", as the kernel's prototype calls it */
	const char *type; /* C type, "unsigned int" */
	enum argument_kind kind;
	unsigned char width; /* bits that the kernel looks at: 32 or 64 (16 for some modes) */
	bool is_signed;
};

struct syscall_fact {
	const char *name;
	short numbers[ARCH_COUNT];			   /* -1: not on that architecture */
	bool on_compat;					   /* a 32-bit ABI (i386, arm) has it */
	unsigned char argument_counts[ARCH_COUNT];	   /* 0 to SYSCALL_REGISTERS */
	const struct argument_fact *arguments[ARCH_COUNT]; /* clone differs between them */
};

/* Returns the row of the call with this name, NULL when there is none. */
const struct syscall_fact *syscall_find(struct slice name);

/* Returns the row of the call with this number, NULL when there is none. */
const struct syscall_fact *syscall_by_number(enum arch arch, unsigned long number);

/* Returns how many rows there are; rows are 0 to this - 1, sorted by name. */
size_t syscall_count(void);
const struct syscall_fact *syscall_at(size_t row);

/* Returns the row number of `syscall`, which is one of the table's. */
size_t syscall_row(const struct syscall_fact *syscall);

/* Returns the facts of the argument in register `index`, NULL when the call has no such one. A call
 * that `arch` lacks has the arguments it has elsewhere. */
const struct argument_fact *syscall_argument(
	const struct syscall_fact *syscall, enum arch arch, unsigned index);

/* Returns the known name nearest to `name` (for "did you mean"), NULL when none is near. */
const char *syscall_nearest_name(struct slice name);

/* Returns "fd", "flags", ...: the words of data/syscalls.tsv. */
const char *argument_kind_name(enum argument_kind kind);

#endif
