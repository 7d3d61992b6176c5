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

/* Ticks the value under the cursor, or takes it out again. Where that would lose what the draft
 * asks of another argument it only says so the first time, and does it the second time. */
bool argument_edit_toggle(struct arguments *arguments, struct text *message);

/* Adds values that were typed, separated by commas. */
bool argument_edit_add(struct arguments *arguments, struct slice typed, struct text *message);

/* Makes what was typed the mask: the bits that may be set. An empty text removes it. */
bool argument_edit_mask(struct arguments *arguments, struct slice typed, struct text *message);

/* Makes `mask` that of the chosen argument, as a step. Returns true. */
bool argument_edit_tick_mask(struct arguments *arguments, uint64_t mask, struct text *message);

/* Do to the draft what argument_edit_add() and argument_edit_mask() do, but it is not judged and
 * becomes no step. */
bool argument_edit_try_values(
	struct arguments *arguments, struct slice typed, struct text *message);
bool argument_edit_try_mask(struct arguments *arguments, struct slice typed, struct text *message);

/* Makes the draft the rule `any`. */
bool argument_edit_clear(struct arguments *arguments, struct text *message);

/* Goes one change of the draft back, or forward again. */
bool argument_edit_undo(struct arguments *arguments, struct text *message);
bool argument_edit_redo(struct arguments *arguments, struct text *message);

/* Appends what is lost when the chosen argument is restricted, since a rule looks at one argument
 * only. Returns false, and appends nothing, when that is nothing. */
bool argument_edit_append_loss(const struct arguments *arguments, struct text *message);

/* Before a change that would lose something: appends that, and that `key` again does it. Returns
 * whether the change must wait, which is so the first time only. */
bool argument_edit_warns_of_loss(
	struct arguments *arguments, const char *key, struct text *message);

/* Appends what the draft asks, in words: "any", "fd is 1", "flags has no bits but O_CLOEXEC". */
void argument_edit_append_draft(struct text *text, const struct arguments *arguments);

/* The same; "no rule" where the draft is none. */
void argument_edit_append_rule(struct text *text, const struct arguments *arguments);

/* Appends the draft's mask as it can be typed, with the names of its bits where that is read as the
 * same mask: "O_CREAT|O_CLOEXEC", "0x6". */
void argument_edit_append_mask(struct text *text, const struct arguments *arguments);

/* Returns whether `value` is one of the restriction's values. */
bool argument_edit_has_value(const struct restriction *restriction, uint64_t value);

/* Appends why the chosen argument cannot be restricted. Returns false, and appends nothing, when it
 * can. */
bool argument_edit_append_refusal(const struct arguments *arguments, struct text *message);

#endif
