#include <string.h>

#include "editor/row_state.h"
#include "review/phrase.h"
#include "ui/panes.h"

enum {
	MARK_WIDTH = 3,
	NAME_X = MARK_WIDTH + 1,
	NAME_WIDTH_MIN = 12,
	FOUND_WIDTH = 3,
	STATE_WIDTH = 11,
	STATE_WIDTH_MAX = 14,
	BAR_SMALL = 2,
	NAME_SHARE = 67, /* of what name and rule share, in percent */
};

/* What does not share, in a window of at least `from` columns: rules come first. */
static const struct widths {
	int from;
	int calls, bar, errors; /* four columns at least: 999k */
} widths_by_window[] = {
	{76, 7, 4, 6},
	{72, 5, 4, 4},
	{58, 5, BAR_SMALL, 4},
	{0, 5, 0, 4},
};

/* Where a column stands in a window of some width; it has a blank behind it. */
struct column {
	int x, width;
};

/* They are the columns that rows are sorted by. */
struct columns {
	struct column of[SORT_COUNT];
	int calls_width; /* of the number of calls */
	int bar_width;	 /* of the bar behind it and a blank; 0: none */
};

/* Names that are all shorter than their share leave the rest to the rules. */
static int name_width(const struct canvas *canvas, const struct review *review, int share)
{
	int longest = NAME_WIDTH_MIN;

	for (size_t i = 0; i < review->count; i++) {
		int width = put_width(canvas->style, review->rows[i].name);

		if (width > longest)
			longest = width;
	}
	return longest < share ? longest : share;
}

/* Only `without-effect` needs more than the least; where it does not occur, rules have the room. */
static int state_width(const struct review *review)
{
	for (size_t i = 0; i < review->count; i++)
		if (review->rows[i].state == STATE_WITHOUT_EFFECT)
			return STATE_WIDTH_MAX;
	return STATE_WIDTH;
}

static const struct widths *widths_of(int width)
{
	const struct widths *widths = widths_by_window;

	while (widths->from > width)
		widths++;
	return widths;
}

static struct columns lay_out(const struct canvas *canvas, const struct review *review, int bar)
{
	int width = getmaxx(canvas->window);
	const struct widths *fixed = widths_of(width);
	int state = state_width(review);
	int calls = fixed->calls + (bar > 0 ? 1 + bar : 0);
	int rest = width - NAME_X - calls - fixed->errors - state - FOUND_WIDTH - 5;
	int name = name_width(canvas, review, rest * NAME_SHARE / 100);
	struct columns columns = {.calls_width = fixed->calls, .bar_width = bar};
	const int widths[SORT_COUNT] = {
		[SORT_MARK] = MARK_WIDTH,
		[SORT_NAME] = name,
		[SORT_CALLS] = calls,
		[SORT_ERRORS] = fixed->errors,
		[SORT_RULE] = rest - name,
		[SORT_STATE] = state,
		[SORT_FOUND] = FOUND_WIDTH,
	};
	int x = 0;

	for (int sort = SORT_MARK; sort < SORT_COUNT; sort++) {
		columns.of[sort] = (struct column){x, widths[sort]};
		x += widths[sort] + 1;
	}
	return columns;
}

static const char *head_text(enum sort sort, const struct columns *columns)
{
	switch (sort) {
	case SORT_FIRST_CALL:
	case SORT_MARK:
		break;
	case SORT_NAME:
		return "syscall";
	case SORT_CALLS:
		return "calls";
	case SORT_ERRORS:
		return columns->of[sort].width >= 6 ? "errors" : "err";
	case SORT_RULE:
		return "rule";
	case SORT_STATE:
		return "state";
	case SORT_FOUND:
		return "!";
	}
	return "";
}

/* The arrow behind the head of the column that the rows are sorted by. */
static const char *arrow(const struct canvas *canvas, bool is_reversed)
{
	if (canvas->style->ascii)
		return is_reversed ? "^" : "v";
	return is_reversed ? "\u25b2" : "\u25bc";
}

static void draw_heads(
	const struct canvas *canvas, const struct columns *columns, const struct editor *editor)
{
	enum role role = put_head(canvas, 0, editor->pane == PANE_MAIN);

	for (enum sort sort = SORT_MARK; sort < SORT_COUNT; sort++) {
		const struct column *column = &columns->of[sort];
		const char *text = head_text(sort, columns);
		int length = (int)slice_of(text).length;
		int x = column->x;

		/* In the middle of the marks, as their head begins with the sign of the keys. */
		if (sort == SORT_MARK)
			x += column->width / 2;
		/* Numbers stand flush right. */
		if (sort == SORT_ERRORS)
			x += column->width - length;
		if (sort == SORT_CALLS)
			x += columns->calls_width - length;
		put_spot(canvas, 0, column->x, 1, column->width + 1, SPOT_HEAD, sort);
		put_string(canvas, 0, x, length, role, text);
		if (sort == editor->shown.sort)
			put_string(canvas, 0, x + length, 1, role,
				arrow(canvas, editor->shown.is_reversed));
	}
}

static const char *mark_text(enum mark mark)
{
	static const char *const texts[] = {
		[MARK_RULE] = "[x]",
		[MARK_COVERED] = "[=]",
		[MARK_PARTLY] = "[~]",
		[MARK_KILLED] = "[ ]",
	};

	return texts[mark];
}

static enum role mark_role(enum mark mark)
{
	switch (mark) {
	case MARK_RULE:
		return ROLE_STRONG;
	case MARK_COVERED:
		return ROLE_DIM;
	case MARK_PARTLY:
		return ROLE_WARNING;
	case MARK_KILLED:
		break;
	}
	return ROLE_BAD;
}

static enum role state_role(enum state state)
{
	switch (state) {
	case STATE_NEEDED:
		return ROLE_GOOD;
	case STATE_PROFILE:
		return ROLE_DIM;
	case STATE_NONE:
	case STATE_WRONG_ARCH:
	case STATE_UNKNOWN:
		return ROLE_BAD;
	default:
		return ROLE_WARNING;
	}
}

static void draw_name(const struct canvas *canvas, int y, const struct column *column,
	const struct editor *editor, const struct review_row *row)
{
	struct slice search = slice_of_text(&editor->search);
	size_t at = slice_find(row->name, text_string(&editor->search));
	int before = put_width(canvas->style, slice_until(row->name, at));
	int width = put_width(canvas->style, search);
	enum role role = row->mark == MARK_COVERED ? ROLE_DIM : ROLE_NORMAL;

	/* It was seen first just now, while a log is followed. */
	if (reading_is_fresh(&editor->reading, row->name)) {
		role = ROLE_FRESH;
		put_string(canvas, y, column->x - 1, 1, role, "+");
	}
	put_text(canvas, y, column->x, column->width, role, row->name);
	if (search.length > 0 && at < row->name.length && before + width <= column->width)
		put_text(canvas, y, column->x + before, width, ROLE_MATCH, search);
}

/* The number of calls, and a bar beside it: its share of the largest one. */
static void draw_calls(const struct canvas *canvas, int y, const struct columns *columns,
	const struct review_row *row, uint64_t largest)
{
	const struct column *column = &columns->of[SORT_CALLS];
	uint64_t calls = row->traced ? row->traced->calls : 0;
	int width = columns->calls_width;

	put_count(canvas, y, column->x, width, ROLE_NORMAL, calls);
	if (columns->bar_width > 0)
		put_bar(canvas, y, column->x + width + 1, columns->bar_width, ROLE_DIM, calls,
			largest);
}

/* What stands before the rule when traced calls would be killed: "!b" if fewer are as documented.
 * Without a rule the mark says it, in so far as both meanings agree. */
static const char *warning_of(const struct review_row *row)
{
	uint64_t built = row->coverage[MEANING_BUILT].killed;

	if (row->coverage[MEANING_DOCUMENTED].killed < built)
		return "!b ";
	return row->rule && built > 0 ? "! " : "";
}

/* The rule in `width` columns. What it asks for says more than the name of the argument, which is
 * shortened first: "unsh… in 0x7e020000", "…in 0x80e43", "in 0x7e020000". */
static void append_rule(struct text *text, const struct canvas *canvas,
	const struct review_row *row, enum arch arch, int width)
{
	const struct restriction *restriction = &row->rule->restriction;
	struct text name = {0};
	struct text whole = {0};
	struct slice asked;
	int room;

	restriction_append_text(&whole, restriction, row->syscall, arch);
	restriction_append_argument(&name, row->syscall, arch, restriction->index);
	asked = slice_after(slice_of_text(&whole), name.length);
	room = width - put_width(canvas->style, asked);
	if (restriction_is_any(restriction) || room >= (int)name.length) {
		text_append(text, slice_of_text(&whole));
	} else {
		text_append(
			text, slice_until(slice_of_text(&name), room > 1 ? (size_t)room - 1 : 0));
		if (room >= 0)
			text_append_string(text, put_ellipsis(canvas->style));
		text_append(text, slice_after(asked, room > 1 ? 0 : 1));
	}
	text_free(&name);
	text_free(&whole);
}

static void draw_rule(const struct canvas *canvas, int y, const struct column *column,
	const struct editor *editor, const struct review_row *row)
{
	const char *warning = warning_of(row);
	struct text text = {0};

	text_append_string(&text, warning);
	if (row->rule)
		append_rule(&text, canvas, row, editor->now.target.arch,
			column->width - (int)strlen(warning));
	put_text(canvas, y, column->x, column->width, *warning ? ROLE_BAD : ROLE_NORMAL,
		slice_of_text(&text));
	text_free(&text);
}

/* "!2": findings of the syscall that are more than a note. */
static void draw_found(
	const struct canvas *canvas, int y, const struct column *column, unsigned count)
{
	struct text text = {0};

	if (count > 0)
		text_append_format(&text, "!%u", count);
	put_text(canvas, y, column->x, column->width, ROLE_WARNING, slice_of_text(&text));
	text_free(&text);
}

static void draw_row(const struct canvas *canvas, int y, const struct columns *columns,
	const struct editor *editor, const struct review_row *row, uint64_t largest)
{
	const struct column *of = columns->of;
	uint64_t errors = row->traced ? row->traced->errors : 0;

	put_blank(canvas, y, 0, getmaxx(canvas->window), ROLE_NORMAL);
	put_string(
		canvas, y, of[SORT_MARK].x, MARK_WIDTH, mark_role(row->mark), mark_text(row->mark));
	draw_name(canvas, y, &of[SORT_NAME], editor, row);
	draw_calls(canvas, y, columns, row, largest);
	if (errors > 0)
		put_count(canvas, y, of[SORT_ERRORS].x, of[SORT_ERRORS].width, ROLE_NORMAL, errors);
	draw_rule(canvas, y, &of[SORT_RULE], editor, row);
	put_string(canvas, y, of[SORT_STATE].x, of[SORT_STATE].width, state_role(row->state),
		row_state_of(row, editor_written(editor)));
	draw_found(canvas, y, &of[SORT_FOUND], editor->shown.found[row - editor->review.rows]);
}

/* Why a log that is being read gave no row yet. */
static void append_awaited(const struct reading_progress *progress, struct text *text)
{
	if (progress->held == 0) {
		text_append_string(
			text, "There is no call yet: the log is being read. Esc stops that.");
		return;
	}
	text_append_string(text, "Held so far: ");
	phrase_append_calls(text, progress->held);
	text_append_string(text,
		". The first ones of a process count only when they show whether it is the one of "
		"Northstar that starts the container, and under no filter. Esc stops reading, and "
		"shows them.");
}

static void draw_empty(const struct canvas *canvas, const struct editor *editor)
{
	struct text text = {0};

	if (editor->review.count == 0 && editor->reading.progress.state != READING_NONE) {
		append_awaited(&editor->reading.progress, &text);
	} else if (editor->review.count == 0) {
		text_append_string(&text, "The trace holds no calls, the entry no rules.");
	} else {
		text_append_string(&text, "No syscall fits the filter ");
		text_append_visible(&text, slice_of_text(&editor->shown.filter));
		text_append_string(&text, ". Esc shows all again.");
	}
	put_wrapped(canvas, 1, 1, getmaxx(canvas->window) - 2, getmaxy(canvas->window) - 1,
		ROLE_DIM, slice_of_text(&text));
	text_free(&text);
}

static uint64_t most_calls(const struct review *review)
{
	uint64_t most = 0;

	for (size_t i = 0; i < review->count; i++)
		if (review->rows[i].traced && review->rows[i].traced->calls > most)
			most = review->rows[i].traced->calls;
	return most;
}

/* Whether some rule is longer than `width` columns. */
static bool has_longer_rule(
	const struct canvas *canvas, const struct review *review, enum arch arch, int width)
{
	struct text text = {0};
	bool found = false;

	for (size_t i = 0; i < review->count && !found; i++) {
		const struct review_row *row = &review->rows[i];

		if (!row->rule)
			continue;
		text_clear(&text);
		text_append_string(&text, warning_of(row));
		restriction_append_text(&text, &row->rule->restriction, row->syscall, arch);
		found = put_width(canvas->style, slice_of_text(&text)) > width;
	}
	text_free(&text);
	return found;
}

/* A bar that tells little leaves its room to rules that would be cut. */
static struct columns lay_out_list(const struct canvas *canvas, const struct editor *editor)
{
	const struct review *review = &editor->review;
	int bar = widths_of(getmaxx(canvas->window))->bar;
	struct columns columns = lay_out(canvas, review, bar);

	if (bar > 0 && bar <= BAR_SMALL &&
		has_longer_rule(
			canvas, review, editor->now.target.arch, columns.of[SORT_RULE].width))
		columns = lay_out(canvas, review, 0);
	return columns;
}

void list_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	struct columns columns = lay_out_list(canvas, editor);
	const struct list *list = &editor->list;
	uint64_t largest = most_calls(&editor->review);

	draw_heads(canvas, &columns, editor);
	put_spot(canvas, 1, 0, getmaxy(canvas->window) - 1, getmaxx(canvas->window), SPOT_LIST,
		list->top);
	put_spot(canvas, 1, 0, getmaxy(canvas->window) - 1, MARK_WIDTH, SPOT_MARK, list->top);
	if (list->count == 0)
		draw_empty(canvas, editor);
	for (int y = 1; y < getmaxy(canvas->window); y++) {
		size_t row = list->top + (size_t)y - 1;
		struct canvas line = *canvas;

		if (row >= list->count)
			break;
		line.is_cursor = row == list->cursor;
		draw_row(&line, y, &columns, editor, editor_row_at(editor, row), largest);
	}
}
