/* The shape of lines: the options of strace they show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/shape.h"

static void check(const char *line, const char *expected)
{
	struct leader leader = leader_peel(slice_of(line));
	struct text text = {0};

	shape_append(shape_of_line(slice_of(line), &leader), &text);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

static void test_options(void **state)
{
	(void)state;
	check("close(3) = 0", "");
	check("1234  close(3) = 0", "-f");
	check("[pid  1234] close(3) = 0", "-f");
	check("16:18:51 close(3) = 0", "-t");
	check("16:18:51.206588 close(3) = 0", "-tt");
	check("1795450739.727173 close(3) = 0", "-ttt");
	check("     0.000363 close(3) = 0", "-r");
	check("close(3</path>) = 0 <0.000011>", "-T -y");
	check("openat(AT_FDCWD</tmp>, \"x\", O_RDONLY) = 3", "-y");
	check("capset(1<<CAP_CHOWN) = 0", "");
	check("close(3</a>)", "-y");
	check("22796<rare> 16:18:54.206981 (+     0.000366) [  12] [00007f0b9158ac47] "
	      "brk(NULL) = 0x55b0740ce000 <0.000011>",
		"-f -tt -r -n -i -Y -T");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_options),
	};

	return cmocka_run_group_tests_name("trace/shape", tests, NULL, NULL);
}
