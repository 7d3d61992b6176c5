#include "session/save.h"

#include "base/file.h"

static bool is_input(const struct save *save, const char *path)
{
	for (size_t i = 0; i < save->input_count; i++)
		if (file_is_same(save->inputs[i], path))
			return true;
	return false;
}

void save_append_reason(const struct error *error, struct text *reason)
{
	if (error->line > 0 && !error->file)
		text_append_format(reason, "line %zu: ", error->line);
	text_append_visible(reason, slice_of(error->what));
	if (!error->file)
		return;
	text_append_string(reason, " (");
	text_append_visible(reason, slice_of(error->file));
	text_append_byte(reason, ')');
}

static struct effect fail(struct editor *editor, struct error *error)
{
	struct text reason = {0};

	save_append_reason(error, &reason);
	editor_fail(editor, text_string(&reason));
	text_free(&reason);
	error_free(error);
	return (struct effect){0};
}

static void know(struct known_file *known, const char *path, struct slice bytes, bool is_manifest)
{
	text_clear(&known->path);
	text_append_string(&known->path, path);
	text_clear(&known->bytes);
	text_append(&known->bytes, bytes);
	known->is_manifest = is_manifest;
}

void save_know_manifest(struct save *save, const char *path, const struct manifest *manifest)
{
	if (manifest)
		know(&save->manifest, path, slice_of_text(&manifest->bytes), true);
}

static struct known_file *known_of(struct save *save, const char *path)
{
	return known_file_is(&save->manifest, path) ? &save->manifest : &save->copy;
}

struct effect save_make_plan(struct save *save, struct editor *editor, const char *path)
{
	struct known_file *known = known_of(save, path);
	bool is_apart = save->manifest.is_manifest && known != &save->manifest;
	struct save_plan *plan = &save->plan;
	struct error error = {0};

	save_plan_free(plan);
	if (is_input(save, path))
		error_set(&error, NULL, 0, 0, "that is the log itself");
	else if (save_plan_make(path, &editor->now, known, is_apart, plan, &error)) {
		if (plan->exists && plan->change.length == 0 && plan->is_readable) {
			know(known, path, slice_of_text(&plan->found), plan->is_manifest);
			return editor_saved_before(editor);
		}
		editor_show_save(editor, slice_of_text(&plan->notes), slice_of_text(&plan->change),
			!plan->exists);
		return (struct effect){0};
	}
	return fail(editor, &error);
}

struct effect save_write(struct save *save, struct editor *editor, const char *path)
{
	struct save_plan *shown = &save->plan;
	struct error error = {0};

	if (!save_plan_holds(path, shown)) {
		struct effect next = save_make_plan(save, editor, path);

		if (editor->dialog == VIEW_SAVE)
			editor_warn(editor, "The file was changed just now: look at it again");
		return next;
	}
	if (!file_replace_at_once(path, slice_of_text(&shown->bytes), &error))
		return fail(editor, &error);
	know(known_of(save, path), path, slice_of_text(&shown->bytes), shown->is_manifest);
	save_plan_free(shown);
	return editor_saved(editor);
}

void save_free(struct save *save)
{
	known_file_free(&save->manifest);
	known_file_free(&save->copy);
	save_plan_free(&save->plan);
}
