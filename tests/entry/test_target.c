/* The target: sets of capabilities as users write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "entry/target.h"
#include "facts/capability.h"

static void check(const char *text, uint64_t expected, const char *shown)
{
	struct error error = {0};
	struct text back = {0};
	uint64_t set = 0;

	assert_true(target_parse_capabilities(slice_of(text), &set, &error));
	assert_true(set == expected);
	target_append_capabilities(&back, set);
	assert_string_equal(text_string(&back), shown);
	text_free(&back);
}

static void test_sets(void **state)
{
	(void)state;
	check("none", 0, "none");
	check("all", CAPABILITY_ALL, "all");
	check("CAP_CHOWN", 1, "CAP_CHOWN");
	check("CAP_KILL, cap_chown,KILL", 1 | 1 << 5, "CAP_CHOWN,CAP_KILL");
}

static void check_refused(const char *text, const char *named)
{
	struct error error = {0};
	uint64_t set = 77;

	assert_false(target_parse_capabilities(slice_of(text), &set, &error));
	assert_true(set == 77);
	assert_non_null(strstr(error.what, named));
	error_free(&error);
}

static void test_refused(void **state)
{
	(void)state;
	check_refused("CAP_CHOWN,CAP_NONSENSE", "'CAP_NONSENSE'");
	check_refused("", "''");
	check_refused("CAP_CHOWN,", "''");
}

static void test_equal(void **state)
{
	struct target a = {.arch = ARCH_X86_64, .capabilities = 1, .runtime = 9};
	struct target b = a;

	(void)state;
	assert_true(target_equal(&a, &b));
	b.runtime = 8;
	assert_false(target_equal(&a, &b));
	b = a;
	b.capabilities = 2;
	assert_false(target_equal(&a, &b));
	b = a;
	b.arch = ARCH_AARCH64;
	assert_false(target_equal(&a, &b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_equal),
	};

	return cmocka_run_group_tests_name("entry/target", tests, NULL, NULL);
}
