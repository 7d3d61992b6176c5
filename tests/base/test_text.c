#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

static const struct slice nothing;

static void cuts_slices(void **state)
{
	struct slice slice = slice_of("abcdef");

	(void)state;
	assert_true(slice_is(slice_after(slice, 2), "cdef"));
	assert_true(slice_is(slice_after(slice, 6), ""));
	assert_true(slice_is(slice_after(slice, 7), ""));
	assert_true(slice_is(slice_until(slice, 2), "ab"));
	assert_true(slice_is(slice_until(slice, 9), "abcdef"));
	assert_int_equal(slice_after(nothing, 3).length, 0);
	assert_int_equal(slice_until(nothing, 3).length, 0);
}

static void trims_blanks(void **state)
{
	(void)state;
	assert_true(slice_is(slice_trim(slice_of(" \ta b\t ")), "a b"));
	assert_true(slice_is(slice_trim(slice_of("a\n ")), "a\n"));
	assert_true(slice_is(slice_trim(slice_of(" \t ")), ""));
	assert_int_equal(slice_trim(nothing).length, 0);
}

static void compares_slices(void **state)
{
	(void)state;
	assert_true(slice_equal(nothing, slice_of("")));
	assert_true(slice_equal((struct slice){"a\0b", 3}, (struct slice){"a\0b", 3}));
	assert_false(slice_equal((struct slice){"a\0b", 3}, (struct slice){"a\0c", 3}));
	assert_false(slice_is(slice_of("read"), "reads"));
	assert_false(slice_is(slice_of("reads"), "read"));
	assert_true(slice_starts_with(slice_of("read"), "re"));
	assert_true(slice_starts_with(slice_of("read"), ""));
	assert_false(slice_starts_with(slice_of("re"), "read"));
	assert_false(slice_starts_with(slice_of("read"), "ea"));
	assert_true(slice_ends_with(slice_of("read"), "ad"));
	assert_true(slice_ends_with(slice_of("read"), ""));
	assert_false(slice_ends_with(slice_of("ad"), "read"));
	assert_false(slice_ends_with(slice_of("read"), "ea"));
}

static void finds(void **state)
{
	(void)state;
	assert_int_equal(slice_find_byte(slice_of("abcb"), 'b'), 1);
	assert_int_equal(slice_find_byte(slice_of("abcb"), 'x'), 4);
	assert_int_equal(slice_find_byte(nothing, 'x'), 0);
	assert_int_equal(slice_find(slice_of("a <unfinished"), " <un"), 1);
	assert_int_equal(slice_find(slice_of("abc"), "abcd"), 3);
	assert_int_equal(slice_find(slice_until(slice_of("abcd"), 2), "bc"), 2);
	assert_int_equal(slice_find(slice_of("abc"), ""), 0);
	assert_int_equal(slice_find(nothing, "a"), 0);
}

static void parses_numbers(void **state)
{
	static const struct {
		const char *text;
		uint64_t value;
	} rows[] = {
		{"0", 0},
		{"7", 7},
		{"010", 10},
		{"18446744073709551615", UINT64_MAX},
		{"0x0", 0},
		{"0xfF", 255},
		{"0xffffffffffffffff", UINT64_MAX},
		{"0x00000000000000000001", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t value = 42;

		assert_true(slice_parse_number(slice_of(rows[i].text), &value));
		assert_int_equal(value, rows[i].value);
	}
}

static void refuses_what_is_no_number(void **state)
{
	static const char *const texts[] = {"", "0x", "-1", "+1", " 1", "1 ", "12a", "0xg", "1.5",
		"x1", "18446744073709551616", "18446744073709551620", "99999999999999999999",
		"0x10000000000000000"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		uint64_t value = 42;

		assert_false(slice_parse_number(slice_of(texts[i]), &value));
		assert_int_equal(value, 42);
	}
}

static void parses_only_the_slice(void **state)
{
	uint64_t value = 0;

	(void)state;
	assert_true(slice_parse_number(slice_until(slice_of("1234"), 2), &value));
	assert_int_equal(value, 12);
}

static void grows(void **state)
{
	struct text text = {0};

	(void)state;
	assert_string_equal(text_string(&text), "");
	text_append(&text, nothing);
	assert_null(text.bytes);
	for (int i = 0; i < 1000; i++)
		text_append_format(&text, "%d,", i % 10);
	assert_int_equal(text.length, 2000);
	assert_int_equal(strlen(text.bytes), 2000);
	assert_true(slice_ends_with(slice_of_text(&text), "8,9,"));
	text_clear(&text);
	assert_int_equal(text.length, 0);
	assert_string_equal(text_string(&text), "");
	text_append_string(&text, "ab");
	text_append_byte(&text, '\0');
	text_append_byte(&text, 'c');
	assert_int_equal(text.length, 4);
	assert_memory_equal(text.bytes, "ab\0c", 5);
	text_append_format(&text, "%s", "");
	assert_int_equal(text.length, 4);
	text_free(&text);
	assert_null(text.bytes);
	assert_int_equal(text.capacity, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_slices),
		cmocka_unit_test(trims_blanks),
		cmocka_unit_test(compares_slices),
		cmocka_unit_test(finds),
		cmocka_unit_test(parses_numbers),
		cmocka_unit_test(refuses_what_is_no_number),
		cmocka_unit_test(parses_only_the_slice),
		cmocka_unit_test(grows),
	};

	return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
