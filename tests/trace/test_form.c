/* Forms: output of the program between lines of a log, and logs that change. Each case is a log and
 * the calls that are read of it, counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/strace.h"

struct counts {
	size_t close; /* of the trace */
	size_t other; /* of the second log, or noise */
};

static void count_call(void *context, const struct call *call)
{
	struct counts *counts = context;

	if (slice_is(call->name, "close"))
		counts->close++;
	else
		counts->other++;
}

/* Reads `before` times a line with a time, then `between`, then `after` times such a line. */
static struct counts read_log(
	unsigned before, const char *between, unsigned after, size_t *ret_unreadable)
{
	struct counts counts = {0};
	struct strace_parser *parser = strace_new(count_call, &counts);
	struct slice line = slice_of("16:18:51.206588 close(3) = 0");
	struct slice rest = slice_of(between);
	size_t number = 0;

	strace_begin_file(parser, 0, 0);
	while (before-- > 0)
		strace_read_line(parser, line, ++number);
	while (rest.length > 0) {
		size_t end = slice_find_byte(rest, '\n');

		strace_read_line(parser, slice_until(rest, end), ++number);
		rest = slice_after(rest, end + 1);
	}
	while (after-- > 0)
		strace_read_line(parser, line, ++number);
	strace_end_file(parser);
	strace_end_run(parser);
	*ret_unreadable = strace_report(parser)->unreadable;
	strace_free(parser);
	return counts;
}

static void check(const char *between, size_t others, size_t unreadable)
{
	size_t unread;
	struct counts counts = read_log(20, between, 20, &unread);

	assert_int_equal(counts.close, 40);
	assert_int_equal(counts.other, others);
	assert_int_equal(unread, unreadable);
}

static void test_noise(void **state)
{
	(void)state;
	check("init_module(0x1, 5, \"\") = 0\n", 0, 1);
	check("[pid 4242] reboot(1, 2, 3, 4) = 0\ninit_module(0x1, 5, \"\") = 0\n", 0, 2);
	check("4242 reboot(1, 2, 3, 4) = 0\n", 0, 1);
	/* in the middle of a call it does not break it */
	check("16:18:51.206588 write(1, \"a\\nreboot() = 0\\n\", 14a\nreboot() = 0\n) = 14\n", 1,
		1);
}

static void test_bracketed_process(void **state)
{
	(void)state;
	check("[pid     7] 16:18:51.206588 getuid() = 0\n", 1, 0);
}

static void test_other_log(void **state)
{
	(void)state;
	/* it begins with an execve, or ends, or goes on for some lines */
	check("execve(\"/x\", [], 0x7f) = 0\nexit_group(0) = ?\n", 2, 0);
	check("getuid() = 0\n+++ exited with 0 +++\n", 1, 0);
	check("getuid() = 0\ngetuid() = 0\ngetuid() = 0\ngetuid() = 0\n", 4, 0);
	check("getuid() = 0\n5 getuid() = 0\n[00007f0b9158ac47] getuid() = 0\n", 3, 0);
}

static void test_short_logs(void **state)
{
	size_t unread;
	struct counts counts;

	(void)state;
	counts = read_log(3, "getuid() = 0\n", 3, &unread);
	assert_int_equal(counts.close + counts.other, 7);
	assert_int_equal(unread, 0);
	/* at the end it does not show: the call counts */
	counts = read_log(20, "getuid() = 0\n", 0, &unread);
	assert_int_equal(counts.other, 1);
	assert_int_equal(unread, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_bracketed_process),
		cmocka_unit_test(test_other_log),
		cmocka_unit_test(test_short_logs),
	};

	return cmocka_run_group_tests_name("trace/form", tests, NULL, NULL);
}
