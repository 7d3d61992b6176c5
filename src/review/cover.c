#include "review/cover.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "entry/filter.h"
#include "facts/family.h"
#include "review/phrase.h"

#define BITS 64

/* So many others are named; one by one only where a mask has no more combinations than this. */
#define NAMED_MAX	 4
#define COMBINATIONS_MAX 65536

void cover_add(struct cover_set *set, uint64_t value, uint64_t count)
{
	set->values =
		memory_reserve(set->values, &set->capacity, set->count + 1, sizeof(set->values[0]));
	set->values[set->count++] = (struct cover_value){value, count};
}

static int compare_values(const void *left, const void *right)
{
	const struct cover_value *a = left;
	const struct cover_value *b = right;

	return (a->value > b->value) - (a->value < b->value);
}

void cover_sort(struct cover_set *set)
{
	size_t kept = 0;

	if (set->count == 0)
		return;
	qsort(set->values, set->count, sizeof(set->values[0]), compare_values);
	for (size_t i = 1; i < set->count; i++) {
		if (set->values[i].value == set->values[kept].value)
			set->values[kept].count += set->values[i].count;
		else
			set->values[++kept] = set->values[i];
	}
	set->count = kept + 1;
}

void cover_free(struct cover_set *set)
{
	free(set->values);
	*set = (struct cover_set){0};
}

bool cover_add_traced(struct cover_set *set, const struct tally *tally, const struct tally_row *row,
	unsigned index)
{
	struct tally_value value;
	size_t cursor = 0;

	if (row->without_arguments > 0 || row->registers[index].forgotten > 0 ||
		row->registers[index].counted != row->calls)
		return false;
	while (tally_next_value(tally, row, index, &cursor, &value)) {
		if (value.candidate_count == 0)
			return false;
		for (unsigned i = 0; i < value.candidate_count; i++)
			cover_add(set, value.candidates[i], value.count);
	}
	return true;
}

/* How many values of the set have each bit. */
struct bit_counts {
	size_t of[BITS];
};

static struct bit_counts count_bits(const struct cover_set *set)
{
	struct bit_counts counts = {0};

	for (size_t i = 0; i < set->count; i++)
		for (unsigned bit = 0; bit < BITS; bit++)
			counts.of[bit] += set->values[i].value >> bit & 1;
	return counts;
}

/* Returns the bits of all values but `without`, which is one of them. */
static uint64_t mask_without(const struct bit_counts *counts, uint64_t without)
{
	uint64_t mask = 0;

	for (unsigned bit = 0; bit < BITS; bit++)
		if (counts->of[bit] > (without >> bit & 1))
			mask |= UINT64_C(1) << bit;
	return mask;
}

struct restriction cover_by_mask(const struct cover_set *set, unsigned index, uint64_t bits)
{
	struct restriction restriction = {.has_mask = true, .index = index, .mask = bits};

	for (size_t i = 0; i < set->count; i++)
		restriction.mask |= set->values[i].value;
	return restriction;
}

struct restriction cover_by_value(const struct cover_set *set, unsigned index, uint64_t bits)
{
	struct restriction best = cover_by_mask(set, index, bits);
	struct bit_counts counts = count_bits(set);
	uint64_t best_count = 0;
	uint64_t best_size;

	best_size = cover_size(&best, BITS);
	for (size_t i = 0; i < set->count; i++) {
		const struct cover_value *value = &set->values[i];
		struct restriction restriction = {
			.has_values = true,
			.index = index,
			.value_count = 1,
			.values = {value->value},
			.has_mask = set->count > 1 || bits != 0,
			.mask = mask_without(&counts, value->value) | bits,
		};
		uint64_t size;

		if (!restriction.has_mask)
			return restriction;
		if ((value->value & ~restriction.mask) == 0)
			continue; /* the mask alone does it */
		size = cover_size(&restriction, BITS);
		if (size > best_size || (size == best_size && value->count <= best_count))
			continue;
		best = restriction;
		best_size = size;
		best_count = value->count;
	}
	return best;
}

uint64_t cover_size(const struct restriction *restriction, unsigned width)
{
	uint64_t all = width < BITS ? (UINT64_C(1) << width) - 1 : UINT64_MAX;
	uint64_t mask = restriction->mask & all;
	uint64_t size = 0;

	if (restriction_admits_all(restriction))
		return width < BITS ? UINT64_C(1) << width : UINT64_MAX;
	if (restriction->has_mask && mask == UINT64_MAX)
		return UINT64_MAX;
	if (restriction->has_mask)
		size = UINT64_C(1) << __builtin_popcountll(mask);
	if (restriction->has_values &&
		(!restriction->has_mask || (restriction->values[0] & ~restriction->mask) != 0))
		size++;
	return size;
}

static bool has_value(const struct cover_set *set, uint64_t value)
{
	struct cover_value key = {.value = value};

	return set->count > 0 &&
	       bsearch(&key, set->values, set->count, sizeof(key), compare_values) != NULL;
}

/* The names of other values, as they are appended. */
struct others {
	struct text *text;
	const struct syscall_fact *syscall;
	enum arch arch;
	const struct restriction *restriction;
	const struct cover_set *set;
	unsigned named;
};

static void append_other(struct others *others, uint64_t value)
{
	text_append_string(others->text, others->named++ > 0 ? ", " : " (");
	phrase_append_value(
		others->text, others->syscall, others->arch, others->restriction->index, value);
}

/* All combinations of the mask's bits, ascending. */
static void append_each(struct others *others)
{
	uint64_t mask = others->restriction->mask;
	uint64_t value = 0;

	do {
		if (!has_value(others->set, value))
			append_other(others, value);
		value = (value - mask) & mask;
	} while (value != 0 && others->named < NAMED_MAX);
}

/* Sets `ret_name` to the name of the smallest other value that is at least `least`. */
static bool find_named(const struct others *others, const struct family *family, uint64_t least,
	struct family_name *ret_name)
{
	struct family_name name;
	size_t cursor = 0;
	bool found = false;

	while (family_next_name(family, others->arch, &cursor, &name)) {
		if (name.value < least || (found && name.value >= ret_name->value) ||
			has_value(others->set, name.value) ||
			!restriction_passes(others->restriction, name.value, MEANING_BUILT))
			continue;
		*ret_name = name;
		found = true;
	}
	return found;
}

/* Only names that stand for a whole value: a name of one flag is no value. */
static void append_named(struct others *others)
{
	const struct family *family = family_of(others->syscall, others->restriction->index);
	struct family_name name;
	uint64_t least = 0;

	if (!family || family_has_bits(family))
		return;
	while (others->named < NAMED_MAX && find_named(others, family, least, &name)) {
		text_append_string(others->text, others->named++ > 0 ? ", " : " (");
		text_append_string(others->text, name.name);
		if (name.value == UINT64_MAX)
			break;
		least = name.value + 1;
	}
}

/* A restriction of the upper half of the register is one of 64 bits whatever the argument is. */
static unsigned width_of(const struct restriction *restriction, const struct argument_fact *fact)
{
	uint64_t bits = restriction->has_mask ? restriction->mask : 0;
	unsigned width = fact ? fact->width : BITS;

	if (restriction->has_values && restriction->value_count > 0)
		bits |= restriction->values[0];
	return width < BITS && bits >> width == 0 ? width : BITS;
}

void cover_append_others(struct text *text, const struct restriction *restriction,
	const struct cover_set *set, const struct syscall_fact *syscall, enum arch arch)
{
	const struct argument_fact *fact =
		syscall ? syscall_argument(syscall, arch, restriction->index) : NULL;
	uint64_t size = cover_size(restriction, width_of(restriction, fact));
	uint64_t count = size > set->count ? size - set->count : 0;
	struct others others = {text, syscall, arch, restriction, set, 0};

	if (count == 0) {
		text_append_string(text, "no others");
		return;
	}
	phrase_append_count(text, count);
	text_append_format(text, " other%s", phrase_plural(count));
	if (restriction->has_mask && count <= NAMED_MAX && size <= COMBINATIONS_MAX)
		append_each(&others);
	else if (syscall)
		append_named(&others);
	if (others.named > 0)
		text_append_string(text, others.named < count ? " and more)" : ")");
}
