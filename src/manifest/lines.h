/*
 * Lines and comments of a YAML text, seen from a byte offset. Only line feeds end lines here (with
 * a carriage return before them or not).
 */
#ifndef MANIFEST_LINES_H
#define MANIFEST_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Returns where the line around `offset` begins (after a byte order mark). */
size_t line_start(struct slice bytes, size_t offset);

/* Returns where it ends, before its line end. */
size_t line_end(struct slice bytes, size_t offset);

/* Returns where the next line begins, bytes.length when there is none. */
size_t line_next(struct slice bytes, size_t offset);

/* Returns whether the line around `offset` ends in CR LF; a last line without an end is as the one
 * before it. */
bool line_is_crlf(struct slice bytes, size_t offset);

/* Returns the blanks that the line around `offset` begins with. */
struct slice line_margin(struct slice bytes, size_t offset);

/* Returns whether the line around `offset` is there and has nothing but blanks, or but blanks and a
 * comment. */
bool line_is_empty(struct slice bytes, size_t offset);
bool line_is_comment(struct slice bytes, size_t offset);

/* Returns the column of `offset` in bytes, from 0. */
size_t line_column(struct slice bytes, size_t offset);

/* Returns whether the line has nothing but blanks before `offset`. */
bool line_is_blank_before(struct slice bytes, size_t offset);

/* Returns whether the line has nothing but blanks and a comment from `offset`, the end of a node or
 * of a sign like a comma, on. There a # begins a comment without a blank before it too. */
bool line_is_done_at(struct slice bytes, size_t offset);

/* Returns `offset` moved over the blanks before it, or after it, on its line. */
size_t blanks_before(struct slice bytes, size_t offset);
size_t blanks_after(struct slice bytes, size_t offset);

/* Returns `offset` moved over blanks, line ends and comments. */
size_t gap_after(struct slice bytes, size_t offset);

/* Returns where the comment lines begin that stand right above the line that begins at `start`, at
 * `column` and not above `floor`; `start` when there are none. */
size_t comments_above(struct slice bytes, size_t start, size_t column, size_t floor);

/* Returns where the comment lines end that follow the line end at `offset` and stand deeper than
 * `column`; `offset` when there are none. Empty lines may stand between them. */
size_t comments_below(struct slice bytes, size_t offset, size_t column);

#endif
