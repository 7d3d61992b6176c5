/*
 * Changes of the draft in the arguments view: ticks, typed values, masks.
 *
 * Each function appends what was done, or why it cannot be done, to `message`, and returns whether
 * it was done.
 */
#ifndef EDITOR_ARGUMENT_EDIT_H
#define EDITOR_ARGUMENT_EDIT_H

#include <stdbool.h>

#include "base/text.h"
#include "editor/arguments.h"

/* Ticks the value under the cursor, or takes it out again. */
bool argument_edit_toggle(struct arguments *arguments, struct text *message);

/* Adds values that were typed, separated by commas. */
bool argument_edit_add(struct arguments *arguments, struct slice typed, struct text *message);

/* Makes what was typed the mask: the bits that may be set. An empty text removes it. */
bool argument_edit_mask(struct arguments *arguments, struct slice typed, struct text *message);

/* Makes the draft the rule `any`. */
bool argument_edit_clear(struct arguments *arguments, struct text *message);

/* Returns whether `value` is one of the restriction's values. */
bool argument_edit_has_value(const struct restriction *restriction, uint64_t value);

/* Appends why the chosen argument cannot be restricted. Returns false, and appends nothing, when it
 * can. */
bool argument_edit_append_refusal(const struct arguments *arguments, struct text *message);

#endif
