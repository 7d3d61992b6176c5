/*
 * The leader: what strace puts before the body of a line. Any subset, in this order:
 *
 *     [pid  1234<comm>] or 1234<comm>   [context]   16:18:54.206981 or 1795450739.727   (+ 0.0003)
 *     [ 257] (number)   [00007f0b9158ac47] (instruction pointer)
 *
 * Source: strace 4.5 to 7.x, printleader() and what it calls; checked against real logs.
 */
#ifndef TRACE_LEADER_H
#define TRACE_LEADER_H

#include <stdbool.h>

#include "base/text.h"

/* Which parts a leader has. Lines of one trace have the same ones, but for the bracketed pid. */
enum {
	LEADER_PID = 1,	      /* `1234 ` */
	LEADER_BRACKETED = 2, /* `[pid  1234] `; absent while there is one process */
	LEADER_TIME = 4,
	LEADER_RELATIVE = 8,
	LEADER_NUMBER = 16,
	LEADER_POINTER = 32,
	LEADER_CONTEXT = 64,
};

struct leader {
	unsigned parts;
	unsigned long pid; /* 0: none */
	long number;	   /* the kernel's number of the call (-n); -1: none */
	struct slice body; /* the line without its leader */
};

/* Peels the leader off `line` (which has no line end). */
struct leader leader_peel(struct slice line);

#endif
