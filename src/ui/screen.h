/*
 * The screen: which part stands where, for any size of it.
 *
 * Up to 79 columns the preview lies below the list, from 80 on beside it; from 100 on the details
 * of the syscall under the cursor stand above the preview. Below 60 x 15 there is a notice instead.
 */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include <curses.h>

#include "editor/editor.h"
#include "ui/put.h"

#define SCREEN_COLUMNS_MIN 60
#define SCREEN_ROWS_MIN	   15

/* Draws the editor into `window`, and tells it how many rows are visible and what stands where
 * (nothing else of it changes). Returns whether the text cursor is to be seen; it then stands where
 * the window's cursor is. */
bool screen_draw(WINDOW *window, struct editor *editor, const struct style *style);

#endif
