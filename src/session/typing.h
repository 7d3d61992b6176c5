/*
 * Typing: which of the keys that come in are meant.
 *
 * A dialog is answered by what is typed once it is seen: not by keys that were waiting when it was
 * shown, nor by those that follow them without a pause.
 * A text that is pasted goes into a prompt, as far as its first line end; anywhere else its letters
 * would do anything. Where the terminal does not tell what is pasted (bracketed paste, ui/paste)
 * only the first of the two holds.
 */
#ifndef SESSION_TYPING_H
#define SESSION_TYPING_H

#include <stdbool.h>
#include <stdint.h>

#include "editor/editor.h"

/* Nobody answers a question so soon (milliseconds) after what was typed before; pieces of a text
 * that is pasted come sooner. */
#define TYPING_PAUSE 100

/* {0}: nothing was typed yet. Times are those of base/clock. */
struct typing {
	uint64_t last; /* when the last key came */
	bool is_ahead; /* keys were typed before the dialog was seen: none counts before a pause */
	bool is_pasting; /* what comes is a text that is pasted, */
	bool is_cut;	 /* of which no more is taken, */
	bool has_lost;	 /* or something was not */
};

/* A dialog was shown at `time`, when keys were waiting already. */
void typing_ask(struct typing *typing, uint64_t time);

/* Returns whether a key that came at `time` is to be pressed. When a text that was pasted has come
 * to its end, the editor is told if nothing took it. */
bool typing_takes(struct typing *typing, struct editor *editor, const char *key, uint64_t time);

#endif
