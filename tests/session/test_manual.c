#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "session/manual.h"

static void check(const char *name, const char *second)
{
	char pages[MANUAL_PAGES][MANUAL_PAGE_SIZE];
	unsigned count = manual_pages(name, pages);

	assert_string_equal(pages[0], name);
	assert_int_equal(count, second ? 2 : 1);
	if (second)
		assert_string_equal(pages[1], second);
}

static void names_the_pages(void **state)
{
	(void)state;
	check("read", NULL);
	check("newfstatat", NULL);
	check("futex_time64", "futex");
	check("clock_gettime64", "clock_gettime");
	check("getuid32", "getuid");
	check("pread64", "pread");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_the_pages),
	};

	return cmocka_run_group_tests_name("session/manual", tests, NULL, NULL);
}
