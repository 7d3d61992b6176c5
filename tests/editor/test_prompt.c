#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "editor/prompt.h"

static void assert_prompt(const struct prompt *prompt, const char *text, size_t cursor)
{
	assert_string_equal(text_string(&prompt->text), text);
	assert_int_equal(prompt->cursor, cursor);
}

static void inserts_at_the_cursor(void **state)
{
	struct prompt prompt = {0};

	(void)state;
	prompt_insert(&prompt, slice_of("a"));
	prompt_insert(&prompt, slice_of("c"));
	prompt_go_left(&prompt);
	prompt_insert(&prompt, slice_of("b"));
	assert_prompt(&prompt, "abc", 2);
	prompt_go_home(&prompt);
	prompt_insert(&prompt, slice_of("<"));
	prompt_go_end(&prompt);
	prompt_insert(&prompt, slice_of(">"));
	assert_prompt(&prompt, "<abc>", 5);
	prompt_free(&prompt);
}

static void moves_by_whole_characters(void **state)
{
	struct prompt prompt = {0};

	(void)state;
	prompt_set(&prompt, "a\xc3\xa4\xe2\x82\xac");
	assert_prompt(&prompt, "a\xc3\xa4\xe2\x82\xac", 6);
	prompt_go_left(&prompt);
	assert_int_equal(prompt.cursor, 3);
	prompt_go_left(&prompt);
	assert_int_equal(prompt.cursor, 1);
	prompt_delete_at(&prompt);
	assert_prompt(&prompt, "a\xe2\x82\xac", 1);
	prompt_go_right(&prompt);
	assert_int_equal(prompt.cursor, 4);
	prompt_delete_before(&prompt);
	assert_prompt(&prompt, "a", 1);
	prompt_free(&prompt);
}

static void stops_at_the_ends(void **state)
{
	struct prompt prompt = {0};

	(void)state;
	prompt_delete_before(&prompt);
	prompt_delete_at(&prompt);
	prompt_go_left(&prompt);
	prompt_go_right(&prompt);
	assert_prompt(&prompt, "", 0);
	prompt_set(&prompt, "ab");
	prompt_delete_at(&prompt);
	assert_prompt(&prompt, "ab", 2);
	prompt_go_left(&prompt);
	prompt_delete_to_start(&prompt);
	assert_prompt(&prompt, "b", 0);
	prompt_free(&prompt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inserts_at_the_cursor),
		cmocka_unit_test(moves_by_whole_characters),
		cmocka_unit_test(stops_at_the_ends),
	};

	return cmocka_run_group_tests_name("editor/prompt", tests, NULL, NULL);
}
