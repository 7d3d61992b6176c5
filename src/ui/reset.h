/*
 * How to leave the terminal when there is no time to ask curses: after a fault of the program.
 *
 * What that takes is prepared while all is well; carrying it out calls only what a signal handler
 * may call.
 */
#ifndef UI_RESET_H
#define UI_RESET_H

#include <stddef.h>
#include <termios.h>

/* More than the strings of any terminal that is known of take. */
#define RESET_BYTES 512

struct reset {
	int output; /* the terminal */
	struct termios modes;
	char bytes[RESET_BYTES];
	size_t length;
};

/* Keeps the modes of `output`, a terminal, as they are now: before curses changes them. */
void reset_prepare_modes(struct reset *reset, int output);

/* Keeps the strings that make the terminal as it was; curses must have been started. */
void reset_prepare_strings(struct reset *reset);

/* Leaves the terminal. May be called by a signal handler. */
void reset_carry_out(const struct reset *reset);

/* For reset_prepare_strings() and tests. Adds a string of terminfo without its padding (`$<5>`):
 * no terminal that needs it is left. Adds nothing when there is none (NULL, or (char *)-1) or no
 * room for it. */
void reset_add(struct reset *reset, const char *string);

#endif
