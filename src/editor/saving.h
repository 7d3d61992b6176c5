/*
 * A save that is not made yet: where it goes, and what the user is shown before.
 *
 * The session works it out (EFFECT_PLAN) and hands it over with editor_show_save(); what is written
 * afterwards is what was shown.
 */
#ifndef EDITOR_SAVING_H
#define EDITOR_SAVING_H

#include <stdbool.h>

#include "base/text.h"
#include "editor/list.h"

/* {0}: nothing is to be saved. */
struct saving {
	struct text path;   /* where it goes; kept when the save fails */
	struct text notes;  /* what to know before, one sentence a line; "": nothing */
	struct text change; /* the difference to the file as it is, unified, without its head */
	bool is_new;	    /* there is no such file yet */
	struct list rows;   /* of notes and change, as they are shown */
};

/* Makes `path` the place, copied. */
void saving_go_to(struct saving *saving, struct slice path);

/* Takes over copies of what is to be shown, from its first row. */
void saving_show(struct saving *saving, struct slice notes, struct slice change, bool is_new);

/* Frees what `saving` holds and makes it {0}. */
void saving_free(struct saving *saving);

#endif
