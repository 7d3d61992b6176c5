/*
 * Logs: files of strace output, read once from front to back in blocks, as lines for the parser.
 */
#ifndef TRACE_LOG_H
#define TRACE_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/* Who wants the lines of a log, without their ends; `number` counts from 1. */
typedef void line_function(void *context, struct slice line, size_t number);

/* Hands every line of `path` ("-": standard input) to `read_line`. Fails when the file cannot be
 * opened or read, is a folder, or is compressed (the error then names the way out). A line that
 * the file's end cuts is handed on like a whole one. */
bool log_read(const char *path, line_function *read_line, void *context, struct error *error);

/* Returns the process that the name of an -ff log ends in (`X.1234`), 0 when it names none. */
unsigned long log_pid_of_name(const char *path);

/* Returns whether both are logs of one run of strace -ff: X.1234 and X.1235. */
bool log_is_same_run(const char *a, const char *b);

#endif
