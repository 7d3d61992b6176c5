#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "editor/preview.h"
#include "manifest/writer.h"

static void finds_rules_in_what_is_written(void **state)
{
	struct restriction one = {.has_values = true, .value_count = 1, .values = {1}};
	struct entry entry = {.profile = PROFILE_DEFAULT};
	struct text text = {0};
	size_t first = 99;
	size_t last = 99;

	(void)state;
	entry_allow(&entry, slice_of("rea"));
	entry_set(&entry, slice_of("write"), &one);
	entry_allow(&entry, slice_of("read"));
	manifest_write_entry(&entry, &text);

	assert_true(preview_find_rule(slice_of_text(&text), slice_of("write"), &first, &last));
	assert_int_equal(first, 4);
	assert_int_equal(last, 6);
	assert_true(preview_find_rule(slice_of_text(&text), slice_of("read"), &first, &last));
	assert_int_equal(first, 7);
	assert_int_equal(last, 7);
	assert_false(preview_find_rule(slice_of_text(&text), slice_of("index"), &first, &last));
	assert_false(preview_find_rule(slice_of_text(&text), slice_of("profile"), &first, &last));
	text_free(&text);
	entry_free(&entry);
}

/* Each row as it is drawn, in brackets. */
static void assert_rows(const char *entry, size_t columns, const char *expected)
{
	struct text rows = {0};
	struct text drawn = {0};
	struct slice rest;

	preview_fold(slice_of(entry), columns, &rows);
	for (rest = slice_of_text(&rows); rest.length > 0;) {
		struct slice row = slice_until(rest, slice_find_byte(rest, '\n'));

		text_append_byte(&drawn, '[');
		text_append(&drawn, preview_drawn(row, columns));
		text_append_byte(&drawn, ']');
		rest = slice_after(rest, row.length + 1);
	}
	assert_string_equal(text_string(&drawn), expected);
	text_free(&rows);
	text_free(&drawn);
}

static void loses_no_digits_where_there_is_little_room(void **state)
{
	static const char entry[] = "seccomp:\n"
				    "  allow:\n"
				    "    set_tid_address: any\n"
				    "    clone: !args\n"
				    "      index: 0\n"
				    "      values: [1, 2, 0x12345678, 0xffffffff81fdffff]\n"
				    "      mask: 0xffffffff81fdffff\n";

	(void)state;
	assert_rows(entry, 20,
		"[seccomp:][ allow:][  set_tid_address: any][  clone: !args][   index: 0]"
		"[   values: [1, 2,][    0x12345678,][ 0xffffffff81fdffff]][   mask:]"
		"[  0xffffffff81fdffff]");
	assert_rows(entry, 40,
		"[seccomp:][  allow:][    set_tid_address: any][    clone: !args][      index: 0]"
		"[      values: [1, 2, 0x12345678,][        0xffffffff81fdffff]]"
		"[      mask: 0xffffffff81fdffff]");
}

static void finds_rules_that_take_more_rows(void **state)
{
	struct text rows = {0};
	size_t first = 99;
	size_t last = 99;

	(void)state;
	preview_fold(slice_of("seccomp:\n  allow:\n    read: !args\n"
			      "      index: 0\n      mask: 0xffffffff81fdffff\n    brk: any\n"),
		20, &rows);
	assert_true(preview_find_rule(slice_of_text(&rows), slice_of("read"), &first, &last));
	assert_int_equal(first, 2);
	assert_int_equal(last, 5);
	assert_true(preview_find_rule(slice_of_text(&rows), slice_of("brk"), &first, &last));
	assert_int_equal(first, 6);
	text_free(&rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_rules_in_what_is_written),
		cmocka_unit_test(loses_no_digits_where_there_is_little_room),
		cmocka_unit_test(finds_rules_that_take_more_rows),
	};

	return cmocka_run_group_tests_name("editor/preview", tests, NULL, NULL);
}
