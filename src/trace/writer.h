/*
 * The writer of a regular file: whether somebody still has it open to write. strace does as long as
 * it traces, so that its log has an end although the file could grow.
 */
#ifndef TRACE_WRITER_H
#define TRACE_WRITER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* What is known of it; {0} at the start. */
struct writer {
	dev_t device; /* of the file; with its number, which it is */
	ino_t file;
	bool is_known;	  /* it stayed for some looks */
	uint64_t came_at; /* when it was seen first, in milliseconds; 0: it is not there */
	uint64_t left_at; /* when it was missed first; 0: it is there */
};

/* Looks at the file behind `descriptor`, which is open to read only; of another one than before
 * nothing is known yet (a log that was rotated waits for its writer). Returns whether it had a
 * writer (not one that only appends a line now and then), and has none for a second by now; false
 * where the system does not tell. */
bool writer_is_gone(struct writer *writer, int descriptor);

#endif
