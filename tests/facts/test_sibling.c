/* Siblings: other names of the same call, on another libc or architecture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "facts/sibling.h"

static void test_libc(void **state)
{
	const struct sibling *sibling;
	size_t cursor = 0;

	(void)state;
	sibling = sibling_next(slice_of("clone"), &cursor);
	assert_string_equal(sibling->other, "clone3");
	assert_string_equal(sibling->since, "glibc 2.34 (threads, posix_spawn)");
	assert_null(sibling_next(slice_of("clone"), &cursor));
	cursor = 0;
	assert_string_equal(sibling_next(slice_of("fork"), &cursor)->other, "clone");
	cursor = 0;
	assert_null(sibling_next(slice_of("read"), &cursor));
}

/* Every name is a call, or a row would never be found. */
static void test_names(void **state)
{
	size_t found = 0;

	(void)state;
	for (size_t row = 0; row < syscall_count(); row++) {
		const struct sibling *sibling;
		size_t cursor = 0;

		while ((sibling = sibling_next(slice_of(syscall_at(row)->name), &cursor)) != NULL) {
			assert_non_null(syscall_find(slice_of(sibling->other)));
			found++;
		}
	}
	assert_true(found > 10);
}

static void test_values(void **state)
{
	const struct sibling_value *value;
	size_t cursor = 0;

	(void)state;
	value = sibling_next_value(slice_of("madvise"), &cursor);
	assert_int_equal(value->index, 2);
	assert_true(value->value == 102);
	assert_non_null(sibling_next_value(slice_of("madvise"), &cursor));
	assert_null(sibling_next_value(slice_of("madvise"), &cursor));
}

static void check_counterpart(const char *name, enum arch arch, const char *expected)
{
	const struct syscall_fact *other = sibling_on_arch(syscall_find(slice_of(name)), arch);

	if (!expected) {
		assert_null(other);
		return;
	}
	assert_non_null(other);
	assert_string_equal(other->name, expected);
	assert_true(other->numbers[arch] >= 0);
}

static void test_counterparts(void **state)
{
	(void)state;
	check_counterpart("open", ARCH_AARCH64, "openat");
	check_counterpart("stat", ARCH_AARCH64, "newfstatat");
	check_counterpart("fork", ARCH_AARCH64, "clone");
	check_counterpart("arch_prctl", ARCH_AARCH64, NULL);
	check_counterpart("mmap2", ARCH_X86_64, "mmap");
	check_counterpart("_newselect", ARCH_X86_64, "select");
	check_counterpart("_newselect", ARCH_AARCH64, "pselect6");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_libc),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_counterparts),
	};

	return cmocka_run_group_tests_name("facts/sibling", tests, NULL, NULL);
}
