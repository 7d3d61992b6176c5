/*
 * The insides of the tally, for tally.c (one call at a time) and fast.c (many at once).
 */
#ifndef TRACE_TALLY_PARTS_H
#define TRACE_TALLY_PARTS_H

#include "trace/joint.h"
#include "trace/tally.h"
#include "trace/values.h"

#define uthash_fatal(message) memory_exhausted()
#include <uthash.h>

struct row {
	struct tally_row shown;
	char *name;
	size_t place;	/* in the order of first calls */
	bool has_label; /* some value could be taken for one with a `name=` before it */
	uint32_t first[SYSCALL_REGISTERS];
	uint32_t last[SYSCALL_REGISTERS];
	UT_hash_handle hh;
};

struct tally {
	enum arch arch;
	bool is_compat; /* there are calls of 32-bit programs */
	bool shows_aarch64;
	uint64_t calls;
	struct row *by_name; /* uthash's head */
	struct row **rows;   /* as they were made; a value's row is an index here */
	size_t *order;	     /* indices into `rows`, in the order of first calls */
	size_t row_count;
	size_t unknown_rows;
	size_t row_capacity;
	size_t order_capacity;
	uint32_t *by_syscall; /* index into `rows` + 1 for each of the table's syscalls */
	struct values values;
	uint32_t clone;	       /* its row in the syscalls' table: the profile looks at its flags */
	struct joint clones;   /* its calls */
	enum arch clones_arch; /* as whose calls they were read */
};

/* Returns what stands for the text of an argument where that is a string, a structure or an
 * address: there are as many as there are calls, and none is worth a rule. Eight bytes of it can be
 * read. */
struct slice tally_form(struct slice text, const struct argument_fact *fact);

/* Whether values of such an argument (NULL: the call has none there) are kept. */
bool tally_keeps(const struct argument_fact *fact);

/* Whether a value that the register does not have by now is never kept. */
bool tally_is_full(const struct tally *tally, const struct row *row, unsigned index);

/* Adds to each value, by number, its calls out of `counts`, which has `count` of them; they are
 * counted in their rows already. */
void tally_add_counts(struct tally *tally, const uint32_t *counts, size_t count);

/* Calls of a row. */
struct row_count {
	uint32_t calls;
	uint32_t errors[ERRORS_KINDS + 1];     /* by kind */
	uint32_t counted[SYSCALL_REGISTERS];   /* that had a value in the table, */
	uint32_t forgotten[SYSCALL_REGISTERS]; /* or one that is not kept */
};

/* Adds calls to row number `row`, of which there are others. */
void tally_add_calls(struct tally *tally, size_t row, const struct row_count *count);

#endif
