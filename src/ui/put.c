#include "ui/put.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/* One character of visible text, as ncursesw takes it. */
struct glyph {
	wchar_t characters[2];
	int columns;
	size_t bytes; /* that it takes in the text; 0: no more */
};

static bool is_plain(unsigned char byte)
{
	return byte >= ' ' && byte < 0x7f;
}

/* Returns the first glyph of `text`, which is visible text. What the locale cannot show is `?`. */
static struct glyph first_glyph(const struct style *style, struct slice text)
{
	struct glyph glyph = {.characters = L"?", .columns = 1, .bytes = 1};
	mbstate_t state = {0};
	size_t bytes;

	if (text.length == 0)
		return (struct glyph){0};
	if (is_plain((unsigned char)text.start[0])) {
		glyph.characters[0] = (wchar_t)text.start[0];
		return glyph;
	}
	bytes = mbrtowc(&glyph.characters[0], text.start, text.length, &state);
	if (bytes == 0 || bytes > text.length) {
		glyph.characters[0] = L'?';
		return glyph;
	}
	glyph.bytes = bytes;
	glyph.columns = wcwidth(glyph.characters[0]);
	if (glyph.columns < 0 || style->ascii) {
		glyph.characters[0] = L'?';
		glyph.columns = 1;
	}
	return glyph;
}

static int visible_width(const struct style *style, struct slice text)
{
	int columns = 0;

	for (;;) {
		struct glyph glyph = first_glyph(style, text);

		if (glyph.bytes == 0)
			return columns;
		columns += glyph.columns;
		text = slice_after(text, glyph.bytes);
	}
}

/* On the row of the cursor the terminal's own stands too: not all terminals can hide it, and
 * readers of screens follow it. */
static void mark_cursor(const struct canvas *canvas, int y, int x)
{
	struct put_place *place = canvas->cursor;

	if (!canvas->is_cursor || !place || place->is_set)
		return;
	*place = (struct put_place){getbegy(canvas->window) + y, getbegx(canvas->window) + x, true};
}

static void set_role(const struct canvas *canvas, enum role role)
{
	attr_t attributes = canvas->style->attributes[role];

	if (canvas->is_cursor)
		attributes = (attributes & ~(attr_t)A_DIM) | A_REVERSE;
	wattr_set(canvas->window, attributes, canvas->style->pairs[role], NULL);
}

/* Puts glyphs while they fit into `width` columns; returns the columns used. */
static int put_glyphs(const struct canvas *canvas, int width, struct slice text)
{
	int used = 0;

	for (;;) {
		struct glyph glyph = first_glyph(canvas->style, text);

		if (glyph.bytes == 0 || used + glyph.columns > width)
			return used;
		waddnwstr(canvas->window, glyph.characters, 1);
		used += glyph.columns;
		text = slice_after(text, glyph.bytes);
	}
}

const char *put_ellipsis(const struct style *style)
{
	return style->ascii ? "~" : "\u2026";
}

static int put_visible(
	const struct canvas *canvas, int y, int x, int width, enum role role, struct slice text)
{
	int used;

	if (y < 0 || y >= getmaxy(canvas->window) || x >= getmaxx(canvas->window))
		return 0;
	if (width > getmaxx(canvas->window) - x)
		width = getmaxx(canvas->window) - x;
	if (width <= 0 || wmove(canvas->window, y, x) == ERR)
		return 0;
	mark_cursor(canvas, y, x);
	set_role(canvas, role);
	if (visible_width(canvas->style, text) <= width) {
		used = put_glyphs(canvas, width, text);
	} else {
		used = put_glyphs(canvas, width - 1, text) + 1;
		waddstr(canvas->window, put_ellipsis(canvas->style));
	}
	for (int blank = used; blank < width; blank++)
		waddnwstr(canvas->window, L" ", 1);
	return used;
}

int put_text(
	const struct canvas *canvas, int y, int x, int width, enum role role, struct slice text)
{
	struct text visible = {0};
	int used;

	text_append_visible(&visible, text);
	used = put_visible(canvas, y, x, width, role, slice_of_text(&visible));
	text_free(&visible);
	return used;
}

int put_string(
	const struct canvas *canvas, int y, int x, int width, enum role role, const char *string)
{
	return put_text(canvas, y, x, width, role, slice_of(string));
}

void put_count(const struct canvas *canvas, int y, int x, int width, enum role role,
	unsigned long long count)
{
	static const char units[] = " kMGTPE";
	struct text number = {0};
	size_t unit = 0;
	int length;

	text_append_format(&number, "%llu", count);
	while ((int)number.length > width && units[unit + 1]) {
		count /= 1000;
		unit++;
		text_clear(&number);
		text_append_format(&number, "%llu%c", count, units[unit]);
	}
	length = (int)number.length;
	put_blank(canvas, y, x, width - length, role);
	put_text(canvas, y, x + (length < width ? width - length : 0), width, role,
		slice_of_text(&number));
	text_free(&number);
}

void put_bar(const struct canvas *canvas, int y, int x, int width, enum role role,
	unsigned long long part, unsigned long long whole)
{
	/* U+2588 is a full block, U+258F an eighth of one */
	static const char *const eighths[] = {
		"", "\u258f", "\u258e", "\u258d", "\u258c", "\u258b", "\u258a", "\u2589"};
	unsigned steps = canvas->style->ascii ? 1 : 8;
	double share = whole > 0 ? (double)part / (double)whole : 0;
	unsigned length = (unsigned)(share * width * steps);
	struct text bar = {0};

	if (length == 0 && part > 0)
		length = 1;
	for (unsigned i = 0; i < length / steps; i++)
		text_append_string(&bar, canvas->style->ascii ? "#" : "\u2588");
	text_append_string(&bar, eighths[length % steps]);
	put_text(canvas, y, x, width, role, slice_of_text(&bar));
	text_free(&bar);
}

void put_spot(const struct canvas *canvas, int y, int x, int rows, int columns, enum spot_kind kind,
	size_t value)
{
	struct spot spot = {.kind = kind, .rows = rows, .columns = columns, .value = value};

	if (!canvas->spots)
		return;
	spot.y = getbegy(canvas->window) + y;
	spot.x = getbegx(canvas->window) + x;
	spots_add(canvas->spots, &spot);
}

/* Returns how many bytes of `text` (one line) go into a row of `width` columns: it is broken at a
 * blank, in a long word after a `|` (so that the names of flags stay whole), else anywhere. */
static size_t row_length(const struct style *style, int width, struct slice text)
{
	size_t at = 0;
	size_t blank = 0;
	size_t bar = 0;
	int columns = 0;

	for (;;) {
		struct glyph glyph = first_glyph(style, slice_after(text, at));

		if (glyph.bytes == 0)
			return text.length;
		if (text.start[at] == ' ')
			blank = at;
		if (columns + glyph.columns > width)
			break;
		columns += glyph.columns;
		at += glyph.bytes;
		if (text.start[at - 1] == '|')
			bar = at;
	}
	if (blank > 0)
		return blank;
	if (bar > 0)
		return bar;
	return at > 0 ? at : 1;
}

/* Marks what matches in a row that was put from `x` on: `line` from `start` to `end`. A match may
 * go on in the next row. */
static void mark_matches(
	const struct canvas *canvas, int y, int x, struct slice line, size_t start, size_t end)
{
	size_t length = canvas->match ? strlen(canvas->match) : 0;
	struct canvas place = *canvas;
	size_t number = 0;
	size_t at = 0;

	if (y < 0 || y >= getmaxy(canvas->window))
		return;
	while (length > 0) {
		size_t from;
		size_t to;

		at += slice_find(slice_after(line, at), canvas->match);
		if (at >= end)
			return;
		from = at > start ? at : start;
		at += length;
		place.is_cursor = ++number == canvas->match_number;
		to = at < end ? at : end;
		if (from < to) {
			struct slice before = slice_until(slice_after(line, start), from - start);
			struct slice part = slice_until(slice_after(line, from), to - from);

			put_visible(&place, y, x + visible_width(canvas->style, before),
				visible_width(canvas->style, part), ROLE_MATCH, part);
		}
	}
}

static int wrap_line(const struct canvas *canvas, int y, int x, int width, int rows, enum role role,
	struct slice line)
{
	struct slice rest = line;
	int used = 0;

	do {
		size_t length = row_length(canvas->style, width, rest);
		size_t start = (size_t)(rest.start - line.start);

		/* In the last row all that is left is put, which cuts it. */
		if (used < rows) {
			put_visible(canvas, y + used, x, width, role,
				used + 1 < rows ? slice_until(rest, length) : rest);
			mark_matches(canvas, y + used, x, line, start, start + length);
		}
		rest = slice_trim(slice_after(rest, length));
		used++;
	} while (rest.length > 0);
	return used;
}

int put_wrapped(const struct canvas *canvas, int y, int x, int width, int rows, enum role role,
	struct slice text)
{
	int used = 0;

	if (width <= 0)
		return 0;
	while (text.length > 0) {
		size_t end = slice_find_byte(text, '\n');
		struct text visible = {0};

		text_append_visible(&visible, slice_until(text, end));
		used += wrap_line(
			canvas, y + used, x, width, rows - used, role, slice_of_text(&visible));
		text_free(&visible);
		text = slice_after(text, end + 1);
	}
	return rows > 0 && used > rows ? rows : used;
}

int put_find_row(const struct style *style, int width, struct slice line, size_t offset)
{
	struct slice rest = line;

	for (int row = 0;; row++) {
		rest = slice_trim(slice_after(rest, row_length(style, width, rest)));
		if (rest.length == 0 || offset < (size_t)(rest.start - line.start))
			return row;
	}
}

void put_blank(const struct canvas *canvas, int y, int x, int width, enum role role)
{
	put_visible(canvas, y, x, width, role, slice_of(""));
}

void put_sign(const struct canvas *canvas, int y, enum role role)
{
	put_string(canvas, y, 0, 1, role, canvas->style->ascii ? ">" : "\u25ba");
}

enum role put_head(const struct canvas *canvas, int y, bool has_keys)
{
	enum role role = has_keys ? ROLE_FOCUS : ROLE_HEAD;

	put_blank(canvas, y, 0, getmaxx(canvas->window), role);
	if (has_keys)
		put_sign(canvas, y, role);
	return role;
}

int put_width(const struct style *style, struct slice text)
{
	struct text visible = {0};
	int columns;

	text_append_visible(&visible, text);
	columns = visible_width(style, slice_of_text(&visible));
	text_free(&visible);
	return columns;
}
