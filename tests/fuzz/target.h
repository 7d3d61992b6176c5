/*
 * A fuzz target: any bytes at all go in, and nothing wrong may come of them. Each .c file beside
 * this one but smoke.c is one, with a dictionary of the same name; `seeds.list` says
 * what to begin with.
 *
 * `make fuzz` searches with clang's libFuzzer and the sanitizers. `make check` runs the same
 * functions on the seeds and on a fixed number of mutations of them (smoke.c).
 */
#ifndef TESTS_FUZZ_TARGET_H
#define TESTS_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"

/* Reads the input; returns 0. The name is libFuzzer's. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Ends the program, saying what is wrong, unless it holds. */
#define demand(condition)                                                                          \
	((condition) ? (void)0 : demand_failed(__FILE__, __LINE__, #condition, ""))

/* The same, with a text that tells more. */
#define demand_of(condition, text)                                                                 \
	((condition) ? (void)0 : demand_failed(__FILE__, __LINE__, #condition, text))

static inline void demand_failed(const char *file, int line, const char *what, const char *more)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n%s\n", file, line, what, more);
	abort();
}

/* Demands that `text` is fit for a terminal: no control bytes but those of `allowed`. */
static inline void demand_visible(struct slice text, const char *allowed)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.start[i];

		demand((byte >= ' ' && byte != 0x7f) || (byte && strchr(allowed, byte)));
	}
}

/* Returns the input's bytes as a slice. */
static inline struct slice input_slice(const uint8_t *bytes, size_t size)
{
	return (struct slice){size ? (const char *)bytes : "", size};
}

/* Returns a number that depends on all of the input, to choose settings by. (FNV-1a) */
static inline uint64_t input_hash(struct slice input)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < input.length; i++)
		hash = (hash ^ (unsigned char)input.start[i]) * UINT64_C(0x100000001b3);
	return hash ^ hash >> 29;
}

/* Returns the next line of `*rest`, without its end, and takes it from there. */
static inline struct slice input_next_line(struct slice *rest)
{
	struct slice line = slice_until(*rest, slice_find_byte(*rest, '\n'));

	*rest = slice_after(*rest, line.length + 1);
	return line;
}

#endif
