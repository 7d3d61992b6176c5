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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_rules_in_what_is_written),
	};

	return cmocka_run_group_tests_name("editor/preview", tests, NULL, NULL);
}
