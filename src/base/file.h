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
 * open; a pipe must bring something. Fails, with the file's name in the error, when it cannot be
 * opened or read, is something else, or holds more than `limit` bytes. */
bool file_read(const char *path, size_t limit, struct text *content, struct error *error);

/* Makes `content` the content of `path`. A regular or missing file is replaced at once: a
 * temporary file in the same folder is written, synced and renamed over it, mode and owner kept,
 * symbolic links followed. Anything else (/dev/stdout, a FIFO, a terminal) is opened and written.
 * On failure a regular file is as it was, and no temporary file is left; of a program that was
 * killed, the next call in the same folder removes it (.northstar-seccomp.PID.N, locked while in
 * use). */
bool file_replace(const char *path, struct slice content, struct error *error);

/* The same, but fails where a FIFO has no reader, and does not wait for one. */
bool file_replace_at_once(const char *path, struct slice content, struct error *error);

/* What a name leads to, for who is about to write there. {0}: nothing is known. */
struct file_target {
	bool exists;
	bool is_folder;
	bool is_regular;
	bool is_marked_read_only; /* nobody has the permission to write, though root can */
	bool may_be_written;	  /* by this process */
	int folder_errno; /* why no file can be made in its folder; 0: nothing speaks against it */
	unsigned long names; /* hard links; more than 1: replacing parts this one from the others */
	struct text leads_to; /* where a symbolic link ends; "": it is none */
};

/* Sets `ret`, which the caller frees with file_target_free(). */
void file_describe(const char *path, struct file_target *ret);

/* Appends what is to be known before it is replaced or written, one sentence a line. */
void file_target_append_text(const struct file_target *target, struct text *text);

void file_target_free(struct file_target *target);

/* Appends to `target` where the links of `path` end, whether or not a file is there. */
void file_follow_links(const char *path, struct text *target);

/* Returns the length of the folder part of `path`, with its slash; 0: there is none. */
size_t file_folder_length(const char *path);

/* Returns whether both names lead to the same existing file. */
bool file_is_same(const char *a, const char *b);

#endif
