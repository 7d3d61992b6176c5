/*
 * --list: one line per syscall, tab-separated: syscall calls errors first rule state verdict.
 */
#ifndef BATCH_LIST_H
#define BATCH_LIST_H

#include <stdio.h>

#include "entry/target.h"
#include "review/review.h"

/* Writes the header line and the rows of `review` to `output`. `logs` are the names of the logs, by
 * their index in the tally; `first` is LOG:LINE, or - for what the trace never calls. */
void batch_list(const struct review *review, const struct target *target, const char *const *logs,
	FILE *output);

#endif
