/*
 * A list on the screen: which row the cursor is on, and which rows are visible.
 *
 * It knows no rows, only how many there are. Text that is only scrolled (the preview, the help) is
 * a list whose cursor stays on the first visible line.
 */
#ifndef EDITOR_LIST_H
#define EDITOR_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* {0} is the empty list. Always: cursor < count (0 when empty), top <= cursor < top + page. */
struct list {
	size_t count;
	size_t cursor;
	size_t top;  /* the first visible row */
	size_t page; /* rows that fit; at least 1 once it is set */

	/* The first visible row as the keys left it: a window that was small for a while and is
	 * again as it was shows again the same. */
	size_t wanted_top;
};

/* Sets how many rows there are and how many fit; the cursor and the first visible row stay where
 * they can, and come back when they can again. */
void list_resize(struct list *list, size_t count, size_t page);

/* Returns whether not all rows fit. */
bool list_is_cut(const struct list *list);

/* Moves the cursor by `delta` rows, and the visible part with it. */
void list_move(struct list *list, long delta);

/* Puts the cursor on `row`, or on the last one. */
void list_go(struct list *list, size_t row);

/* Puts the cursor on `row`, or on the last one, with `top` as the first visible row where that is
 * possible. */
void list_show(struct list *list, size_t top, size_t row);

/* Moves the visible part by `delta` rows, up to the last full page; the cursor is its top. */
void list_scroll(struct list *list, long delta);

/* Moves the visible part by `delta` rows, up to the last full page; the cursor stays
 * where it can be seen. */
void list_shift(struct list *list, long delta);

/* Shows `row` in a list that is only scrolled, moving no more than needed. */
void list_reveal(struct list *list, size_t row);

#endif
