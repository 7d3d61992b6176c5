#include "ui/panes.h"

enum { MARGIN = 1 };

/* Returns how many rows the notes take, with the empty one behind them. */
static int note_rows(const struct canvas *canvas, const struct editor *editor, int columns)
{
	struct slice notes = slice_of_text(&editor->saving.notes);

	if (notes.length == 0)
		return 0;
	return 1 + put_wrapped(canvas, 0, MARGIN, columns - 2 * MARGIN, 0, ROLE_WARNING, notes);
}

static enum role role_of(struct slice line)
{
	if (slice_starts_with(line, "+"))
		return ROLE_GOOD;
	if (slice_starts_with(line, "-"))
		return ROLE_BAD;
	return slice_starts_with(line, "@@") ? ROLE_HEAD : ROLE_NORMAL;
}

/* The line ends of another system say nothing here. */
static struct slice without_return(struct slice line)
{
	return slice_ends_with(line, "\r") ? slice_until(line, line.length - 1) : line;
}

/* Draws the lines of the difference from row `y` on, broken where they are longer than a row; those
 * above the window's head are passed over. Without `draws` it only counts. Returns
 * the row after them. */
static int put_change(
	const struct canvas *canvas, const struct editor *editor, int y, int columns, bool draws)
{
	struct slice rest = slice_of_text(&editor->saving.change);
	int width = columns - 2 * MARGIN;
	int end = draws ? getmaxy(canvas->window) : 0;

	while (rest.length > 0 && (!draws || y < end)) {
		struct slice line = slice_until(rest, slice_find_byte(rest, '\n'));

		y += put_wrapped(canvas, y, MARGIN, width, draws ? end - y : 0, role_of(line),
			without_return(line));
		rest = slice_after(rest, line.length + 1);
	}
	return y;
}

size_t save_pane_measure(const struct canvas *canvas, const struct editor *editor, int columns)
{
	int rows = note_rows(canvas, editor, columns);

	return (size_t)put_change(canvas, editor, rows, columns, false);
}

/* "save manifest.yaml: what changes in it            lines 1-14 of 20" */
static void draw_head(const struct canvas *canvas, const struct editor *editor)
{
	const struct saving *saving = &editor->saving;
	size_t last = saving->rows.top + saving->rows.page;
	int width = getmaxx(canvas->window);
	struct text text = {0};
	int used = 0;

	put_blank(canvas, 0, 0, width, ROLE_FOCUS);
	if (saving->rows.count > saving->rows.page) {
		text_append_format(&text, "lines %zu-%zu of %zu", saving->rows.top + 1,
			last < saving->rows.count ? last : saving->rows.count, saving->rows.count);
		used = put_width(canvas->style, slice_of_text(&text)) + 2 * MARGIN;
		put_text(canvas, 0, width - used + MARGIN, used, ROLE_FOCUS, slice_of_text(&text));
		text_clear(&text);
	}
	text_append_format(&text, "save %s", saving->is_new ? "as a new file, " : "");
	text_append_visible(&text, slice_of_text(&saving->path));
	text_append_string(&text, saving->is_new ? "" : ": what changes in it");
	put_text(canvas, 0, MARGIN, width - used - MARGIN, ROLE_FOCUS, slice_of_text(&text));
	text_free(&text);
}

void save_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	int rows = getmaxy(canvas->window);
	int width = getmaxx(canvas->window);
	int top = (int)editor->saving.rows.top;

	put_spot(canvas, 0, 0, rows, width, SPOT_SAVING, 0);
	/* What is scrolled away lies above the window. */
	put_wrapped(canvas, 1 - top, MARGIN, width - 2 * MARGIN, rows - 1 + top, ROLE_WARNING,
		slice_of_text(&editor->saving.notes));
	put_change(canvas, editor, 1 - top + note_rows(canvas, editor, width), width, true);
	draw_head(canvas, editor);
}
