/*
 * Lines of a log that are no calls, and are known to be none: signals, exits, attach notices,
 * stack traces, data dumps, summaries, strace's own messages. Source: strace 4.5 to 7.x.
 */
#ifndef TRACE_MESSAGE_H
#define TRACE_MESSAGE_H

#include <stdbool.h>

#include "base/text.h"

/* Returns whether `body`, a line without its leader, is one of them. An empty line is. */
bool message_is_known(struct slice body);

#endif
