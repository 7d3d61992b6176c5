/*
 * Recovery: what is not saved when a signal or a fault ends the program is written beside the file
 * it is for, as NAME.recover, and offered by the next session on that file.
 *
 * A handler may not allocate, so that the bytes are prepared after each change and only written by
 * it. The file is new (nothing is followed or replaced: NAME.recover.2 to .9 when there is one
 * already) and for its owner only.
 */
#ifndef SESSION_RECOVERY_H
#define SESSION_RECOVERY_H

#include <signal.h>

#include "base/text.h"
#include "editor/editor.h"

/* What is to be written, and where. */
struct recovery_copy {
	struct text target;  /* the file that the entry is for, as prepared; "": none is known */
	struct text path;    /* with the number of another name behind it */
	struct text shown;   /* the path without the number, as it can be shown */
	struct text content; /* "": nothing */
	size_t head;	     /* bytes of the content that come before the entry */
};

/* {0} before the first call; freed with recovery_free(). */
struct recovery {
	struct recovery_copy copies[2];
	volatile sig_atomic_t current; /* the copy in force; the other one is being prepared */
	struct text found;	       /* where files of former sessions may be, as in a copy */
	unsigned offered;	       /* bit N: file N was offered */
	unsigned taken; /* bit N: its entry was taken over; not needed once it is saved */
	unsigned last;	/* the file that was offered last */
};

/* Prepares what the session would lose now; quick when nothing has changed. */
void recovery_prepare(struct recovery *recovery, const struct editor *editor);

/* Writes what was prepared, if anything, and says on standard error where. Calls only what a signal
 * handler may call; `recovery` is a struct recovery. */
void recovery_leave(void *recovery);

/* Has the editor offer what a former session left for its file, the next that was not yet. */
void recovery_offer(struct recovery *recovery, struct editor *editor);

/* The user took over what was offered last, or refused it: then its file is deleted, and the editor
 * told so. */
void recovery_take(struct recovery *recovery);
void recovery_refuse(struct recovery *recovery, struct editor *editor);

/* Deletes the files of what was taken over: it is saved, or discarded. */
void recovery_forget(struct recovery *recovery);

void recovery_free(struct recovery *recovery);

#endif
