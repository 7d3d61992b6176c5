#include <string.h>

#include "review/phrase.h"
#include "ui/panes.h"

enum { PLACE_WIDTH_MAX = 30, GAP = 1 };

/* The path behind its last slash. */
static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

void calls_pane_append_place(struct text *text, const struct editor *editor, struct place place)
{
	const char *log = place.log < editor->log_count ? editor->logs[place.log] : "?";

	text_append_format(text, "%s:%zu",
		strcmp(log, "-") == 0 ? "standard input" : base_name(log), place.line);
}

/* As above; the line alone where there is only one log, which the header names. */
static void append_place(struct text *text, const struct editor *editor, struct place place)
{
	if (editor->log_count > 1)
		calls_pane_append_place(text, editor, place);
	else
		text_append_format(text, "%zu", place.line);
}

/* The columns of the widest place that is visible. */
static int place_width(const struct canvas *canvas, const struct editor *editor)
{
	const struct list *rows = &editor->calls.rows;
	int widest = 4;

	for (size_t i = 0; i < rows->page && rows->top + i < rows->count; i++) {
		const struct calls_line *line = calls_at(&editor->calls, rows->top + i);
		struct text text = {0};
		int width;

		if (!line)
			continue;
		append_place(&text, editor, line->place);
		width = put_width(canvas->style, slice_of_text(&text));
		text_free(&text);
		if (width > widest)
			widest = width;
	}
	return widest < PLACE_WIDTH_MAX ? widest : PLACE_WIDTH_MAX;
}

/* "calls 1-20 of 812", before it "searched 34%" as long as there may be more */
static void append_range(struct text *text, const struct calls *calls)
{
	const struct list *rows = &calls->rows;
	size_t end = rows->top + rows->page;

	if (!calls->is_read)
		return;
	if (calls->is_searching)
		text_append_format(text, "searched %u%%  ", calls->percent);
	if (rows->count == 0)
		text_append_string(text, calls->is_searching ? "none yet " : "no calls ");
	if (rows->count == 0)
		return;
	text_append_string(text, "calls ");
	phrase_append_count(text, rows->top + 1);
	text_append_byte(text, '-');
	phrase_append_count(text, end < rows->count ? end : rows->count);
	text_append_string(text, calls->page.is_cut ? " of the first " : " of ");
	phrase_append_count(text, rows->count);
	text_append_byte(text, ' ');
}

static void draw_heads(const struct canvas *canvas, const struct editor *editor)
{
	int width = getmaxx(canvas->window);
	struct text text = {0};
	int used;

	append_range(&text, &editor->calls);
	used = put_width(canvas->style, slice_of_text(&text));
	put_blank(canvas, 0, 0, width, ROLE_FOCUS);
	put_text(canvas, 0, width - used, used, ROLE_FOCUS, slice_of_text(&text));
	text_clear(&text);
	text_append_string(&text, "calls of ");
	calls_append_subject(&editor->calls, &text);
	put_text(canvas, 0, 1, width - used - 2, ROLE_FOCUS, slice_of_text(&text));
	text_free(&text);
}

/* Marks where the text that was searched for stands; where that is cut away, what stands for the
 * rest. */
static void mark_matches(const struct canvas *canvas, int y, int x, int width, struct slice line,
	struct slice search)
{
	const char *needle = search.start;
	size_t at = 0;

	while (search.length > 0) {
		const char *found =
			memmem(line.start + at, line.length - at, needle, search.length);
		int before;
		int length;

		if (!found)
			return;
		at = (size_t)(found - line.start);
		before = put_width(canvas->style, slice_until(line, at));
		length = put_width(canvas->style, search);
		if (before + length > width - 1 && put_width(canvas->style, line) > width) {
			put_string(canvas, y, x + width - 1, 1, ROLE_MATCH,
				put_ellipsis(canvas->style));
			return;
		}
		put_text(canvas, y, x + before, length, ROLE_MATCH, search);
		at += search.length;
	}
}

static void draw_row(const struct canvas *canvas, int y, int places, const struct editor *editor,
	const struct calls_line *line)
{
	int width = getmaxx(canvas->window);
	struct text place = {0};
	int used;

	put_blank(canvas, y, 0, width, ROLE_NORMAL);
	if (line->is_gone)
		text_append_string(&place, "-");
	else
		append_place(&place, editor, line->place);
	used = put_width(canvas->style, slice_of_text(&place));
	if (used > places)
		used = places;
	put_text(canvas, y, 1 + places - used, used, ROLE_DIM, slice_of_text(&place));
	text_free(&place);
	put_text(canvas, y, 1 + places + GAP, width - 1 - places - GAP,
		line->is_gone ? ROLE_DIM : ROLE_NORMAL,
		line->is_gone ? slice_of("The log has changed: the line is not there any more.")
			      : slice_of_text(&line->text));
	if (!line->is_gone)
		mark_matches(canvas, y, 1 + places + GAP, width - 1 - places - GAP,
			slice_of_text(&line->text), slice_of_text(&editor->line_search));
}

void calls_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	const struct list *rows = &editor->calls.rows;
	int places = place_width(canvas, editor);

	draw_heads(canvas, editor);
	put_spot(canvas, 1, 0, getmaxy(canvas->window) - 1, getmaxx(canvas->window), SPOT_CALLS,
		rows->top);
	if (editor->calls.is_read && rows->count == 0 && !editor->calls.is_searching)
		put_string(canvas, 1, 1, getmaxx(canvas->window) - 1, ROLE_DIM,
			"The log has no line of such a call any more.");
	for (int y = 1; y < getmaxy(canvas->window); y++) {
		size_t row = rows->top + (size_t)y - 1;
		const struct calls_line *line = calls_at(&editor->calls, row);
		struct canvas drawn = *canvas;

		drawn.is_cursor = row == rows->cursor && rows->count > 0;
		if (line)
			draw_row(&drawn, y, places, editor, line);
	}
}
