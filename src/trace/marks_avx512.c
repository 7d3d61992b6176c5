/*
 * The marks of eight groups at once, without going from bracket to bracket. A word for each group
 * says where a kind of byte stands, and eight of them make a vector.
 *
 * How deep brackets are nested is a number for each byte; its three lowest bits are three vectors.
 * A bracket changes the lowest one; it changes the next one too where the lowest one is carried,
 * and so on: each is the sum, modulo 2, of the changes up to there, and clmul adds up a word at
 * once. The marks are the bytes at depth one, up to the first parenthesis that goes back to none.
 *
 * That is the same as marks_walk() as long as brackets match and no line ends within one. The first
 * group where they do not (an interrupted call), or that goes deeper, is walked through, and all
 * begins again after it.
 */
#include "trace/marks_parts.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512                                                                                     \
	__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2,vpclmulqdq,"         \
			      "pclmul,bmi,bmi2,popcnt")))
#define INLINE AVX512 __attribute__((always_inline)) static inline

/* Groups in a vector. */
#define LANES 8U
/* Groups of which the bytes are told before they are looked at: what is stored in words cannot be
 * read as vectors at once. */
#define BATCH	    (8 * LANES)
#define DEPTH_BITS  3
#define DEPTH_LIMIT (1U << DEPTH_BITS)

/* Where each kind of byte stands in each group. A vector may begin at the last group; of what comes
 * after that nothing is used. */
struct kinds {
	uint64_t line_end[BATCH + LANES];
	uint64_t quote[BATCH + LANES];
	uint64_t open[BATCH + LANES]; /* brackets of all kinds */
	uint64_t close[BATCH + LANES];
	uint64_t opening[BATCH + LANES]; /* parentheses */
	uint64_t closing[BATCH + LANES];
	uint64_t comma[BATCH + LANES];
	uint64_t odd[BATCH + LANES]; /* what only the scanner understands */
};

INLINE uint64_t equal(__m512i bytes, char byte)
{
	return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte));
}

/* Tells the bytes of group `i`. */
INLINE void classify(struct kinds *kinds, size_t i, __m512i bytes, uint64_t *escaped)
{
	/* Makes [ and ] the same as { and }. */
	__m512i lower = _mm512_or_si512(bytes, _mm512_set1_epi8(0x20));
	uint64_t opening = equal(bytes, '(');
	uint64_t closing = equal(bytes, ')');
	uint64_t backslash = equal(bytes, '\\');

	kinds->line_end[i] = equal(bytes, '\n');
	kinds->quote[i] = equal(bytes, '"') & ~marks_find_escaped(backslash, escaped);
	kinds->open[i] = equal(lower, '{') | opening;
	kinds->close[i] = equal(lower, '}') | closing;
	kinds->opening[i] = opening;
	kinds->closing[i] = closing;
	kinds->comma[i] = equal(bytes, ',');
	kinds->odd[i] = equal(bytes, '/') | equal(bytes, '<') | backslash;
}

/* The same for the groups of `text`, as many as there is room for; what is missing in the last
 * vector is zeros. Returns the count of groups. */
INLINE size_t classify_groups(struct kinds *kinds, struct slice text, uint64_t *escaped)
{
	size_t whole = text.length / MARKS_GROUP < BATCH ? text.length / MARKS_GROUP : BATCH;
	size_t rest = whole < BATCH ? text.length % MARKS_GROUP : 0;
	__m512i last =
		_mm512_maskz_loadu_epi8(~(UINT64_MAX << rest), text.start + whole * MARKS_GROUP);

	for (size_t i = 0; i < whole; i++)
		classify(kinds, i, _mm512_loadu_si512(text.start + i * MARKS_GROUP), escaped);
	for (size_t i = whole; i % LANES != 0 || i < whole + (rest > 0); i++) {
		classify(kinds, i, last, escaped);
		last = _mm512_setzero_si512();
	}
	return whole + (rest > 0);
}

INLINE __m512i load(const uint64_t *words)
{
	return _mm512_loadu_si512(words);
}

/* Returns of each bit the sum, modulo 2, of all bits up to that one, those of the lanes before it,
 * and `before`. */
INLINE __m512i add_up(__m512i bits, uint32_t before)
{
	const __m512i ones = _mm512_set1_epi64(-1);
	__m512i even = _mm512_clmulepi64_epi128(bits, ones, 0x00);
	__m512i odd = _mm512_clmulepi64_epi128(bits, ones, 0x01);
	__m512i sums = _mm512_unpacklo_epi64(even, odd);
	uint32_t lanes = _mm512_movepi64_mask(sums); /* the last bit of each */

	lanes ^= lanes << 1;
	lanes ^= lanes << 2;
	lanes ^= lanes << 4;
	return _mm512_xor_si512(sums, _mm512_movm_epi64((__mmask8)(lanes << 1 ^ -before)));
}

/* Returns the last bit of lane `i`. */
INLINE uint32_t last_bit(__m512i bits, unsigned i)
{
	return _mm512_movepi64_mask(bits) >> i & 1U;
}

/* Returns the strings of LANES groups from the i-th on, as marks_find_strings(). */
INLINE __m512i find_strings(struct kinds *kinds, size_t i, uint64_t *inside)
{
	__m512i strings = add_up(load(kinds->quote + i), *inside & 1);

	if (!_mm512_test_epi64_mask(strings, load(kinds->line_end + i))) {
		*inside = -(uint64_t)last_bit(strings, LANES - 1);
		return strings;
	}
	/* A string is not closed in its line. */
	for (size_t lane = i; lane < i + LANES; lane++)
		kinds->quote[lane] =
			marks_find_strings(kinds->quote[lane], kinds->line_end[lane], inside);
	return load(kinds->quote + i);
}

INLINE void clear_bits(uint64_t *words, __m512i bits)
{
	_mm512_storeu_si512(words, _mm512_andnot_si512(bits, load(words)));
}

INLINE void remove_strings(struct kinds *kinds, size_t count, uint64_t *inside)
{
	for (size_t i = 0; i < count; i += LANES) {
		__m512i strings = find_strings(kinds, i, inside);

		clear_bits(kinds->open + i, strings);
		clear_bits(kinds->close + i, strings);
		clear_bits(kinds->opening + i, strings);
		clear_bits(kinds->closing + i, strings);
		clear_bits(kinds->comma + i, strings);
		clear_bits(kinds->odd + i, strings);
	}
}

/* How deep bytes are nested, before and after each: a vector for each bit. */
struct depths {
	__m512i before[DEPTH_BITS];
	__m512i after[DEPTH_BITS];
	__m512i unmatched; /* brackets that close what was not opened, or are too deep */
};

/* Finds bit `i` of the depths. It is changed by the brackets `up` and `down`; those are left that
 * change the next bit. */
INLINE void find_depth(
	struct depths *depths, unsigned i, uint32_t start, __m512i *up, __m512i *down)
{
	__m512i changes = _mm512_or_si512(*up, *down);
	__m512i after = add_up(changes, start >> i & 1);
	__m512i before = _mm512_xor_si512(after, changes);

	*up = _mm512_and_si512(*up, before);
	*down = _mm512_andnot_si512(before, *down);
	depths->before[i] = before;
	depths->after[i] = after;
}

/* Finds the depths of LANES groups from the i-th on, where `start` brackets are open before. */
INLINE void find_depths(
	const struct kinds *kinds, size_t i, uint32_t start, struct depths *ret_depths)
{
	__m512i up = load(kinds->open + i);
	__m512i down = load(kinds->close + i);

	find_depth(ret_depths, 0, start, &up, &down);
	find_depth(ret_depths, 1, start, &up, &down);
	find_depth(ret_depths, 2, start, &up, &down);
	ret_depths->unmatched = _mm512_or_si512(up, down);
}

/* Where depths are zero, and one. The last operand is the table of the function, of three bits. */
INLINE __m512i is_none(const __m512i bits[DEPTH_BITS])
{
	return _mm512_ternarylogic_epi64(bits[0], bits[1], bits[2], 0x01);
}

INLINE __m512i is_one(const __m512i bits[DEPTH_BITS])
{
	return _mm512_ternarylogic_epi64(bits[0], bits[1], bits[2], 0x10);
}

/* Returns the bytes of each line up to the first one that is `last` in it. Sets the lanes, and the
 * one after them, that begin before it. A one that is added at the start of a line to a word of
 * ones is carried on to the first zero. */
INLINE __m512i find_heads(__m512i last, __m512i line_ends, bool is_open, uint32_t *ret_open)
{
	const __m512i ones = _mm512_set1_epi64(-1);
	__m512i others = _mm512_xor_si512(last, ones);
	__m512i starts = _mm512_slli_epi64(line_ends, 1);
	__m512i sums = _mm512_add_epi64(others, starts);
	uint32_t ended = _mm512_movepi64_mask(line_ends);
	/* Lanes that carry a one to the next, and those that hand one on. */
	uint32_t carrying = _mm512_cmplt_epu64_mask(sums, starts) | ended;
	uint32_t passing = _mm512_cmpeq_epi64_mask(sums, ones) & ~ended;
	uint32_t carried = ((carrying << 1 | is_open) + passing) ^ passing;

	*ret_open = carried;
	sums = _mm512_mask_sub_epi64(sums, (__mmask8)carried, sums, ones);
	return _mm512_xor_si512(sums, others);
}

/* Returns the lanes of which the marks are not known: brackets do not match, a line ends within
 * one, or the first byte of a line is one of `stops`, as two ones cannot be carried through it. */
INLINE uint32_t find_wrong(const struct depths *depths, __m512i line_ends, __m512i stops)
{
	__m512i cut = _mm512_andnot_si512(is_none(depths->after), line_ends);
	__m512i stopped = _mm512_and_si512(stops, _mm512_slli_epi64(line_ends, 1));
	/* Any of the three. */
	__m512i wrong = _mm512_ternarylogic_epi64(depths->unmatched, cut, stopped, 0xfe);

	return _mm512_test_epi64_mask(wrong, wrong);
}

/* Returns the depth, as in struct marks_state, after lane `i`. */
INLINE uint32_t depth_after(const struct depths *depths, unsigned i, bool is_open)
{
	uint32_t depth = last_bit(depths->after[0], i) | last_bit(depths->after[1], i) << 1 |
			 last_bit(depths->after[2], i) << 2;

	return is_open ? 1U << depth : 0;
}

/* Finds the marks of `count` groups from the i-th on, LANES at most. Returns how many come before
 * one that must be walked through. */
INLINE unsigned find_marks(const struct kinds *kinds, size_t i, unsigned count, uint32_t *depth,
	uint64_t ret_marks[LANES])
{
	uint32_t start = *depth ? (uint32_t)__builtin_ctz(*depth) : 0;
	__m512i line_ends = load(kinds->line_end + i);
	__m512i closing = load(kinds->closing + i);
	__m512i others = _mm512_or_si512(load(kinds->opening + i), load(kinds->comma + i));
	struct depths depths;
	__m512i marks;
	__m512i last;
	uint32_t open;
	uint32_t wrong;

	if (start >= DEPTH_LIMIT)
		return 0;
	find_depths(kinds, i, start, &depths);
	marks = _mm512_or_si512(_mm512_and_si512(others, is_one(depths.after)),
		_mm512_and_si512(closing, is_one(depths.before)));
	last = _mm512_or_si512(
		_mm512_and_si512(closing, is_none(depths.after)), load(kinds->odd + i));
	wrong = find_wrong(&depths, line_ends, _mm512_or_si512(marks, last));
	marks = _mm512_and_si512(marks, find_heads(last, line_ends, *depth != 0, &open));
	_mm512_storeu_si512(ret_marks, _mm512_or_si512(marks, line_ends));
	count = (unsigned)__builtin_ctz(wrong | 1U << count);
	if (count > 0)
		*depth = depth_after(&depths, count - 1, open >> count & 1);
	return count;
}

/* Writes where the bytes `bits` are of those that begin at `base`; up to MARKS_GROUP places are
 * written to. */
INLINE void put_places(uint32_t *at, uint64_t bits, uint32_t base)
{
	static const uint8_t numbers[MARKS_GROUP] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
		14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34,
		35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55,
		56, 57, 58, 59, 60, 61, 62, 63};
	uint8_t places[MARKS_GROUP];
	__m512i start = _mm512_set1_epi32((int)base);
	__m512i found = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(numbers));
	__m512i first = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found));

	_mm512_storeu_si512(at, _mm512_add_epi32(start, first));
	if (__builtin_popcountll(bits) <= 16)
		return;
	_mm512_storeu_si512(places, found);
	for (unsigned i = 16; i < MARKS_GROUP; i++)
		at[i] = base + places[i];
}

/* Adds the marks of a group, of which some are ends of lines: mostly none or one, seldom more than
 * two. Nobody can guess. */
INLINE void put_marks(struct marks *marks, struct marks_state *state, uint64_t bits,
	uint64_t line_ends, uint32_t base)
{
	uint32_t *end = marks->ends + state->line_count;
	unsigned count = (unsigned)__builtin_popcountll(line_ends);

	put_places(marks->at + state->mark_count, bits, base);
	for (unsigned i = 0; i < 2 || i < count; i++) {
		end[i] = state->mark_count +
			 (uint32_t)__builtin_popcountll(bits & (_blsmsk_u64(line_ends) >> 1));
		line_ends &= line_ends - 1;
	}
	state->line_count += count;
	state->mark_count += (uint32_t)__builtin_popcountll(bits);
}

/* Walks through group `i`. */
INLINE void walk(struct marks *marks, struct marks_state *state, const struct kinds *kinds,
	size_t i, uint32_t base)
{
	uint64_t brackets = kinds->open[i] | kinds->close[i] | kinds->comma[i] | kinds->odd[i];

	marks_walk(marks, state, brackets | kinds->line_end[i], base);
}

/* Looks at `count` groups, of which the first one begins at `base`. */
INLINE void look(struct marks *marks, struct marks_state *state, const struct kinds *kinds,
	size_t count, uint32_t base)
{
	uint64_t found[LANES];

	for (size_t i = 0; i < count;) {
		unsigned wanted = count - i < LANES ? (unsigned)(count - i) : LANES;
		unsigned done = find_marks(kinds, i, wanted, &state->depth, found);

		for (unsigned lane = 0; lane < done; lane++)
			put_marks(marks, state, found[lane], kinds->line_end[i + lane],
				base + (uint32_t)(i + lane) * MARKS_GROUP);
		i += done;
		if (done < wanted) {
			walk(marks, state, kinds, i, base + (uint32_t)i * MARKS_GROUP);
			i++;
		}
	}
}

AVX512 void marks_find_by_avx512(struct marks *marks, struct slice text)
{
	struct marks_state state = {.depth = 1};
	struct kinds kinds = {0};

	marks->text = text;
	for (size_t at = 0; at < text.length; at += (size_t)BATCH * MARKS_GROUP) {
		size_t count = classify_groups(&kinds, slice_after(text, at), &state.escaped);

		remove_strings(&kinds, count, &state.inside);
		look(marks, &state, &kinds, count, (uint32_t)at);
	}
	marks_end(marks, &state);
}

#endif
