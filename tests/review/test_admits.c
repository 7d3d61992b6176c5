#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "review/admits.h"
#include "tally_of.h"

static void assert_admits(
	const char *log, const char *name, const struct restriction *restriction, const char *words)
{
	struct tally *tally = tally_of(log);
	struct text text = {0};

	admits_append_besides(&text, restriction, tally, tally_find(tally, slice_of(name)),
		syscall_find(slice_of(name)), ARCH_X86_64);
	assert_string_equal(text_string(&text), words);
	text_free(&text);
	tally_free(tally);
}

static const char writes[] = "write(1, \"a\", 1) = 1\nwrite(2, \"b\", 1) = 1\n";
static const char opens[] = "openat(AT_FDCWD, \"/\", O_RDONLY|O_CLOEXEC) = 3\n";

static void names_a_few(void **state)
{
	(void)state;
	assert_admits(writes, "write", &(struct restriction){.has_mask = true, .mask = 3},
		"2 others (0, 3)");
	assert_admits(writes, "write",
		&(struct restriction){.has_values = true, .value_count = 1, .values = {7}}, "7");
	assert_admits(writes, "write",
		&(struct restriction){.has_values = true, .value_count = 1, .values = {1}},
		"nothing else");
}

/* As built: the first value only. */
static void counts_as_built(void **state)
{
	(void)state;
	assert_admits(writes, "write",
		&(struct restriction){.has_values = true, .value_count = 2, .values = {1, 7}},
		"nothing else");
}

static void describes_many(void **state)
{
	(void)state;
	assert_admits(writes, "write", &(struct restriction){.has_mask = true, .mask = 0xff},
		"any value up to 0xff");
	assert_admits(opens, "openat",
		&(struct restriction){.has_mask = true, .index = 2, .mask = 02001003},
		"15 other combinations of these flags");
	assert_admits(writes, "write", &(struct restriction){0}, "anything");
	assert_admits(writes, "write",
		&(struct restriction){.has_mask = true, .mask = UINT64_C(0xffffffff)},
		"nearly everything");
}

/* What the kernel does not look at makes no others. */
static void ignores_the_upper_half(void **state)
{
	(void)state;
	assert_admits(writes, "write",
		&(struct restriction){.has_mask = true, .mask = UINT64_C(0xffffffff00000003)},
		"2 others (0, 3)");
	assert_admits("close(-1) = -1 EBADF (Bad file descriptor)\n", "close",
		&(struct restriction){.has_values = true, .value_count = 1, .values = {UINT64_MAX}},
		"nothing else");
}

static void knows_calls_that_were_not_traced(void **state)
{
	struct text text = {0};

	(void)state;
	admits_append_besides(&text, &(struct restriction){.has_mask = true, .mask = 1}, NULL, NULL,
		syscall_find(slice_of("write")), ARCH_X86_64);
	assert_string_equal(text_string(&text), "2 others (0, 1)");
	text_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_a_few),
		cmocka_unit_test(counts_as_built),
		cmocka_unit_test(describes_many),
		cmocka_unit_test(ignores_the_upper_half),
		cmocka_unit_test(knows_calls_that_were_not_traced),
	};

	return cmocka_run_group_tests_name("review/admits", tests, NULL, NULL);
}
