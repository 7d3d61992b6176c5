/*
 * Completion: the word before the cursor of a prompt is made whole from a list of names.
 *
 * The names that begin as the word does (small and capital letters are the same) are gathered after
 * each change of the text, so that they can be shown; Tab then types as much as all of them have in
 * common, and where that is nothing it goes through them. Which names there are for a prompt is the
 * business of editor/candidates.
 */
#ifndef EDITOR_COMPLETION_H
#define EDITOR_COMPLETION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "editor/prompt.h"

/* {0} is the empty one, without names. */
struct completion {
	struct text word; /* as it was typed */
	size_t from;	  /* the prompt's byte where the word begins */
	char **names;	  /* those that fit, in the order they were offered */
	size_t count;
	size_t capacity;
	size_t chosen;	/* the name that stands in the prompt; only with `is_chosen` */
	bool is_chosen; /* Tab goes through the names */
};

/* Forgets all names; the word is now what stands before the prompt's cursor, behind the last byte
 * that is one of `separators` ("": all). */
void completion_begin(
	struct completion *completion, const struct prompt *prompt, const char *separators);

/* Adds `name` when it begins as the word does; a name that is there already is not added. */
void completion_offer(struct completion *completion, const char *name);

/* The same for a name that was not offered before. */
void completion_add(struct completion *completion, const char *name);

/* Returns whether the word is the beginning of a name, and no whole one. */
bool completion_begins_name(const struct completion *completion);

/* Types what all names have in common. Returns whether that is more than what stands there. */
bool completion_type_common(struct completion *completion, struct prompt *prompt);

/* Types what all names have in common; when that is there already, the next name (`step` 1) or the
 * one before (-1), around the ends. Returns whether there are names. */
bool completion_step(struct completion *completion, struct prompt *prompt, int step);

/* Types name number `index` (less than `count`). */
void completion_choose(struct completion *completion, struct prompt *prompt, size_t index);

/* Frees what `completion` holds and makes it {0}. */
void completion_free(struct completion *completion);

#endif
