/* The reader: logs of the runtime, of the kernel, summaries, mixed. Each case is a log and the rows
 * of the tally: "name calls errors killed". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/reader.h"
#include "trace/tally.h"

static void add_call(void *context, const struct call *call)
{
	tally_add(context, call);
}

static struct trace_report check(const char *log, const char *expected)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	struct reader *reader = reader_new(LAUNCH_CONTAINER, add_call, tally);
	struct slice rest = slice_of(log);
	struct trace_report report;
	struct text rows = {0};
	size_t number = 0;

	reader_begin_file(reader, 0, 0);
	while (rest.length > 0) {
		size_t end = slice_find_byte(rest, '\n');

		reader_read_line(reader, slice_until(rest, end), ++number);
		rest = slice_after(rest, end + 1);
	}
	reader_end_file(reader, &report);
	reader_end_run(reader, &report);
	for (size_t i = 0; i < tally_count(tally); i++) {
		const struct tally_row *row = tally_at(tally, i);

		text_append(&rows, row->name);
		text_append_format(
			&rows, " %d %d %d;", (int)row->calls, (int)row->errors, (int)row->killed);
	}
	assert_string_equal(text_string(&rows), expected);
	text_free(&rows);
	reader_free(reader);
	tally_free(tally);
	return report;
}

#define A "12:00:00.003   a:1.0.0 ⬤  INFO : "
#define B "12:00:00.003   b:1.0.0 ⬤  INFO : "

static void test_containers(void **state)
{
	struct trace_report report;

	(void)state;
	/* two containers with the same process ids */
	report = check(A "[pid 5] read(3,  <unfinished ...>\n" B
			 "[pid 5] write(4,  <unfinished ...>\n" A
			 "[pid 5] <... read resumed>\"\", 1) = 0\n" B
			 "[pid 5] <... write resumed>\"\", 1) = -1 EBADF (Bad file descriptor)\n",
		"read 1 0 0;write 1 1 0;");
	assert_int_equal(report.containers, 2);
	assert_int_equal(report.text.lines, 4);
	/* one that is not traced */
	report = check(A "close(3) = 0\n" A "hello\n" B "hello\n"
			 "12:00:00.003   northstar::x ⬤  DEBUG: setsid() = 1\n",
		"close 1 0 0;");
	assert_int_equal(report.containers, 1);
	assert_int_equal(report.text.unreadable, 1);
	assert_int_equal(report.text.first_unreadable_line, 2);
}

static void test_records(void **state)
{
	struct trace_report report;

	(void)state;
	report =
		check("[0.0] Linux version 6.1.0 (debian)\n"
		      "[1.5] audit: type=1326 audit(1.5:4): pid=5 sig=31 arch=c000003e syscall=175 "
		      "code=0x80000000\n"
		      "[1.5] audit: type=1326 audit(1.5:4): pid=5 sig=31 arch=c000003e syscall=999 "
		      "code=0x80000000\n"
		      "[1.5] audit: type=1326 audit(1.5:4): pid=5 sig=31 arch=40000003 syscall=5 "
		      "code=0x80000000\n",
			"init_module 1 0 1;syscall_0x3e7 1 0 1;syscall_0x5 1 0 1;");
	assert_int_equal(report.text.unreadable, 0);
	assert_int_equal(report.text.records, 3);
	assert_int_equal(report.text.foreign_records, 1);
	assert_int_equal(report.text.first_foreign_line, 4);
	assert_int_equal(report.text.record_arches, 1U << ARCH_X86_64);
	/* with a trace */
	check("close(3) = 0\n"
	      "type=1326 audit(1.5:4): pid=5 sig=31 arch=c000003e syscall=3 code=0x80000000\n",
		"close 2 0 1;");
}

#define TABLE                                                                                      \
	"% time     seconds  usecs/call     calls    errors syscall\n"                             \
	"------ ----------- ----------- --------- --------- ----------------\n"                    \
	"  9.93    0.000446         223         2           syslog\n"                              \
	"  7.28    0.000327         109         3         1 clone\n"                               \
	"------ ----------- ----------- --------- --------- ----------------\n"                    \
	"100.00    0.004492           9         5         1 total\n"

static void test_summaries(void **state)
{
	struct trace_report report;

	(void)state;
	report = check(TABLE, "syslog 2 0 0;clone 3 1 0;");
	assert_int_equal(report.text.summed_calls, 5);
	/* one for each kind of calls */
	check(TABLE "System call usage summary for x32 mode:\n" TABLE, "syslog 4 0 0;clone 6 2 0;");
	/* after the calls that it sums up */
	report = check("close(3) = 0\n" TABLE "System call usage summary for x32 mode:\n" TABLE,
		"close 1 0 0;");
	assert_int_equal(report.text.unreadable, 0);
	assert_int_equal(report.text.summed_calls, 0);
}

static void test_evidence(void **state)
{
	struct trace_report report;

	(void)state;
	report = check("[ Process PID=5 runs in 32 bit mode. ]\nmmap2(NULL, 1, 2, 3, 4, 0) = 0x5\n"
		       "close(3) = 0\nclose(3) = 0\n",
		"mmap2 1 0 0;close 2 0 0;");
	assert_int_equal(report.text.modes, STRACE_MODE_32_BIT);
	assert_int_equal(report.text.mode_line, 1);
	assert_int_equal(report.text.compat_calls, 1);
	assert_int_equal(report.text.first_compat_line, 2);
	assert_int_equal(report.text.last_new_line, 3);
	report = check("5 close(3) = 0\n6 close(3) = 0\n5 close(3) = 0\n", "close 3 0 0;");
	assert_int_equal(report.text.processes, 2);
}

static void test_remark_alone(void **state)
{
	(void)state;
	/* -e trace= left the call out */
	check("close(3) = 0\n--- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=0x7f, "
	      "si_syscall=__NR_getuid, si_arch=AUDIT_ARCH_X86_64} ---\n",
		"close 1 0 0;getuid 1 0 1;");
}

static void test_calls_that_never_return(void **state)
{
	struct trace_report report;

	(void)state;
	report = check("5 pause( <unfinished ...>\n5 +++ killed by SIGKILL +++\n", "pause 1 0 0;");
	assert_int_equal(report.text.calls, 1);
	assert_int_equal(report.text.processes, 1);
	report = check("pause() = 0\n", "pause 1 0 0;");
	assert_int_equal(report.text.processes, 1);
}

/* The runtime can be told to trace with strace -c, too. */
static void test_summary_of_a_container(void **state)
{
	struct trace_report report;

	(void)state;
	report = check(A "strace: Process 5 attached\n" A
			 "% time     seconds  usecs/call     calls    errors syscall\n" A
			 "------ ----------- ----------- --------- --------- ----------------\n" A
			 "  9.93    0.000446         223         2           syslog\n" A
			 "------ ----------- ----------- --------- --------- ----------------\n" A
			 "100.00    0.004492           9         2           total\n",
		"syslog 2 0 0;");
	assert_int_equal(report.containers, 1);
	assert_int_equal(report.text.unreadable, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_containers),
		cmocka_unit_test(test_records),
		cmocka_unit_test(test_summaries),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_remark_alone),
		cmocka_unit_test(test_calls_that_never_return),
		cmocka_unit_test(test_summary_of_a_container),
	};

	return cmocka_run_group_tests_name("trace/reader", tests, NULL, NULL);
}
