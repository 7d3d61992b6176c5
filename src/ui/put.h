/*
 * Putting text on the screen: the one way for text from outside to get there.
 *
 * Control bytes are shown as escapes, widths are those of ncursesw, and what does not fit is cut
 * with an ellipsis. What text means is said by a role; ui/terminal maps roles to colours.
 */
#ifndef UI_PUT_H
#define UI_PUT_H

#include <curses.h>
#include <stdbool.h>

#include "base/text.h"
#include "editor/spots.h"

enum role {
	ROLE_NORMAL,
	ROLE_BAR,   /* the title line */
	ROLE_HEAD,  /* above a list */
	ROLE_FOCUS, /* above the part that the keys move */
	ROLE_DIM,
	ROLE_STRONG,
	ROLE_GOOD,
	ROLE_WARNING,
	ROLE_BAD,
	ROLE_KEY,   /* the name of a key */
	ROLE_MATCH, /* what was searched for */
	ROLE_FRESH, /* a moment ago it was not there */
};
#define ROLE_COUNT (ROLE_FRESH + 1)

struct style {
	attr_t attributes[ROLE_COUNT];
	short pairs[ROLE_COUNT]; /* colour pairs; 0: the terminal's own colours */
	bool ascii;		 /* nothing but ASCII may be shown */
};

/* A place on the screen. */
struct put_place {
	int y, x;
	bool is_set;
};

/* Where panes draw. */
struct canvas {
	WINDOW *window;
	const struct style *style;
	struct spots *spots;	  /* what stands where, for the mouse; NULL: nobody wants to know */
	bool is_cursor;		  /* the row is shown in reverse video */
	struct put_place *cursor; /* where the first such row is told; NULL: nowhere */
	const char *match;	  /* put_wrapped() marks it where it stands; NULL, "": nothing */
	size_t match_number;	  /* which of these places is marked as a cursor, counted from 1 */
};

/* Says that `rows` x `columns` cells of the window are something that the mouse can point at. */
void put_spot(const struct canvas *canvas, int y, int x, int rows, int columns, enum spot_kind kind,
	size_t value);

/* Puts `text` into `width` columns from `x`, padded with blanks. Returns the columns that the text
 * itself takes. Nothing is put outside the window. */
int put_text(
	const struct canvas *canvas, int y, int x, int width, enum role role, struct slice text);
int put_string(
	const struct canvas *canvas, int y, int x, int width, enum role role, const char *string);

/* Puts `count` flush right; large ones as 12k, 3M. */
void put_count(const struct canvas *canvas, int y, int x, int width, enum role role,
	unsigned long long count);

/* Puts a bar that is `part` of `whole` of `width` columns long, padded with blanks; a part that
 * is not 0 is seen. */
void put_bar(const struct canvas *canvas, int y, int x, int width, enum role role,
	unsigned long long part, unsigned long long whole);

/* Puts `text` from row `y` on, broken at blanks to `width` columns, into at most `rows` rows, of
 * which the last ends with an ellipsis where the line goes on; line ends begin a new row. Returns
 * how many rows it takes. With `rows` 0 it only counts. */
int put_wrapped(const struct canvas *canvas, int y, int x, int width, int rows, enum role role,
	struct slice text);

/* Returns in which row of that, counted from 0, the byte at `offset` of `line` stands, which is of
 * one line and has nothing but what can be shown (text_append_visible()). */
int put_find_row(const struct style *style, int width, struct slice line, size_t offset);

/* Fills `width` columns with blanks of a role. */
void put_blank(const struct canvas *canvas, int y, int x, int width, enum role role);

/* Puts the sign of the part of the screen that the keys move. */
void put_sign(const struct canvas *canvas, int y, enum role role);

/* Puts the line above such a part, still without text; with the sign in its first column when
 * `has_keys`. Returns the role of what is put there. */
enum role put_head(const struct canvas *canvas, int y, bool has_keys);

/* Where the text of such a line begins, behind the sign of put_head(). */
#define PUT_HEAD_X 2

/* Returns what stands in one column where a text is cut. */
const char *put_ellipsis(const struct style *style);

/* Returns the columns that `text` takes when it is not cut. */
int put_width(const struct style *style, struct slice text);

#endif
