/*
 * The state of a syscall as the list shows it: that of the review, or `missing` where saving will
 * add what the trace needs to a manifest.
 */
#ifndef EDITOR_ROW_STATE_H
#define EDITOR_ROW_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "entry/entry.h"
#include "review/review.h"

/* Returns whether the row's rule lets traced calls pass that only it does, and `written`, what the
 * manifest holds (NULL: there is none), has no such rule. */
bool row_state_is_missing(const struct review_row *row, const struct entry *written);

/* Returns the word for the row's state. */
const char *row_state_of(const struct review_row *row, const struct entry *written);

/* Returns the word number `index`, from 0 on, and what it means; NULL after the last one. */
const char *row_state_name(size_t index);
const char *row_state_explanation(size_t index);

#endif
