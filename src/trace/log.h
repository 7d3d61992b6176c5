/*
 * Logs: files of strace output, read from front to back in blocks of whole lines. Reading can be
 * paused after each block; nothing is read twice.
 */
#ifndef TRACE_LOG_H
#define TRACE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

/* Who wants the lines of a log, without their ends; `number` counts from 1. */
typedef void line_function(void *context, struct slice line, size_t number);

/* Hands every line of `path` ("-": standard input) to `read_line`. Fails when the file cannot be
 * opened or read, is a folder, or is compressed (the error then names the way out). A line that
 * the file's end cuts is handed on like a whole one. */
bool log_read(const char *path, line_function *read_line, void *context, struct error *error);

/* So many bytes after a block can be read. */
#define LOG_PADDING 16

struct log; /* owned by who made it */

/* What comes at the end of a file. */
enum log_end {
	LOG_END_REACHED, /* nothing */
	LOG_END_GREW,	 /* more: it has just been written */
	LOG_END_WAITS,	 /* perhaps more, later */
};

/* Who knows that. `log` is the number of the log. */
typedef enum log_end log_end_function(void *context, size_t log);

/* What came of asking for a block. */
enum log_state {
	LOG_MORE,    /* here is one, and there may be more */
	LOG_ENDED,   /* here is the last one, perhaps empty */
	LOG_WAITING, /* nothing more now, but perhaps later */
	LOG_RENEWED, /* here is the last one; another file has taken the place of this one */
	LOG_FAILED,
};

/* Opens a log as log_read() does; `path` must live as long as the log. Returns NULL when it cannot
 * be opened. The caller frees it with log_close(). */
struct log *log_open(const char *path, struct error *error);
void log_close(struct log *log);

/* As log_open(), of a file, whose bytes before `offset`, where a line begins, are passed over. */
struct log *log_open_at(const char *path, uint64_t offset, struct error *error);

/* Has `at_end` asked what comes at the end of the log, whose number is `number`. A log that may
 * grow is also looked at again by its name: it may have been truncated, or replaced by another
 * file. From now on a pipe is not waited for: LOG_WAITING says so. */
void log_follow(struct log *log, log_end_function *at_end, void *context, size_t number);

/* Reads on. Sets `ret_block` to whole lines with their ends (the last one of the file may lack its
 * end), valid until the next call; unless the state is LOG_FAILED, which sets `error`. */
enum log_state log_read_block(struct log *log, struct slice *ret_block, struct error *error);

/* Reads the bytes of the next block that a regular file has by now; log_read_block() goes on from
 * there. The last block stays as it is: another thread may do this while somebody works on it. */
void log_read_ahead(struct log *log);

/* Makes blocks as large as `count` usual ones. Before the first one is read only. */
void log_set_blocks(struct log *log, size_t count);

/* Hands the lines of `block` on; the first one has the number `*line` + 1, which is counted on. */
void log_read_lines(struct slice block, line_function *read_line, void *context, size_t *line);

/* Returns what is read from, to poll it. */
int log_descriptor(const struct log *log);

/* Returns where in the log the block began that was read last. */
uint64_t log_block_offset(const struct log *log);

/* Returns how many bytes were read so far. */
uint64_t log_bytes(const struct log *log);

/* Returns the process that the name of an -ff log ends in (`X.1234`), 0 when it names none. */
unsigned long log_pid_of_name(const char *path);

/* Returns the `X` of such a name, empty when it names no process. */
struct slice log_run_of_name(const char *path);

/* Returns whether both are logs of one run of strace -ff: X.1234 and X.1235. */
bool log_is_same_run(const char *a, const char *b);

#endif
