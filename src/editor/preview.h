/*
 * The preview: the rows in which the entry's YAML, as manifest/writer writes it, is shown, and
 * where a rule stands in them.
 */
#ifndef EDITOR_PREVIEW_H
#define EDITOR_PREVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Appends the lines of `entry`, each ended, for a preview of `columns` columns (0: any number). A
 * line of numbers that is too long goes on in further rows, which are indented deeper. */
void preview_fold(struct slice entry, size_t columns, struct text *rows);

/* Returns the blank columns on the left. */
size_t preview_margin(size_t columns);

/* Returns the row as it is drawn: where there is little room it is indented less. */
struct slice preview_drawn(struct slice row, size_t columns);

/* Sets the first and the last row (counted from 0) of the rule of this name. Returns false when
 * `preview` has none. */
bool preview_find_rule(
	struct slice preview, struct slice name, size_t *ret_first, size_t *ret_last);

#endif
