/*
 * The spool: logs that can be read only once (standard input, FIFOs) made readable again, by a copy
 * in an unlinked file in $TMPDIR or /tmp.
 */
#ifndef TRACE_SPOOL_H
#define TRACE_SPOOL_H

#include <stdbool.h>

#include "base/error.h"

struct spool; /* a log and its copy; owned by who opened it */

enum spool_state {
	SPOOL_GREW,  /* something was copied */
	SPOOL_WAITS, /* there is nothing to be copied now */
	SPOOL_ENDED, /* the copy is whole: nobody writes any more */
	SPOOL_FAILED,
};

/* Sets `ret_spool` to a copy of `log` ("-": standard input), still empty, or to NULL where the log
 * can be read again by its name, or not at all. Never blocks. Fails when no copy can be made. The
 * caller frees it with spool_free(). */
bool spool_open(const char *log, struct spool **ret_spool, struct error *error);

/* Copies some of what there is, without waiting for more. */
enum spool_state spool_copy(struct spool *spool, struct error *error);

/* Copies all, as long as that takes. */
bool spool_copy_all(struct spool *spool, struct error *error);

/* Returns the name under which the copy can be read as often as wanted. */
const char *spool_name(const struct spool *spool);

/* Returns what can be waited for until there is more to copy; -1 when the copy is whole. */
int spool_descriptor(const struct spool *spool);

/* Returns the same spool for one more owner, who frees it too. */
struct spool *spool_share(struct spool *spool);

/* Closes both when its last owner frees it: the copy cannot be opened by its name any more. */
void spool_free(struct spool *spool);

#endif
