/* The scanner: where arguments begin and end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/scan.h"

struct row {
	const char *list;
	bool closed;
	const char *rest;
	const char *arguments[CALL_ARGUMENTS + 1];
};

static const struct row rows[] = {
	{") = 0", true, " = 0", {NULL}},
	{"3) = 0", true, " = 0", {"3", NULL}},
	{"1, \"a, (b)\", 6) = 6", true, " = 6", {"1", "\"a, (b)\"", "6", NULL}},
	{"\"quote \\\" and ) = 3\", 1) = 3", true, " = 3", {"\"quote \\\" and ) = 3\"", "1", NULL}},
	{"\"ends in \\\\\", 1) = 3", true, " = 3", {"\"ends in \\\\\"", "1", NULL}},
	{"{a=1, b={c=2}}, [1, 2], ~[KILL]) = 0", true, " = 0",
		{"{a=1, b={c=2}}", "[1, 2]", "~[KILL]", NULL}},
	{"0x5 /* 0x5 /* MAP_??? */, ) */, 1) = 0", true, " = 0",
		{"0x5 /* 0x5 /* MAP_??? */, ) */", "1", NULL}},
	{"3</tmp/a, b)>, 1) = 1", true, " = 1", {"3</tmp/a, b)>", "1", NULL}},
	{"3</dev/null<char 1:3>>, 1) = 1", true, " = 1", {"3</dev/null<char 1:3>>", "1", NULL}},
	{"3<TCP:[127.0.0.1:8->127.0.0.1:9]>, 1) = 1", true, " = 1",
		{"3<TCP:[127.0.0.1:8->127.0.0.1:9]>", "1", NULL}},
	{"8<UNIX-STREAM:[1->2,\"/a)>, path\"]>, 1) = 1", true, " = 1",
		{"8<UNIX-STREAM:[1->2,\"/a)>, path\"]>", "1", NULL}},
	{"22771<na(me>, SIGKILL) = 0", true, " = 0", {"22771<na(me>", "SIGKILL", NULL}},
	{"AT_FDCWD</cwd, x>, \"y\") = 0", true, " = 0", {"AT_FDCWD</cwd, x>", "\"y\"", NULL}},
	{"{effective=1<<CAP_CHOWN|1<<CAP_KILL}, 1) = 0", true, " = 0",
		{"{effective=1<<CAP_CHOWN|1<<CAP_KILL}", "1", NULL}},
	{"3, 0x7f", false, "", {"3", "0x7f", NULL}},
	{"22698, ", false, "", {"22698", "", NULL}},
	{"\"never ends, 3) = 0", false, "", {"\"never ends, 3) = 0", NULL}},
	{"", false, "", {NULL}},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scan scan;
		unsigned count = 0;

		scan_arguments(slice_of(rows[i].list), &scan);
		assert_int_equal(scan.closed, rows[i].closed);
		assert_true(slice_is(scan.rest, rows[i].rest));
		for (; rows[i].arguments[count]; count++) {
			assert_true(count < scan.count);
			assert_true(slice_is(scan.arguments[count], rows[i].arguments[count]));
		}
		assert_int_equal(scan.count, count);
	}
}

static void test_more_arguments_than_kept(void **state)
{
	struct scan scan;

	(void)state;
	scan_arguments(slice_of("1, 2, 3, 4, 5, 6, 7, 8, 9, 10) = 0"), &scan);
	assert_true(scan.closed);
	assert_int_equal(scan.count, CALL_ARGUMENTS);
}

static void test_undecorated(void **state)
{
	(void)state;
	assert_true(slice_is(scan_undecorated(slice_of("3</a path>")), "3"));
	assert_true(slice_is(scan_undecorated(slice_of("AT_FDCWD</cwd>")), "AT_FDCWD"));
	assert_true(slice_is(scan_undecorated(slice_of("1<<CAP_X")), "1<<CAP_X"));
	assert_true(slice_is(
		scan_undecorated(slice_of("-100 /* AT_FDCWD */</tmp>")), "-100 /* AT_FDCWD */"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_more_arguments_than_kept),
		cmocka_unit_test(test_undecorated),
	};

	return cmocka_run_group_tests_name("trace/scan", tests, NULL, NULL);
}
