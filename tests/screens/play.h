/*
 * A key script is played to an editor, with real saves in a folder of its own, and what it draws is
 * read back. Each line is one of these; `#` begins a comment:
 *
 *	size 80x24		the window; the first line. `size all`: the sizes of the test, each
 *				with UTF-8 and with nothing but ASCII
 *	ascii			nothing but ASCII
 *	log FILE		another log than sample.strace; before a manifest
 *	manifest FILE		the session is for a copy of this file, and saves there;
 *				before any key
 *	file FILE		there is a copy of this file where it saves
 *	keys Down Space		keys by name, separated by blanks
 *	type some text		its characters
 *	undo			all that was done, step by step; the entry is the first one then
 *	recovered		a former session left something
 *	reading 5 20 2		so many megabytes of so many are read, at so many a second
 *	following 5		so many were read of a log that grows; write is new
 */
#ifndef TESTS_SCREENS_PLAY_H
#define TESTS_SCREENS_PLAY_H

#include <stdbool.h>

#include "base/text.h"

/* A window for scripts that do not tell their size, and what it can show. */
struct play_window {
	int columns;
	int rows;
	bool ascii;
};

/* What a script leaves. */
struct played {
	struct text screen; /* what is seen at the end; the first character of each line is `>`
			     * when a part of it is in reverse video (the title, the cursor) */
	struct text saved;  /* what the file that was saved last holds */
	bool has_saved;
};

/* Plays the lines of `script`, which is changed; a line that is not understood fails the test. The
 * caller frees with played_free(). Nothing but curses must have been started. */
struct played play_script(char *script, const struct play_window *window);

void played_free(struct played *played);

/* Appends the path of the file `name` beside the scripts. */
void play_append_path(struct text *path, const char *name);

#endif
