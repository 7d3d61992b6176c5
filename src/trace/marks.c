/*
 * In two steps. classify() tells of 64 bytes, a bit for each, which are quotes, backslashes, line
 * ends and brackets. From that follows with a few operations on all bits at once which are in
 * strings. The brackets that are left, a handful a line, are then walked through one by one to know
 * how deep they are; that walk has no branches but its end. Where there is AVX-512, that is not
 * needed for most: see marks_avx512.c.
 */
#include "trace/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/marks_parts.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* A bit for each of these bytes of a group. */
struct classes {
	uint64_t line_end;
	uint64_t quote;
	uint64_t backslash;
	uint64_t bracket; /* brackets of all kinds, commas, and what only the scanner understands */
};

typedef void classify_function(const char *at, struct classes *ret_classes);

/* The depth is the place of a single bit: brackets move it, and it is gone where nothing more of
 * the line is a mark. */
#define OUTSIDE 1U
#define IN_LIST 2U

/* What a byte does to the depth: it is moved up, is a mark if it is where that is wanted, and is
 * moved down. */
struct step {
	uint32_t up;
	uint32_t set;
	uint32_t wanted; /* IN_LIST, or none */
	uint32_t down;
	uint32_t kept;
	uint32_t is_line_end;
	uint32_t unused[2]; /* a power of two bytes are found sooner */
};

#define ANY_DEPTH UINT32_MAX

static const struct step steps[256] = {
	['\n'] = {0, OUTSIDE | IN_LIST, IN_LIST, 0, OUTSIDE, 1, {0}},
	['('] = {1, 0, IN_LIST, 0, ANY_DEPTH, 0, {0}},
	[','] = {0, 0, IN_LIST, 0, ANY_DEPTH, 0, {0}},
	[')'] = {0, 0, IN_LIST, 1, ANY_DEPTH & ~OUTSIDE, 0, {0}}, /* no second list begins */
	['['] = {1, 0, 0, 0, ANY_DEPTH, 0, {0}},
	['{'] = {1, 0, 0, 0, ANY_DEPTH, 0, {0}},
	[']'] = {0, 0, 0, 1, ANY_DEPTH, 0, {0}},
	['}'] = {0, 0, 0, 1, ANY_DEPTH, 0, {0}},
	/* All others are what only the scanner understands. */
};

struct marks *marks_new(void)
{
	return memory_allocate(1, sizeof(struct marks));
}

void marks_free(struct marks *marks)
{
	free(marks);
}

static inline __attribute__((always_inline)) void walk(
	struct marks *marks, struct marks_state *state, uint64_t bits, uint32_t base)
{
	uint32_t mark_count = state->mark_count * IN_LIST;
	uint32_t line_count = state->line_count;
	uint32_t depth = state->depth;

	for (; bits; bits &= bits - 1) {
		uint32_t at = base + (uint32_t)__builtin_ctzll(bits);
		const struct step *step = &steps[(unsigned char)marks->text.start[at]];

		depth = depth << step->up | step->set;
		marks->at[mark_count / IN_LIST] = at;
		marks->ends[line_count] = mark_count / IN_LIST;
		mark_count += depth & step->wanted;
		line_count += step->is_line_end;
		depth = depth >> step->down & step->kept;
	}
	state->mark_count = mark_count / IN_LIST;
	state->line_count = line_count;
	state->depth = depth;
}

void marks_walk(struct marks *marks, struct marks_state *state, uint64_t bits, uint32_t base)
{
	walk(marks, state, bits, base);
}

void marks_end(struct marks *marks, const struct marks_state *state)
{
	struct slice text = marks->text;

	marks->line_count = state->line_count;
	if (text.length > 0 && text.start[text.length - 1] != '\n') {
		marks->at[state->mark_count] = (uint32_t)text.length;
		marks->ends[marks->line_count++] = state->mark_count;
	}
	marks->line = 0;
	marks->next = 0;
	marks->start = 0;
}

/* Looks at the MARKS_GROUP bytes at `at`, which stand for those at `base` of the text. */
static inline __attribute__((always_inline)) void look(struct marks *marks,
	struct marks_state *state, classify_function *classify, const char *at, uint32_t base)
{
	struct classes classes;
	uint64_t strings;

	classify(at, &classes);
	classes.quote &= ~marks_find_escaped(classes.backslash, &state->escaped);
	strings = marks_find_strings(classes.quote, classes.line_end, &state->inside);
	walk(marks, state, ((classes.bracket | classes.backslash) & ~strings) | classes.line_end,
		base);
}

static inline __attribute__((always_inline)) void find(
	struct marks *marks, struct slice text, classify_function *classify)
{
	struct marks_state state = {.depth = OUTSIDE};
	size_t whole = text.length - text.length % MARKS_GROUP;
	char rest[MARKS_GROUP] = {0};

	marks->text = text;
	for (size_t at = 0; at < whole; at += MARKS_GROUP)
		look(marks, &state, classify, text.start + at, (uint32_t)at);
	memcpy(rest, text.start + whole, text.length - whole);
	if (whole < text.length)
		look(marks, &state, classify, rest, (uint32_t)whole);
	marks_end(marks, &state);
}

/* Vectors that every compiler and processor has. */
typedef uint8_t bytes16 __attribute__((vector_size(16)));

/* Returns a bit for each byte that is not 0; they are all bits or none. */
static inline uint64_t bits_of(bytes16 bytes)
{
#if defined(__SSE2__)
	return (uint64_t)_mm_movemask_epi8((__m128i)bytes);
#else
	const bytes16 weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
	uint64_t halves[2];

	bytes &= weights;
	memcpy(halves, &bytes, sizeof(halves));
	/* The highest byte of the product is the sum of all bytes. */
	return halves[0] * UINT64_C(0x0101010101010101) >> 56 |
	       (halves[1] * UINT64_C(0x0101010101010101) >> 56) << 8;
#endif
}

static inline void classify_simply(const char *at, struct classes *ret_classes)
{
	*ret_classes = (struct classes){0};
	for (unsigned i = 0; i < MARKS_GROUP; i += sizeof(bytes16)) {
		bytes16 bytes;
		bytes16 lower;
		bytes16 bracket;

		memcpy(&bytes, at + i, sizeof(bytes));
		lower = bytes | 0x20; /* makes [ and ] the same as { and } */
		bracket = (bytes16)(lower == '{') | (bytes16)(lower == '}') |
			  (bytes16)(bytes == '(') | (bytes16)(bytes == ')') |
			  (bytes16)(bytes == ',') | (bytes16)(bytes == '/') |
			  (bytes16)(bytes == '<');
		ret_classes->line_end |= bits_of((bytes16)(bytes == '\n')) << i;
		ret_classes->quote |= bits_of((bytes16)(bytes == '"')) << i;
		ret_classes->backslash |= bits_of((bytes16)(bytes == '\\')) << i;
		ret_classes->bracket |= bits_of(bracket) << i;
	}
}

#if defined(__x86_64__)

#define WIDE __attribute__((target("avx2,bmi,bmi2")))

/* A byte is a bracket if its two halves have a group in common. */
enum { GROUP_2 = 1, GROUP_3 = 2, GROUP_5_7 = 4 };

WIDE static inline uint32_t wide_brackets(__m256i bytes)
{
	const __m256i high = _mm256_setr_epi8(0, 0, GROUP_2, GROUP_3, 0, GROUP_5_7, 0, GROUP_5_7, 0,
		0, 0, 0, 0, 0, 0, 0, 0, 0, GROUP_2, GROUP_3, 0, GROUP_5_7, 0, GROUP_5_7, 0, 0, 0, 0,
		0, 0, 0, 0);
	/* ( ) , / and < and [ ] { } */
	const __m256i low = _mm256_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, GROUP_2, GROUP_2, 0, GROUP_5_7,
		GROUP_2 | GROUP_3, GROUP_5_7, 0, GROUP_2, 0, 0, 0, 0, 0, 0, 0, 0, GROUP_2, GROUP_2,
		0, GROUP_5_7, GROUP_2 | GROUP_3, GROUP_5_7, 0, GROUP_2);
	__m256i upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0f));
	__m256i common =
		_mm256_and_si256(_mm256_shuffle_epi8(low, bytes), _mm256_shuffle_epi8(high, upper));

	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(common, _mm256_setzero_si256()));
}

WIDE static inline uint32_t wide_equal(__m256i bytes, char byte)
{
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte)));
}

WIDE static inline void classify_wide(const char *at, struct classes *ret_classes)
{
	__m256i first = _mm256_loadu_si256((const __m256i *)(const void *)at);
	__m256i second = _mm256_loadu_si256((const __m256i *)(const void *)(at + 32));

	ret_classes->line_end = wide_equal(first, '\n') | (uint64_t)wide_equal(second, '\n') << 32;
	ret_classes->quote = wide_equal(first, '"') | (uint64_t)wide_equal(second, '"') << 32;
	ret_classes->backslash = wide_equal(first, '\\') | (uint64_t)wide_equal(second, '\\') << 32;
	ret_classes->bracket = wide_brackets(first) | (uint64_t)wide_brackets(second) << 32;
}

WIDE static void find_wide(struct marks *marks, struct slice text)
{
	find(marks, text, classify_wide);
}

static bool has_avx2(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	       __builtin_cpu_supports("bmi2");
}

/* Each that marks_avx512.c is compiled for: a virtual machine can hide some. */
static bool has_avx512(void)
{
	return has_avx2() && __builtin_cpu_supports("avx512f") &&
	       __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
	       __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2") &&
	       __builtin_cpu_supports("vpclmulqdq") && __builtin_cpu_supports("pclmul") &&
	       __builtin_cpu_supports("popcnt");
}

bool marks_has_way(enum marks_way way)
{
	return way == MARKS_AVX512 ? has_avx512() : way == MARKS_AVX2 ? has_avx2() : true;
}

void marks_find_by(struct marks *marks, struct slice text, enum marks_way way)
{
	if (way == MARKS_AVX512)
		marks_find_by_avx512(marks, text);
	else if (way == MARKS_AVX2)
		find_wide(marks, text);
	else
		find(marks, text, classify_simply);
}

#else

bool marks_has_way(enum marks_way way)
{
	return way == MARKS_PORTABLE;
}

void marks_find_by(struct marks *marks, struct slice text, enum marks_way way)
{
	(void)way;
	find(marks, text, classify_simply);
}

#endif

void marks_find(struct marks *marks, struct slice text)
{
	enum marks_way way = MARKS_WAYS - 1;

	while (!marks_has_way(way))
		way--;
	marks_find_by(marks, text, way);
}
