/*
 * Kills: which call was the last of a process that a seccomp filter killed.
 *
 * strace shows a call that the filter stops with its own number as the result, on older kernels
 * with `?` or none, and then `+++ killed by SIGSYS +++` for every thread of the process. The calls
 * that the other threads were in are not to blame. Seen on Linux 6.18 with strace 6.1.
 *
 * Only the last calls of a bounded number of processes are kept; processes whose ids are near each
 * other do not displace each other.
 */
#ifndef TRACE_KILL_H
#define TRACE_KILL_H

#include <stdbool.h>

#include "trace/call.h"

struct kill_table; /* owned by who made it */

/* Returns an empty table; the caller frees it with kill_free(). */
struct kill_table *kill_new(void);
void kill_free(struct kill_table *table);

/* Notes that `call` is the last one of its process; `is_whole`: nothing came between its start and
 * its end. */
void kill_note_call(struct kill_table *table, const struct call *call, bool is_whole);

/* Notes that SIGSYS killed the process `pid` (0: the log does not name it). */
void kill_note_death(struct kill_table *table, unsigned long pid);

/* Notes that it is known already what became of the last call of process `pid`. */
void kill_note_known(struct kill_table *table, unsigned long pid);

/* Whether deaths were noted whose calls kill_take() has to tell. */
bool kill_is_due(const struct kill_table *table);

/* Sets `ret_call` to a remark on a call that was stopped, valid until the next call of this module.
 * Returns false when there is none. `is_end`: the log has no more lines. */
bool kill_take(struct kill_table *table, bool is_end, struct call *ret_call);

#endif
