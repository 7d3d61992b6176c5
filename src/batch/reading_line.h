/*
 * The line on a terminal that says how far reading is, when that takes long.
 */
#ifndef BATCH_READING_LINE_H
#define BATCH_READING_LINE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "trace/progress.h"

struct reading_line {
	FILE *output;	/* a terminal; NULL: nothing is written */
	uint64_t began; /* when, in milliseconds */
	uint64_t shown; /* when the line was written last; 0: it is not there */
};

/* Writes the line at `time`, after the first second and not too often. */
void reading_line_show(struct reading_line *line, const struct progress *progress, uint64_t time);

/* Makes the line empty again, for what comes next. */
void reading_line_clear(struct reading_line *line);

#endif
