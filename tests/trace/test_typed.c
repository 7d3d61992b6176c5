#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "trace/typed.h"

static const struct argument_fact narrow = {.name = "fd", .kind = KIND_FD, .width = 32};
static const struct argument_fact wide = {.name = "offset", .kind = KIND_OFFSET, .width = 64};

static unsigned parse(
	const char *typed, const struct argument_fact *fact, uint64_t values[ARGUMENT_CANDIDATES])
{
	struct argument_value value = typed_value(slice_of(typed), fact, ARCH_X86_64);

	for (unsigned i = 0; i < value.candidate_count; i++)
		values[i] = value.candidates[i];
	return value.candidate_count;
}

static void reads_numbers(void **state)
{
	uint64_t values[ARGUMENT_CANDIDATES];

	(void)state;
	assert_int_equal(parse("10", &narrow, values), 1);
	assert_int_equal(values[0], 10);
	assert_int_equal(parse("0x80800", &narrow, values), 1);
	assert_int_equal(values[0], 0x80800);
	assert_int_equal(parse("-0", &narrow, values), 1);
	assert_int_equal(values[0], 0);
}

static void reads_a_negative_number_as_it_may_arrive(void **state)
{
	uint64_t values[ARGUMENT_CANDIDATES];

	(void)state;
	assert_int_equal(parse("-1", &narrow, values), 2);
	assert_true(values[0] == UINT64_C(0xffffffff));
	assert_true(values[1] == UINT64_C(0xffffffffffffffff));
	assert_int_equal(parse("-1", &wide, values), 1);
	assert_true(values[0] == UINT64_C(0xffffffffffffffff));
}

static void reads_what_strace_prints(void **state)
{
	uint64_t values[ARGUMENT_CANDIDATES];

	(void)state;
	assert_int_equal(parse("O_RDWR|O_CLOEXEC", &narrow, values), 1);
	assert_int_equal(values[0], 0x80002);
	assert_int_equal(parse("0644", &narrow, values), 1);
	assert_int_equal(values[0], 0644);
	assert_int_equal(parse("AT_FDCWD", &narrow, values), 2);
	assert_true(values[0] == UINT64_C(0xffffff9c));
}

static void refuses_the_rest(void **state)
{
	uint64_t values[ARGUMENT_CANDIDATES];

	(void)state;
	assert_int_equal(parse("", &narrow, values), 0);
	assert_int_equal(parse("-", &narrow, values), 0);
	assert_int_equal(parse("--1", &narrow, values), 0);
	assert_int_equal(parse("1 2", &narrow, values), 0);
	assert_int_equal(parse("O_RDONLX", &narrow, values), 0);
}

static void reads_lists(void **state)
{
	uint64_t values[4];
	struct slice bad;
	size_t count;

	(void)state;
	assert_true(typed_values(
		slice_of("1, makedev(1,3),-1"), &narrow, ARCH_X86_64, values, 4, &count, &bad));
	assert_int_equal(count, 4);
	assert_int_equal(values[1], 0x103);
	assert_false(typed_values(
		slice_of("1,nonsense"), &narrow, ARCH_X86_64, values, 4, &count, &bad));
	assert_true(slice_is(bad, "nonsense"));
	assert_false(
		typed_values(slice_of("1,2,3,-1"), &narrow, ARCH_X86_64, values, 4, &count, &bad));
	assert_true(slice_is(bad, "-1"));
	assert_false(typed_values(slice_of("1,"), &narrow, ARCH_X86_64, values, 4, &count, &bad));
}

static void reads_masks(void **state)
{
	uint64_t mask;

	(void)state;
	assert_true(typed_mask(slice_of(" O_RDWR|O_CLOEXEC "), &narrow, ARCH_X86_64, &mask));
	assert_true(mask == 0x80002);
	assert_true(typed_mask(slice_of("~0x6"), &narrow, ARCH_X86_64, &mask));
	assert_true(mask == UINT64_C(0xfffffffffffffff9));
	assert_true(typed_mask(slice_of("-1"), &narrow, ARCH_X86_64, &mask));
	assert_true(mask == UINT64_MAX);
	assert_true(typed_mask(slice_of("0xffffffff00000007"), &narrow, ARCH_X86_64, &mask));
	assert_true(mask == UINT64_C(0xffffffff00000007));
	assert_false(typed_mask(slice_of("~"), &narrow, ARCH_X86_64, &mask));
}

static void says_why_it_refuses(void **state)
{
	static const struct {
		const char *call;
		unsigned index;
		enum arch arch;
		const char *typed;
		const char *why;
	} refused[] = {
		{"socket", 0, ARCH_X86_64, "AF_UNIXX",
			"'AF_UNIXX' is no number and no name of one; did you mean AF_UNIX"},
		{"openat", 2, ARCH_X86_64, "O_RDONLY|O_CLOEXE|2",
			"'O_CLOEXE' is no number and no name of one; did you mean O_CLOEXEC"},
		{"openat", 2, ARCH_X86_64, "~O_CREA",
			"'O_CREA' is no number and no name of one; did you mean O_CREAT"},
		{"mmap", 3, ARCH_AARCH64, "MAP_32BIT", "'MAP_32BIT' has no value on aarch64"},
		{"write", 0, ARCH_X86_64, "hello", "'hello' is no number and no name of one"},
		{"write", 0, ARCH_X86_64, " 1;2 ", "'1;2' is no number and no name of one"},
		{"write", 0, ARCH_X86_64, "", "a value is missing"},
		{"openat", 2, ARCH_X86_64, "O_RDONLY| ", "something is missing behind the last |"},
		{"openat", 2, ARCH_X86_64, "~", "something is missing behind ~"},
		{"openat", 2, ARCH_X86_64, "O_RDONLI|",
			"'O_RDONLI' is no number and no name of one; did you mean O_RDONLY"},
		{"write", 0, ARCH_X86_64, "0xzz", "'0xzz' is no number and no name of one"},
		{"write", 0, ARCH_X86_64, "18446744073709551616",
			"'18446744073709551616' is too large for a register, which has 64 bits"},
		{"write", 0, ARCH_X86_64, "0x1FFFFFFFFFFFFFFFF",
			"'0x1FFFFFFFFFFFFFFFF' is too large for a register, which has 64 bits"},
		{"write", 0, ARCH_X86_64, "\033[31m",
			"'\\033[31m' is no number and no name of one"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct text why = {0};

		typed_append_refusal(&why, slice_of(refused[i].typed),
			syscall_find(slice_of(refused[i].call)), refused[i].index, refused[i].arch);
		assert_string_equal(text_string(&why), refused[i].why);
		text_free(&why);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(reads_a_negative_number_as_it_may_arrive),
		cmocka_unit_test(reads_what_strace_prints),
		cmocka_unit_test(refuses_the_rest),
		cmocka_unit_test(reads_lists),
		cmocka_unit_test(reads_masks),
		cmocka_unit_test(says_why_it_refuses),
	};

	return cmocka_run_group_tests_name("trace/typed", tests, NULL, NULL);
}
