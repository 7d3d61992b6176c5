#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/terminal.h"

static void assert_refused(const char *reason)
{
	struct error error = {0};

	assert_false(terminal_open(TERMINAL_COLOR_AUTO, false, &error));
	if (!strstr(error.what, reason))
		fail_msg("the error is: %s", error.what);
	/* The way out is always named. */
	assert_non_null(strstr(error.what, "--print"));
	error_free(&error);
	terminal_close();
}

static void refuses_terminals_that_cannot_do_it(void **state)
{
	(void)state;
	setenv("TERM", "dumb", 1);
	assert_refused("TERM=dumb");
	unsetenv("TERM");
	assert_refused("TERM is not set");
	setenv("TERM", "", 1);
	assert_refused("TERM is not set");
}

static void tells_nothing_by_colour_alone(void **state)
{
	struct style colored = terminal_style(256, false);
	struct style plain = terminal_style(0, true);

	(void)state;
	for (int role = 0; role < ROLE_COUNT; role++) {
		assert_int_equal(plain.pairs[role], 0);
		assert_int_not_equal(colored.pairs[role], 0);
	}
	assert_true(plain.ascii);
	assert_int_not_equal(plain.attributes[ROLE_BAD], plain.attributes[ROLE_NORMAL]);
	assert_int_not_equal(plain.attributes[ROLE_FOCUS], plain.attributes[ROLE_HEAD]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_terminals_that_cannot_do_it),
		cmocka_unit_test(tells_nothing_by_colour_alone),
	};

	return cmocka_run_group_tests_name("ui/terminal", tests, NULL, NULL);
}
