/*
 * The trial: what is typed for the chosen argument is put into the draft while it is typed, so that
 * the view tells what it would do. The draft's history and the recovery file do not see it.
 */
#ifndef EDITOR_ARGUMENT_TRIAL_H
#define EDITOR_ARGUMENT_TRIAL_H

#include <stdbool.h>

#include "base/text.h"
#include "editor/arguments.h"

enum trial_kind { TRIAL_VALUES, TRIAL_MASK };

/* Shows the draft with `typed` in it, instead of what was typed before. What is nothing yet leaves
 * the draft as it is, and arguments->trial.trouble says what is wrong or missing; `begins_name`:
 * its last word is the beginning of a name. */
void argument_trial_follow(
	struct arguments *arguments, enum trial_kind kind, struct slice typed, bool begins_name);

/* Takes what was typed out of the draft. */
void argument_trial_end(struct arguments *arguments);

#endif
