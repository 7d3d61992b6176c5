/* Each fault happens in a child. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "session/crash.h"

static void tell(void *context)
{
	const int *pipe_end = context;

	if (write(*pipe_end, "saved", 5) != 5)
		_exit(3);
}

/* Deeper than any stack. */
static int use_up(volatile char *above, unsigned depth)
{
	volatile char frame[4096];

	frame[0] = *above;
	return depth == 0 ? 0 : use_up(frame, depth - 1) + frame[0];
}

static void fault(int signal)
{
	volatile char start = 1;

	if (signal == SIGABRT)
		abort();
	if (signal == 0)
		use_up(&start, UINT32_MAX);
	raise(signal);
}

/* Makes the fault in a child, and returns its status; what its hook wrote is stored. */
static int watch(int signal, char written[16])
{
	int ends[2];
	int status = 0;
	ssize_t length;

	assert_int_equal(pipe(ends), 0);
	if (fork() == 0) {
		struct rlimit no_core = {0, 0};
		struct crash crash;

		setrlimit(RLIMIT_CORE, &no_core);
		close(STDERR_FILENO);
		crash_catch(&crash, tell, &ends[1]);
		fault(signal);
		_exit(4);
	}
	close(ends[1]);
	length = read(ends[0], written, 15);
	written[length > 0 ? length : 0] = '\0';
	close(ends[0]);
	wait(&status);
	return status;
}

static void saves_and_ends_by_the_signal(void **state)
{
	static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
	char written[16];

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		int status = watch(signals[i], written);

		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		assert_string_equal(written, "saved");
	}
}

static void has_a_stack_when_there_is_none(void **state)
{
	char written[16];
	int status;

	(void)state;
	status = watch(0, written);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGSEGV);
	assert_string_equal(written, "saved");
}

static void makes_everything_as_it_was(void **state)
{
	struct sigaction before;
	struct sigaction after;
	struct crash crash;

	(void)state;
	sigaction(SIGSEGV, NULL, &before);
	crash_catch(&crash, NULL, NULL);
	crash_restore(&crash);
	sigaction(SIGSEGV, NULL, &after);
	assert_true(before.sa_handler == after.sa_handler);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(saves_and_ends_by_the_signal),
		cmocka_unit_test(has_a_stack_when_there_is_none),
		cmocka_unit_test(makes_everything_as_it_was),
	};

	return cmocka_run_group_tests_name("session/crash", tests, NULL, NULL);
}
