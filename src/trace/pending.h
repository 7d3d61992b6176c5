/*
 * Calls that were entered and have not returned yet, one per process: `read(3 <unfinished ...>`
 * waits here for its `<... read resumed>`.
 */
#ifndef TRACE_PENDING_H
#define TRACE_PENDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "trace/call.h"

struct pending {
	struct slice name;
	struct slice arguments; /* as printed so far */
	struct place place;	/* where it was entered */
};

/* Processes that the table knows, at most; more of them are told by pending_make_room(). */
#define PENDING_MAX 16384

struct pending_table; /* owned by who made it */

/* Returns an empty table; the caller frees it with pending_free(). */
struct pending_table *pending_new(void);
void pending_free(struct pending_table *table);

/* Makes `call`, which is copied, the pending call of process `pid` (0: the log names none). An
 * older one of the same process is forgotten: take it before. */
void pending_put(struct pending_table *table, unsigned long pid, const struct pending *call);

/* Forgets the process that came first, if there are as many as the table knows: to be called before
 * pending_put(). Returns whether that had a pending call, which is set with its process, and valid
 * until the next call of this. */
bool pending_make_room(
	struct pending_table *table, struct pending *ret_call, unsigned long *ret_pid);

/* Takes the pending call of `pid` out. Returns false when there is none. `ret_call` is valid until
 * the next pending_put(). */
bool pending_take(struct pending_table *table, unsigned long pid, struct pending *ret_call);

/* As pending_take(), but only a call with this name. */
bool pending_take_named(struct pending_table *table, unsigned long pid, struct slice name,
	struct pending *ret_call);

/* As pending_take_named(), of whichever process entered such a call last; sets `ret_pid`. */
bool pending_take_any(struct pending_table *table, struct slice name, struct pending *ret_call,
	unsigned long *ret_pid);

/* Whether the pending call of `pid` ends the process. */
bool pending_is_exit(const struct pending_table *table, unsigned long pid);

/* Forgets a process that ended: nothing of it is kept. */
void pending_forget(struct pending_table *table, unsigned long pid);

/* Empties the table at the end of a run: takes the call out that was entered first, and sets its
 * process. Returns false when none is left. `ret_call` is valid until the next call. */
bool pending_take_first(
	struct pending_table *table, struct pending *ret_call, unsigned long *ret_pid);

#endif
