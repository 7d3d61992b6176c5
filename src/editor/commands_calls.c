#include "editor/commands.h"

static void show(struct editor *editor)
{
	editor->calls_from = editor->view;
	editor->view = VIEW_CALLS;
}

static void open_all(struct editor *editor, const struct review_row *row)
{
	calls_open(&editor->calls, row->name, NULL, 0, NULL);
	show(editor);
}

struct effect command_open_calls(struct editor *editor, int argument)
{
	const struct review_row *row = editor_row(editor);

	(void)argument;
	if (!row)
		editor_warn(editor, "There is no syscall here");
	else if (!row->traced)
		editor_warn(editor, "The trace has no call of it");
	else
		open_all(editor, row);
	return (struct effect){0};
}

struct effect command_open_calls_of_value(struct editor *editor, int argument)
{
	const struct arguments *arguments = &editor->arguments;
	const struct value_row *row;

	if (arguments->values.count == 0 || editor->pane == PANE_REGISTERS || arguments->shows_bits)
		return command_open_calls(editor, argument);
	row = &arguments->rows[arguments->values.cursor];
	if (row->value.count == 0) {
		editor_warn(editor, "It was typed: the trace has no call with this value");
		return (struct effect){0};
	}
	calls_open(&editor->calls, slice_of(arguments->name), arguments_chosen(arguments)->name,
		(unsigned)arguments->registers.cursor, &row->value);
	show(editor);
	return (struct effect){0};
}

struct effect command_close_calls(struct editor *editor, int argument)
{
	(void)argument;
	calls_close(&editor->calls);
	editor->view = editor->calls_from;
	return (struct effect){0};
}

struct effect command_open_line(struct editor *editor, int argument)
{
	(void)argument;
	if (!calls_at(&editor->calls, editor->calls.rows.cursor)) {
		editor_warn(editor, "There is no line here");
		return (struct effect){0};
	}
	editor->calls.is_line_new = true;
	editor->calls.match = 0;
	editor->view = VIEW_LINE;
	return (struct effect){0};
}

struct effect command_close_line(struct editor *editor, int argument)
{
	(void)argument;
	editor->view = VIEW_CALLS;
	return (struct effect){0};
}

void editor_calls_page(struct editor *editor, struct calls_page *page)
{
	if (editor->calls.name)
		calls_take_page(&editor->calls, page);
	calls_free(page);
}

void editor_calls_searched(struct editor *editor, bool is_searching, unsigned percent)
{
	editor->calls.is_searching = is_searching;
	editor->calls.percent = percent;
}

void editor_calls_fail(struct editor *editor, const char *reason)
{
	editor->calls.is_failed = true;
	editor_warn(editor, "The log cannot be read again: %s", reason);
	if (editor->calls.name && !editor->calls.is_read)
		command_close_calls(editor, 0);
}
