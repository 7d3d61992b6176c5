#include <locale.h>
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

/* U+0301 and U+0323 combine with what is before; U+65E5 is wide; U+200D is shown as an escape. */
static void takes_what_combines_for_one_character(void **state)
{
	struct prompt prompt = {0};

	(void)state;
	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	prompt_set(&prompt, "xe\xcc\x81\xcc\xa3\xe6\x97\xa5");
	prompt_go_left(&prompt);
	assert_int_equal(prompt.cursor, 6);
	prompt_go_left(&prompt);
	assert_int_equal(prompt.cursor, 1);
	prompt_go_right(&prompt);
	assert_int_equal(prompt.cursor, 6);
	prompt_delete_before(&prompt);
	assert_prompt(&prompt, "x\xe6\x97\xa5", 1);
	/* A first one combines with nothing. */
	prompt_set(&prompt, "\xcc\x81z");
	prompt_go_home(&prompt);
	prompt_delete_at(&prompt);
	assert_prompt(&prompt, "z", 0);
	prompt_set(&prompt, "z\xe2\x80\x8d");
	prompt_go_left(&prompt);
	assert_int_equal(prompt.cursor, 1);
	assert_non_null(setlocale(LC_ALL, "C"));
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
		cmocka_unit_test(takes_what_combines_for_one_character),
		cmocka_unit_test(stops_at_the_ends),
	};

	return cmocka_run_group_tests_name("editor/prompt", tests, NULL, NULL);
}
