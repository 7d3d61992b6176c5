/*
 * Progress: how far a reading is, how fast, and how long it will take.
 */
#ifndef TRACE_PROGRESS_H
#define TRACE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* {0} before the first note. */
struct progress {
	uint64_t bytes;		   /* read so far */
	uint64_t total;		   /* to be read in all; 0: not known */
	uint64_t bytes_per_second; /* 0: not known yet */
	uint64_t measured_at;	   /* the time of the last measurement, and how many bytes then */
	uint64_t measured_bytes;
};

/* Takes down how far the reading is at `time` (in milliseconds, above 0). */
void progress_note(struct progress *progress, uint64_t bytes, uint64_t total, uint64_t time);

/* Appends "33%, 210.0 MB/s, 4 s left", or without a total "12.3 MB, 4.1 MB/s". With `bar_columns` a
 * bar of that width comes first, where there is a total. */
void progress_append(
	const struct progress *progress, unsigned bar_columns, bool ascii, struct text *text);

#endif
