/*
 * The difference of two texts, line by line, in the unified form that patch and git read: what
 * saving would change.
 */
#ifndef MANIFEST_DIFF_H
#define MANIFEST_DIFF_H

#include "base/text.h"

/* Appends the difference from `old` to `new`, with three lines of context; nothing when they are
 * equal. The names stand behind --- and +++, as text_append_visible() shows them. Lines are
 * compared as bytes, line ends included. The difference is a shortest one as long as what differs
 * is not larger than some thousand lines; else all lines between the first and the last that
 * differ are replaced. */
void diff_append(struct text *text, const char *old_name, struct slice old, const char *new_name,
	struct slice new);

#endif
