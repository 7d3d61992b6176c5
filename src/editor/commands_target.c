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

/* "changed the target to Northstar 0.8" */
static void append_change(struct text *text, const struct editor *editor)
{
	text_append_string(text, "changed the target to ");
	target_choice_append_changes(text, &editor->now.target, &editor->target_choice.draft);
}

struct effect command_keep_target(struct editor *editor, int argument)
{
	struct snapshot before = editor_begin(editor);
	struct text sentence = {0};

	(void)argument;
	append_change(&sentence, editor);
	editor->now.target = editor->target_choice.draft;
	close_view(editor);
	if (!editor_commit(editor, before, text_string(&sentence)))
		editor_say(editor, "The target is as it was");
	text_free(&sentence);
	return (struct effect){0};
}

/* What is left behind is a step that was undone: redo brings it back, unless it would bring back
 * something else. */
struct effect command_leave_target(struct editor *editor, int argument)
{
	const struct target *draft = &editor->target_choice.draft;
	struct text sentence = {0};

	(void)argument;
	if (!target_equal(draft, &editor->now.target)) {
		append_change(&sentence, editor);
		if (history_add_undone(&editor->history,
			    (struct snapshot){entry_copy(&editor->now.entry), *draft},
			    text_string(&sentence)))
			editor_say(editor,
				"Left the target as it was; Ctrl-R brings the changes back");
		else
			editor_say(editor, "Left the target as it was");
	}
	text_free(&sentence);
	close_view(editor);
	tally_set_arch(editor->tally, editor->now.target.arch);
	return (struct effect){0};
}
