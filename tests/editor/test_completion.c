#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "editor/completion.h"

static const char *const names[] = {
	"O_RDONLY", "O_RDWR", "O_WRONLY", "open", "openat", "openat2", "openat"};

struct typing {
	struct prompt prompt;
	struct completion completion;
};

static int open_typing(void **state)
{
	static struct typing typing;

	typing = (struct typing){0};
	*state = &typing;
	return 0;
}

static int close_typing(void **state)
{
	struct typing *typing = *state;

	prompt_free(&typing->prompt);
	completion_free(&typing->completion);
	return 0;
}

static void type(struct typing *typing, const char *text)
{
	prompt_set(&typing->prompt, text);
	completion_begin(&typing->completion, &typing->prompt, "|, ");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		completion_offer(&typing->completion, names[i]);
}

static void assert_step(struct typing *typing, int step, const char *text)
{
	assert_true(completion_step(&typing->completion, &typing->prompt, step));
	assert_string_equal(text_string(&typing->prompt.text), text);
}

static void types_what_is_common_then_each(void **state)
{
	struct typing *typing = *state;

	type(typing, "op");
	assert_int_equal(typing->completion.count, 3);
	assert_step(typing, 1, "open");
	assert_step(typing, 1, "open");
	assert_step(typing, 1, "openat");
	assert_step(typing, 1, "openat2");
	assert_step(typing, 1, "open");
	assert_step(typing, -1, "openat2");
}

static void goes_backward_from_the_end(void **state)
{
	struct typing *typing = *state;

	type(typing, "open");
	assert_step(typing, -1, "openat2");
	assert_step(typing, -1, "openat");
}

static void takes_the_word_before_the_cursor(void **state)
{
	struct typing *typing = *state;

	type(typing, "O_WRONLY|O_RD");
	assert_int_equal(typing->completion.from, 9);
	assert_step(typing, 1, "O_WRONLY|O_RDONLY");
	assert_step(typing, 1, "O_WRONLY|O_RDWR");
	prompt_go_home(&typing->prompt);
	completion_begin(&typing->completion, &typing->prompt, "|");
	completion_offer(&typing->completion, "a");
	assert_step(typing, 1, "aO_WRONLY|O_RDWR");
}

static void takes_small_letters_for_capitals(void **state)
{
	struct typing *typing = *state;

	type(typing, "o_w");
	assert_int_equal(typing->completion.count, 1);
	assert_step(typing, 1, "O_WRONLY");
	type(typing, "o_r");
	assert_step(typing, 1, "O_RD");
}

static void has_nothing_for_other_words(void **state)
{
	struct typing *typing = *state;

	type(typing, "xyz");
	assert_false(completion_step(&typing->completion, &typing->prompt, 1));
	assert_string_equal(text_string(&typing->prompt.text), "xyz");
	type(typing, "openat22");
	assert_int_equal(typing->completion.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			types_what_is_common_then_each, open_typing, close_typing),
		cmocka_unit_test_setup_teardown(
			goes_backward_from_the_end, open_typing, close_typing),
		cmocka_unit_test_setup_teardown(
			takes_the_word_before_the_cursor, open_typing, close_typing),
		cmocka_unit_test_setup_teardown(
			takes_small_letters_for_capitals, open_typing, close_typing),
		cmocka_unit_test_setup_teardown(
			has_nothing_for_other_words, open_typing, close_typing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
