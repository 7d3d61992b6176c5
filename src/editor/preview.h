/*
 * The preview: where a rule stands in the entry's YAML, as manifest/writer writes it.
 */
#ifndef EDITOR_PREVIEW_H
#define EDITOR_PREVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Sets the first and the last line (counted from 0) of the rule of this name. Returns false when
 * `preview` has none. */
bool preview_find_rule(
	struct slice preview, struct slice name, size_t *ret_first, size_t *ret_last);

#endif
