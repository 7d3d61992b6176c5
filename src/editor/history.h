/*
 * The history: undo and redo as copies of the entry and its target, each step with a sentence that
 * names what was done.
 */
#ifndef EDITOR_HISTORY_H
#define EDITOR_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "entry/entry.h"
#include "entry/target.h"

/* What an undo brings back. */
struct snapshot {
	struct entry entry;
	struct target target;
};

struct history_step {
	struct snapshot other; /* how it was before the step; once undone, how it was after */
	char *sentence;	       /* "allowed delete_module" */
	/* A step that moved the cursor of the list: the syscall that it came from (NULL: it
	 * stayed), with the first row that was visible, and the one that it went to. */
	char *from;
	size_t from_top;
	char *to;
	bool is_whole;	   /* logs that were being read then add nothing to what it led to */
	bool is_recovered; /* it took over what another session had left */
};

/* {0} is the empty history. */
struct history {
	struct history_step *steps;
	size_t count;
	size_t capacity;
	size_t position; /* steps before this one can be undone, the others done again */
};

/* Returns a copy that shares nothing; the caller frees it with snapshot_free(). */
struct snapshot snapshot_copy(const struct snapshot *snapshot);
bool snapshot_equal(const struct snapshot *a, const struct snapshot *b);
void snapshot_free(struct snapshot *snapshot);

/* Adds a step from `before`, which the history takes over; what had been undone is forgotten. */
void history_add(struct history *history, struct snapshot before, const char *sentence);

/* Adds a step as if it had been done and undone: redo leads to `after`, which the history takes
 * over. Returns false, and adds nothing, where something can be redone: that is worth more. */
bool history_add_undone(struct history *history, struct snapshot after, const char *sentence);

/* Notes that the step that was done last moved the cursor of the list. */
void history_note_move(
	struct history *history, struct slice from, size_t from_top, struct slice to);

/* Notes that the step that was done last took over what another session had left: an entry that is
 * whole. Returns how many such steps are done, and not undone. */
void history_note_recovered(struct history *history);
size_t history_count_recovered(const struct history *history);

/* Notes that no step led to an entry that is whole. */
void history_forget_whole(struct history *history);

/* Goes one step back, or forward again: exchanges `now` with the step's copy. Returns the step's
 * sentence, valid until the next history_add(); NULL, and nothing is done, when there is none. */
const char *history_undo(struct history *history, struct snapshot *now);
const char *history_redo(struct history *history, struct snapshot *now);

/* Frees what `history` holds and makes it {0}. */
void history_free(struct history *history);

#endif
