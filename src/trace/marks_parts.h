/*
 * What the ways to find marks share: marks.c goes through 64 bytes at a time, marks_avx512.c
 * through 512.
 */
#ifndef TRACE_MARKS_PARTS_H
#define TRACE_MARKS_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "trace/marks.h"

/* Bytes of a group: there is a bit for each in a word, lowest for the first one. */
#define MARKS_GROUP 64

/* What goes on from one group to the next. */
struct marks_state {
	uint64_t escaped; /* 1: the next byte is escaped */
	uint64_t inside;  /* all bits: it is in a string */
	/* 1 << how many brackets are open, 0 where nothing more of the line is a mark. */
	uint32_t depth;
	uint32_t mark_count;
	uint32_t line_count;
};

/* Returns the bytes that are escaped, less backslashes: those after an odd number of backslashes.
 * Added to its own first bit, a row of bits is carried to the bit after it; a row that begins at an
 * even place and ends before an odd one is odd, and the other way round. */
static inline uint64_t marks_find_escaped(uint64_t backslashes, uint64_t *escaped)
{
	const uint64_t even = UINT64_C(0x5555555555555555);
	uint64_t before = *escaped;
	uint64_t rows = backslashes & ~before;
	uint64_t starts = rows & ~(rows << 1);
	uint64_t after_even = rows + (starts & even);
	uint64_t after_odd;
	bool goes_on = __builtin_add_overflow(rows, starts & ~even, &after_odd);

	*escaped = goes_on;
	return (((after_even & ~even) | (after_odd & even)) & ~rows) | before;
}

/* Returns the bytes from an opening quote on, up to the closing one. No string goes on after the
 * end of its line. */
static inline uint64_t marks_find_strings(uint64_t quotes, uint64_t line_ends, uint64_t *inside)
{
	uint64_t strings = quotes;
	uint64_t open;

	strings ^= strings << 1;
	strings ^= strings << 2;
	strings ^= strings << 4;
	strings ^= strings << 8;
	strings ^= strings << 16;
	strings ^= strings << 32;
	strings ^= *inside;
	while ((open = strings & line_ends) != 0)
		strings ^= ~((open & -open) - 1);
	*inside = -(strings >> 63);
	return strings;
}

/* Goes from bracket to bracket: `bits` are those of the group that begins at `base`, commas, ends
 * of lines, and what only the scanner understands; none in strings. */
void marks_walk(struct marks *marks, struct marks_state *state, uint64_t bits, uint32_t base);

/* Makes ready for the first line, after all groups. */
void marks_end(struct marks *marks, const struct marks_state *state);

/* marks_find() with AVX-512; only where marks_has_way() says so. */
void marks_find_by_avx512(struct marks *marks, struct slice text);

#endif
