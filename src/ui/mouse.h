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
#include <stdint.h>

enum { MOUSE_WAITING_MAX = 8 /* as many as curses keeps */ };

/* What the mouse did. */
struct mouse_event {
	const char *name;
	int y, x;
};

/* {0}: nothing was done yet. */
struct mouse {
	int y, x;      /* of the last click */
	uint64_t time; /* and its time; 0: there was none */

	/* What was read and is no key yet, the latest first. */
	struct mouse_event waiting[MOUSE_WAITING_MAX];
	size_t waiting_count;
};

/* Asks the terminal, which curses has opened, for the mouse. Does nothing when it has none. */
void mouse_start(void);

/* After curses has read KEY_MOUSE: takes over all that the mouse did. Curses tells once of what
 * comes at once, as both presses of a double click do over a slow line. */
void mouse_read(struct mouse *mouse);

/* Stores the name of the first thing that the mouse did. Returns false, and stores nothing, when
 * there is none left. */
bool mouse_next_key(struct mouse *mouse, char *key, size_t size);

#endif
