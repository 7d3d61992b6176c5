/*
 * Editing: the editor as a mode, a session on what the command line asks for.
 */
#ifndef EDITING_H
#define EDITING_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "work.h"

/* {0} before the session. */
struct editing_result {
	int signal;	    /* that ended the session; 0: none did */
	bool is_discarded;  /* the entry was for standard output, and was never accepted */
	struct text output; /* what goes to standard output; the caller frees it */
};

/* Runs the editor on the work's entry. Returns false when there is no terminal for it. */
bool editing_run(struct work *work, struct editing_result *ret_result, struct error *error);

#endif
