#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "editor/commands.h"
#include "editor/prompts.h"

static struct effect end_save(struct editor *editor)
{
	struct effect none = {0};

	snapshot_free(&editor->saved);
	editor->saved = snapshot_copy(&editor->now);
	editor->is_accepted = true;
	editor->awaits_writing = false;
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
	text_clear(&editor->pending_path);
	text_append_string(&editor->pending_path, editor->path);
	return (struct effect){EFFECT_SAVE, text_string(&editor->pending_path), true};
}

struct effect command_save_as(struct editor *editor, int argument)
{
	(void)argument;
	/* A name that was typed for a save that failed. */
	if (editor->pending_path.length > 0)
		prompts_open(editor, PURPOSE_SAVE, text_string(&editor->pending_path));
	else
		prompts_open(editor, PURPOSE_SAVE, editor->path ? editor->path : "");
	return (struct effect){0};
}

struct effect editor_saved(struct editor *editor)
{
	struct text path = {0};

	text_append_visible(&path, slice_of_text(&editor->pending_path));
	editor_say(editor,
		editor->to_output ? "Saved a copy as %s; w accepts the entry" : "Saved %s",
		text_string(&path));
	text_free(&path);
	if (editor->to_output) {
		/* The place where the entry is to go is standard output, still. */
		text_clear(&editor->pending_path);
		return (struct effect){0};
	}
	free(editor->path);
	editor->path =
		memory_copy_string(text_string(&editor->pending_path), editor->pending_path.length);
	text_clear(&editor->pending_path);
	return end_save(editor);
}

void editor_fail(struct editor *editor, const char *reason)
{
	editor->quits_when_saved = false;
	editor_warn(editor, "Not saved: %s", reason);
}

void editor_ask_replace(struct editor *editor)
{
	editor->dialog = VIEW_REPLACE;
}

struct effect command_quit(struct editor *editor, int argument)
{
	(void)argument;
	if (!editor_is_unsaved(editor))
		return (struct effect){.kind = EFFECT_QUIT};
	editor->dialog = VIEW_QUIT;
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

struct effect command_replace(struct editor *editor, int argument)
{
	(void)argument;
	editor->dialog = VIEW_LIST;
	return (struct effect){EFFECT_SAVE, text_string(&editor->pending_path), true};
}

struct effect command_close_dialog(struct editor *editor, int argument)
{
	(void)argument;
	if (editor->dialog == VIEW_REPLACE)
		editor_warn(editor, "Not saved");
	editor->dialog = VIEW_LIST;
	editor->quits_when_saved = false;
	return (struct effect){0};
}
