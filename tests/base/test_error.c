#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"

static void assert_error_text(const struct error *error, const char *expected)
{
	struct text text = {0};

	error_append_text(error, &text);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

static void names_the_parts_that_are_known(void **state)
{
	struct error error = {0};

	(void)state;
	assert_false(error_set(&error, "a.log", 17, 4, "not %s", "good"));
	assert_error_text(&error, "a.log:17:4: not good");
	error_set(&error, "a.log", 17, 0, "not good");
	assert_error_text(&error, "a.log:17: not good");
	error_set(&error, "a.log", 0, 4, "not good");
	assert_error_text(&error, "a.log: not good");
	error_set(&error, NULL, 2, 3, "not good");
	assert_error_text(&error, "2:3: not good");
	error_set(&error, NULL, 0, 0, "not good");
	assert_error_text(&error, "not good");
	error_free(&error);
	assert_null(error.file);
	assert_null(error.what);
	assert_int_equal(error.line, 0);
}

static void wraps_itself(void **state)
{
	struct error error = {0};

	(void)state;
	error_set(&error, "a", 1, 0, "first");
	error_set(&error, error.file, error.line, 0, "while reading: %s", error.what);
	assert_error_text(&error, "a:1: while reading: first");
	error_free(&error);
}

static void shows_control_bytes(void **state)
{
	struct error error = {0};

	(void)state;
	error_set(&error, "a\033[2J", 0, 0, "unknown \a%s", "\n");
	assert_error_text(&error, "a\\033[2J: unknown \\007\\012");
	error_free(&error);
}

static void sets_an_empty_sentence(void **state)
{
	struct error error = {0};

	(void)state;
	error_set(&error, NULL, 0, 0, "%s", "");
	assert_non_null(error.what);
	assert_error_text(&error, "");
	error_free(&error);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_the_parts_that_are_known),
		cmocka_unit_test(wraps_itself),
		cmocka_unit_test(shows_control_bytes),
		cmocka_unit_test(sets_an_empty_sentence),
	};

	return cmocka_run_group_tests_name("base/error", tests, NULL, NULL);
}
