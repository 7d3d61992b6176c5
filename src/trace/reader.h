/*
 * The reader of one run: lines of its logs become calls that run under the filter.
 *
 * A log of the runtime holds lines of several containers: each has its own parser, so that process
 * ids and halves of calls are not mixed up. All other lines are one trace.
 */
#ifndef TRACE_READER_H
#define TRACE_READER_H

#include "trace/call.h"
#include "trace/report.h"
#include "trace/start.h"

struct reader; /* owned by who made it */

/* Returns a reader that hands calls to `deliver`; the caller frees it with reader_free(). */
struct reader *reader_new(enum launch_scope scope, call_function *deliver, void *context);
void reader_free(struct reader *reader);

/* Has `note_start` told of each line that begins like a call, as strace_watch_starts(). Before the
 * first line is read only. */
void reader_watch_starts(struct reader *reader, start_function *note_start, void *context);

/* Begins file number `log`, of process `pid` (-ff; 0: not known). */
void reader_begin_file(struct reader *reader, size_t log, unsigned long pid);

/* Reads a line (a line_function; `context` is the reader). */
void reader_read_line(void *context, struct slice line, size_t number);

/* Returns the parser, and the launch, of the lines that are of no container. */
struct strace_parser *reader_parser(struct reader *reader);
const struct launch *reader_launch(const struct reader *reader);

/* Returns how many calls are held now, as it shows only later whether they run under the filter. */
size_t reader_count_held(const struct reader *reader);

/* Ends the file, and sets the report's text to what was read of it. */
void reader_end_file(struct reader *reader, struct trace_report *ret_report);

/* Ends the run: hands on all that was held, and adds it and the launch to the report, which is that
 * of the run's first log. */
void reader_end_run(struct reader *reader, struct trace_report *ret_report);

#endif
