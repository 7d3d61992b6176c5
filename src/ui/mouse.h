/*
 * The mouse, as keys: "Click@12,40" is the left button pressed in row 12, column 40.
 *
 * A second press of the same cell soon after is "DoubleClick"; the wheel is "WheelUp" and
 * "WheelDown". With Shift the terminal keeps the mouse to itself, for its own selection.
 */
#ifndef UI_MOUSE_H
#define UI_MOUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/* The last click; {0} is none. */
struct mouse {
	int y, x;
	struct timespec time; /* CLOCK_MONOTONIC */
};

/* Asks the terminal, which curses has opened, for the mouse. Does nothing when it has none. */
void mouse_start(void);

/* After curses has read KEY_MOUSE: stores the name of what the mouse did. Returns false, and stores
 * nothing, when that is of no interest. */
bool mouse_read_key(struct mouse *mouse, char *key, size_t size);

#endif
