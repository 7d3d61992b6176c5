/* The parser: lines in, calls out. Each case is a text and the calls it holds, written as
 * "LINE:PID:name(argument|argument)" with "!" after it for an error and "?" where arguments are
 * unknown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "feed.h"
#include "trace/pending.h"
#include "trace/strace.h"

static void note_call(void *context, const struct call *call)
{
	struct text *text = context;

	text_append_format(text, "%zu:%lu:", call->place.line, call->pid);
	text_append(text, call->name);
	text_append_string(text, "(");
	for (unsigned i = 0; i < call->argument_count; i++) {
		if (i > 0)
			text_append_string(text, "|");
		text_append(text, call->arguments[i]);
	}
	text_append_string(text, call->arguments_known ? ")" : ")?");
	text_append_string(text, call->failed ? "!\n" : "\n");
}

static struct strace_report read_text(const char *log, struct text *calls)
{
	struct strace_parser *parser = strace_new(note_call, calls);
	struct strace_report report;

	feed(parser, log);
	report = *strace_report(parser);
	strace_free(parser);
	return report;
}

static void check(const char *log, const char *expected, size_t unreadable, size_t first)
{
	struct text calls = {0};
	struct strace_report report = read_text(log, &calls);

	assert_string_equal(text_string(&calls), expected);
	assert_int_equal(report.unreadable, unreadable);
	assert_int_equal(report.first_unreadable_line, first);
	text_free(&calls);
}

static void test_whole_calls(void **state)
{
	(void)state;
	check("close(3) = 0\n", "1:0:close(3)\n", 0, 0);
	check("[pid 7] close(3) = -1 EBADF (Bad file descriptor)\r\n", "1:7:close(3)!\n", 0, 0);
	check("close(3) = -1 (errno 600)\n", "1:0:close(3)!\n", 0, 0);
	check("modify_ldt(1, 2, 3) = 4294967274 EINVAL (Invalid argument)\n",
		"1:0:modify_ldt(1|2|3)!\n", 0, 0);
	check("exit_group(0)                           = ?\n", "1:0:exit_group(0)\n", 0, 0);
	check("pause() = ? ERESTARTNOHAND (To be restarted if no handler)\n", "1:0:pause()\n", 0,
		0);
	check("write(1, \"/tmp/x) = 3\", 11) = 11 <0.000011>\n",
		"1:0:write(1|\"/tmp/x) = 3\"|11)\n", 0, 0);
	check("syscall_0x1f4(0x1, 0, 0, 0, 0, 0) = -1 ENOSYS (Function not implemented)\n",
		"1:0:syscall_0x1f4(0x1|0|0|0|0|0)!\n", 0, 0);
}

static void test_interrupted_calls(void **state)
{
	(void)state;
	check("5 wait4(6,  <unfinished ...>\n6 close(3) = 0\n5 <... wait4 resumed>NULL, 0, NULL) = "
	      "6\n",
		"2:6:close(3)\n1:5:wait4(6|NULL|0|NULL)\n", 0, 0);
	/* strace to 4.26 */
	check("5 read(3, <unfinished ...>\n5 <... read resumed> \"abc\", 3) = 3\n",
		"1:5:read(3|\"abc\"|3)\n", 0, 0);
	check("5 read(3 <unfinished ...>\n5 <... read resumed>) = 3\n", "1:5:read(3)\n", 0, 0);
	/* by process, not by nearest line */
	check("5 read(3,  <unfinished ...>\n6 read(4,  <unfinished ...>\n"
	      "5 <... read resumed>\"\", 1) = 0\n6 <... read resumed>\"\", 2) = 0\n",
		"1:5:read(3|\"\"|1)\n2:6:read(4|\"\"|2)\n", 0, 0);
	/* never resumed */
	check("5 pause( <unfinished ...>\n5 +++ killed by SIGKILL +++\n", "1:5:pause()\n", 0, 0);
	/* never begun: the log begins in between */
	check("5 <... read resumed>\"\", 1) = 0\n", "1:5:read()?\n", 0, 0);
	/* the process is named only while there are several */
	check("read(3,  <unfinished ...>\n[pid 5] <... read resumed>\"\", 1) = 0\n",
		"1:5:read(3|\"\"|1)\n", 0, 0);
	check("[pid 5] wait4(6,  <unfinished ...>\n<... wait4 resumed>NULL, 0, NULL) = 6\n",
		"1:5:wait4(6|NULL|0|NULL)\n", 0, 0);
	/* resumed and interrupted again */
	check("10 read(3 <unfinished ...>\n11 getpid() = 11\n"
	      "10 <... read resumed>, \"a\" <unfinished ...>\n11 getuid() = 0\n"
	      "10 <... read resumed>, 1) = 1\n",
		"2:11:getpid()\n4:11:getuid()\n1:10:read(3|\"a\"|1)\n", 0, 0);
	/* two halves that do not close are a call all the same */
	check("10 poll([{fd=3 <unfinished ...>\n11 getpid() = 1\n10 <... poll resumed>) = 1\n"
	      "11 getuid() = 0\n",
		"2:11:getpid()\n1:10:poll()\n4:11:getuid()\n", 0, 0);
	/* calls without a name */
	check("10 syscall_0x1f4(0x1 <unfinished ...>\n11 getpid() = 1\n"
	      "10 <... syscall_0x1f4 resumed>) = -1 ENOSYS (Function not implemented)\n",
		"2:11:getpid()\n1:10:syscall_0x1f4(0x1)!\n", 0, 0);
	check("<... execve resumed>) = 0\n", "1:0:execve()?\n", 0, 0);
	/* an older one that never came back is not lost */
	check("5 read(3,  <unfinished ...>\n5 write(4,  <unfinished ...>\n"
	      "5 <... write resumed>\"\", 1) = 0\n",
		"1:5:read(3|)\n2:5:write(4|\"\"|1)\n", 0, 0);
}

static void test_thread_that_execs(void **state)
{
	(void)state;
	check("7 execve(\"/bin/true\", [\"true\"], 0x7f <unfinished ...>\n"
	      "5 +++ superseded by execve in pid 7 +++\n5 <... execve resumed>) = 0\n",
		"1:5:execve(\"/bin/true\"|[\"true\"]|0x7f)\n", 0, 0);
	check("7 execve(\"/bin/true\", [\"true\"], 0x7f <pid changed to 5 ...>\n"
	      "5 <... execve resumed>) = 0\n",
		"1:5:execve(\"/bin/true\"|[\"true\"]|0x7f)\n", 0, 0);
}

static void test_cut_in_the_middle(void **state)
{
	(void)state;
	check("vfork(strace: Process 9 attached\n <unfinished ...>\n[pid 9] close(3) = 0\n"
	      "[pid 5] <... vfork resumed>) = 9\n",
		"3:9:close(3)\n1:5:vfork()\n", 0, 0);
	check("clone(child_stack=NULL, flags=SIGCHLDstrace: Process 9 attached\n) = 9\n",
		"1:0:clone(child_stack=NULL|flags=SIGCHLD)\n", 0, 0);
	/* program output grows the last argument: it is not taken for a number */
	check("write(2, \"5\\n\", 25\n) = 2\n", "1:0:write(2|\"5\\n\"|)\n", 0, 0);
	check("write(2, \"foo(bar\\n\", 8foo(bar\n)                = 8\n",
		"1:0:write(2|\"foo(bar\\n\"|)\n", 0, 0);
	/* staged output: the end follows at once, without a leader */
	check("5 nanosleep({tv_sec=0},  <unfinished ...>\nNULL) = 0\n",
		"1:5:nanosleep({tv_sec=0}|NULL)\n", 0, 0);
	check("restart_syscall(<... resuming interrupted read ...> <detached ...>\n",
		"1:0:restart_syscall(<... resuming interrupted read ...> <detached ...>)\n", 0, 0);
	check("close(3) = 0\nmmap(NULL, 81", "1:0:close(3)\n2:0:mmap(NULL|)\n", 0, 0);
}

static void test_no_calls(void **state)
{
	(void)state;
	check("--- SIGCHLD {si_signo=SIGCHLD} ---\n+++ exited with 0 +++\n"
	      "strace: Process 5 attached\n[ Process PID=5 runs in 32 bit mode. ]\n"
	      " > /lib/libc.so.6(write+0x14) [0x10eaf7]\n"
	      " | 00000  68 65                                             he               |\n"
	      "Process 5 attached\n\n",
		"", 0, 0);
	check("syscall_of_mine(1) = 0\n", "", 1, 1);
	check("hello\nprintf(\"x\")\nmain(int argc) = 3\nclose(3) = 0\n[...]\n", "4:0:close(3)\n",
		4, 1);
	/* a call that nothing ever closes may be a program's output */
	check("read(some thing\nclose(3) = 0\n", "2:0:close(3)\n", 1, 1);
}

static void test_hostile_bytes(void **state)
{
	static const char bytes[] =
		"write(1, \"\xff\x80\", 2) = 2\n(((((\n))))\n\"\n<... \n<... x resumed>\n";

	(void)state;
	check(bytes, "1:0:write(1|\"\xff\x80\"|2)\n", 5, 2);
}

/* Processes that are interrupted and never come back: those that came first are handed on. */
static void test_many_interrupted_calls(void **state)
{
	struct text calls = {0};
	struct strace_parser *parser = strace_new(note_call, &calls);
	struct text line = {0};

	(void)state;
	strace_begin_file(parser, 0, 0);
	for (size_t i = 1; i <= PENDING_MAX + 2; i++) {
		text_clear(&line);
		text_append_format(&line, "%zu  read(%zu, <unfinished ...>", i, i);
		strace_read_line(parser, slice_of_text(&line), i);
	}
	assert_string_equal(text_string(&calls), "1:1:read(1|)\n2:2:read(2|)\n");
	strace_end_file(parser);
	strace_end_run(parser);
	assert_int_equal(strace_report(parser)->calls, PENDING_MAX + 2);
	text_free(&line);
	text_free(&calls);
	strace_free(parser);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole_calls),
		cmocka_unit_test(test_interrupted_calls),
		cmocka_unit_test(test_thread_that_execs),
		cmocka_unit_test(test_cut_in_the_middle),
		cmocka_unit_test(test_no_calls),
		cmocka_unit_test(test_hostile_bytes),
		cmocka_unit_test(test_many_interrupted_calls),
	};

	return cmocka_run_group_tests_name("trace/strace", tests, NULL, NULL);
}
