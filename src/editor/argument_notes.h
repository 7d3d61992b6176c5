/*
 * What the user should know of the draft in the arguments view, in words.
 */
#ifndef EDITOR_ARGUMENT_NOTES_H
#define EDITOR_ARGUMENT_NOTES_H

#include "base/text.h"
#include "editor/arguments.h"

/* Appends one line on how many traced calls the entry with the draft lets pass. */
void argument_notes_append_coverage(const struct arguments *arguments, struct text *text);

/* Appends the notes, each ended by a line end; nothing when there is nothing to say. */
void argument_notes_append(const struct arguments *arguments, struct text *text);

#endif
