#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "trace/errors.h"

static void check_text(const struct errors *errors, const char *expected)
{
	struct text text = {0};

	errors_append(errors, &text);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

static void counts_by_name(void **state)
{
	struct errors errors = {0};

	(void)state;
	check_text(&errors, "");
	errors_add(&errors, slice_of("-1 EACCES (Permission denied)"));
	check_text(&errors, "EACCES");
	errors_add(&errors, slice_of("-1 ENOENT (No such file or directory)"));
	errors_add(&errors, slice_of("-1 ENOENT (No such file or directory)"));
	check_text(&errors, "2 ENOENT, 1 EACCES");
}

static void passes_over_what_is_no_name(void **state)
{
	static const char *const results[] = {"", "-1", "-1 ", "-1 (No such file)",
		"-1 EVERYTHING_THAT_IS_TOO_LONG_FOR_A_NAME", "-1 Enoent", "?"};
	struct errors errors = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]) - 2; i++)
		errors_add(&errors, slice_of(results[i]));
	check_text(&errors, "");
	assert_int_equal(errors.others, 5);
	errors_add(&errors, slice_of("-1 EIO"));
	check_text(&errors, "1 EIO, 5 others");
}

static void is_bounded(void **state)
{
	struct errors errors = {0};
	char result[32];

	(void)state;
	for (int i = 0; i < ERRORS_KINDS + 3; i++) {
		snprintf(result, sizeof(result), "-1 E%d", i);
		errors_add(&errors, slice_of(result));
	}
	assert_int_equal(errors.kind_count, ERRORS_KINDS);
	assert_int_equal(errors.others, 3);
}

static void merges(void **state)
{
	struct errors first = {0};
	struct errors second = {0};

	(void)state;
	errors_add(&first, slice_of("-1 EIO"));
	errors_add(&second, slice_of("-1 EPERM"));
	errors_add(&second, slice_of("-1 EIO"));
	errors_add_unknown(&second, 4);
	errors_merge(&first, &second);
	check_text(&first, "2 EIO, 1 EPERM, 4 others");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_by_name),
		cmocka_unit_test(passes_over_what_is_no_name),
		cmocka_unit_test(is_bounded),
		cmocka_unit_test(merges),
	};

	return cmocka_run_group_tests_name("trace/errors", tests, NULL, NULL);
}
