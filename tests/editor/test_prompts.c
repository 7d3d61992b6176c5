#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"

static struct sample opened;

static int open_sample(void **state)
{
	opened = sample_open(sample_log, NULL, false);
	*state = &opened;
	return 0;
}

static int close_sample(void **state)
{
	sample_close(*state);
	return 0;
}

static void assert_typed(const struct sample *sample, const char *text)
{
	assert_string_equal(text_string(&sample->editor->prompt.text), text);
}

static void assert_folder(const struct sample *sample, const char *keys, const char *folder)
{
	struct effect effect = sample_press(sample, keys);

	assert_int_equal(effect.kind, EFFECT_FILES);
	assert_string_equal(effect.path, folder);
}

/* What the session does for EFFECT_FILES. */
static void offer_files(const struct sample *sample)
{
	editor_offer_file(sample->editor, "app.strace");
	editor_offer_file(sample->editor, "apple/");
	editor_offer_file(sample->editor, "other");
	editor_complete_file(sample->editor);
}

static void completes_names_of_files(void **state)
{
	const struct sample *sample = *state;

	assert_folder(sample, "o a Tab", ".");
	offer_files(sample);
	assert_typed(sample, "app");
	/* Both are there to be chosen. */
	assert_int_equal(sample_press(sample, "Tab").kind, EFFECT_NONE);
	assert_typed(sample, "app.strace");
	sample_press(sample, "Tab");
	assert_typed(sample, "apple/");
	assert_folder(sample, "x Ctrl-U / l o g s / o Tab", "/logs/");
	offer_files(sample);
	assert_typed(sample, "/logs/other");
}

static void asks_anew_in_a_folder_that_was_completed(void **state)
{
	const struct sample *sample = *state;

	assert_folder(sample, "W ~ / a p p l Tab", "/home/me/");
	offer_files(sample);
	assert_typed(sample, "~/apple/");
	assert_folder(sample, "Tab", "/home/me/apple/");
	editor_complete_file(sample->editor);
	assert_non_null(strstr(text_string(&sample->editor->message), "No file has a name"));
	assert_typed(sample, "~/apple/");
}

static void leaves_the_filter_as_it_was(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "f e x Enter");
	assert_int_equal(sample->editor->list.count, 2);
	sample_press(sample, "f Ctrl-U r e a d");
	assert_int_equal(sample->editor->list.count, 1);
	sample_press(sample, "Esc");
	assert_string_equal(text_string(&sample->editor->shown.filter), "ex");
	assert_int_equal(sample->editor->list.count, 2);
	sample_press(sample, "Esc");
	assert_int_equal(sample->editor->shown.filter.length, 0);
}

static void leaves_the_search_as_it_was(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "/ r e Enter / x y z Esc");
	assert_string_equal(text_string(&sample->editor->search), "re");
	sample_press(sample, "Home / p e r Tab Enter");
	assert_string_equal(text_string(&sample->editor->search), "personality");
	assert_true(slice_is(editor_row(sample->editor)->name, "personality"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			completes_names_of_files, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			asks_anew_in_a_folder_that_was_completed, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			leaves_the_filter_as_it_was, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			leaves_the_search_as_it_was, open_sample, close_sample),
	};

	return cmocka_run_group_tests_name("editor/prompts", tests, NULL, NULL);
}
