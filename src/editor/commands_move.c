#include "editor/commands.h"
#include "editor/help.h"
#include "editor/prompts.h"

/* What the moving keys move now. */
static struct list *moved_list(struct editor *editor)
{
	if (editor->dialog == VIEW_SAVE)
		return &editor->saving.rows;
	if (editor->view == VIEW_HELP)
		return &editor->help_lines;
	if (editor->view == VIEW_CALLS)
		return &editor->calls.rows;
	if (editor->view == VIEW_LINE)
		return &editor->calls.lines;
	if (editor->view == VIEW_TARGET)
		return &editor->target_choice.rows;
	if (editor->view == VIEW_FINDINGS)
		return &editor->finding_rows;
	if (editor->pane == PANE_PREVIEW)
		return &editor->lines;
	if (editor->pane == PANE_NOTES)
		return &editor->arguments.notes;
	if (editor->pane == PANE_DETAILS)
		return &editor->details;
	if (editor->view == VIEW_ARGUMENTS)
		return editor->arguments.shows_bits ? &editor->arguments.bits.list
						    : &editor->arguments.values;
	return &editor->list;
}

static struct effect move(struct editor *editor, long delta)
{
	struct list *list = moved_list(editor);
	struct arguments *arguments = &editor->arguments;

	if (list == &editor->saving.rows) {
		list_scroll(list, delta);
	} else if (editor->view == VIEW_ARGUMENTS && editor->pane == PANE_REGISTERS) {
		list_move(&arguments->registers, delta);
		arguments_choose(arguments, (unsigned)arguments->registers.cursor);
	} else if (list == &editor->lines || list == &editor->details ||
		   list == &arguments->notes || list == &editor->help_lines ||
		   list == &editor->calls.lines) {
		list_scroll(list, delta);
	} else {
		list_move(list, delta);
	}
	return (struct effect){0};
}

struct effect command_move(struct editor *editor, int argument)
{
	return move(editor, argument);
}

struct effect command_move_page(struct editor *editor, int argument)
{
	size_t page = moved_list(editor)->page;

	/* One row stays in sight. */
	return move(editor, argument * (long)(page > 1 ? page - 1 : 1));
}

struct effect command_move_end(struct editor *editor, int argument)
{
	return move(editor, argument * (long)moved_list(editor)->count);
}

static bool is_pane_there(const struct editor *editor, enum pane pane)
{
	switch (pane) {
	case PANE_MAIN:
		return true;
	case PANE_REGISTERS:
		return editor->view == VIEW_ARGUMENTS;
	case PANE_NOTES:
		return editor->view == VIEW_ARGUMENTS && list_is_cut(&editor->arguments.notes);
	case PANE_DETAILS:
		return editor->view == VIEW_LIST;
	case PANE_PREVIEW:
		break;
	}
	return editor->view == VIEW_LIST || editor->has_preview;
}

struct effect command_next_pane(struct editor *editor, int argument)
{
	unsigned step = argument > 0 ? 1 : PANE_COUNT - 1;

	do
		editor->pane = (enum pane)((editor->pane + step) % PANE_COUNT);
	while (!is_pane_there(editor, editor->pane));
	if (editor->pane == PANE_DETAILS || editor->pane == PANE_PREVIEW)
		editor->aside = editor->pane;
	if (editor->pane == PANE_NOTES)
		editor_say(editor, "Up and Down scroll the notes");
	return (struct effect){0};
}

/* Makes it the first line that is seen, as far as there are enough below it. */
static void go_to_help_line(struct editor *editor, size_t line)
{
	list_scroll(&editor->help_lines, (long)line - (long)editor->help_lines.top);
}

struct effect command_help(struct editor *editor, int argument)
{
	(void)argument;
	editor->help_from = editor->view;
	editor->view = VIEW_HELP;
	go_to_help_line(editor, help_find_view(&editor->help, editor->help_from));
	return (struct effect){0};
}

struct effect command_go_to_section(struct editor *editor, int argument)
{
	go_to_help_line(editor, help_find_heading(&editor->help, editor->help_lines.top, argument));
	return (struct effect){0};
}

struct effect command_close_help(struct editor *editor, int argument)
{
	(void)argument;
	editor->view = editor->help_from;
	return (struct effect){0};
}

struct effect command_search(struct editor *editor, int argument)
{
	(void)argument;
	prompts_open(editor, PURPOSE_SEARCH, "");
	return (struct effect){0};
}

void editor_say_around(
	struct editor *editor, size_t from, size_t to, bool is_back, const char *what)
{
	if (is_back ? to > from : to < from)
		editor_say(editor, "Went on from the %s %s", is_back ? "last" : "first", what);
}

struct effect command_search_again(struct editor *editor, int argument)
{
	size_t count = editor->list.count;
	size_t from = editor->list.cursor;

	if (editor->search.length == 0)
		editor_warn(editor, "Search first, with /");
	else if (count == 0 ||
		 !prompts_find(editor, (from + (argument > 0 ? 1 : count - 1)) % count, argument))
		editor_warn(editor, "No syscall has %s in its name", text_string(&editor->search));
	else if (editor->list.cursor == from)
		editor_say(editor, "No other syscall shown has it in its name");
	else
		editor_say_around(editor, from, editor->list.cursor, argument < 0, "syscall");
	return (struct effect){0};
}

struct effect command_clear(struct editor *editor, int argument)
{
	(void)argument;
	if (editor->pane != PANE_MAIN) {
		editor->pane = PANE_MAIN;
	} else if (editor->shown.filter.length > 0) {
		command_clear_filter(editor, 0);
	} else if (editor->search.length > 0) {
		text_clear(&editor->search);
		editor_say(editor, "The search is forgotten");
	} else if (editor->reading.progress.state != READING_NONE) {
		return (struct effect){.kind = EFFECT_STOP_READING};
	}
	return (struct effect){0};
}

struct effect command_effect(struct editor *editor, int argument)
{
	(void)editor;
	return (struct effect){.kind = (enum effect_kind)argument};
}
