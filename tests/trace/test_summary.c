/* Summaries: which rows a table has, whatever its columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/summary.h"

/* Reads lines; rows become "name calls errors;", lines that are of no table "-". */
static void check(const char *lines, const char *expected)
{
	struct slice rest = slice_of(lines);
	struct summary summary = {0};
	struct summary_row row;
	struct text text = {0};

	while (rest.length > 0) {
		size_t end = slice_find_byte(rest, '\n');

		if (!summary_read_line(&summary, slice_until(rest, end), &row))
			text_append_string(&text, "-");
		else if (row.name.length > 0)
			text_append_format(&text, "%.*s %d %d;", (int)row.name.length,
				row.name.start, (int)row.calls, (int)row.errors);
		rest = slice_after(rest, end + 1);
	}
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

#define HEADING "% time     seconds  usecs/call     calls    errors syscall\n"
#define RULER	"------ ----------- ----------- --------- --------- ----------------\n"

static void test_usual_table(void **state)
{
	(void)state;
	check(HEADING RULER "  9.93    0.000446         223         2           syslog\n"
			    "  7.28    0.000327         109         3         1 clone\n" RULER
			    "100.00    0.004492           9       484       241 total\n"
			    "close(3) = 0\n",
		"syslog 2 0;clone 3 1;-");
	/* older ones leave the total's average blank */
	check(HEADING RULER "100.00    0.004492                 484       241 total\nx\n", "-");
}

static void test_chosen_columns(void **state)
{
	(void)state;
	check("syscall              calls    errors % time\n"
	      "---------------- --------- --------- ------\n"
	      "execve                   1            64.49\n"
	      "mmap                     8         2  14.16\n"
	      "---------------- --------- --------- ------\n"
	      "total                   29         2 100.00\n",
		"execve 1 0;mmap 8 2;");
	check("syscall\n----------------\nread\n----------------\ntotal\n", "read 1 0;");
	check("    calls syscall\n--------- ----------------\n        7 read\n", "read 7 0;");
}

static void test_other_lines(void **state)
{
	(void)state;
	check("calls errors\n", "-");
	check("syscall x\n", "-");
	check("  9.93    0.000446         223         2           syslog\n", "-");
	/* what is no row ends the table */
	check(HEADING RULER "hello world\n  0.00    0.000000           0         1 read\n", "--");
	check(HEADING RULER "  0.00    0.000000           0         1         1 nosuchcall\n", "-");
	check(HEADING RULER "  0.00    0.000000           0         x         1 read\n", "-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_usual_table),
		cmocka_unit_test(test_chosen_columns),
		cmocka_unit_test(test_other_lines),
	};

	return cmocka_run_group_tests_name("trace/summary", tests, NULL, NULL);
}
