/* Typing: what is typed ahead of a dialog does not answer it; what is pasted goes into a prompt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../editor/sample.h"
#include "session/typing.h"
#include "ui/paste.h"

static bool takes(struct typing *typing, struct sample *sample, const char *key, uint64_t time)
{
	bool is_taken = typing_takes(typing, sample->editor, key, time);

	if (is_taken)
		editor_press(sample->editor, key);
	return is_taken;
}

static void takes_keys_as_they_come(void **state)
{
	struct sample *sample = *state;
	struct typing typing = {0};

	assert_true(takes(&typing, sample, "Down", 5000));
	assert_true(takes(&typing, sample, "Down", 5000));
	assert_true(takes(&typing, sample, "Enter", 5001));
}

static void waits_for_a_pause_before_an_answer(void **state)
{
	struct sample *sample = *state;
	struct typing typing = {0};

	assert_true(takes(&typing, sample, "q", 5000));
	typing_ask(&typing, 5010);
	for (uint64_t time = 5010; time < 6000; time += TYPING_PAUSE - 1)
		assert_false(takes(&typing, sample, "d", time));
	assert_true(takes(&typing, sample, "Esc", 6000 + TYPING_PAUSE));
	assert_true(takes(&typing, sample, "Down", 6001 + TYPING_PAUSE));
}

static void takes_no_paste_without_a_prompt(void **state)
{
	struct sample *sample = *state;
	struct typing typing = {0};

	assert_false(takes(&typing, sample, PASTE_BEGIN_NAME, 5000));
	assert_false(takes(&typing, sample, "q", 5000));
	assert_false(takes(&typing, sample, "Enter", 5000));
	assert_false(takes(&typing, sample, PASTE_END_NAME, 5000));
	assert_string_equal(text_string(&sample->editor->message),
		"What was pasted is dropped: only a prompt takes text");
	assert_true(takes(&typing, sample, "j", 5000));
}

/* As far as the first line end. */
static void pastes_a_line_into_a_prompt(void **state)
{
	static const char *const pasted[] = {PASTE_BEGIN_NAME, "a", "Tab", "Space", "\u00e4",
		"Enter", "q", "Ctrl-C", PASTE_END_NAME};
	struct sample *sample = *state;
	struct typing typing = {0};

	assert_true(takes(&typing, sample, "f", 5000));
	for (size_t i = 0; i < sizeof(pasted) / sizeof(pasted[0]); i++)
		takes(&typing, sample, pasted[i], 5000);
	assert_int_equal(editor_focus(sample->editor), VIEW_PROMPT);
	assert_string_equal(text_string(&sample->editor->prompt.text), "a \u00e4");
	assert_true(takes(&typing, sample, "b", 5000));
}

/* Nobody is locked out. */
static void goes_on_without_the_end_of_a_paste(void **state)
{
	struct sample *sample = *state;
	struct typing typing = {0};

	assert_false(takes(&typing, sample, PASTE_BEGIN_NAME, 5000));
	assert_false(takes(&typing, sample, "x", 5500));
	assert_true(takes(&typing, sample, "j", 6500));
}

static int begin(void **state)
{
	static struct sample sample;

	sample = sample_open(sample_log, NULL, false);
	*state = &sample;
	return 0;
}

static int end(void **state)
{
	sample_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(takes_keys_as_they_come, begin, end),
		cmocka_unit_test_setup_teardown(waits_for_a_pause_before_an_answer, begin, end),
		cmocka_unit_test_setup_teardown(takes_no_paste_without_a_prompt, begin, end),
		cmocka_unit_test_setup_teardown(pastes_a_line_into_a_prompt, begin, end),
		cmocka_unit_test_setup_teardown(goes_on_without_the_end_of_a_paste, begin, end),
	};

	return cmocka_run_group_tests_name("session/typing", tests, NULL, NULL);
}
