/*
 * The fast reader and the parser, for the tests that compare them: whatever the log, both have the
 * same tally and the same report.
 */
#ifndef TESTS_TRACE_TWO_READERS_H
#define TESTS_TRACE_TWO_READERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "trace/launch.h"
#include "trace/report.h"
#include "trace/tally.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

struct outcome {
	struct tally *tally; /* the caller frees it */
	struct trace_report report;
	size_t plain; /* lines that the fast reader counted */
};

/* Reads a log with the parser alone. */
struct outcome read_simply(struct slice text, enum launch_scope scope);

/* Reads it in blocks of about `block_size` bytes, `ahead` of them (1 to 3) before the first is
 * applied. */
struct outcome read_fast(
	struct slice text, enum launch_scope scope, size_t block_size, size_t ahead);

/* Reads such blocks with `size` threads. */
struct outcome read_together(struct slice text, size_t block_size, unsigned size);

/* Fails when the two differ. */
void compare_outcomes(const struct outcome *a, const struct outcome *b);

/* Compares both readers, the fast one with blocks of several sizes, and two threads. Returns how
 * many lines it counted by itself. */
size_t compare_readers(struct slice text);

/* Returns a number below `limit`, the same ones every time: xorshift64. */
size_t draw(uint64_t *state, size_t limit);

#endif
