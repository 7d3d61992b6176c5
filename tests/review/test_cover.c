/* Covers: the smallest restriction that lets values pass as built, and what else it admits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "entry/filter.h"
#include "review/cover.h"
#include "tally_of.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static struct cover_set set_of(const uint64_t *values, size_t count)
{
	struct cover_set set = {0};

	for (size_t i = 0; i < count; i++)
		cover_add(&set, values[i], 1);
	cover_sort(&set);
	return set;
}

static void test_sort(void **state)
{
	struct cover_set set = {0};

	(void)state;
	cover_sort(&set);
	assert_int_equal(set.count, 0);
	cover_add(&set, 9, 1);
	cover_add(&set, 2, 3);
	cover_add(&set, 9, 5);
	cover_sort(&set);
	assert_int_equal(set.count, 2);
	assert_int_equal(set.values[0].value, 2);
	assert_int_equal(set.values[0].count, 3);
	assert_int_equal(set.values[1].value, 9);
	assert_int_equal(set.values[1].count, 6);
	cover_free(&set);
}

static const struct {
	size_t count;
	uint64_t values[4];
	bool has_value;
	uint64_t value;
	bool has_mask;
	uint64_t mask;
	uint64_t size;
} covers[] = {
	{1, {7}, true, 7, false, 0, 1},
	{2, {1, 2}, true, 1, true, 2, 3},
	{2, {0, 5}, true, 5, true, 0, 2},
	{3, {1, 2, 3}, false, 0, true, 3, 4}, /* a value would save nothing */
	{3, {1, 2, 0x80000007}, true, 0x80000007, true, 3, 5},
	{4, {0, 1, 2, 4}, true, 1, true, 6, 5},
};

static void test_smallest(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(covers); i++) {
		struct cover_set set = set_of(covers[i].values, covers[i].count);
		struct restriction cover = cover_by_value(&set, 3, 0);

		assert_int_equal(cover.index, 3);
		assert_int_equal(cover.has_values, covers[i].has_value);
		if (cover.has_values)
			assert_true(cover.values[0] == covers[i].value);
		assert_int_equal(cover.has_mask, covers[i].has_mask);
		assert_true(cover.mask == covers[i].mask);
		assert_true(cover_size(&cover, 64) == covers[i].size);
		cover_free(&set);
	}
}

static void test_size(void **state)
{
	struct restriction restriction = {0};

	(void)state;
	assert_true(cover_size(&restriction, 64) == UINT64_MAX);
	assert_true(cover_size(&restriction, 32) == UINT64_C(1) << 32);
	restriction = (struct restriction){.has_mask = true, .mask = 0xffffffff00000003};
	assert_true(cover_size(&restriction, 32) == 4);
	assert_true(cover_size(&restriction, 64) == UINT64_C(1) << 34);
	restriction = (struct restriction){.has_values = true};
	assert_true(cover_size(&restriction, 64) == UINT64_MAX);
}

/* Whatever the values are, all of them pass, and no other single value or mask would be smaller. */
static void test_random_sets(void **state)
{
	(void)state;
	srand(1);
	for (unsigned round = 0; round < 3000; round++) {
		uint64_t values[6];
		size_t count = 1 + (size_t)rand() % LENGTH(values);
		struct cover_set set;
		struct restriction cover;
		struct restriction mask;
		uint64_t passing = 0;

		for (size_t i = 0; i < count; i++)
			values[i] = (uint64_t)rand() % 256;
		set = set_of(values, count);
		cover = cover_by_value(&set, 0, 0);
		mask = cover_by_mask(&set, 0, 0);
		for (size_t i = 0; i < count; i++) {
			assert_true(restriction_passes(&cover, values[i], MEANING_BUILT));
			assert_true(restriction_passes(&mask, values[i], MEANING_BUILT));
		}
		for (uint64_t value = 0; value < 256; value++)
			passing += restriction_passes(&cover, value, MEANING_BUILT);
		assert_true(passing == cover_size(&cover, 64));
		assert_true(passing <= cover_size(&mask, 64));
		cover_free(&set);
	}
}

static void test_traced(void **state)
{
	struct tally *tally = tally_of("socket(AF_UNIX, SOCK_STREAM, 0) = 3\n"
				       "close(-1) = -1 EBADF (Bad)\nclose(3) = 0\n"
				       "listen(?, 1) = 0\nopen(\"x\", O_RDONLY) = 3\n"
				       "open(\"x\", O_WRONLY|O_CREAT, 0644) = 3\n");
	struct cover_set set = {0};

	(void)state;
	assert_true(cover_add_traced(&set, tally, tally_find(tally, slice_of("close")), 0));
	cover_sort(&set);
	assert_int_equal(set.count, 3);
	assert_true(set.values[1].value == UINT32_MAX);
	assert_true(set.values[2].value == UINT64_MAX);
	assert_false(cover_add_traced(&set, tally, tally_find(tally, slice_of("listen")), 0));
	/* the first of them has no mode: its register may hold anything */
	assert_false(cover_add_traced(&set, tally, tally_find(tally, slice_of("open")), 2));
	assert_true(cover_add_traced(&set, tally, tally_find(tally, slice_of("open")), 1));
	cover_free(&set);
	tally_free(tally);
}

/* A mask that must be there: 16 beside it costs less than 8. */
static void test_given_bits(void **state)
{
	const uint64_t values[] = {8, 16};
	struct cover_set set = set_of(values, LENGTH(values));
	struct restriction cover = cover_by_value(&set, 0, 0xb);

	(void)state;
	assert_true(cover.has_values && cover.values[0] == 16);
	assert_true(cover.has_mask && cover.mask == 0xb);
	cover = cover_by_value(&set, 0, 0x1f);
	assert_false(cover.has_values);
	assert_true(cover.mask == 0x1f);
	cover_free(&set);
	set = set_of(values, 1);
	cover = cover_by_value(&set, 0, 3);
	assert_true(cover.values[0] == 8 && cover.has_mask && cover.mask == 3);
	cover_free(&set);
}

static void check_others(
	const struct restriction *restriction, const struct cover_set *set, const char *expected)
{
	struct text text = {0};

	cover_append_others(&text, restriction, set, syscall_find(slice_of("socket")), ARCH_X86_64);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

static void test_others(void **state)
{
	const uint64_t values[] = {1, 2};
	struct cover_set set = set_of(values, LENGTH(values));
	struct restriction restriction = cover_by_value(&set, 0, 0);

	(void)state;
	check_others(&restriction, &set, "1 other (AF_UNSPEC)");
	restriction = (struct restriction){.has_values = true, .value_count = 1, .values = {2}};
	check_others(&restriction, &set, "no others");
	restriction = (struct restriction){.has_mask = true, .mask = 0x3f};
	check_others(&restriction, &set,
		"62 others (AF_UNSPEC, AF_AX25, AF_IPX, AF_APPLETALK and more)");
	cover_free(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sort),
		cmocka_unit_test(test_smallest),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_random_sets),
		cmocka_unit_test(test_traced),
		cmocka_unit_test(test_given_bits),
		cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests_name("review/cover", tests, NULL, NULL);
}
