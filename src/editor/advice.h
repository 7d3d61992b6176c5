/*
 * Advice: a finding as a view tells it that has the name of the syscall already.
 */
#ifndef EDITOR_ADVICE_H
#define EDITOR_ADVICE_H

#include <stdbool.h>

#include "base/text.h"
#include "entry/target.h"
#include "review/finding.h"
#include "review/review.h"
#include "review/state.h"

/* Appends the finding's code and sentence, and with `has_key` what the key F does about it, if it
 * can be mended: "volatile-argument: fd is a file descriptor, ... F does that." */
void advice_append(struct text *text, const struct finding *finding, const struct target *target,
	bool has_key);

/* Appends what helps against a finding that F cannot fix, "F cannot fix it: Space drops the
 * rule"; outside of the list with the words "In the list", where the keys are. */
void advice_append_without_fix(struct text *text, const struct finding *finding, bool is_in_list);

/* Returns whether the row has a rule that kills traced calls, or may, as far as the log tells, and
 * can be made to let them pass. */
bool advice_can_widen(const struct review_row *row);

/* Returns whether the finding says what the explanation of the state says. */
bool advice_tells_state(const struct finding *finding, enum state state);

#endif
