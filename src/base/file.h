/*
 * Whole files: read into memory, replaced without ever being half written.
 *
 * Logs are not read here (they may be larger than memory): see trace/log.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/* Appends the content of the regular file or readable pipe `path` to `content`. Never blocks in
 * open. Fails, with the file's name in the error, when it cannot be opened or read, is something
 * else, or holds more than `limit` bytes. */
bool file_read(const char *path, size_t limit, struct text *content, struct error *error);

/* Makes `content` the content of `path`. A regular or missing file is replaced at once: a
 * temporary file in the same folder is written, synced and renamed over it, mode and owner kept,
 * symbolic links followed. Anything else (/dev/stdout, a FIFO, a terminal) is opened and written.
 * On failure a regular file is as it was, and no temporary file is left. */
bool file_replace(const char *path, struct slice content, struct error *error);

/* Returns whether both names lead to the same existing file. */
bool file_is_same(const char *a, const char *b);

#endif
