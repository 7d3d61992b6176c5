/*
 * The spool: logs that can be read only once (standard input, FIFOs) made readable again.
 */
#ifndef TRACE_SPOOL_H
#define TRACE_SPOOL_H

#include <stdbool.h>

#include "base/error.h"

/* Returns a name under which `log` ("-": standard input) can be read as often as wanted; the caller
 * frees it. A pipe, a FIFO or a terminal is read to its end, into an unlinked file in $TMPDIR or
 * /tmp that lives as long as the program. What cannot be opened keeps its name: reading it says why.
 * Returns NULL when there is no room for the copy, or the log cannot be read. */
char *spool_log(const char *log, struct error *error);

#endif
