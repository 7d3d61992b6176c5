/* Kills: which calls of a log a filter stopped. Each case is a log and the calls, "!" marking the
 * remarks of kills. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "feed.h"
#include "trace/strace.h"

static void note_call(void *context, const struct call *call)
{
	struct text *text = context;

	if (text->length > 0)
		text_append_byte(text, ' ');
	text_append(text, call->name);
	if (call->form == CALL_REMARK && call->killed)
		text_append_byte(text, '!');
}

static void check(const char *log, const char *expected)
{
	struct text calls = {0};
	struct strace_parser *parser = strace_new(note_call, &calls);

	feed(parser, log);
	assert_string_equal(text_string(&calls), expected);
	assert_int_equal(strace_report(parser)->unreadable, 0);
	strace_free(parser);
	text_free(&calls);
}

static void test_own_number(void **state)
{
	(void)state;
	check("getuid() = 102\n+++ killed by SIGSYS +++\n", "getuid getuid!");
	check("getuid() = 174\n+++ killed by SIGSYS (core dumped) +++\n", "getuid getuid!");
	check("5 getuid() = 0x66\n6 close(3) = 0\n5 +++ killed by SIGSYS +++\n6 close(3) = 0\n",
		"getuid close getuid! close");
	check("syscall_0x1f4(0x1, 0, 0, 0, 0, 0) = 0x1f4\n+++ killed by SIGSYS +++\n",
		"syscall_0x1f4 syscall_0x1f4!");
	/* SIGSYS can come from elsewhere */
	check("getuid() = 0\n+++ killed by SIGSYS +++\n", "getuid");
	check("getuid() = 102\n+++ killed by SIGKILL +++\n", "getuid");
	check("getuid() = 102\nclose(3) = 0\n+++ killed by SIGSYS +++\n", "getuid close");
}

static void test_threads(void **state)
{
	(void)state;
	/* all threads die, one was stopped */
	check("7 getuid() = 102\n8 <... pause resumed>) = ?\n8 +++ killed by SIGSYS +++\n"
	      "9 +++ killed by SIGSYS +++\n7 +++ killed by SIGSYS +++\n",
		"getuid pause getuid!");
	/* a write of one byte returns the number of write */
	check("8 write(1, \"x\", 1) = 1\n7 getuid() = 102\n8 +++ killed by SIGSYS +++\n"
	      "7 +++ killed by SIGSYS +++\n",
		"write getuid getuid!");
	/* two that were stopped at once */
	check("8 getuid() = 102\n7 getgid() = 104\n8 +++ killed by SIGSYS +++\n"
	      "7 +++ killed by SIGSYS +++\n",
		"getuid getgid getuid! getgid!");
	/* on standard error the last one is not named */
	check("[pid 7] getuid() = 102\n[pid 8] <... pause resumed>) = ?\n"
	      "[pid 8] +++ killed by SIGSYS +++\n+++ killed by SIGSYS +++\n",
		"getuid pause getuid!");
}

static void test_older_kernels(void **state)
{
	(void)state;
	check("5 getuid() = ?\n5 +++ killed by SIGSYS +++\n", "getuid getuid!");
	check("5 getuid() = ?\n5 +++ killed by SIGSYS +++\n6 getgid() = 104\n"
	      "6 +++ killed by SIGSYS +++\n",
		"getuid getgid getgid!");
}

static void test_trap(void **state)
{
	(void)state;
	check("getuid() = 102\n--- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, "
	      "si_call_addr=0x7f, si_syscall=__NR_getuid, si_arch=AUDIT_ARCH_X86_64} ---\n"
	      "+++ killed by SIGSYS +++\n",
		"getuid getuid!");
	check("kill(5, SIGSYS) = 0\n--- SIGSYS {si_signo=SIGSYS, si_code=SI_USER, si_pid=5} ---\n",
		"kill");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_number),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_older_kernels),
		cmocka_unit_test(test_trap),
	};

	return cmocka_run_group_tests_name("trace/kill", tests, NULL, NULL);
}
