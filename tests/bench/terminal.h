/*
 * A terminal for the bench: a program on a pty of 120 x 40, and the screen that it has painted.
 *
 * The terminal is a VT52, which ncurses knows: its dozen sequences are soon understood.
 */
#ifndef BENCH_TERMINAL_H
#define BENCH_TERMINAL_H

#include <stdbool.h>
#include <sys/types.h>

enum { TERMINAL_COLUMNS = 120, TERMINAL_ROWS = 40 };

struct terminal {
	pid_t pid;
	int pty;
	char cells[TERMINAL_ROWS]
		  [TERMINAL_COLUMNS + 1]; /* '?' is a character that is not of ASCII */
	int row, column;		  /* of the cursor */
	char sequence[4];		  /* that is not whole yet */
	int sequence_length;
	double painted_at; /* when its last byte came */
};

/* What a screen is waited for: whether it is there. `context` is what was given along. */
typedef bool terminal_test(const struct terminal *terminal, const void *context);

/* Starts a program with the arguments (the first one is its path, the last one is followed by
 * NULL). */
void terminal_start(struct terminal *terminal, char *const *arguments);

/* Types the keys. */
void terminal_type(struct terminal *terminal, const char *keys);

/* Waits until all that was painted so far passes the test. Returns false when the program ends, or
 * after `seconds`. */
bool terminal_wait(
	struct terminal *terminal, terminal_test *test, const void *context, double seconds);

/* Takes what is painted within the next `seconds`. */
void terminal_pass(struct terminal *terminal, double seconds);

/* A terminal_test: whether the text (`context`) stands somewhere. */
bool terminal_has(const struct terminal *terminal, const void *context);

/* Returns the rest of the row behind the text, NULL when that stands nowhere. */
const char *terminal_find(const struct terminal *terminal, const char *text);

/* Returns the seconds that the program has had processors for. */
double terminal_work(const struct terminal *terminal);

/* Returns seconds from any start. */
double terminal_now(void);

/* Ends the program. Returns how many KiB of memory it had at most. */
long terminal_end(struct terminal *terminal);

#endif
