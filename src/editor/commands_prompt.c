#include "editor/candidates.h"
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

/* The folder of the file that is being typed. */
static struct effect ask_for_files(struct editor *editor)
{
	struct slice typed = slice_of_text(&editor->prompt.text);

	candidates_gather(editor);
	text_clear(&editor->folder);
	prompts_append_path(editor, &editor->folder, slice_until(typed, editor->completion.from));
	if (editor->folder.length == 0)
		text_append_byte(&editor->folder, '.');
	return (struct effect){EFFECT_FILES, text_string(&editor->folder)};
}

void editor_offer_file(struct editor *editor, const char *name)
{
	if (candidates_are_files(editor))
		completion_add(&editor->completion, name);
}

void editor_complete_file(struct editor *editor)
{
	completion_type_common(&editor->completion, &editor->prompt);
	if (editor->completion.count == 0)
		editor_warn(editor, "No file has a name that begins like this");
	/* In a folder that was completed the next Tab asks anew. */
	if (editor->completion.count == 1)
		candidates_gather(editor);
}

struct effect command_complete(struct editor *editor, int argument)
{
	if (candidates_are_files(editor) && editor->completion.count == 0)
		return ask_for_files(editor);
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
