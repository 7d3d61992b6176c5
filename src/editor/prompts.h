/*
 * What the editor asks for in its prompt: a search, a file name, values, a mask.
 */
#ifndef EDITOR_PROMPTS_H
#define EDITOR_PROMPTS_H

#include "editor/editor.h"

/* Opens the prompt for `purpose` with a text to start from. */
void prompts_open(struct editor *editor, enum purpose purpose, const char *content);

/* Types the character that a key stands for; other keys do nothing. */
void prompts_type(struct editor *editor, const char *key);

/* After each change of the text: gathers the names that complete it, and does what the next one
 * does. */
void prompts_follow(struct editor *editor);

/* A search goes to what was found, a filter shows what fits, a rule what it would do. */
void prompts_refresh(struct editor *editor);

/* Closes the prompt and does what it was for. */
struct effect prompts_accept(struct editor *editor);

/* Closes the prompt as if it had not been there. */
void prompts_cancel(struct editor *editor);

/* Appends what stands before the text: "Save as: ". */
void prompts_append_label(const struct editor *editor, struct text *text);

/* Returns whether a prompt is open that the key types a character into. */
bool prompts_take(const struct editor *editor, const char *key);

/* Appends a file name as it was typed, with the user's folder for `~/`: no shell
 * is there to do it. */
void prompts_append_path(const struct editor *editor, struct text *to, struct slice path);

/* Goes to the next row after `from` (`step` 1), or the one before (-1), whose name holds the
 * search; around the ends. Returns whether there is one. */
bool prompts_find(struct editor *editor, size_t from, int step);

#endif
