#include "ui/panes.h"

enum { FRAME_COLUMNS = 2, FRAME_ROWS = 2, DIALOG_COLUMNS = 56 };

static void append_question(const struct editor *editor, struct text *text)
{
	if (editor->dialog == VIEW_RECOVERED) {
		editor_append_recovered(editor, text);
		return;
	}
	text_append_string(text, "Not saved: ");
	editor_append_unsaved(editor, text);
	text_append_byte(text, '.');
	if (editor->to_output && editor->is_accepted)
		text_append_string(text, "\nDiscard: the entry as accepted before is written.");
}

static void draw_frame(const struct canvas *canvas)
{
	cchar_t corners[4];
	cchar_t lines[2];
	static const wchar_t *const glyphs[6] = {
		L"\u2502", L"\u2500", L"\u250c", L"\u2510", L"\u2514", L"\u2518"};

	if (canvas->style->ascii) {
		wborder(canvas->window, '|', '|', '-', '-', '+', '+', '+', '+');
		return;
	}
	for (int i = 0; i < 2; i++)
		setcchar(&lines[i], glyphs[i], A_NORMAL, 0, NULL);
	for (int i = 0; i < 4; i++)
		setcchar(&corners[i], glyphs[2 + i], A_NORMAL, 0, NULL);
	wborder_set(canvas->window, &lines[0], &lines[0], &lines[1], &lines[1], &corners[0],
		&corners[1], &corners[2], &corners[3]);
}

void dialog_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	int width = getmaxx(canvas->window) - 4;
	struct canvas inner = *canvas;
	struct text question = {0};
	int rows;

	if (width > DIALOG_COLUMNS)
		width = DIALOG_COLUMNS;
	append_question(editor, &question);
	rows = put_wrapped(
		canvas, 0, 0, width - 2 * FRAME_COLUMNS, 0, ROLE_NORMAL, slice_of_text(&question));
	inner.window = derwin(canvas->window, rows + 2 + FRAME_ROWS, width,
		(getmaxy(canvas->window) - rows - 2 - FRAME_ROWS) / 2,
		(getmaxx(canvas->window) - width) / 2);
	if (inner.window) {
		werase(inner.window);
		draw_frame(&inner);
		put_wrapped(&inner, 1, FRAME_COLUMNS, width - 2 * FRAME_COLUMNS, rows, ROLE_NORMAL,
			slice_of_text(&question));
		footer_pane_put_keys(
			&inner, rows + 2, FRAME_COLUMNS, width - 2 * FRAME_COLUMNS, editor);
		delwin(inner.window);
	}
	text_free(&question);
}
