/*
 * The help screen's text: keys from the command table, and a page on what the screen shows.
 */
#ifndef EDITOR_HELP_H
#define EDITOR_HELP_H

#include <stddef.h>

#include "base/text.h"
#include "editor/editor.h"

/* Appends the help in lines of at most `columns` columns (20 at least). A line that starts in the
 * first column is a heading. */
void help_append(struct text *text, size_t columns);

/* Returns the number of the line of `help` where the keys of the view begin. */
size_t help_find_view(const struct text *help, enum view view);

/* Returns the number of the next heading's line after line `from` (`step` 1), or of the one before
 * (-1); `from` when there is none. */
size_t help_find_heading(const struct text *help, size_t from, int step);

#endif
