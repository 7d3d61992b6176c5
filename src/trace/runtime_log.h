/*
 * The runtime's own log, and colours: what may stand around the lines of a trace.
 *
 * Northstar with `strace` among its debug commands writes each line of the trace as a message of
 * the container it belongs to (northstar.toml, `[debug] commands`; Northstar 0.8 and 0.9):
 *
 *     HH:MM:SS.mmm    <name:version> ⬤  INFO : <line of strace>
 *
 * with colour sequences, or without; messages of the runtime itself stand in between. strace 7
 * colours its lines too (--color).
 */
#ifndef TRACE_RUNTIME_LOG_H
#define TRACE_RUNTIME_LOG_H

#include <stdbool.h>

#include "base/text.h"

enum message_kind {
	MESSAGE_NONE,	   /* the line is no message of the runtime */
	MESSAGE_CONTAINER, /* a container's */
	MESSAGE_OTHER,	   /* the runtime's own, which may look like a call */
};

struct message {
	enum message_kind kind;
	struct slice container; /* "hello:0.0.1"; MESSAGE_CONTAINER only */
	struct slice content;	/* the line that it holds; MESSAGE_CONTAINER only */
};

/* Returns `line` without its colour sequences (ESC [ digits ; m). Where it has some the result is
 * in `buffer`, and valid until that is used again. */
struct slice runtime_log_uncolour(struct slice line, struct text *buffer);

/* Returns what `line`, which has no colours, is; slices are parts of it. */
struct message runtime_log_read(struct slice line);

#endif
