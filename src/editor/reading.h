/*
 * Reading: what a session knows of logs that are still read, and what becomes of it meanwhile.
 *
 * The session reads, and tells the editor now and then. The list then shows what the trace holds so
 * far, and the entry gets what it needs (editor/merge); nothing that the user did is undone.
 */
#ifndef EDITOR_READING_H
#define EDITOR_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "entry/entry.h"
#include "facts/arch.h"
#include "trace/progress.h"
#include "trace/tally.h"

struct editor;

enum reading_state {
	READING_NONE,	   /* all is read */
	READING_ON,	   /* the logs are being read */
	READING_FOLLOWING, /* all that there is was read; there may come more */
};

/* How far it is. */
struct reading_progress {
	enum reading_state state;
	bool is_anew; /* the list shows what was read before, until the end */
	size_t held;  /* calls that are read, but shown only when it is known whose they are */
	struct progress of;
};

/* A syscall that was first seen a moment ago, while a growing log is followed. */
struct fresh_name {
	char *name;
	uint64_t until; /* the time when it is fresh no longer */
};

/* {0}: all was read before the session. */
struct reading {
	struct reading_progress progress;
	struct entry draft; /* the entry that reading alone makes */
	bool has_left;	    /* what there was at the start was left for later */
	enum arch arch;	    /* that the logs show so far */
	size_t known;	    /* syscalls in the trace when it was shown last */
	struct fresh_name *fresh;
	size_t fresh_count;
	size_t fresh_capacity;
};

/* What was read. */
struct reading_news {
	struct tally *tally;	   /* that of the session, grown; or another one in its place */
	const struct entry *draft; /* the entry that the trace needs so far; NULL: it stays */
	enum arch arch;		   /* that the trace shows */
	uint64_t time;		   /* now, in milliseconds from any start */
};

/* Shows what was read: the list, the verdicts, an open arguments view; the cursor stays on its
 * syscall. Called before each key and each drawing when the tally has changed. A tally that is
 * replaced must stay until this returns. Returns false when the draft was left for later: a dialog
 * is open, and what it asks about must not change under it. (What was recovered does not.) */
bool editor_take_reading(struct editor *editor, const struct reading_news *news);

/* Shows how far the reading is. */
void editor_show_progress(struct editor *editor, const struct reading_progress *progress);

/* Forgets which syscalls were new at `time`. Returns whether one was forgotten. */
bool editor_age_fresh(struct editor *editor, uint64_t time);

/* Adds a log to those of the session. */
void editor_add_log(struct editor *editor, const char *log);

/* Returns whether the syscall was first seen a moment ago. */
bool reading_is_fresh(const struct reading *reading, struct slice name);

void reading_free(struct reading *reading);

#endif
