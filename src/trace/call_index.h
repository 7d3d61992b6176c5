/*
 * The index of calls: how many calls of each syscall a part of a log holds, so that a page of them
 * is found without reading all the log again.
 *
 * It is made while the logs are read. A log is cut into blocks of about a megabyte; of each block
 * it knows where it begins and how many calls of each syscall it has. Which lines these are is
 * found by reading the block again: they begin like such a call (trace/start). Where that is not
 * so, by what was read before or after, the index has a mark: a line that looks like a call and was
 * not handed on (the launch of a container, a call that has not returned yet, output of the
 * program), or a call whose line does not look like one (a record of the kernel).
 *
 * Its size is bounded: from some thousand blocks on these get larger, and where there are too many
 * marks the log is not indexed further.
 */
#ifndef TRACE_CALL_INDEX_H
#define TRACE_CALL_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "facts/syscall.h"
#include "trace/call.h"

/* Blocks have at least so many bytes, as far as the log has; from CALL_INDEX_BLOCKS on, twice as
 * many. */
#define CALL_INDEX_BYTES  (1024 * 1024)
#define CALL_INDEX_BLOCKS 2048
/* Marks of all logs. */
#define CALL_INDEX_MARKS (64 * 1024)

struct call_index; /* owned by who made it */

struct call_index *call_index_new(void);
void call_index_free(struct call_index *index);

/* What follows is said in the order of reading; logs may take turns. A syscall is NULL where no
 * table has its name. */

/* The lines after line number `line` of the log begin `offset` bytes after its start. */
void call_index_begin_block(struct call_index *index, size_t log, size_t line, uint64_t offset);

/* The line begins like a call of this syscall. */
void call_index_start(
	struct call_index *index, const struct syscall_fact *syscall, struct place place);

/* A call of this syscall, entered there, is one of the trace. */
void call_index_add(
	struct call_index *index, const struct syscall_fact *syscall, struct place place);

/* So are `count` others, in lines of the block that began last that call_index_start() was not told
 * of: they begin like such a call. */
void call_index_add_plain(
	struct call_index *index, size_t log, const struct syscall_fact *syscall, uint32_t count);

/* The log is none any more, or another file has taken its place. */
void call_index_forget(struct call_index *index, size_t log);

/* Returns how many calls of the syscall there are. */
uint64_t call_index_count(const struct call_index *index, const struct syscall_fact *syscall);

/* Returns whether a log has calls that are not indexed. */
bool call_index_is_cut(const struct call_index *index);

/* A part of a log. */
struct call_block {
	size_t log;
	size_t number;	 /* of the log's blocks */
	size_t line;	 /* of the last line before it */
	uint64_t offset; /* of its first byte */
	uint64_t end; /* of the byte after it; UINT64_MAX: it goes on to the end of what was read */
	uint64_t before; /* calls of the syscall in all blocks before it */
	uint64_t calls;	 /* calls of the syscall in it */
};

/* Steps through the blocks that have calls of the syscall, in the order of places. `ret_block` is
 * {0} at the start. Returns false after the last one. */
bool call_index_next_block(const struct call_index *index, const struct syscall_fact *syscall,
	struct call_block *ret_block);

/* Sets `ret_block` to the block that call number `number` of the syscall is in, counted from 0.
 * Returns false when there are not as many. */
bool call_index_find_call(const struct call_index *index, const struct syscall_fact *syscall,
	uint64_t number, struct call_block *ret_block);

/* Sets `ret_block` to the block that the place is in; its numbers of calls are not set. Returns
 * false when none is. */
bool call_index_find_block(
	const struct call_index *index, struct place place, struct call_block *ret_block);

/* Returns how many calls of the syscall that line has; `is_start`: it begins like one. */
unsigned call_index_calls_at(const struct call_index *index, const struct syscall_fact *syscall,
	struct place place, bool is_start);

#endif
