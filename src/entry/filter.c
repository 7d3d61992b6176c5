#include "entry/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "facts/default_profile.h"

/* Instructions of the runtime's program, see filter_instructions(). */
enum {
	PROLOGUE_INSTRUCTIONS = 4, /* load and check the architecture, load the number */
	ANY_INSTRUCTIONS = 2,
	VALUES_INSTRUCTIONS = 7,
	PER_VALUE_INSTRUCTIONS = 4,
	MASK_INSTRUCTIONS = 13,
	EPILOGUE_INSTRUCTIONS = 1, /* kill */
};

static struct filter_test *add_test(struct filter *filter, unsigned number)
{
	struct filter_test *test;

	filter->tests = memory_reserve(
		filter->tests, &filter->capacity, filter->count + 1, sizeof(filter->tests[0]));
	test = &filter->tests[filter->count];
	memset(test, 0, sizeof(*test));
	test->number = number;
	test->order = (unsigned)filter->count++;
	return test;
}

/* Returns the number of the call `name` on `arch`, or -1. */
static int number_of(struct slice name, enum arch arch)
{
	const struct syscall_fact *syscall = syscall_find(name);

	return syscall ? syscall->numbers[arch] : -1;
}

static bool condition_holds(const struct profile_row *row, uint64_t capabilities)
{
	bool has = capabilities >> row->capability & 1;

	switch (row->condition) {
	case PROFILE_WITH_CAPABILITY:
		return has;
	case PROFILE_SOME_BUT_NOT_CAPABILITY:
		return capabilities != 0 && !has;
	case PROFILE_ALWAYS:
		break;
	}
	return true;
}

bool filter_has_row(const struct profile_row *row, const struct target *target)
{
	return (row->arches >> target->arch & 1) && row->since <= target->runtime &&
	       target->runtime <= row->until && condition_holds(row, target->capabilities);
}

struct restriction filter_row_restriction(const struct profile_row *row)
{
	struct restriction restriction = {.index = row->index};

	if (row->test == PROFILE_VALUES) {
		restriction.has_values = true;
		restriction.value_count = row->value_count;
		memcpy(restriction.values, row->values, row->value_count * sizeof(row->values[0]));
	} else if (row->test == PROFILE_MASK) {
		restriction.has_mask = true;
		restriction.mask = row->values[0];
	}
	return restriction;
}

/* Adds the profile's tests, those of the syscall `only` when that is not {0}. */
static void add_profile(struct filter *filter, const struct target *target, struct slice only)
{
	size_t count;
	const struct profile_row *rows = default_profile_rows(&count);

	for (size_t i = 0; i < count; i++) {
		int number;

		if (only.length > 0 && !slice_is(only, rows[i].syscall))
			continue;
		number = number_of(slice_of(rows[i].syscall), target->arch);
		if (number >= 0 && filter_has_row(&rows[i], target)) {
			struct filter_test *test = add_test(filter, (unsigned)number);

			test->from_profile = true;
			test->restriction = filter_row_restriction(&rows[i]);
		}
	}
}

static void add_rules(struct filter *filter, const struct entry *entry, enum arch arch)
{
	for (size_t i = 0; i < entry->count; i++) {
		int number = number_of(slice_of(entry->rules[i].name), arch);

		if (number >= 0)
			add_test(filter, (unsigned)number)->restriction =
				entry->rules[i].restriction;
	}
}

static int compare_tests(const void *left, const void *right)
{
	const struct filter_test *a = left;
	const struct filter_test *b = right;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

/* The runtime drops a test that equals the one before it. */
static void drop_equal_neighbours(struct filter *filter)
{
	size_t kept = 0;

	for (size_t i = 0; i < filter->count; i++) {
		const struct filter_test *test = &filter->tests[i];
		const struct filter_test *last = kept ? &filter->tests[kept - 1] : NULL;

		if (last && last->number == test->number &&
			restriction_equal(&last->restriction, &test->restriction))
			continue;
		filter->tests[kept++] = *test;
	}
	filter->count = kept;
}

/* The runtime adds `any` for it to every program. */
static const char always_allowed[] = "execve";

bool filter_always_allows(struct slice name)
{
	return slice_is(name, always_allowed);
}

static struct filter begin_filter(const struct target *target)
{
	struct filter filter = {0};

	filter.execve = (unsigned)number_of(slice_of(always_allowed), target->arch);
	add_test(&filter, filter.execve);
	return filter;
}

static void order_tests(struct filter *filter)
{
	qsort(filter->tests, filter->count, sizeof(filter->tests[0]), compare_tests);
	drop_equal_neighbours(filter);
}

struct filter filter_build(const struct entry *entry, const struct target *target)
{
	struct filter filter = begin_filter(target);

	if (entry->profile == PROFILE_DEFAULT)
		add_profile(&filter, target, (struct slice){0});
	add_rules(&filter, entry, target->arch);
	order_tests(&filter);
	return filter;
}

struct filter filter_build_profile_of(struct slice name, const struct target *target)
{
	struct filter filter = begin_filter(target);

	add_profile(&filter, target, name);
	order_tests(&filter);
	return filter;
}

void filter_free(struct filter *filter)
{
	free(filter->tests);
	*filter = (struct filter){0};
}

const struct filter_test *filter_tests(
	const struct filter *filter, unsigned number, size_t *ret_count)
{
	size_t low = 0;
	size_t high = filter->count;
	size_t end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (filter->tests[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < filter->count && filter->tests[end].number == number; end++)
		;
	*ret_count = end - low;
	return end > low ? &filter->tests[low] : NULL;
}

static bool values_pass(const struct restriction *restriction, uint64_t value, enum meaning meaning)
{
	size_t count = restriction->value_count;

	if (count == 0)
		return true;
	if (meaning == MEANING_BUILT)
		count = 1;
	for (size_t i = 0; i < count; i++)
		if (restriction->values[i] == value)
			return true;
	return false;
}

bool restriction_passes(const struct restriction *restriction, uint64_t value, enum meaning meaning)
{
	if (restriction_is_any(restriction))
		return true;
	if (restriction->has_values && values_pass(restriction, value, meaning))
		return true;
	return restriction->has_mask && (value & ~restriction->mask) == 0;
}

bool restriction_admits_all(const struct restriction *restriction)
{
	return restriction_is_any(restriction) ||
	       (restriction->has_values && restriction->value_count == 0) ||
	       (restriction->has_mask && restriction->mask == UINT64_MAX);
}

/* Whether each value that counts in this meaning passes `outer`. */
static bool values_are_within(
	const struct restriction *inner, const struct restriction *outer, enum meaning meaning)
{
	size_t count = inner->has_values ? inner->value_count : 0;

	for (size_t i = 0; i < (meaning == MEANING_BUILT && count > 1 ? 1 : count); i++)
		if (!restriction_passes(outer, inner->values[i], meaning))
			return false;
	return true;
}

bool restriction_is_within(const struct restriction *inner, const struct restriction *outer)
{
	if (restriction_admits_all(outer))
		return true;
	if (restriction_admits_all(inner) || inner->index != outer->index)
		return false;
	for (int meaning = 0; meaning < MEANING_COUNT; meaning++) {
		if (!values_are_within(inner, outer, (enum meaning)meaning))
			return false;
		/* A mask admits 0 and, if it has bits, what another mask must cover. */
		if (inner->has_mask && !(outer->has_mask && (inner->mask & ~outer->mask) == 0) &&
			!(inner->mask == 0 && restriction_passes(outer, 0, (enum meaning)meaning)))
			return false;
	}
	return true;
}

bool filter_passes(const struct filter *filter, unsigned number,
	const uint64_t registers[SYSCALL_REGISTERS], enum meaning meaning)
{
	size_t count;
	const struct filter_test *tests = filter_tests(filter, number, &count);

	for (size_t i = 0; i < count; i++) {
		const struct restriction *restriction = &tests[i].restriction;

		if (restriction_passes(restriction, registers[restriction->index], meaning))
			return true;
	}
	return false;
}

static size_t test_instructions(const struct restriction *restriction)
{
	size_t length = 0;

	if (restriction_is_any(restriction))
		return ANY_INSTRUCTIONS;
	if (restriction->has_values)
		length += VALUES_INSTRUCTIONS + PER_VALUE_INSTRUCTIONS * restriction->value_count;
	if (restriction->has_mask)
		length += MASK_INSTRUCTIONS;
	return length;
}

size_t filter_instructions(const struct filter *filter)
{
	size_t length = PROLOGUE_INSTRUCTIONS + EPILOGUE_INSTRUCTIONS;

	for (size_t i = 0; i < filter->count; i++)
		length += test_instructions(&filter->tests[i].restriction);
	return length;
}
