/*
 * The help screen's text: keys from the command table, and a page on what the screen shows.
 */
#ifndef EDITOR_HELP_H
#define EDITOR_HELP_H

#include "base/text.h"

/* Appends the help in lines of at most `columns` columns (20 at least). A line that starts in the
 * first column is a heading. */
void help_append(struct text *text, size_t columns);

#endif
