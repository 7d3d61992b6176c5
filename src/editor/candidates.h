/*
 * The names that each prompt of the editor completes.
 *
 * A prompt has them when it has a row in the table of candidates.c: the bytes that part words, and
 * the function that offers the names.
 */
#ifndef EDITOR_CANDIDATES_H
#define EDITOR_CANDIDATES_H

#include "editor/editor.h"

/* Gathers the names that fit the word before the cursor of the editor's prompt. To be called after
 * each change of its text. */
void candidates_gather(struct editor *editor);

/* Returns whether the prompt asks for a file, whose names are gathered only when Tab is pressed. */
bool candidates_are_files(const struct editor *editor);

/* Returns whether names are to be shown: they fit something that was typed, or Tab was pressed, or
 * there are few of them. */
bool candidates_are_shown(const struct editor *editor);

#endif
