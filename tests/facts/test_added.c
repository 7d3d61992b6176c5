/* When calls were added: what old and new headers know. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "facts/added.h"
#include "facts/syscall.h"

static void test_versions(void **state)
{
	struct linux_version version = {0, 0};

	(void)state;
	assert_false(added_find(slice_of("read"), &version));
	assert_int_equal(version.major, 0);
	assert_true(added_find(slice_of("futex_waitv"), &version));
	assert_int_equal(version.major, 5);
	assert_int_equal(version.minor, 16);
}

static void test_order(void **state)
{
	struct linux_version old = {5, 16};
	struct linux_version new = {6, 1};

	(void)state;
	assert_true(added_is_newer(new, old));
	assert_false(added_is_newer(old, new));
	assert_false(added_is_newer(old, old));
	assert_true(added_is_newer(old, (struct linux_version){5, 9}));
	for (unsigned runtime = 6; runtime <= 9; runtime++)
		assert_false(added_is_newer(
			added_headers_of_runtime(runtime - 1), added_headers_of_runtime(runtime)));
}

/* From 424 on a number means the same call on all architectures, and all of these came with 5.1 or
 * later. Since 5.13 they were given out in the order in which the calls came in. */
static void test_complete(void **state)
{
	struct linux_version last = {5, 1};

	(void)state;
	for (unsigned long number = 424; number < 463; number++) {
		const struct syscall_fact *syscall = syscall_by_number(ARCH_X86_64, number);
		struct linux_version version;

		if (!syscall)
			continue;
		if (!added_find(slice_of(syscall->name), &version))
			fail_msg("%s is missing", syscall->name);
		if (number < 444)
			continue;
		assert_false(added_is_newer(last, version));
		last = version;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_complete),
	};

	return cmocka_run_group_tests_name("facts/added", tests, NULL, NULL);
}
