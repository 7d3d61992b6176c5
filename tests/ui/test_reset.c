#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <curses.h>
#include <stdio.h>
#include <unistd.h>

#include "ui/reset.h"

static void leaves_padding_out(void **state)
{
	struct reset reset = {0};

	(void)state;
	reset_add(&reset, "\033[m\017$<2>");
	reset_add(&reset, NULL);
	reset_add(&reset, (char *)-1);
	reset_add(&reset, "$<5/>a$<b");
	assert_int_equal(reset.length, 8);
	assert_memory_equal(reset.bytes, "\033[m\017a$<b", 8);
}

static void adds_nothing_that_has_no_room(void **state)
{
	struct reset reset = {.length = RESET_BYTES - 2};

	(void)state;
	reset_add(&reset, "abc");
	assert_int_equal(reset.length, RESET_BYTES - 2);
	reset_add(&reset, "ab");
	assert_int_equal(reset.length, RESET_BYTES);
}

static void holds_what_leaves_the_terminal(void **state)
{
	FILE *nowhere = fopen("/dev/null", "r+");
	SCREEN *screen = newterm("xterm", nowhere, nowhere);
	struct reset reset;
	char written[RESET_BYTES + 1] = "";
	int ends[2];

	(void)state;
	assert_non_null(screen);
	assert_int_equal(pipe(ends), 0);
	reset_prepare_modes(&reset, ends[1]);
	reset_prepare_strings(&reset);
	reset_carry_out(&reset);
	assert_int_equal(read(ends[0], written, RESET_BYTES), (ssize_t)reset.length);
	assert_non_null(strstr(written, "\033[?1049l"));
	assert_non_null(strstr(written, "\033[?25h"));
	assert_non_null(strstr(written, "\033[?1l"));
	close(ends[0]);
	close(ends[1]);
	delscreen(screen);
	fclose(nowhere);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_padding_out),
		cmocka_unit_test(adds_nothing_that_has_no_room),
		cmocka_unit_test(holds_what_leaves_the_terminal),
	};

	return cmocka_run_group_tests_name("ui/reset", tests, NULL, NULL);
}
