/*
 * Lines of a log that are no calls, and are known to be none: signals, exits, attach notices,
 * stack traces, data dumps, strace's own messages; and what some of them tell. Source: strace 4.5
 * to 7.x.
 */
#ifndef TRACE_MESSAGE_H
#define TRACE_MESSAGE_H

#include <stdbool.h>

#include "base/text.h"

enum notice_kind {
	NOTICE_NONE,	   /* the line is no message */
	NOTICE_PLAIN,	   /* one that tells nothing of calls */
	NOTICE_STACK,	   /* a line of a stack trace */
	NOTICE_ATTACHED,   /* strace follows the process `pid` from now on */
	NOTICE_ENDED,	   /* the line's process is gone */
	NOTICE_EXITED,	   /* as NOTICE_ENDED; it ended by a call of its own, or of its threads */
	NOTICE_KILLED,	   /* as NOTICE_ENDED, by SIGSYS */
	NOTICE_SUPERSEDED, /* as NOTICE_ENDED; its thread `pid` executes a program in its name */
	NOTICE_STOPPED,	   /* a seccomp filter sent SIGSYS for the call `name` */
	NOTICE_32_BIT,	   /* the calls of process `pid` are 32-bit ones from now on */
	NOTICE_X32,
	NOTICE_64_BIT,
};

struct notice {
	enum notice_kind kind;
	unsigned long pid;
	struct slice name; /* part of the line */
};

/* Reads `body`, a line without its leader. */
struct notice message_read(struct slice body);

/* Returns whether `body` is a message. An empty line is. */
bool message_is_known(struct slice body);

#endif
