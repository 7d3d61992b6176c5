/* The attack surface: which calls are warned of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "facts/surface.h"
#include "facts/syscall.h"

static void test_find(void **state)
{
	(void)state;
	assert_non_null(surface_find(slice_of("ptrace")));
	assert_null(surface_find(slice_of("read")));
	assert_null(surface_find(slice_of("")));
	assert_true(surface_find(slice_of("unshare"))->flags & 0x80);
	assert_false(surface_find(slice_of("clone"))->flags & 0xff);
}

/* What stands there goes on with a sentence, "it ...", and ends without a full stop. */
static void test_sentences(void **state)
{
	size_t found = 0;

	(void)state;
	for (size_t row = 0; row < syscall_count(); row++) {
		const struct surface *surface = surface_find(slice_of(syscall_at(row)->name));

		if (!surface)
			continue;
		assert_true(surface->why[0] >= 'a' && surface->why[0] <= 'z');
		assert_int_not_equal(surface->why[strlen(surface->why) - 1], '.');
		found++;
	}
	assert_true(found > 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_sentences),
	};

	return cmocka_run_group_tests_name("facts/surface", tests, NULL, NULL);
}
