/*
 * What a session that was ended by a signal or a fault left unsaved, offered to the next one.
 */
#ifndef EDITOR_RECOVERED_H
#define EDITOR_RECOVERED_H

#include "base/text.h"
#include "entry/entry.h"

/* {0}: nothing is offered. */
struct recovered {
	struct entry entry;
	struct text when;  /* it was left: "2026-11-24 14:20" */
	struct text place; /* sentences that say where it stands */
};

/* Frees what `recovered` holds and makes it {0}. */
void recovered_free(struct recovered *recovered);

#endif
