/*
 * The plan of a save: the bytes that are to be written, made for the file as it is now, and what
 * the user is to see and to know before.
 *
 * The entry goes into the file when that is the manifest of the session or another whole manifest,
 * else it becomes the file.
 */
#ifndef SESSION_SAVE_PLAN_H
#define SESSION_SAVE_PLAN_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "editor/history.h"

/* What the session knows of a file: as it read or wrote it last. */
struct known_file {
	struct text path; /* "": there is none */
	struct text bytes;
	bool is_manifest; /* the entry is a part of it */
};

/* {0} is no plan. */
struct save_plan {
	struct text bytes;  /* what is to be written */
	struct text found;  /* what the file holds; "" also when there is none */
	struct text notes;  /* one sentence a line */
	struct text change; /* the difference, without its head */
	bool exists;
	bool is_readable; /* `found` is what a save replaces, and nothing else may be there then */
	bool is_manifest;
};

/* Makes the plan for the entry of `now` at `path`; `is_apart`: the manifest that the session is for
 * is another file. On failure, when nothing should be written there, the error says why. The caller
 * frees with save_plan_free(), also then. */
bool save_plan_make(const char *path, const struct snapshot *now, const struct known_file *known,
	bool is_apart, struct save_plan *ret, struct error *error);

/* Returns whether the file is still as it was when the plan was made. */
bool save_plan_holds(const char *path, const struct save_plan *plan);

/* Frees what `plan` holds and makes it {0}. */
void save_plan_free(struct save_plan *plan);

/* Returns whether `path` leads to the file that is known; it may be gone. */
bool known_file_is(const struct known_file *known, const char *path);

/* Frees what `known` holds and makes it {0}. */
void known_file_free(struct known_file *known);

#endif
