/*
 * The terminal: opened, closed, colours, keys by name. With the panes the only user of curses.
 *
 * There is one terminal, as there is one process; its state is the one mutable global here.
 */
#ifndef UI_TERMINAL_H
#define UI_TERMINAL_H

#include <signal.h>
#include <stdbool.h>

#include "base/error.h"
#include "editor/editor.h"
#include "ui/put.h"

enum terminal_color { TERMINAL_COLOR_AUTO, TERMINAL_COLOR_ALWAYS, TERMINAL_COLOR_NEVER };

enum terminal_event {
	TERMINAL_KEY,
	TERMINAL_SIGNAL, /* a signal came in, or the window has a new size */
	TERMINAL_READY,	 /* the time is over, or the other descriptor can be read */
	TERMINAL_CLOSED, /* the terminal is gone */
};

/* What ends the waiting for a key, besides keys. */
struct terminal_wait {
	const sigset_t *mask; /* the signal mask while waiting: a signal that is blocked otherwise
				 arrives only then, and ends the waiting */
	int descriptor;	      /* something to be read there ends it; -1: none */
	int timeout;	      /* so do so many milliseconds; -1: none do */
};

/* Room for the name of a key, with its NUL. */
#define TERMINAL_KEY_SIZE 24

/* Opens the terminal: standard input and output when both are one, else /dev/tty. Colours are used
 * when `color` and the terminal allow it (automatic: unless NO_COLOR is set). On failure the error
 * says what to do without an editor. */
bool terminal_open(enum terminal_color color, bool ascii, struct error *error);

/* Leaves the terminal as it was found. Does nothing when it is not open. */
void terminal_close(void);

/* The same for a signal handler, after a fault of the program: without curses. What is open stays
 * open. */
void terminal_abandon(void);

/* Leaves the terminal to another program, until the next drawing. Returns its file descriptor. */
int terminal_leave(void);

/* Draws the whole state and shows it. */
void terminal_draw(struct editor *editor);

/* Forgets what is on the screen, so that the next drawing paints all of it. */
void terminal_redraw(void);

/* Returns whether keys are waiting to be read, so that drawing can wait too. */
bool terminal_has_input(void);

/* Waits for a key and stores its name, or for what else ends the waiting. A key comes first. */
enum terminal_event terminal_read_key(
	const struct terminal_wait *wait, char key[TERMINAL_KEY_SIZE]);

/* Returns the style for a terminal of `colors` colours (0: none). Colour pairs are made elsewhere;
 * without curses started this is what tests use. */
struct style terminal_style(int colors, bool ascii);

#endif
