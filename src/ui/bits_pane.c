#include <inttypes.h>

#include "ui/panes.h"

enum {
	MARK_WIDTH = 3,
	CALLS_WIDTH = 6,
	BAR_WIDTH = 8,
	BAR_WIDTH_SMALL = 5,
	BAR_GROWS_FROM = 64, /* columns of the window */
	VERDICT_WIDTH = 10,
	NUMBER_WIDTH = 18, /* 0x and 16 digits */
	NUMBER_WIDTH_SMALL = 10,
};

/* Where the columns stand. */
struct columns {
	int text_width;
	int number_x, number_width;
	int calls_x;
	int bar_x, bar_width;
	int verdict_x;
};

static struct columns lay_out(int width)
{
	bool is_small = width < BAR_GROWS_FROM;
	struct columns columns = {
		.number_width = is_small ? NUMBER_WIDTH_SMALL : NUMBER_WIDTH,
		.bar_width = is_small ? BAR_WIDTH_SMALL : BAR_WIDTH,
		.verdict_x = width - VERDICT_WIDTH,
	};

	columns.bar_x = columns.verdict_x - columns.bar_width - 1;
	columns.calls_x = columns.bar_x - CALLS_WIDTH - 1;
	columns.number_x = columns.calls_x - columns.number_width - 1;
	columns.text_width = columns.number_x - MARK_WIDTH - 2;
	return columns;
}

static const char *mark_of(enum bit_mark mark)
{
	static const char *const marks[] = {
		[BIT_REFUSED] = "[ ]",
		[BIT_PARTLY] = "[~]",
		[BIT_ADMITTED] = "[x]",
	};

	return marks[mark];
}

/* What becomes of the calls that have the bit. */
static void draw_verdict(const struct canvas *canvas, int y, int x, const struct bit_row *row)
{
	if (row->calls == 0)
		put_string(canvas, y, x, VERDICT_WIDTH, ROLE_DIM, "not traced");
	else if (row->passes == row->calls)
		put_string(canvas, y, x, VERDICT_WIDTH, ROLE_GOOD, "passes");
	else
		put_string(canvas, y, x, VERDICT_WIDTH, row->passes > 0 ? ROLE_WARNING : ROLE_BAD,
			row->passes > 0 ? "partly" : "killed");
}

static void draw_row(const struct canvas *canvas, int y, const struct columns *columns,
	const struct arguments *arguments, const struct bit_row *row)
{
	const struct bit_row *first = &arguments->bits.rows[0];
	struct text text = {0};

	put_blank(canvas, y, 0, getmaxx(canvas->window), ROLE_NORMAL);
	put_string(
		canvas, y, 0, MARK_WIDTH, ROLE_STRONG, mark_of(argument_bits_mark(arguments, row)));
	argument_bits_append_name(&text, row);
	put_text(canvas, y, MARK_WIDTH + 1, columns->text_width, ROLE_NORMAL, slice_of_text(&text));
	text_clear(&text);
	value_append_text(&text, row->value);
	put_text(canvas, y, columns->number_x, columns->number_width, ROLE_NORMAL,
		slice_of_text(&text));
	put_count(canvas, y, columns->calls_x, CALLS_WIDTH, ROLE_NORMAL, row->calls);
	put_bar(canvas, y, columns->bar_x, columns->bar_width, ROLE_DIM, row->calls, first->calls);
	draw_verdict(canvas, y, columns->verdict_x, row);
	text_free(&text);
}

static void draw_heads(const struct canvas *canvas, int y, const struct columns *columns,
	const struct editor *editor)
{
	enum role role = put_head(canvas, y, editor->pane == PANE_MAIN);
	struct text text = {0};

	text_append_format(&text, "bits of %s", arguments_chosen(&editor->arguments)->name);
	put_text(canvas, y, MARK_WIDTH + 1, columns->text_width, role, slice_of_text(&text));
	put_string(canvas, y, columns->number_x, columns->number_width, role, "value");
	put_string(canvas, y, columns->calls_x + 1, CALLS_WIDTH - 1, role, "calls");
	put_string(canvas, y, columns->verdict_x, VERDICT_WIDTH, role, "verdict");
	text_free(&text);
}

void bits_pane_draw(const struct canvas *canvas, int y, const struct editor *editor)
{
	const struct arguments *arguments = &editor->arguments;
	const struct list *list = &arguments->bits.list;
	struct columns columns = lay_out(getmaxx(canvas->window));

	draw_heads(canvas, y, &columns, editor);
	put_spot(
		canvas, y + 1, 0, (int)list->page, getmaxx(canvas->window), SPOT_VALUES, list->top);
	put_spot(canvas, y + 1, 0, (int)list->page, MARK_WIDTH, SPOT_TICK, list->top);
	if (list->count == 0)
		put_string(canvas, y + 1, MARK_WIDTH + 1, getmaxx(canvas->window), ROLE_DIM,
			"No bits are known here; & types a mask.");
	for (size_t i = 0; i < list->page && list->top + i < list->count; i++) {
		struct canvas line = *canvas;

		line.is_cursor = editor->pane == PANE_MAIN && list->top + i == list->cursor;
		draw_row(&line, y + 1 + (int)i, &columns, arguments,
			&arguments->bits.rows[list->top + i]);
	}
}
