/*
 * The pieces of a printed call: its name, the mark of a first half, the result. Pure text, no
 * state. Source of the forms: strace 4.5 to 7.x.
 */
#ifndef TRACE_BODY_H
#define TRACE_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "facts/syscall.h"

/* Returns the length of the name of a call that `body` begins with, 0 when it begins with none:
 * text that only looks like a call is program output. Sets `ret_syscall` as body_is_call_name(). */
size_t body_name_length(struct slice body, const struct syscall_fact **ret_syscall);

/* Returns whether a call may have this name: one of the table, which sets `ret_syscall` (NULL
 * else), or syscall_0x1f4, syscall_500 for a number that strace has no name for. */
bool body_is_call_name(struct slice name, const struct syscall_fact **ret_syscall);

/* Returns the length of a name and parenthesis that `body` begins with, whatever name that is, when
 * a result ends it: a call that is younger than the table, or the output of a program. Else 0. */
size_t body_foreign_name_length(struct slice body);

/* Returns the name in `<... name resumed>`, with which `body` begins; empty when it does not. Sets
 * `ret_rest` to what follows it. */
struct slice body_resumed_name(struct slice body, struct slice *ret_rest);

/* Reads `rest`, what follows the closing parenthesis. Returns whether it is a result; sets it, less
 * the `= `, and whether it is an error: `-1 ENOENT (No such file or directory)`, `-1 (errno 600)`,
 * `4294967274 EINVAL (...)`. */
bool body_read_result(struct slice rest, struct slice *ret_result, bool *ret_failed);

/* Whether `body` is the end of a call: the rest of its arguments, and a result. */
bool body_is_ending(struct slice body);

/* Cuts the mark of a first half off `list`. Returns false when it has none. The mark of a thread
 * that becomes another one by execve (`<pid changed to 23067 ...>`) sets whose call it is then. */
bool body_cut_unfinished(struct slice *list, unsigned long *pid);

/* Returns what strace itself printed of a list that something else cuts in two. Where that is no
 * message of strace the last argument may have grown by it: `write(1, "5\n", 2` and a `5`. */
struct slice body_uncut_arguments(struct slice list);

#endif
