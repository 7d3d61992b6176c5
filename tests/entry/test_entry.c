/* Entries and rules: values that are copied, compared and changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "entry/entry.h"

static struct restriction values(unsigned index, size_t count, uint64_t first, uint64_t second)
{
	return (struct restriction){.has_values = true,
		.index = index,
		.value_count = count,
		.values = {first, second}};
}

static void test_rules(void **state)
{
	struct entry entry = {.profile = PROFILE_DEFAULT};
	struct restriction one = values(0, 1, 1, 0);

	(void)state;
	entry_allow(&entry, slice_of("read"));
	entry_set(&entry, slice_of("write"), &one);
	entry_allow(&entry, slice_of("read")); /* there is one rule per name */
	assert_int_equal(entry.count, 2);
	assert_true(restriction_is_any(&entry_find(&entry, slice_of("read"))->restriction));
	assert_true(restriction_equal(&entry_find(&entry, slice_of("write"))->restriction, &one));
	/* changed in place */
	entry_set(&entry, slice_of("read"), &entry.rules[1].restriction);
	assert_string_equal(entry.rules[0].name, "read");
	assert_true(restriction_equal(&entry.rules[0].restriction, &one));
	assert_false(entry_drop(&entry, slice_of("writev")));
	assert_true(entry_drop(&entry, slice_of("read")));
	assert_int_equal(entry.count, 1);
	assert_string_equal(entry.rules[0].name, "write");
	assert_null(entry_find(&entry, slice_of("read")));
	entry_free(&entry);
	assert_int_equal(entry.count, 0);
}

static void test_copy(void **state)
{
	struct entry entry = {.profile = PROFILE_DEFAULT};
	struct entry copy;

	(void)state;
	entry_allow(&entry, slice_of("read"));
	copy = entry_copy(&entry);
	assert_true(entry_equal(&entry, &copy));
	entry_allow(&copy, slice_of("write"));
	assert_false(entry_equal(&entry, &copy));
	assert_int_equal(entry.count, 1);
	entry_drop(&copy, slice_of("write"));
	assert_true(entry_equal(&entry, &copy));
	copy.profile = PROFILE_NONE;
	assert_false(entry_equal(&entry, &copy));
	entry_free(&entry);
	entry_free(&copy);
}

static void test_restrictions_equal(void **state)
{
	struct restriction any = {.index = 3};
	struct restriction a = values(0, 2, 1, 2);
	struct restriction b = values(0, 2, 1, 2);

	(void)state;
	assert_true(restriction_equal(&any, &(struct restriction){0}));
	assert_true(restriction_equal(&a, &b));
	b.values[1] = 3;
	assert_false(restriction_equal(&a, &b));
	b = values(0, 1, 1, 2);
	assert_false(restriction_equal(&a, &b));
	b = values(1, 2, 1, 2);
	assert_false(restriction_equal(&a, &b));
	b = a;
	b.has_mask = true;
	assert_false(restriction_equal(&a, &b));
	assert_false(restriction_equal(&a, &any));
}

static void check_text(const struct restriction *restriction, const char *name, const char *text)
{
	struct text shown = {0};

	restriction_append_text(&shown, restriction, syscall_find(slice_of(name)), ARCH_X86_64);
	assert_string_equal(text_string(&shown), text);
	text_free(&shown);
}

static void test_text(void **state)
{
	struct restriction restriction = values(0, 2, 1, 10);

	(void)state;
	check_text(&(struct restriction){0}, "write", "any");
	check_text(&restriction, "write", "fd = 1, 0xa");
	check_text(&restriction, "no_such_call", "register 0 = 1, 0xa");
	restriction.has_mask = true;
	restriction.mask = 0x6;
	check_text(&restriction, "write", "fd = 1, 0xa or in 6");
	restriction.has_values = false;
	restriction.index = 5;
	check_text(&restriction, "write", "register 5 in 6");
	restriction = values(0, 0, 0, 0);
	check_text(&restriction, "write", "fd = (no value: everything passes)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_restrictions_equal),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests_name("entry/entry", tests, NULL, NULL);
}
