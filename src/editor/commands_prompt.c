#include "editor/commands.h"
#include "editor/prompts.h"

struct effect command_accept_prompt(struct editor *editor, int argument)
{
	(void)argument;
	return prompts_accept(editor);
}

struct effect command_cancel_prompt(struct editor *editor, int argument)
{
	(void)argument;
	prompts_cancel(editor);
	return (struct effect){0};
}

struct effect command_complete(struct editor *editor, int argument)
{
	if (!completion_step(&editor->completion, &editor->prompt, argument))
		editor_warn(editor, "There is nothing to complete here");
	else
		prompts_refresh(editor);
	return (struct effect){0};
}

struct effect command_edit_prompt(struct editor *editor, int argument)
{
	static void (*const edits[])(struct prompt *) = {
		[EDIT_DELETE_BEFORE] = prompt_delete_before,
		[EDIT_DELETE_AT] = prompt_delete_at,
		[EDIT_DELETE_TO_START] = prompt_delete_to_start,
		[EDIT_LEFT] = prompt_go_left,
		[EDIT_RIGHT] = prompt_go_right,
		[EDIT_HOME] = prompt_go_home,
		[EDIT_END] = prompt_go_end,
	};

	edits[argument](&editor->prompt);
	prompts_follow(editor);
	return (struct effect){0};
}
