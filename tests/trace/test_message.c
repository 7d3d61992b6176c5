/* Messages: lines that are no calls, and what they tell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/message.h"

static struct notice check(const char *body, enum notice_kind kind)
{
	struct notice notice = message_read(slice_of(body));

	assert_int_equal(notice.kind, kind);
	assert_int_equal(message_is_known(slice_of(body)), kind != NOTICE_NONE);
	return notice;
}

static void test_kinds(void **state)
{
	struct notice notice;

	(void)state;
	check("", NOTICE_PLAIN);
	check("--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---", NOTICE_PLAIN);
	check("+++ exited with 0 +++", NOTICE_EXITED);
	check("+++ killed by SIGSEGV (core dumped) +++", NOTICE_ENDED);
	check("+++ killed by SIGSYS (core dumped) +++", NOTICE_KILLED);
	notice = check("+++ superseded by execve in pid 23295 +++", NOTICE_SUPERSEDED);
	assert_int_equal(notice.pid, 23295);
	notice = check("strace: Process 24137 attached with 4 threads", NOTICE_ATTACHED);
	assert_int_equal(notice.pid, 24137);
	notice = check("Process 12 attached", NOTICE_ATTACHED);
	assert_int_equal(notice.pid, 12);
	check("strace: Process 24137 detached", NOTICE_PLAIN);
	check("[ Process PID=26137 runs in 32 bit mode. ]", NOTICE_32_BIT);
	check("[ Process PID=26137 runs in x32 mode. ]", NOTICE_X32);
	check("[ Process PID=26137 runs in 64 bit mode. ]", NOTICE_64_BIT);
	check(" > /bin/x(main+0x1d) [0x12]", NOTICE_STACK);
	check("?\?\?\?( <unfinished ...>", NOTICE_PLAIN);
	notice = check("--- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=0x7f, "
		       "si_syscall=__NR_getuid, si_arch=AUDIT_ARCH_X86_64} ---",
		NOTICE_STOPPED);
	assert_true(slice_is(notice.name, "getuid"));
}

static void test_other_lines(void **state)
{
	(void)state;
	check("hello world", NOTICE_NONE);
	check("+++", NOTICE_NONE);
	check("--- SIGCHLD", NOTICE_NONE);
	check("Process me", NOTICE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_other_lines),
	};

	return cmocka_run_group_tests_name("trace/message", tests, NULL, NULL);
}
