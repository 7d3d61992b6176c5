/* What is typed for a rule is judged while it is typed, and is nothing but looked at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arguments_sample.h"
#include "editor/reading.h"

static void judges_values_while_they_are_typed(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "p Enter =");
	assert_note(sample, "Passes 0 of 4 traced calls");
	sample_press(sample, "1");
	assert_note(sample, "With this: passes 3 of 4 traced calls as documented, 3 as built");
	sample_press(sample, ", 2");
	assert_note(sample, "With this: passes 4 of 4 traced calls as documented, 3 as built");
	assert_int_equal(editor_review(sample->editor)->killed[MEANING_BUILT],
		sample->editor->review.killed[MEANING_BUILT] - 3);
	sample_press(sample, "Backspace 9");
	assert_note(sample, "With this: passes 3 of 4 traced calls as documented, 3 as built");
	sample_press(sample, "Enter");
	assert_note(sample, "Passes 3 of 4");
	assert_int_equal(draft_of(sample)->value_count, 2);
	/* All of it is one step. */
	sample_press(sample, "u");
	assert_int_equal(draft_of(sample)->value_count, 0);
	sample_press(sample, "u");
	assert_message(sample, "There is nothing to undo in this rule");
}

static void judges_a_mask_while_it_is_typed(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "p Enter & 1");
	assert_note(sample, "With this: passes 3 of 4 traced calls as documented, 3 as built");
	sample_press(sample, "Backspace 3 Enter");
	assert_note(sample, "Passes 4 of 4 traced calls as documented, 4 as built");
	/* The mask is there to be changed; without it nothing is asked. */
	sample_press(sample, "&");
	assert_note(sample, "With this: passes 4 of 4");
	sample_press(sample, "Ctrl-U");
	assert_note(sample, "With this: passes 0 of 4");
	sample_press(sample, "Esc");
	assert_note(sample, "Passes 4 of 4");
	assert_int_equal(draft_of(sample)->mask, 3);
}

static void says_what_is_wrong_or_missing(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "openat");
	sample_press(sample, "p Enter Right Right = O _ R D");
	assert_note(sample, "Typed so far: a name is not whole; Tab completes it");
	sample_press(sample, "O N L Y");
	assert_note(sample, "With this: passes 0 of 1");
	sample_press(sample, "|");
	assert_note(sample, "Typed so far: something is missing behind the last |");
	sample_press(sample, "O _ C L O E X E C");
	assert_note(sample, "With this: passes 1 of 1");
	sample_press(sample, "X");
	assert_note(sample, "Typed so far: 'O_CLOEXECX' is no number and no name of one; did you");
	/* Meanwhile it is as if nothing had been typed. */
	assert_int_equal(draft_of(sample)->value_count, 0);
	sample_press(sample, "Backspace ,");
	assert_note(sample, "Typed so far: a value is missing");
	sample_press(sample, "Ctrl-U");
	assert_note(sample, "Passes 0 of 1");
}

/* Neither a prompt that is left, nor a program that ends meanwhile, has changed anything. */
static void is_only_looked_at(void **state)
{
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;

	sample_go(sample, "write");
	sample_press(sample, "p Enter Right Right = 7");
	assert_note(sample, "With this: passes 0 of 4");
	assert_false(arguments_are_changed(&editor->arguments));
	assert_null(strstr(text_string(&editor->preview), "index"));
	sample_press(sample, "Esc");
	assert_note(sample, "Passes 0 of 4");
	assert_false(editor->arguments.has_rule);
	sample_press(sample, "Left Left Space Right Right = 7");
	assert_note(sample, "restricting count drops what it asks now: fd is 1.");
	assert_int_equal(draft_of(sample)->index, 2);
	assert_true(arguments_are_changed(&editor->arguments));
	sample_press(sample, "Esc");
	assert_int_equal(draft_of(sample)->index, 0);
	assert_int_equal(editor->arguments.registers.cursor, 2);
}

/* What is typed outlives what is read meanwhile. */
static void follows_a_growing_log(void **state)
{
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;

	sample_go(sample, "write");
	sample_press(sample, "p Enter = 1 ,");
	editor_take_reading(editor, &(struct reading_news){sample->tally, NULL, ARCH_X86_64, 0});
	assert_note(sample, "Typed so far: a value is missing");
	sample_press(sample, "2");
	editor_take_reading(editor, &(struct reading_news){sample->tally, NULL, ARCH_X86_64, 0});
	assert_note(sample, "With this: passes 4 of 4");
	assert_false(arguments_are_changed(&editor->arguments));
	assert_null(strstr(text_string(&editor->preview), "index"));
	sample_press(sample, "Esc u");
	assert_message(sample, "There is nothing to undo in this rule");
}

static void assert_first_name(const struct sample *sample, const char *name)
{
	assert_string_equal(sample->editor->completion.names[0], name);
}

static void offers_frequent_names_first(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "openat");
	sample_press(sample, "p Enter Right Right =");
	assert_first_name(sample, "O_RDONLY");
	assert_string_equal(sample->editor->completion.names[1], "O_CLOEXEC");
	sample_press(sample, "Esc Left Left =");
	assert_first_name(sample, "AT_FDCWD");
	sample_press(sample, "Esc Esc");
	/* The trace has neither, nor one as a number of a name. */
	sample_go(sample, "close");
	sample_press(sample, "Enter =");
	assert_int_equal(sample->editor->completion.count, 0);
	sample_press(sample, "Esc Esc i m k d i r a t Enter");
	sample_go(sample, "mkdirat");
	sample_press(sample, "Enter =");
	assert_first_name(sample, "AT_FDCWD");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			judges_values_while_they_are_typed, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			judges_a_mask_while_it_is_typed, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			says_what_is_wrong_or_missing, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(is_only_looked_at, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(follows_a_growing_log, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			offers_frequent_names_first, open_sample, close_sample),
	};

	return cmocka_run_group_tests_name("editor/trial", tests, NULL, NULL);
}
