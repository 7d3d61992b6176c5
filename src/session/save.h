/*
 * Saving: a save is planned, shown by the editor, and then written as it was shown. What changed in
 * between is never lost: the plan is made and shown anew.
 */
#ifndef SESSION_SAVE_H
#define SESSION_SAVE_H

#include <stddef.h>

#include "editor/editor.h"
#include "manifest/reader.h"
#include "session/save_plan.h"

/* Freed with save_free(). */
struct save {
	const char *const *inputs; /* the logs, which are never replaced */
	size_t input_count;
	struct known_file manifest; /* that the session is for */
	struct known_file copy;	    /* another file, that it wrote last */
	struct save_plan plan;
};

/* Takes what was read as what is known of the manifest; NULL: there is none. */
void save_know_manifest(struct save *save, const char *path, const struct manifest *manifest);

/* Carries out EFFECT_PLAN and EFFECT_SAVE; returns what the editor wants then. `path`
 * belongs to the editor. */
struct effect save_make_plan(struct save *save, struct editor *editor, const char *path);
struct effect save_write(struct save *save, struct editor *editor, const char *path);

void save_free(struct save *save);

/* Appends why something failed; the cause comes first, as the line may be cut. */
void save_append_reason(const struct error *error, struct text *reason);

#endif
