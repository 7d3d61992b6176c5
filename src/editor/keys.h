/*
 * The one table of commands. Dispatch, the footer, the help screen, --list-keys and the manual's
 * KEYS section come from it.
 *
 * Keys have names: Space, Enter, Esc, Tab, Backspace, Del, Ins, Up, Down, Left, Right, PgUp, PgDn,
 * Home, End, F1, Ctrl-A, Click, WheelUp; a key that types a character is that character.
 */
#ifndef EDITOR_KEYS_H
#define EDITOR_KEYS_H

#include "base/text.h"
#include "editor/editor.h"

/* The name of keys that have none. */
#define KEYS_UNKNOWN "Unknown"

struct command {
	unsigned views;	   /* bit VIEW_...: it is there */
	const char *keys;  /* names, separated by spaces */
	const char *name;  /* "toggle" */
	const char *label; /* in the footer; NULL: not there */
	const char *help;  /* what it does, without a full stop */
	struct effect (*run)(struct editor *editor, int argument);
	int argument; /* handed to `run` */
};

/* Returns how many commands there are, and command `index`. */
size_t keys_count(void);
const struct command *keys_at(size_t index);

/* Returns whether the footer shows the command now: only what there is something to do for. */
bool keys_in_footer(const struct command *command, const struct editor *editor);

/* Returns the command of this key in this view, NULL when there is none. */
const struct command *keys_find(enum view view, const char *key);

/* Returns the name of a view as --list-keys prints it: "list", "arguments", ... */
const char *keys_view_name(enum view view);

/* Appends the table, one line per command: VIEWS, KEYS, NAME and HELP, separated by tabs; several
 * views are separated by commas, several keys by spaces. */
void keys_append_list(struct text *text);

#endif
