/*
 * What the program proposes for the draft in the arguments view: what the trace suggests for an
 * argument, and fixes of what is found.
 *
 * Each function appends what was done, or why it cannot be done, to `message`, and returns whether
 * it was done.
 */
#ifndef EDITOR_ARGUMENT_PROPOSALS_H
#define EDITOR_ARGUMENT_PROPOSALS_H

#include <stdbool.h>

#include "base/text.h"
#include "editor/arguments.h"

/* Makes the draft what the trace suggests for the chosen argument. Where that loses something it
 * only says so the first time, and does it the second time. */
bool argument_proposals_suggest(struct arguments *arguments, struct text *message);

/* Does what the first finding that has a fix proposes. */
bool argument_proposals_fix(struct arguments *arguments, struct text *message);

#endif
