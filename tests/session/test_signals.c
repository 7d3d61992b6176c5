#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <poll.h>
#include <time.h>

#include "session/signals.h"

/* Lets signals in that wait, as the session does while it waits for a key. */
static int wait_shortly(const struct signals *signals)
{
	struct timespec at_most = {.tv_nsec = 1000000};

	return ppoll(NULL, 0, &at_most, &signals->wait_mask);
}

static void notes_signals_only_while_waiting(void **state)
{
	struct signals signals;

	(void)state;
	signals_catch(&signals);
	assert_int_equal(signals_last(), 0);
	raise(SIGTERM);
	assert_int_equal(signals_last(), 0);
	assert_int_equal(wait_shortly(&signals), -1);
	assert_int_equal(errno, EINTR);
	assert_int_equal(signals_last(), SIGTERM);
	assert_int_equal(signals_last(), 0);
	signals_restore(&signals);
}

static void ctrl_c_does_not_hide_the_end(void **state)
{
	struct signals signals;

	(void)state;
	signals_catch(&signals);
	raise(SIGHUP);
	raise(SIGINT);
	wait_shortly(&signals);
	assert_int_equal(signals_last(), SIGHUP);
	signals_restore(&signals);
}

static void makes_everything_as_it_was(void **state)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction now;
	struct signals signals;
	sigset_t mask;

	(void)state;
	sigaction(SIGTERM, &ignore, NULL);
	signals_catch(&signals);
	signals_restore(&signals);
	sigaction(SIGTERM, NULL, &now);
	assert_true(now.sa_handler == SIG_IGN);
	sigprocmask(SIG_SETMASK, NULL, &mask);
	assert_false(sigismember(&mask, SIGTERM));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(notes_signals_only_while_waiting),
		cmocka_unit_test(ctrl_c_does_not_hide_the_end),
		cmocka_unit_test(makes_everything_as_it_was),
	};

	signal(SIGHUP, SIG_DFL); /* nohup ignores it */
	return cmocka_run_group_tests_name("session/signals", tests, NULL, NULL);
}
