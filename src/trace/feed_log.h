/*
 * A log of a feed: its name, and where it can be read as often as wanted.
 *
 * Each name is looked at once, before anything is read; there may be thousands.
 */
#ifndef TRACE_FEED_LOG_H
#define TRACE_FEED_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "trace/spool.h"
#include "trace/writer.h"

struct feed_log {
	char *name;
	char *source;	     /* where it can be read again */
	struct spool *spool; /* its copy; NULL: there is none */
	bool is_regular; /* it was when it was looked at: while it is rotated it may not be there */
	uint64_t size;	 /* that it had then; 0: it is not regular */
	struct writer writer; /* of a regular one that is followed */
};

/* Returns the log of this name ("-": standard input), which need not be there. The caller frees it
 * with feed_log_free(). */
struct feed_log feed_log_find(const char *name);

/* Returns whether the log looks as if it could be read: it is there, and no folder. */
bool feed_log_check(const struct feed_log *log, struct error *error);

/* Makes sure that the log can be read again: what can be read only once gets a copy. What is typed
 * is copied at once: keys could not be told from it. */
bool feed_log_keep(struct feed_log *log, struct error *error);

/* Returns the same log as it is now, with the same copy; the caller frees it too. */
struct feed_log feed_log_share(const struct feed_log *log);

/* Returns how many bytes it has, 0 when nobody knows. */
uint64_t feed_log_size(const struct feed_log *log);

void feed_log_free(struct feed_log *log);

#endif
