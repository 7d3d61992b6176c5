#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "editor/commands.h"
#include "editor/prompts.h"
#include "review/fix.h"
#include "review/phrase.h"

static struct effect end_save(struct editor *editor)
{
	struct effect none = {0};

	snapshot_free(&editor->saved);
	editor->saved = snapshot_copy(&editor->now);
	entry_free(&editor->written);
	editor->written = entry_copy(&editor->now.entry);
	editor->is_accepted = true;
	editor->awaits_writing = false;
	/* Nothing is missing any more, and what saving mends is mended. */
	editor_refresh(editor);
	return editor->quits_when_saved ? (struct effect){.kind = EFFECT_QUIT} : none;
}

struct effect command_save(struct editor *editor, int argument)
{
	(void)argument;
	if (editor->to_output) {
		editor_say(editor, "Accepted: it goes to standard output when you quit");
		return end_save(editor);
	}
	if (!editor->path)
		return command_save_as(editor, 0);
	saving_go_to(&editor->saving, slice_of(editor->path));
	return (struct effect){EFFECT_PLAN, text_string(&editor->saving.path)};
}

struct effect command_save_as(struct editor *editor, int argument)
{
	(void)argument;
	/* A name that was typed for a save that failed. */
	if (editor->saving.path.length > 0)
		prompts_open(editor, PURPOSE_SAVE, text_string(&editor->saving.path));
	else
		prompts_open(editor, PURPOSE_SAVE, editor->path ? editor->path : "");
	return (struct effect){0};
}

/* Whoever saves should know when the container does not survive what is saved. */
static void append_dangers(const struct editor *editor, struct text *text)
{
	uint64_t killed = editor->review.killed[MEANING_BUILT];

	if (killed > 0) {
		phrase_append_count(text, killed);
		text_append_format(text,
			" traced call%s would be killed (in the list: f killed).\n",
			phrase_plural(killed));
	}
	for (size_t i = 0; i < editor->findings.count; i++) {
		const struct finding *finding = &editor->findings.items[i];

		if (finding->severity != SEVERITY_FAULT || finding->is_mended_by_saving)
			continue;
		text_append(text, slice_of_text(&finding->sentence));
		text_append_string(
			text, finding_is_fixable(finding) ? " (! and F fix it.)\n" : "\n");
	}
}

void editor_show_save(struct editor *editor, struct slice notes, struct slice change, bool is_new)
{
	struct text all = {0};

	append_dangers(editor, &all);
	text_append(&all, notes);
	saving_show(&editor->saving, slice_of_text(&all), change, is_new);
	text_free(&all);
	editor_ask(editor, VIEW_SAVE);
}

/* The place that was saved to is the session's own from now on. */
static void take_path(struct editor *editor)
{
	const struct text *path = &editor->saving.path;

	free(editor->path);
	editor->path = memory_copy_string(text_string(path), path->length);
}

/* Ends a save that left the entry in the file; the sentence has a place for its name. */
static struct effect end_file(struct editor *editor, const char *before, const char *after)
{
	struct text path = {0};
	struct effect next = {0};

	text_append_visible(&path, slice_of_text(&editor->saving.path));
	editor_say(editor, "%s%s%s", before, text_string(&path), after);
	text_free(&path);
	if (!editor->to_output) {
		take_path(editor);
		next = end_save(editor);
	}
	/* Else the place where the entry is to go is standard output, still. */
	saving_free(&editor->saving);
	return next;
}

struct effect editor_saved(struct editor *editor)
{
	if (editor->to_output)
		return end_file(editor, "Saved a copy as ", "; w accepts the entry");
	return end_file(editor, "Saved ", "");
}

struct effect editor_saved_before(struct editor *editor)
{
	return end_file(editor, "Nothing to save: ", " holds this entry already");
}

void editor_fail(struct editor *editor, const char *reason)
{
	editor->quits_when_saved = false;
	editor_warn(editor, "Not saved: %s", reason);
}

struct effect command_write(struct editor *editor, int argument)
{
	(void)argument;
	editor->dialog = VIEW_LIST;
	return (struct effect){EFFECT_SAVE, text_string(&editor->saving.path)};
}

struct effect command_quit(struct editor *editor, int argument)
{
	(void)argument;
	if (!editor_is_unsaved(editor))
		return (struct effect){.kind = EFFECT_QUIT};
	editor_ask(editor, VIEW_QUIT);
	return (struct effect){0};
}

struct effect command_save_and_quit(struct editor *editor, int argument)
{
	(void)argument;
	editor->dialog = VIEW_LIST;
	if (arguments_are_changed(&editor->arguments))
		command_keep_arguments(editor, 0);
	editor->quits_when_saved = true;
	return command_save(editor, 0);
}

struct effect command_discard(struct editor *editor, int argument)
{
	(void)editor;
	(void)argument;
	return (struct effect){.kind = EFFECT_QUIT};
}

struct effect command_close_dialog(struct editor *editor, int argument)
{
	(void)argument;
	if (editor->dialog == VIEW_SAVE)
		editor_warn(editor, "Not saved");
	editor->dialog = VIEW_LIST;
	editor->quits_when_saved = false;
	return (struct effect){0};
}
