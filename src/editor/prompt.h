/*
 * A prompt: one line of UTF-8 text that is being typed. What it is for is the editor's business.
 */
#ifndef EDITOR_PROMPT_H
#define EDITOR_PROMPT_H

#include <stddef.h>

#include "base/text.h"

/* A prompt takes no more than this; what is typed after it does nothing. */
#define PROMPT_BYTES 4096

/* {0} is the empty prompt. The cursor always stands between two characters; what combines with the
 * character before it (in a locale of UTF-8) is a part of it. */
struct prompt {
	struct text text;
	size_t cursor; /* in bytes */
};

/* Makes `content` the text, the cursor at its end. */
void prompt_set(struct prompt *prompt, const char *content);

/* Inserts `typed`, which is whole characters, at the cursor. */
void prompt_insert(struct prompt *prompt, struct slice typed);

/* Deletes the character before the cursor, or at it. */
void prompt_delete_before(struct prompt *prompt);
void prompt_delete_at(struct prompt *prompt);

/* Deletes all that stands before the cursor. */
void prompt_delete_to_start(struct prompt *prompt);

/* Returns the byte behind the character at byte `at`. */
size_t prompt_after(const struct prompt *prompt, size_t at);

/* Moves by one character, or to an end. */
void prompt_go_left(struct prompt *prompt);
void prompt_go_right(struct prompt *prompt);
void prompt_go_home(struct prompt *prompt);
void prompt_go_end(struct prompt *prompt);

/* Frees what `prompt` holds and makes it {0}. */
void prompt_free(struct prompt *prompt);

#endif
