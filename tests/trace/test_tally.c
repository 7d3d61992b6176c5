/* The tally: rows in the order of first calls, distinct values, bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "trace/tally.h"

static void add(struct tally *tally, const char *name, size_t line, const char *const *arguments)
{
	struct call call = {
		.name = slice_of(name),
		.syscall = syscall_find(slice_of(name)),
		.arguments_known = true,
		.place = {0, line},
	};

	for (; arguments[call.argument_count]; call.argument_count++)
		call.arguments[call.argument_count] = slice_of(arguments[call.argument_count]);
	tally_add(tally, &call);
}

static void add_write(struct tally *tally, size_t line, const char *fd)
{
	add(tally, "write", line, (const char *const[]){fd, "\"x\"", "1", NULL});
}

static void test_rows(void **state)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	const char *const none[] = {NULL};

	(void)state;
	add(tally, "getpid", 5, none);
	add_write(tally, 7, "1");
	add(tally, "wait4", 2, none); /* handed on late: it was interrupted */
	add_write(tally, 8, "2");
	add(tally, "syscall_0x1f4", 9, none);
	add(tally, "syscall_0x1f4", 10, none);
	assert_int_equal(tally_count(tally), 4);
	assert_int_equal(tally_calls(tally), 6);
	assert_true(slice_is(tally_at(tally, 0)->name, "wait4"));
	assert_true(slice_is(tally_at(tally, 1)->name, "getpid"));
	assert_true(slice_is(tally_at(tally, 2)->name, "write"));
	assert_int_equal(tally_at(tally, 2)->calls, 2);
	assert_int_equal(tally_at(tally, 2)->first.line, 7);
	assert_null(tally_at(tally, 3)->syscall);
	assert_int_equal(tally_at(tally, 3)->calls, 2);
	assert_ptr_equal(tally_find(tally, slice_of("getpid")), tally_at(tally, 1));
	assert_null(tally_find(tally, slice_of("close")));
	tally_free(tally);
}

static void test_first_call_of_a_known_row_comes_late(void **state)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	const char *const none[] = {NULL};

	(void)state;
	add(tally, "getpid", 5, none);
	add(tally, "wait4", 7, none);
	add(tally, "wait4", 2, none);
	assert_true(slice_is(tally_at(tally, 0)->name, "wait4"));
	assert_int_equal(tally_at(tally, 0)->first.line, 2);
	assert_ptr_equal(tally_find(tally, slice_of("getpid")), tally_at(tally, 1));
	tally_free(tally);
}

static void test_values(void **state)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	const struct tally_row *row;
	struct tally_value value;
	size_t cursor = 0;

	(void)state;
	add_write(tally, 1, "1");
	add_write(tally, 2, "3</tmp/a>");
	add_write(tally, 3, "3</tmp/b>");
	add_write(tally, 4, "-1");
	row = tally_at(tally, 0);
	assert_int_equal(row->registers[0].value_count, 3);
	assert_int_equal(row->registers[1].value_count, 0); /* a pointer */
	assert_true(tally_next_value(tally, row, 0, &cursor, &value));
	assert_true(slice_is(value.text, "1"));
	assert_true(tally_next_value(tally, row, 0, &cursor, &value));
	assert_true(slice_is(value.text, "3"));
	assert_int_equal(value.count, 2);
	assert_int_equal(value.candidate_count, 1);
	assert_true(tally_next_value(tally, row, 0, &cursor, &value));
	assert_int_equal(value.candidate_count, 2); /* zero- or sign-extended */
	assert_true(value.candidates[0] == UINT32_MAX);
	assert_true(value.candidates[1] == UINT64_MAX);
	assert_false(tally_next_value(tally, row, 0, &cursor, &value));
	tally_free(tally);
}

/* Many values: the table grows, and forgets what is over its bound. */
static void test_bound(void **state)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	const struct tally_register *fds;
	struct text number = {0};

	(void)state;
	for (unsigned round = 0; round < 2; round++) {
		for (unsigned i = 0; i < TALLY_VALUES_PER_ARGUMENT + 10; i++) {
			text_clear(&number);
			text_append_format(&number, "%u", i);
			add_write(tally, i + 1, text_string(&number));
		}
	}
	fds = &tally_at(tally, 0)->registers[0];
	assert_int_equal(fds->value_count, TALLY_VALUES_PER_ARGUMENT);
	assert_int_equal(fds->forgotten, 20);
	assert_int_equal(fds->counted, 2 * TALLY_VALUES_PER_ARGUMENT);
	text_free(&number);
	tally_free(tally);
}

static void test_long_text_is_forgotten(void **state)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	static char text[TALLY_TEXT_MAX + 2];

	(void)state;
	memset(text, '1', sizeof(text) - 1);
	add_write(tally, 1, text);
	assert_int_equal(tally_at(tally, 0)->registers[0].forgotten, 1);
	tally_free(tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_first_call_of_a_known_row_comes_late),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_bound),
		cmocka_unit_test(test_long_text_is_forgotten),
	};

	return cmocka_run_group_tests_name("trace/tally", tests, NULL, NULL);
}
