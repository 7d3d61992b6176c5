#include "editor/commands.h"
#include "facts/capability.h"

static struct effect refresh(struct editor *editor)
{
	target_choice_refresh(&editor->target_choice, editor->tally, &editor->now.entry);
	return (struct effect){0};
}

struct effect command_open_target(struct editor *editor, int argument)
{
	(void)argument;
	target_choice_open(&editor->target_choice, &editor->now.target);
	editor->view = VIEW_TARGET;
	return refresh(editor);
}

struct effect command_change_target(struct editor *editor, int argument)
{
	target_choice_step(&editor->target_choice, argument);
	return refresh(editor);
}

struct effect command_set_capabilities(struct editor *editor, int argument)
{
	editor->target_choice.draft.capabilities = argument ? CAPABILITY_ALL : 0;
	return refresh(editor);
}

static void close_view(struct editor *editor)
{
	target_choice_close(&editor->target_choice);
	editor->view = VIEW_LIST;
}

/* Makes the draft the target, as a step; returns whether that changed it. */
static bool commit_draft(struct editor *editor)
{
	struct snapshot before = editor_begin(editor);
	struct text sentence = {0};
	bool is_changed;

	text_append_string(&sentence, "changed the target to ");
	target_choice_append_changes(&sentence, &before.target, &editor->target_choice.draft);
	editor->now.target = editor->target_choice.draft;
	close_view(editor);
	is_changed = editor_commit(editor, before, text_string(&sentence));
	text_free(&sentence);
	return is_changed;
}

struct effect command_keep_target(struct editor *editor, int argument)
{
	(void)argument;
	if (!commit_draft(editor))
		editor_say(editor, "The target is as it was");
	return (struct effect){0};
}

/* What is left behind is a step that was undone: redo brings it back. */
struct effect command_leave_target(struct editor *editor, int argument)
{
	if (!target_equal(&editor->target_choice.draft, &editor->now.target)) {
		commit_draft(editor);
		command_undo(editor, argument);
		editor_say(editor, "Left the target as it was; Ctrl-R brings the changes back");
	} else {
		close_view(editor);
	}
	return (struct effect){0};
}
