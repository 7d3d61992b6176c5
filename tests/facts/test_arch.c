#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "facts/arch.h"

static void names_and_reads_names(void **state)
{
	(void)state;
	for (int i = 0; i < ARCH_COUNT; i++) {
		enum arch arch = (enum arch) !i;

		assert_true(arch_parse(slice_of(arch_name((enum arch)i)), &arch));
		assert_int_equal(arch, i);
	}
}

static void reads_other_names(void **state)
{
	enum arch arch = ARCH_X86_64;

	(void)state;
	assert_true(arch_parse(slice_of("arm64"), &arch));
	assert_int_equal(arch, ARCH_AARCH64);
	assert_true(arch_parse(slice_of("amd64"), &arch));
	assert_int_equal(arch, ARCH_X86_64);
}

static void refuses_others(void **state)
{
	static const char *const others[] = {"", "x86", "i386", "X86_64", "aarch64_be", "x86_64 "};
	enum arch arch = ARCH_AARCH64;

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		assert_false(arch_parse(slice_of(others[i]), &arch));
		assert_int_equal(arch, ARCH_AARCH64);
	}
}

static void knows_the_host(void **state)
{
	(void)state;
#if defined(__x86_64__)
	assert_int_equal(arch_host(), ARCH_X86_64);
#elif defined(__aarch64__)
	assert_int_equal(arch_host(), ARCH_AARCH64);
#else
	assert_int_equal(arch_host(), ARCH_X86_64);
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_reads_names),
		cmocka_unit_test(reads_other_names),
		cmocka_unit_test(refuses_others),
		cmocka_unit_test(knows_the_host),
	};

	return cmocka_run_group_tests_name("arch", tests, NULL, NULL);
}
