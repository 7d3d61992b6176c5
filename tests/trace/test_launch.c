/* The launch: which calls of a log are handed on. Each case is a log and the calls that run under
 * the filter, with "*" after those of the launch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "feed.h"
#include "trace/launch.h"
#include "trace/strace.h"

static void note_call(void *context, const struct call *call)
{
	struct text *text = context;

	if (text->length > 0)
		text_append_byte(text, ' ');
	text_append(text, call->name);
	if (call->in_launch)
		text_append_byte(text, '*');
}

static struct launch_report read_text(const char *log, enum launch_scope scope, struct text *calls)
{
	struct launch *launch = launch_new(scope, note_call, calls);
	struct strace_parser *parser = strace_new(launch_take, launch);
	struct launch_report report;

	feed(parser, log);
	launch_end(launch);
	report = *launch_report(launch);
	strace_free(parser);
	launch_free(launch);
	return report;
}

static struct launch_report check(const char *log, const char *expected)
{
	struct text calls = {0};
	struct launch_report report = read_text(log, LAUNCH_CONTAINER, &calls);

	assert_string_equal(text_string(&calls), expected);
	text_free(&calls);
	return report;
}

#define INIT                                                                                       \
	"5 recvfrom(4, \"exec\", 256, 0, NULL, NULL) = 4\n"                                        \
	"5 prctl(PR_SET_CHILD_SUBREAPER, 1) = 0\n"                                                 \
	"5 prctl(PR_SET_NAME, \"init-hello:0.0.\"...) = 0\n"                                       \
	"5 setsid() = 1\n"                                                                         \
	"5 pivot_root(\"/run\", \"/run\") = 0\n"                                                   \
	"5 clone(child_stack=NULL, flags=SIGCHLD) = 2\n"                                           \
	"5 wait4(2,  <unfinished ...>\n"
#define FILTER	   "6 prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, {len=1, filter=0x7f}) = 0\n"
#define PRIVILEGES "6 prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) = 0\n6 capset({}, {}) = 0\n"
#define PROGRAM                                                                                    \
	"6 execve(\"/hello\", [\"/hello\"], 0x7f /* 0 vars */) = 0\n"                              \
	"6 brk(NULL) = 0x55\n"                                                                     \
	"6 fork() = 3\n7 mount(\"a\", \"b\", NULL, 0, NULL) = 0\n7 exit_group(0) = ?\n"
#define END "5 <... wait4 resumed>NULL, 0, NULL) = 2\n5 exit_group(0) = ?\n"

static void test_orders(void **state)
{
	struct launch_report report;

	(void)state;
	/* 0.8 and newer */
	report = check(INIT "6 set_robust_list(0x7f, 24) = 0\n" FILTER PRIVILEGES PROGRAM END,
		"prctl* capset* execve brk fork mount exit_group");
	assert_int_equal(report.inits, 1);
	assert_int_equal(report.init_calls, 8);
	assert_int_equal(report.child_calls, 2);
	assert_int_equal(report.filters, 1);
	assert_int_equal(report.launch_calls, 2);
	/* up to 0.7 */
	report = check(INIT "6 set_robust_list(0x7f, 24) = 0\n" PRIVILEGES FILTER PROGRAM END,
		"execve brk fork mount exit_group");
	assert_int_equal(report.child_calls, 4);
	assert_int_equal(report.filters, 1);
}

static void test_no_filter(void **state)
{
	(void)state;
	check(INIT "6 set_robust_list(0x7f, 24) = 0\n" PRIVILEGES PROGRAM END,
		"prctl* capset* execve brk fork mount exit_group");
	check(INIT "6 set_robust_list(0x7f, 24) = 0\n" PROGRAM END,
		"execve brk fork mount exit_group");
	/* it never came to the program */
	check(INIT "6 set_robust_list(0x7f, 24) = 0\n" PRIVILEGES, "prctl* capset*");
}

static void test_failed_execution(void **state)
{
	(void)state;
	check(INIT FILTER "6 execve(\"/x\", [], 0x7f) = -1 ENOENT (No such file or directory)\n"
			  "6 close(3) = 0\n" PROGRAM,
		"execve close* execve brk fork mount exit_group");
}

static void test_log_without_the_start(void **state)
{
	(void)state;
	check(PROGRAM END, "execve brk fork mount exit_group");
	check("6 brk(NULL) = 0x55\n6 close(1) = 0\n" END, "brk close");
	/* a parent that goes on is no init */
	check("6 brk(NULL) = 0x55\n5 <... wait4 resumed>NULL, 0, NULL) = 6\n5 close(1) = 0\n",
		"brk wait4 close");
}

static void test_unnamed_process(void **state)
{
	(void)state;
	check("prctl(PR_SET_CHILD_SUBREAPER, 1) = 0\n"
	      "prctl(PR_SET_NAME, \"init-a:1.0.0\") = 0\nsetsid() = 1\n"
	      "clone(child_stack=NULL, flags=SIGCHLDstrace: Process 6 attached\n"
	      " <unfinished ...>\n[pid     6] set_robust_list(0x7f, 24 <unfinished ...>\n"
	      "[pid     5] <... clone resumed>) = 2\n[pid     6] <... set_robust_list resumed>) = "
	      "0\n"
	      "[pid     5] wait4(2,  <unfinished ...>\n"
	      "[pid     6] execve(\"/x\", [], 0x7f) = 0\n[pid     6] getpid() = 2\n"
	      "[pid     6] +++ exited with 0 +++\n<... wait4 resumed>NULL, 0, NULL) = 2\n"
	      "exit_group(0) = ?\n",
		"execve getpid");
}

static void test_ordinary_traces(void **state)
{
	(void)state;
	/* a program that does what an init does */
	check("execve(\"/x\", [], 0x7f) = 0\nprctl(PR_SET_CHILD_SUBREAPER, 1) = 0\n"
	      "prctl(PR_SET_NAME, \"init-x\") = 0\nsetsid() = 1\nmount(\"a\", \"b\") = 0\n",
		"execve prctl prctl setsid mount");
	/* one that was attached to, with another name; its calls are held until the end */
	check("5 read(3, \"x\", 1) = 1\n5 prctl(PR_SET_CHILD_SUBREAPER, 1) = 0\n"
	      "5 prctl(PR_SET_NAME, \"server\") = 0\n5 setsid() = 5\n5 unshare(CLONE_NEWNS) = 0\n"
	      "5 clone(child_stack=NULL, flags=SIGCHLD) = 6\n" FILTER PRIVILEGES PROGRAM,
		"prctl prctl capset execve brk fork read prctl prctl setsid unshare clone mount "
		"exit_group");
	/* one with a thread of such a name */
	check("5 read(3, \"x\", 1) = 1\n5 prctl(PR_SET_NAME, \"init-thread\") = 0\n5 close(3) = "
	      "0\n",
		"read prctl close");
}

static void test_everything(void **state)
{
	struct text calls = {0};

	(void)state;
	read_text(INIT FILTER PRIVILEGES PROGRAM END, LAUNCH_ALL, &calls);
	assert_string_equal(text_string(&calls),
		"recvfrom prctl prctl setsid pivot_root clone prctl prctl capset execve brk fork "
		"mount exit_group wait4 exit_group");
	text_free(&calls);
}

static void test_artefacts(void **state)
{
	struct launch_report report;

	(void)state;
	report = check(
		"5 read(0, 0, 0) = 0\n"
		"5 restart_syscall(<... resuming interrupted read ...>) = 4\n"
		"5 close(3) = 0\n5 restart_syscall(<... resuming interrupted close ...>) = 0\n",
		"close restart_syscall");
	assert_int_equal(report.artefacts, 2);
}

static void test_many_undecided(void **state)
{
	struct text log = {0};
	struct text calls = {0};
	struct launch_report report;
	size_t names = 0;

	(void)state;
	for (unsigned i = 0; i < 20000; i++)
		text_append_format(&log, "%u read(3, \"x\", 1) = 1\n", 10 + i % 500);
	report = read_text(text_string(&log), LAUNCH_CONTAINER, &calls);
	assert_int_equal(report.init_calls, 0);
	for (size_t i = 0; i < calls.length; i++)
		names += calls.bytes[i] == 'r';
	assert_int_equal(names, 20000);
	text_free(&log);
	text_free(&calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_orders),
		cmocka_unit_test(test_no_filter),
		cmocka_unit_test(test_failed_execution),
		cmocka_unit_test(test_log_without_the_start),
		cmocka_unit_test(test_unnamed_process),
		cmocka_unit_test(test_ordinary_traces),
		cmocka_unit_test(test_everything),
		cmocka_unit_test(test_artefacts),
		cmocka_unit_test(test_many_undecided),
	};

	return cmocka_run_group_tests_name("trace/launch", tests, NULL, NULL);
}
