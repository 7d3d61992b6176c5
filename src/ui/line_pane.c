#include "editor/line_match.h"
#include "ui/panes.h"

enum { MARGIN = 1 };

static const struct calls_line *chosen(const struct editor *editor)
{
	return calls_at(&editor->calls, editor->calls.rows.cursor);
}

static void append_line(struct text *text, const struct calls_line *line)
{
	if (line->is_gone)
		text_append_string(text, "The log has changed: the line is not there any more.");
	text_append_visible(text, slice_of_text(&line->text));
}

/* What there is to say of it. */
static void append_remarks(struct text *text, const struct calls_line *line)
{
	if (line->text.length == CALLS_LINE_MAX)
		text_append_string(text, "\nThe line is longer.");
	if (line->is_joined && line->joined.length == 0)
		text_append_string(text, "\nIt was interrupted; its end is not near.");
	if (line->joined.length == 0)
		return;
	text_append_string(text, "\nIt was interrupted. Put together:\n");
	text_append_visible(text, slice_of_text(&line->joined));
}

/* Puts both into `rows` rows from `y` on, and marks what was searched for. Returns how many they
 * take; with `rows` 0 it only counts. */
static int put_line(const struct canvas *canvas, int y, int width, int rows,
	const struct calls_line *line, const char *search)
{
	struct canvas marking = *canvas;
	struct text text = {0};
	int used;

	marking.match = line->is_gone ? NULL : search;
	append_line(&text, line);
	used = put_wrapped(&marking, y, MARGIN, width, rows, ROLE_NORMAL, slice_of_text(&text));
	text_clear(&text);
	append_remarks(&text, line);
	if (rows == 0 || used < rows)
		used += put_wrapped(canvas, y + used, MARGIN, width, rows > 0 ? rows - used : 0,
			ROLE_NORMAL, slice_of_text(&text));
	text_free(&text);
	return used;
}

/* Returns the row of the line, counted from 0, where the place that is shown ends. */
static size_t match_row(const struct canvas *canvas, int width, const struct calls_line *line,
	const struct line_match *match)
{
	struct text text = {0};
	int row;

	append_line(&text, line);
	row = put_find_row(canvas->style, width, slice_of_text(&text), match->end - 1);
	text_free(&text);
	return (size_t)row;
}

void line_pane_measure(const struct canvas *canvas, const struct editor *editor, int columns,
	struct editor_sizes *sizes)
{
	const struct calls_line *line = chosen(editor);
	int width = columns - 2 * MARGIN;
	struct line_match match;

	if (!line)
		return;
	sizes->line_count = (size_t)put_line(canvas, 0, width, 0, line, NULL);
	match = line_match_find(&editor->calls, slice_of_text(&editor->line_search));
	if (match.number > 0)
		sizes->line_match = match_row(canvas, width, line, &match);
}

/* A search looks at whole lines. */
static bool may_match_further_on(
	const struct editor *editor, const struct calls_line *line, const struct line_match *match)
{
	return line && line->text.length == CALLS_LINE_MAX && editor->line_search.length > 0 &&
	       match->count == 0;
}

/* "app.strace:16", and which of several places is shown: "match 2 of 3: fd". */
static void draw_head(const struct canvas *canvas, const struct editor *editor,
	const struct calls_line *line, const struct line_match *match)
{
	int width = getmaxx(canvas->window);
	struct text head = {0};

	if (line && !line->is_gone)
		calls_pane_append_place(&head, editor, line->place);
	if (match->count > 1) {
		text_append_format(&head, "  match %zu of %zu: ", match->number, match->count);
		text_append_visible(&head, slice_of_text(&editor->line_search));
	} else if (may_match_further_on(editor, line, match)) {
		text_append_string(&head, "  not in what is shown: the line is longer");
	}
	put_blank(canvas, 0, 0, width, ROLE_FOCUS);
	put_text(canvas, 0, MARGIN, width - MARGIN, ROLE_FOCUS, slice_of_text(&head));
	text_free(&head);
}

void line_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	const struct calls_line *line = chosen(editor);
	struct line_match match =
		line_match_find(&editor->calls, slice_of_text(&editor->line_search));
	struct canvas marking = *canvas;
	int width = getmaxx(canvas->window);
	int rows = getmaxy(canvas->window);
	int top = (int)editor->calls.lines.top;
	struct text search = {0};

	put_spot(canvas, 0, 0, rows, width, SPOT_LINE, 0);
	text_append_visible(&search, slice_of_text(&editor->line_search));
	marking.match_number = match.number;
	/* What is scrolled away lies above the window, or under the head. */
	if (line)
		put_line(&marking, 1 - top, width - 2 * MARGIN, rows - 1 + top, line,
			text_string(&search));
	draw_head(canvas, editor, line, &match);
	text_free(&search);
}
