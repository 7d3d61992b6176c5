#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "editor/number.h"

static const struct argument_fact narrow = {.name = "fd", .kind = KIND_FD, .width = 32};
static const struct argument_fact wide = {.name = "offset", .kind = KIND_OFFSET, .width = 64};

static void reads_numbers(void **state)
{
	uint64_t values[TALLY_CANDIDATES];

	(void)state;
	assert_int_equal(number_parse(slice_of("10"), &narrow, ARCH_X86_64, values), 1);
	assert_int_equal(values[0], 10);
	assert_int_equal(number_parse(slice_of("0x80800"), &narrow, ARCH_X86_64, values), 1);
	assert_int_equal(values[0], 0x80800);
	assert_int_equal(number_parse(slice_of("-0"), &narrow, ARCH_X86_64, values), 1);
	assert_int_equal(values[0], 0);
}

static void reads_a_negative_number_as_it_may_arrive(void **state)
{
	uint64_t values[TALLY_CANDIDATES];

	(void)state;
	assert_int_equal(number_parse(slice_of("-1"), &narrow, ARCH_X86_64, values), 2);
	assert_true(values[0] == UINT64_C(0xffffffff));
	assert_true(values[1] == UINT64_C(0xffffffffffffffff));
	assert_int_equal(number_parse(slice_of("-1"), &wide, ARCH_X86_64, values), 1);
	assert_true(values[0] == UINT64_C(0xffffffffffffffff));
}

static void reads_what_strace_prints(void **state)
{
	uint64_t values[TALLY_CANDIDATES];

	(void)state;
	assert_int_equal(
		number_parse(slice_of("O_RDWR|O_CLOEXEC"), &narrow, ARCH_X86_64, values), 1);
	assert_int_equal(values[0], 0x80002);
	assert_int_equal(number_parse(slice_of("0644"), &narrow, ARCH_X86_64, values), 1);
	assert_int_equal(values[0], 0644);
	assert_int_equal(number_parse(slice_of("AT_FDCWD"), &narrow, ARCH_X86_64, values), 2);
	assert_true(values[0] == UINT64_C(0xffffff9c));
}

static void refuses_the_rest(void **state)
{
	uint64_t values[TALLY_CANDIDATES];

	(void)state;
	assert_int_equal(number_parse(slice_of(""), &narrow, ARCH_X86_64, values), 0);
	assert_int_equal(number_parse(slice_of("-"), &narrow, ARCH_X86_64, values), 0);
	assert_int_equal(number_parse(slice_of("--1"), &narrow, ARCH_X86_64, values), 0);
	assert_int_equal(number_parse(slice_of("1 2"), &narrow, ARCH_X86_64, values), 0);
	assert_int_equal(number_parse(slice_of("O_RDONLX"), &narrow, ARCH_X86_64, values), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(reads_a_negative_number_as_it_may_arrive),
		cmocka_unit_test(reads_what_strace_prints),
		cmocka_unit_test(refuses_the_rest),
	};

	return cmocka_run_group_tests_name("editor/number", tests, NULL, NULL);
}
