/* The writer: the canonical form, byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "manifest/writer.h"

static void check(const struct entry *entry, const char *expected)
{
	struct text text = {0};

	manifest_write_entry(entry, &text);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

static void test_empty(void **state)
{
	(void)state;
	check(&(struct entry){.profile = PROFILE_NONE}, "seccomp: {}\n");
	check(&(struct entry){.profile = PROFILE_DEFAULT}, "seccomp:\n  profile: default\n");
}

static void test_rules(void **state)
{
	struct restriction restriction = {.has_values = true, .value_count = 1, .values = {1}};
	struct entry entry = {.profile = PROFILE_DEFAULT};

	(void)state;
	entry_allow(&entry, slice_of("delete_module"));
	entry_set(&entry, slice_of("write"), &restriction);
	check(&entry, "seccomp:\n  profile: default\n  allow:\n    delete_module: any\n"
		      "    write: !args\n      index: 0\n      values: [1]\n");
	restriction.value_count = 3;
	restriction.values[1] = 10;
	restriction.values[2] = UINT64_MAX;
	restriction.has_mask = true;
	restriction.mask = 0x80800;
	restriction.index = 5;
	entry.profile = PROFILE_NONE;
	entry_drop(&entry, slice_of("delete_module"));
	entry_set(&entry, slice_of("write"), &restriction);
	check(&entry, "seccomp:\n  allow:\n    write: !args\n      index: 5\n"
		      "      values: [1, 0xa, 0xffffffffffffffff]\n      mask: 0x80800\n");
	entry_free(&entry);
}

static void test_no_values(void **state)
{
	struct restriction restriction = {.has_values = true};
	struct entry entry = {0};

	(void)state;
	entry_set(&entry, slice_of("ioctl"), &restriction);
	check(&entry, "seccomp:\n  allow:\n    ioctl: !args\n      index: 0\n      values: []\n");
	entry_free(&entry);
}

/* The longest rule stays on one line: 50 values are no reason to fold. */
static void test_many_values(void **state)
{
	struct restriction restriction = {.has_values = true, .value_count = RULE_VALUES};
	struct text expected = {0};
	struct entry entry = {0};

	(void)state;
	text_append_string(&expected, "seccomp:\n  allow:\n    ioctl: !args\n      index: 0\n"
				      "      values: [");
	for (unsigned i = 0; i < RULE_VALUES; i++) {
		restriction.values[i] = 0x12345678;
		text_append_format(&expected, "%s0x12345678", i ? ", " : "");
	}
	text_append_string(&expected, "]\n");
	entry_set(&entry, slice_of("ioctl"), &restriction);
	check(&entry, text_string(&expected));
	text_free(&expected);
	entry_free(&entry);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_no_values),
		cmocka_unit_test(test_many_values),
	};

	return cmocka_run_group_tests_name("manifest/writer", tests, NULL, NULL);
}
