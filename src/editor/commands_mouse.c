#include "editor/commands.h"
#include "editor/keys.h"
#include "editor/prompts.h"

/* Rows that the wheel moves. */
enum { WHEEL_ROWS = 3 };

/* The list that a spot is of; NULL: of none. */
static struct list *list_at(struct editor *editor, enum spot_kind kind)
{
	switch (kind) {
	case SPOT_LIST:
	case SPOT_MARK:
		return &editor->list;
	case SPOT_REGISTERS:
		return &editor->arguments.registers;
	case SPOT_VALUES:
	case SPOT_TICK:
		return editor->arguments.shows_bits ? &editor->arguments.bits.list
						    : &editor->arguments.values;
	case SPOT_NOTES:
		return &editor->arguments.notes;
	case SPOT_DETAILS:
		return &editor->details;
	case SPOT_PREVIEW:
		return &editor->lines;
	case SPOT_CALLS:
		return &editor->calls.rows;
	case SPOT_LINE:
		return &editor->calls.lines;
	case SPOT_FINDINGS:
		return &editor->finding_rows;
	case SPOT_TARGET:
	case SPOT_CAPABILITY:
		return &editor->target_choice.rows;
	case SPOT_HELP:
		return &editor->help_lines;
	case SPOT_SAVING:
		return &editor->saving.rows;
	case SPOT_HEAD:
	case SPOT_KEY:
	case SPOT_NAME:
	case SPOT_NOTHING:
		break;
	}
	return NULL;
}

/* Whether it is a text, which has no row that is chosen. */
static bool is_text(enum spot_kind kind)
{
	return kind == SPOT_NOTES || kind == SPOT_DETAILS || kind == SPOT_PREVIEW ||
	       kind == SPOT_LINE || kind == SPOT_HELP || kind == SPOT_SAVING;
}

/* The part of the view that the spot lies in gets the moving keys. */
static void focus(struct editor *editor, enum spot_kind kind)
{
	if (kind == SPOT_REGISTERS)
		editor->pane = PANE_REGISTERS;
	else if (kind == SPOT_NOTES && list_is_cut(&editor->arguments.notes))
		editor->pane = PANE_NOTES;
	else if (kind == SPOT_DETAILS)
		editor->pane = PANE_DETAILS;
	else if (kind == SPOT_PREVIEW)
		editor->pane = PANE_PREVIEW;
	else
		editor->pane = PANE_MAIN;
}

/* Chooses the row that is pointed at. Returns whether there is one. */
static bool choose(struct editor *editor)
{
	struct list *list = list_at(editor, editor->pointed.kind);

	if (!list || is_text(editor->pointed.kind))
		return false;
	if (editor->pointed.value >= list->count)
		return false;
	list_go(list, editor->pointed.value);
	if (editor->pointed.kind == SPOT_REGISTERS)
		arguments_choose(&editor->arguments, (unsigned)list->cursor);
	return true;
}

struct effect command_click(struct editor *editor, int argument)
{
	const struct spot *spot = &editor->pointed;
	const struct command *command;

	(void)argument;
	switch (spot->kind) {
	case SPOT_NOTHING:
		return (struct effect){0};
	case SPOT_KEY:
		command = keys_at(spot->value);
		return command->run(editor, command->argument);
	case SPOT_NAME:
		if (spot->value < editor->completion.count)
			completion_choose(&editor->completion, &editor->prompt, spot->value);
		prompts_refresh(editor);
		return (struct effect){0};
	case SPOT_HEAD:
		return command_sort_by(editor, (int)spot->value);
	default:
		break;
	}
	focus(editor, spot->kind);
	if (!choose(editor))
		return (struct effect){0};
	if (spot->kind == SPOT_MARK)
		return command_toggle(editor, 0);
	if (spot->kind == SPOT_TICK)
		return command_tick(editor, 0);
	if (spot->kind == SPOT_CAPABILITY)
		return command_change_target(editor, 1);
	return (struct effect){0};
}

struct effect command_double_click(struct editor *editor, int argument)
{
	switch (editor->pointed.kind) {
	case SPOT_LIST:
		return choose(editor) ? command_open_arguments(editor, 0) : (struct effect){0};
	case SPOT_VALUES:
		return choose(editor) ? command_tick(editor, 0) : (struct effect){0};
	case SPOT_CALLS:
		return choose(editor) ? command_open_line(editor, 0) : (struct effect){0};
	case SPOT_TARGET:
		return choose(editor) ? command_change_target(editor, 1) : (struct effect){0};
	case SPOT_FINDINGS:
		return choose(editor) ? command_jump_to_finding(editor, 0) : (struct effect){0};
	default:
		return command_click(editor, argument);
	}
}

struct effect command_wheel(struct editor *editor, int argument)
{
	struct list *list = list_at(editor, editor->pointed.kind);
	long delta = argument * WHEEL_ROWS;

	if (!list || list->count == 0)
		return (struct effect){0};
	if (is_text(editor->pointed.kind))
		list_scroll(list, delta);
	else
		list_shift(list, delta);
	if (editor->pointed.kind == SPOT_REGISTERS)
		arguments_choose(&editor->arguments, (unsigned)list->cursor);
	return (struct effect){0};
}
