/* The runtime's own log: what is a line of a container, and which. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/runtime_log.h"

#define BEFORE	  "12:00:00.003                    "
#define RED(text) "\x1b[38;5;117m\x1b[1m" text "\x1b[0m"

static void check(
	const char *line, enum message_kind kind, const char *container, const char *content)
{
	struct text buffer = {0};
	struct message message = runtime_log_read(runtime_log_uncolour(slice_of(line), &buffer));

	assert_int_equal(message.kind, kind);
	if (kind == MESSAGE_CONTAINER) {
		assert_true(slice_is(message.container, container));
		assert_true(slice_is(message.content, content));
	}
	text_free(&buffer);
}

static void test_messages(void **state)
{
	(void)state;
	check(BEFORE "hello:0.0.1 ⬤  INFO : setsid() = 1", MESSAGE_CONTAINER, "hello:0.0.1",
		"setsid() = 1");
	check(BEFORE RED("hello:0.0.1") " \x1b[38;5;77m⬤\x1b[0m  \x1b[32m" RED(
		      "INFO ") ": setsid() = 1",
		MESSAGE_CONTAINER, "hello:0.0.1", "setsid() = 1");
	/* the blank that a line of strace may begin with stays */
	check(BEFORE "a:1.0.0 ⬤  INFO :  <unfinished ...>", MESSAGE_CONTAINER, "a:1.0.0",
		" <unfinished ...>");
	check(BEFORE "a:1.0.0 ⬤  INFO :", MESSAGE_CONTAINER, "a:1.0.0", "");
}

static void test_other_messages(void **state)
{
	(void)state;
	check(BEFORE "northstar_runtime::run ⬤  DEBUG: read(3, foo) = 1", MESSAGE_OTHER, "", "");
	check(BEFORE "northstar_runtime::run ⬤  INFO : read(3, foo) = 1", MESSAGE_OTHER, "", "");
	check(BEFORE "hello:0.0.1 ⬤  DEBUG: read(3, foo) = 1", MESSAGE_OTHER, "", "");
	check(BEFORE "hello:0.0.1 ⬤  INFO", MESSAGE_OTHER, "", "");
}

static void test_lines_of_a_trace(void **state)
{
	(void)state;
	check("16:18:51.206 read(3, \"⬤ INFO : x\", 5) = 5", MESSAGE_OTHER, "", "");
	check("16:18:51.206588 read(3, \"\", 5) = 0", MESSAGE_NONE, "", "");
	check("16:18:51.206 read(3, \"\", 5) = 0", MESSAGE_NONE, "", "");
	check("read(3, \"\", 5) = 0", MESSAGE_NONE, "", "");
	check("", MESSAGE_NONE, "", "");
}

static void check_uncoloured(const char *line, const char *expected)
{
	struct text buffer = {0};
	struct slice plain = runtime_log_uncolour(slice_of(line), &buffer);

	assert_true(slice_is(plain, expected));
	text_free(&buffer);
}

static void test_colours(void **state)
{
	(void)state;
	check_uncoloured("\x1b[33mread\x1b[0m(3) = 0", "read(3) = 0");
	check_uncoloured("\x1b[m\x1b[1;31m", "");
	/* what is no colour stays */
	check_uncoloured("a\x1b[2Kb\x1b", "a\x1b[2Kb\x1b");
	check_uncoloured("\x1b\x1b[0mx", "\x1bx");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_other_messages),
		cmocka_unit_test(test_lines_of_a_trace),
		cmocka_unit_test(test_colours),
	};

	return cmocka_run_group_tests_name("trace/runtime_log", tests, NULL, NULL);
}
