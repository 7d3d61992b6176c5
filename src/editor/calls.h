/*
 * The calls view: the calls of one syscall, or those with one value, as they stand in the logs.
 *
 * It holds only a part of them, around what is visible. Where rows are missing the session is asked
 * to read that part (EFFECT_CALLS).
 */
#ifndef EDITOR_CALLS_H
#define EDITOR_CALLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "editor/list.h"
#include "trace/calls.h"
#include "trace/tally.h"

/* At least so many calls are read at a time; and the pages before and after what is visible. */
#define CALLS_BLOCK 64

/* A search in the lines of the calls, which the session carries out. */
struct calls_hunt {
	bool is_on;
	bool is_back; /* towards the first call */
	size_t from;  /* the row where it begins */
};

/* {0} is the closed view. */
struct calls {
	unsigned opening;    /* its number: another one when the view shows other calls */
	char *name;	     /* of the syscall; NULL: closed */
	const char *subject; /* the value's argument; NULL: all calls */
	unsigned index;	     /* its register */
	struct text value;   /* its text */
	bool is_read;	     /* `page` is known */
	bool is_stale;	     /* there are more calls by now */
	bool is_searching;   /* the log is read for them; so many percent of it are: */
	unsigned percent;
	bool is_failed; /* the last reading failed; another one is tried with the next key */
	struct calls_hunt hunt;
	struct calls_page page;
	struct list rows;  /* all calls; its cursor is the chosen one */
	struct list lines; /* of the chosen one's text, which is scrolled */
	bool is_line_new;  /* another one was chosen: it is not scrolled yet */
	size_t match;	   /* which of the places in its text is shown where what was searched for
			    * stands, counted from 0; more than there are: the last one */
};

/* Opens the view of the calls of `name`; with `subject` (the argument's name, which must outlive
 * the view) only of those that have `value` in register `index`. */
void calls_open(struct calls *calls, struct slice name, const char *subject, unsigned index,
	const struct tally_value *value);

/* Closes the view and frees what it holds. */
void calls_close(struct calls *calls);

/* Forgets what was read: the logs are others. */
void calls_restart(struct calls *calls);

/* Takes down that there are `total` calls by now. */
void calls_grow(struct calls *calls, uint64_t total);

/* Returns whether rows that are visible are not there. */
bool calls_are_missing(const struct calls *calls);

/* Returns what is to be read, so that they are. It refers to the view. */
struct calls_query calls_next_query(const struct calls *calls);

/* Takes over what was read. */
void calls_take_page(struct calls *calls, struct calls_page *page);

/* Begins a search in the lines: from the chosen one on, or from the one after it (`step` 1) or
 * before it (-1), around the ends. There must be calls. */
void calls_begin_hunt(struct calls *calls, int step);

/* Returns the chosen line when its call was interrupted, and not put together yet; else NULL. */
struct calls_line *calls_unjoined(const struct calls *calls);

/* Returns row `row`, NULL when it is not there. */
const struct calls_line *calls_at(const struct calls *calls, size_t row);

/* Appends the name of the syscall and the value: "write, fd = 1". */
void calls_append_subject(const struct calls *calls, struct text *text);

#endif
