/* The writer in the styles of other people's files, and for Northstar 0.5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "manifest/writer.h"

static struct entry sample(void)
{
	struct restriction restriction = {
		.has_values = true, .value_count = 1, .values = {1}, .has_mask = true, .mask = 16};
	struct entry entry = {.profile = PROFILE_DEFAULT};

	entry_allow(&entry, slice_of("read"));
	entry_set(&entry, slice_of("write"), &restriction);
	return entry;
}

static void check_seccomp(const struct write_style *style, const char *expected)
{
	struct entry entry = sample();
	struct text text = {0};

	manifest_write_seccomp(style, &entry, &text);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
	entry_free(&entry);
}

static void writes_the_map_form(void **state)
{
	struct entry entry = sample();
	struct text text = {0};

	(void)state;
	manifest_write_entry_for(&entry, 5, &text);
	assert_string_equal(text_string(&text),
		"seccomp:\n  profile: default\n  allow:\n    read: any\n    write:\n      args:\n"
		"        index: 0\n        values: [1]\n        mask: 0x10\n");
	text_free(&text);
	entry_free(&entry);
}

static void writes_at_an_indentation(void **state)
{
	struct write_style style = {.runtime = 9, .indent = 3, .step = 1, .is_crlf = true};

	(void)state;
	check_seccomp(&style, "seccomp:\r\n    profile: default\r\n    allow:\r\n     read: any\r\n"
			      "     write: !args\r\n      index: 0\r\n      values: [1]\r\n"
			      "      mask: 0x10");
}

static void writes_with_braces_and_quotes(void **state)
{
	struct write_style style = {.runtime = 5,
		.is_flow = true,
		.step = 2,
		.keys = STYLE_DOUBLE,
		.words = STYLE_DOUBLE};

	(void)state;
	check_seccomp(&style,
		"\"seccomp\": {\"profile\": \"default\", \"allow\": {\"read\": \"any\", "
		"\"write\": {\"args\": {\"index\": 0, \"values\": [1], "
		"\"mask\": 0x10}}}}");
	style = (struct write_style){.runtime = 9, .step = 4, .is_args_flow = true};
	check_seccomp(&style, "seccomp:\n    profile: default\n    allow:\n        read: any\n"
			      "        write: !args {index: 0, values: [1], mask: 0x10}");
}

static void writes_the_inside_of_an_entry(void **state)
{
	struct write_style style = write_style_canonical(9);
	struct entry entry = {.profile = PROFILE_DEFAULT};
	struct text text = {0};

	(void)state;
	manifest_write_content(&style, &entry, &text);
	assert_string_equal(text_string(&text), "profile: default");
	entry.profile = PROFILE_NONE;
	text_clear(&text);
	manifest_write_content(&style, &entry, &text);
	assert_string_equal(text_string(&text), "{}");
	text_free(&text);
}

static void quotes_names_that_need_it(void **state)
{
	struct write_style style = write_style_canonical(9);
	struct rule rule = {.name = (char[]){"# a: b"}};
	struct text text = {0};

	(void)state;
	manifest_write_rule(&style, &rule, &text);
	assert_string_equal(text_string(&text), "'# a: b': any");
	text_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_the_map_form),
		cmocka_unit_test(writes_at_an_indentation),
		cmocka_unit_test(writes_with_braces_and_quotes),
		cmocka_unit_test(writes_the_inside_of_an_entry),
		cmocka_unit_test(quotes_names_that_need_it),
	};

	return cmocka_run_group_tests_name("writer_style", tests, NULL, NULL);
}
