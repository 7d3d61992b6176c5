/*
 * The fast reader: most calls of a block of lines, counted without telling anybody of each.
 *
 * It reads the same as the parser does (trace/strace), only sooner; everything that is not a plain
 * whole call it leaves to it. So each block is read twice over: first fast_read(), which changes
 * nothing but the block's own counts, and may run in a thread of its own; then fast_apply(), block
 * after block, in which the parser reads what was left over.
 */
#ifndef TRACE_FAST_H
#define TRACE_FAST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "trace/log.h"
#include "trace/parser.h"
#include "trace/pids.h"
#include "trace/tally.h"

struct fast; /* owned by who made it */

struct fast *fast_new(void);
void fast_free(struct fast *fast);

/* What reading goes by. None of it may change while fast_read() runs. */
struct fast_view {
	const struct strace_parser *parser; /* of the lines that are of no container */
	const struct pids *plain;	    /* processes whose calls are handed on at once */
	const struct tally *tally;
};

/* Reads the lines of `block`, which must stay as it is until fast_apply();
 * LOG_PADDING bytes after it can be read. */
void fast_read(struct fast *fast, const struct fast_view *view, struct slice block);

/* Counts what was read, in `tally` (the calls of values only with fast_settle()), and hands the
 * lines that were left over to `read_line`: all of them where something happened since that the
 * reading did not expect. The block's first line has the number `*line` + 1, which is counted
 * on. */
void fast_apply(struct fast *fast, struct strace_parser *parser, const struct pids *plain,
	struct tally *tally, line_function *read_line, void *context, size_t *line);

/* Adds to the tally the calls of values that it has not got so far. */
void fast_settle(struct fast *fast, struct tally *tally);

#endif
