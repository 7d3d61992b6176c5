/*
 * Pasting: terminals that know how to (bracketed paste) say where a text that is pasted begins and
 * ends, so that its letters are not taken for keys.
 */
#ifndef UI_PASTE_H
#define UI_PASTE_H

#include <stdbool.h>

/* What terminal_read_key() names the begin and the end. */
#define PASTE_BEGIN_NAME "Paste-Begin"
#define PASTE_END_NAME	 "Paste-End"

/* As what curses reads them; above its own codes. */
enum paste_code { PASTE_BEGIN_CODE = 1024, PASTE_END_CODE };

/* {0}: the terminal is not asked. */
struct paste {
	int output;
	const char *on; /* what asks for it, and what ends that; curses' own */
	const char *off;
	bool is_known;
};

/* Has curses know both, where the terminal's description does (BE, BD, PS, PE: names of ncurses,
 * user_caps(5)), and asks the terminal, which is open as `output`, for them. keypad() must have
 * been called. Valid as long as curses' screen. */
void paste_start(struct paste *paste, int output);

/* Asks the terminal to tell of what is pasted, or to tell no more; if paste_start() did. Calls only
 * what a signal handler may call. */
void paste_switch(const struct paste *paste, bool is_on);

/* Returns the string that ends it, NULL where the terminal has none. */
const char *paste_end_string(void);

#endif
