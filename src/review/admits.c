#include "review/admits.h"

#include "entry/filter.h"
#include "facts/family.h"
#include "review/cover.h"
#include "review/phrase.h"

#define BITS 64

/* So many are listed rather than described. */
#define LISTED_MAX 4

/* More than this nobody counts. */
#define COUNTED_MAX (UINT64_C(1) << 24)

static uint64_t all_bits(unsigned width)
{
	return width < BITS ? (UINT64_C(1) << width) - 1 : UINT64_MAX;
}

/* The traced values that pass. The kernel looks at `width` bits: two that differ above are one. */
static struct cover_set passing_values(const struct restriction *restriction,
	const struct tally *tally, const struct tally_row *traced, unsigned width)
{
	struct cover_set set = {0};
	struct tally_value value;
	size_t cursor = 0;

	while (traced && tally_next_value(tally, traced, restriction->index, &cursor, &value))
		for (unsigned i = 0; i < value.candidate_count; i++)
			if (restriction_passes(restriction, value.candidates[i], MEANING_BUILT))
				cover_add(&set, value.candidates[i] & all_bits(width), value.count);
	cover_sort(&set);
	return set;
}

/* What it says of the bits that the kernel looks at. */
static struct restriction cut(const struct restriction *restriction, unsigned width)
{
	struct restriction result = *restriction;

	result.mask &= all_bits(width);
	for (size_t i = 0; i < result.value_count; i++)
		result.values[i] &= all_bits(width);
	return result;
}

/* Whether it admits all numbers from 0 up to some other, and no more. */
static bool is_range(const struct restriction *restriction)
{
	return restriction->has_mask && (restriction->mask & (restriction->mask + 1)) == 0 &&
	       (!restriction->has_values || (restriction->values[0] & ~restriction->mask) == 0);
}

static void append_many(struct text *text, const struct restriction *restriction,
	const struct cover_set *set, const struct syscall_fact *syscall, enum arch arch,
	uint64_t count)
{
	const struct family *family = syscall ? family_of(syscall, restriction->index) : NULL;

	if (count >= COUNTED_MAX) {
		text_append_string(text, "nearly everything");
	} else if (family && family_has_bits(family)) {
		phrase_append_count(text, count);
		text_append_string(text, " other combinations of these flags");
	} else if (!family && is_range(restriction)) {
		text_append_string(text, "any value up to ");
		value_append_text(text, restriction->mask);
	} else {
		cover_append_others(text, restriction, set, syscall, arch);
	}
}

void admits_append_besides(struct text *text, const struct restriction *restriction,
	const struct tally *tally, const struct tally_row *traced,
	const struct syscall_fact *syscall, enum arch arch)
{
	const struct argument_fact *fact =
		syscall ? syscall_argument(syscall, arch, restriction->index) : NULL;
	unsigned width = fact ? fact->width : BITS;
	struct restriction seen = cut(restriction, width);
	uint64_t size = cover_size(&seen, width);
	struct cover_set set;
	uint64_t count;

	if (restriction_admits_all(restriction)) {
		text_append_string(text, "anything");
		return;
	}
	set = passing_values(restriction, tally, traced, width);
	count = size > set.count ? size - set.count : 0;
	if (count == 0)
		text_append_string(text, "nothing else");
	else if (!seen.has_mask)
		phrase_append_value(text, syscall, arch, seen.index, seen.values[0]);
	else if (count <= LISTED_MAX)
		cover_append_others(text, &seen, &set, syscall, arch);
	else
		append_many(text, &seen, &set, syscall, arch, count);
	cover_free(&set);
}
