#include "ui/screen.h"

#include "ui/panes.h"

enum {
	FOOTER_ROWS = 2,
	BESIDE_COLUMNS_MIN = 80,   /* from here on the preview stands beside the list */
	DETAILS_COLUMNS_MIN = 100, /* from here on there are details */
	BELOW_ROWS_MIN = 20,	   /* from here on there is room for something below */
	MAIN_COLUMNS_MAX = 90,
};

/* A part of the screen; without rows it is not there. */
struct area {
	int y, x, rows, columns;
};

struct layout {
	struct area header, main, details, preview, separator, footer;
};

/* The main part, and below it the details or the preview, with `below` rows. */
static struct layout lay_out_below(int rows, int columns, int header, int below, bool has_details)
{
	int body = rows - header - FOOTER_ROWS;
	struct area aside = {header + body - below, 0, below, columns};
	struct layout layout = {
		.header = {0, 0, header, columns},
		.main = {header, 0, body - below, columns},
		.footer = {rows - FOOTER_ROWS, 0, FOOTER_ROWS, columns},
	};

	*(has_details ? &layout.details : &layout.preview) = aside;
	return layout;
}

static struct layout lay_out_beside(int rows, int columns, int header, bool has_details)
{
	int body = rows - header - FOOTER_ROWS;
	int main = columns >= DETAILS_COLUMNS_MIN ? columns * 60 / 100 : columns * 74 / 100;
	int details = has_details ? body * 3 / 5 : 0;
	int right;

	if (main > MAIN_COLUMNS_MAX)
		main = MAIN_COLUMNS_MAX;
	right = main + 1;
	return (struct layout){
		.header = {0, 0, header, columns},
		.main = {header, 0, body, main},
		.separator = {header, main, body, 1},
		.details = {header, right, details, columns - right},
		.preview = {header + details, right, body - details, columns - right},
		.footer = {rows - FOOTER_ROWS, 0, FOOTER_ROWS, columns},
	};
}

/* How many rows lie below the main part in a window that has nothing beside it: what is there to
 * be read gets half of a small window; else only the list, which is longer. */
static int rows_below(const struct editor *editor, int rows, int header, bool has_details)
{
	int body = rows - header - FOOTER_ROWS;

	if (rows < BELOW_ROWS_MIN)
		return editor->pane == PANE_DETAILS || editor->pane == PANE_PREVIEW ? body / 2 : 0;
	return has_details ? body * 9 / 20 : body / 3;
}

static struct layout lay_out(int rows, int columns, const struct editor *editor)
{
	int header = header_pane_rows(editor);
	bool is_list = editor->view == VIEW_LIST;
	/* The list's details would not know of the draft. */
	bool has_details = is_list && editor->aside == PANE_DETAILS;

	if (columns >= DETAILS_COLUMNS_MIN)
		return lay_out_beside(rows, columns, header, is_list);
	if (columns >= BESIDE_COLUMNS_MIN && !has_details)
		return lay_out_beside(rows, columns, header, false);
	return lay_out_below(
		rows, columns, header, rows_below(editor, rows, header, has_details), has_details);
}

/* Has a pane draw into its area. */
static void draw_area(const struct canvas *screen, const struct area *area,
	const struct editor *editor, void draw(const struct canvas *, const struct editor *))
{
	struct canvas canvas = *screen;

	if (area->rows <= 0)
		return;
	canvas.window = derwin(screen->window, area->rows, area->columns, area->y, area->x);
	if (!canvas.window)
		return;
	draw(&canvas, editor);
	delwin(canvas.window);
}

static void draw_separator(const struct canvas *screen, const struct area *area)
{
	for (int row = 0; row < area->rows; row++)
		put_string(screen, area->y + row, area->x, 1, ROLE_DIM,
			screen->style->ascii ? "|" : "\u2502");
}

/* Draws the two last lines; returns whether the text cursor was put there. */
static bool draw_footer(
	const struct canvas *screen, const struct area *area, const struct editor *editor)
{
	struct canvas canvas = *screen;
	int cursor;

	canvas.window = derwin(screen->window, area->rows, area->columns, area->y, area->x);
	if (!canvas.window)
		return false;
	cursor = footer_pane_draw(&canvas, editor);
	delwin(canvas.window);
	if (cursor >= 0)
		wmove(screen->window, area->y, cursor);
	return cursor >= 0;
}

static void draw_notice(const struct canvas *screen, int rows, int columns)
{
	struct text text = {0};

	text_append_format(&text,
		"northstar-seccomp needs a window of %d x %d or more; this one has %d x %d. "
		"Nothing is lost: make it larger. Until then no key does anything but Ctrl-C, "
		"which leaves it when all is saved.",
		SCREEN_COLUMNS_MIN, SCREEN_ROWS_MIN, columns, rows);
	put_wrapped(screen, 0, 0, columns, rows, ROLE_NORMAL, slice_of_text(&text));
	text_free(&text);
}

static void tell_sizes(
	const struct canvas *screen, struct editor *editor, const struct layout *layout)
{
	struct editor_sizes sizes = {
		.list_rows = (size_t)layout->main.rows - 1,
		.preview_rows = layout->preview.rows > 0 ? (size_t)layout->preview.rows - 1 : 0,
		.preview_columns = (size_t)layout->preview.columns,
		.help_rows = (size_t)(layout->footer.y - layout->header.rows),
		.help_columns = (size_t)layout->header.columns - 2,
	};

	sizes.call_rows = sizes.help_rows - 1;
	sizes.line_rows = sizes.help_rows - 1;
	sizes.save_rows = sizes.help_rows - 1;
	if (editor->dialog == VIEW_SAVE)
		sizes.save_count = save_pane_measure(screen, editor, layout->header.columns);
	sizes.finding_rows = (size_t)findings_pane_rows(
		screen, editor, (int)sizes.help_rows, layout->header.columns);
	sizes.target_rows = (size_t)target_pane_rows(
		screen, editor, (int)sizes.help_rows, layout->header.columns);
	if (layout->details.rows > 0) {
		sizes.detail_rows = (size_t)layout->details.rows - 1;
		sizes.detail_count = details_pane_measure(screen, editor, layout->details.columns);
	}
	if (editor->view == VIEW_LINE)
		line_pane_measure(screen, editor, layout->header.columns, &sizes);
	arguments_pane_measure(screen, editor, layout->main.rows, layout->main.columns, &sizes);
	editor_resize(editor, &sizes);
}

/* The views that take all between header and footer. */
static bool draw_whole(
	const struct canvas *screen, const struct layout *layout, const struct editor *editor)
{
	struct area body = {layout->header.rows, 0, layout->footer.y - layout->header.rows,
		layout->header.columns};

	if (editor->dialog == VIEW_SAVE)
		draw_area(screen, &body, editor, save_pane_draw);
	else if (editor->view == VIEW_HELP)
		draw_area(screen, &body, editor, help_pane_draw);
	else if (editor->view == VIEW_CALLS)
		draw_area(screen, &body, editor, calls_pane_draw);
	else if (editor->view == VIEW_LINE)
		draw_area(screen, &body, editor, line_pane_draw);
	else if (editor->view == VIEW_FINDINGS)
		draw_area(screen, &body, editor, findings_pane_draw);
	else if (editor->view == VIEW_TARGET)
		draw_area(screen, &body, editor, target_pane_draw);
	else
		return false;
	return true;
}

/* All that lies between header and footer. */
static void draw_body(
	const struct canvas *screen, const struct layout *layout, const struct editor *editor)
{
	if (draw_whole(screen, layout, editor))
		return;
	draw_separator(screen, &layout->separator);
	draw_area(screen, &layout->main, editor,
		editor->view == VIEW_ARGUMENTS ? arguments_pane_draw : list_pane_draw);
	draw_area(screen, &layout->details, editor, details_pane_draw);
	draw_area(screen, &layout->preview, editor, preview_pane_draw);
}

bool screen_draw(WINDOW *window, struct editor *editor, const struct style *style)
{
	struct put_place cursor = {0};
	struct canvas screen = {
		.window = window, .style = style, .spots = &editor->spots, .cursor = &cursor};
	int rows = getmaxy(window);
	int columns = getmaxx(window);
	struct layout layout = lay_out(rows, columns, editor);
	bool has_cursor;

	werase(window);
	spots_clear(&editor->spots);
	editor_hide(editor, rows < SCREEN_ROWS_MIN || columns < SCREEN_COLUMNS_MIN);
	if (editor->is_hidden) {
		draw_notice(&screen, rows, columns);
		return false;
	}
	tell_sizes(&screen, editor, &layout);
	draw_area(&screen, &layout.header, editor, header_pane_draw);
	draw_body(&screen, &layout, editor);
	/* What lies under a prompt or a dialog cannot be pointed at. */
	if (editor_focus(editor) > VIEW_HELP && editor_focus(editor) != VIEW_SAVE)
		put_spot(&screen, 0, 0, rows, columns, SPOT_NOTHING, 0);
	has_cursor = draw_footer(&screen, &layout.footer, editor);
	if (editor->dialog != VIEW_LIST && editor->dialog != VIEW_SAVE)
		dialog_pane_draw(&screen, editor);
	if (!has_cursor)
		wmove(window, cursor.y, cursor.x);
	return has_cursor;
}
