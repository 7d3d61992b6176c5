#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "trace/progress.h"

static void assert_shown(const struct progress *progress, unsigned bar, const char *expected)
{
	struct text text = {0};

	progress_append(progress, bar, true, &text);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

static void tells_share_speed_and_rest(void **state)
{
	struct progress progress = {0};

	(void)state;
	progress_note(&progress, 0, 100000000, 1000);
	assert_shown(&progress, 4, ".... 0%");
	progress_note(&progress, 10000000, 100000000, 1100);
	assert_shown(&progress, 0, "10%");
	progress_note(&progress, 50000000, 100000000, 1500);
	assert_shown(&progress, 4, "##.. 50%, 100.0 MB/s, 1 s left");
	progress_note(&progress, 50010000, 100000000, 2000);
	assert_shown(&progress, 0, "50%, 20.0 kB/s, 42 min left");
	progress_note(&progress, 100000000, 100000000, 2001);
	assert_shown(&progress, 4, "#### 100%, 20.0 kB/s, 1 s left");
}

static void does_without_a_total(void **state)
{
	struct progress progress = {0};

	(void)state;
	progress_note(&progress, 0, 0, 1000);
	assert_shown(&progress, 4, "0 B");
	progress_note(&progress, 2500, 0, 2000);
	assert_shown(&progress, 4, "2.5 kB, 2.5 kB/s");
	progress_note(&progress, 3000000000, 0, 3000);
	assert_shown(&progress, 4, "3.0 GB, 3.0 GB/s");
	/* It grew beyond what it had. */
	progress_note(&progress, 200, 100, 3001);
	assert_shown(&progress, 4, "200 B, 3.0 GB/s");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_share_speed_and_rest),
		cmocka_unit_test(does_without_a_total),
	};

	return cmocka_run_group_tests_name("trace/progress", tests, NULL, NULL);
}
