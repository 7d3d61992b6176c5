#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "manifest/diff.h"

static void check(const char *old, const char *new, const char *expected)
{
	struct text text = {0};

	diff_append(&text, "a", slice_of(old), "b", slice_of(new));
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

static void shows_what_differs(void **state)
{
	(void)state;
	check("", "", "");
	check("x\ny\n", "x\ny\n", "");
	check("", "x\n", "--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n");
	check("x\n", "", "--- a\n+++ b\n@@ -1 +0,0 @@\n-x\n");
	check("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\nx\n6\n7\n8\n9\n",
		"--- a\n+++ b\n@@ -3,6 +3,7 @@\n 3\n 4\n 5\n+x\n 6\n 7\n 8\n");
	check("a\nb\nc\nd\n", "a\nc\nb\nd\n",
		"--- a\n+++ b\n@@ -1,4 +1,4 @@\n a\n-b\n c\n+b\n d\n");
}

static void joins_what_is_near(void **state)
{
	(void)state;
	check("x\n1\n2\n3\n4\n5\n6\nx\n", "y\n1\n2\n3\n4\n5\n6\ny\n",
		"--- a\n+++ b\n@@ -1,8 +1,8 @@\n-x\n+y\n 1\n 2\n 3\n 4\n 5\n 6\n-x\n+y\n");
	check("x\n1\n2\n3\n4\n5\n6\n7\nx\n", "y\n1\n2\n3\n4\n5\n6\n7\ny\n",
		"--- a\n+++ b\n@@ -1,4 +1,4 @@\n-x\n+y\n 1\n 2\n 3\n"
		"@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-x\n+y\n");
}

static void says_that_a_line_end_is_missing(void **state)
{
	(void)state;
	check("x", "x\n", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
	check("x\r\n", "x\n", "--- a\n+++ b\n@@ -1 +1 @@\n-x\r\n+x\n");
}

/* Two large texts without a common line: the table would be too large, and is not made. */
static void is_bounded(void **state)
{
	struct text old = {0};
	struct text new = {0};
	struct text text = {0};

	(void)state;
	for (int i = 0; i < 50000; i++) {
		text_append_format(&old, "a%d\n", i);
		text_append_format(&new, "b%d\n", i);
	}
	diff_append(&text, "a", slice_of_text(&old), "b", slice_of_text(&new));
	assert_true(text.length > old.length + new.length);
	assert_non_null(strstr(text_string(&text), "@@ -1,50000 +1,50000 @@\n-a0\n-a1\n"));
	text_free(&old);
	text_free(&new);
	text_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_what_differs),
		cmocka_unit_test(joins_what_is_near),
		cmocka_unit_test(says_that_a_line_end_is_missing),
		cmocka_unit_test(is_bounded),
	};

	return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
