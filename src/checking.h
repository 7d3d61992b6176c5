/*
 * Checking: --check as a mode: would the traced calls survive the entry?
 */
#ifndef CHECKING_H
#define CHECKING_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"
#include "work.h"

struct checking_streams {
	FILE *output;	/* one line for each reason */
	FILE *messages; /* what was noticed of the logs, and the summary */
	FILE *progress; /* how far the reading is; NULL: nowhere */
};

/* Judges the calls of the work's logs as they are read. Sets `ret_survives` to whether all of them
 * pass, and nothing else that was found fails the check. Returns false when the logs cannot be
 * read, or the command line asks for an entry that cannot be made. */
bool checking_run(struct work *work, const struct checking_streams *streams, bool *ret_survives,
	struct error *error);

#endif
