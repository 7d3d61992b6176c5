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

struct effect command_keep_target(struct editor *editor, int argument)
{
	struct snapshot before = editor_begin(editor);
	struct text sentence = {0};

	(void)argument;
	text_append_string(&sentence, "changed the target to ");
	target_choice_append_changes(&sentence, &before.target, &editor->target_choice.draft);
	editor->now.target = editor->target_choice.draft;
	close_view(editor);
	if (!editor_commit(editor, before, text_string(&sentence)))
		editor_say(editor, "The target is as it was");
	text_free(&sentence);
	return (struct effect){0};
}

struct effect command_leave_target(struct editor *editor, int argument)
{
	bool is_changed = !target_equal(&editor->target_choice.draft, &editor->now.target);

	(void)argument;
	close_view(editor);
	tally_set_arch(editor->tally, editor->now.target.arch);
	if (is_changed)
		editor_say(editor, "Left the target as it was");
	return (struct effect){0};
}
