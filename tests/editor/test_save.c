#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static void asks_for_a_name(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);
	struct effect effect;

	(void)state;
	sample_go(&sample, "read");
	effect = sample_press(&sample, "Space w");
	assert_int_equal(effect.kind, EFFECT_NONE);
	assert_int_equal(sample.editor->purpose, PURPOSE_SAVE);
	effect = sample_press(&sample, "a . y Enter");
	assert_int_equal(effect.kind, EFFECT_SAVE);
	assert_string_equal(effect.path, "a.y");
	assert_false(effect.may_replace);
	assert_true(editor_is_unsaved(sample.editor));
	assert_int_equal(editor_saved(sample.editor).kind, EFFECT_NONE);
	assert_false(editor_is_unsaved(sample.editor));
	assert_string_equal(sample.editor->path, "a.y");

	/* From now on the file is the session's own. */
	effect = sample_press(&sample, "w");
	assert_int_equal(effect.kind, EFFECT_SAVE);
	assert_true(effect.may_replace);
	effect = sample_press(&sample, "W b Enter");
	assert_string_equal(effect.path, "a.yb");
	assert_false(effect.may_replace);
	sample_close(&sample);
}

static void asks_before_it_replaces(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);
	struct effect effect;

	(void)state;
	sample_press(&sample, "w a Enter");
	editor_ask_replace(sample.editor);
	assert_int_equal(editor_focus(sample.editor), VIEW_REPLACE);
	assert_int_equal(sample_press(&sample, "b").kind, EFFECT_NONE);
	assert_null(sample.editor->path);
	/* The name is still there. */
	sample_press(&sample, "w Enter");
	editor_ask_replace(sample.editor);
	effect = sample_press(&sample, "r");
	assert_int_equal(effect.kind, EFFECT_SAVE);
	assert_true(effect.may_replace);
	assert_string_equal(effect.path, "a");
	sample_close(&sample);
}

static void leaves_at_once_when_nothing_is_lost(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);

	(void)state;
	assert_int_equal(sample_press(&sample, "q").kind, EFFECT_QUIT);
	assert_int_equal(sample_press(&sample, "p p q").kind, EFFECT_QUIT);
	sample_close(&sample);
}

static void asks_before_it_loses_something(void **state)
{
	struct sample sample = sample_open(sample_log, "out.yaml", false);
	struct text text = {0};

	(void)state;
	assert_int_equal(sample_press(&sample, "p Ctrl-C").kind, EFFECT_NONE);
	assert_int_equal(editor_focus(sample.editor), VIEW_QUIT);
	editor_append_unsaved(sample.editor, &text);
	assert_string_equal(text_string(&text), "the profile switched off");
	assert_int_equal(sample_press(&sample, "Esc").kind, EFFECT_NONE);
	assert_int_equal(editor_focus(sample.editor), VIEW_LIST);
	assert_int_equal(sample_press(&sample, "q d").kind, EFFECT_QUIT);
	sample_press(&sample, "b q");
	assert_int_equal(sample_press(&sample, "s").kind, EFFECT_SAVE);
	assert_int_equal(editor_saved(sample.editor).kind, EFFECT_QUIT);
	text_free(&text);
	sample_close(&sample);
}

static void stays_when_saving_fails(void **state)
{
	struct sample sample = sample_open(sample_log, "out.yaml", false);

	(void)state;
	sample_press(&sample, "p q s");
	editor_fail(sample.editor, "no room");
	assert_string_equal(text_string(&sample.editor->message), "Not saved: no room");
	assert_true(editor_is_unsaved(sample.editor));
	/* A later save does not leave. */
	assert_int_equal(sample_press(&sample, "w").kind, EFFECT_SAVE);
	assert_int_equal(editor_saved(sample.editor).kind, EFFECT_NONE);
	sample_close(&sample);
}

static void keeps_the_name_that_was_typed(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);

	(void)state;
	sample_press(&sample, "w x / y Enter");
	editor_fail(sample.editor, "no such folder");
	sample_press(&sample, "w");
	assert_string_equal(text_string(&sample.editor->prompt.text), "x/y");
	assert_string_equal(sample_press(&sample, "z Enter").path, "x/yz");
	editor_saved(sample.editor);
	sample_press(&sample, "W");
	assert_string_equal(text_string(&sample.editor->prompt.text), "x/yz");
	sample_close(&sample);
}

static void knows_the_users_folder(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);

	(void)state;
	assert_string_equal(sample_press(&sample, "w ~ / y Enter").path, "/home/me/y");
	editor_fail(sample.editor, "no room");
	assert_string_equal(sample_press(&sample, "w Ctrl-U ~ x Enter").path, "~x");
	sample_close(&sample);
}

/* A file that was named for the entry, but does not hold it, awaits it. */
static void asks_while_nothing_is_written(void **state)
{
	struct sample sample = sample_open(sample_log, "out.yaml", false);
	struct text text = {0};

	(void)state;
	assert_true(editor_is_unsaved(sample.editor));
	assert_int_equal(sample_press(&sample, "q").kind, EFFECT_NONE);
	editor_append_unsaved(sample.editor, &text);
	assert_string_equal(text_string(&text), "the entry, which is not written yet");
	assert_int_equal(sample_press(&sample, "s").kind, EFFECT_SAVE);
	assert_int_equal(editor_saved(sample.editor).kind, EFFECT_QUIT);
	assert_false(editor_is_unsaved(sample.editor));
	text_free(&text);
	sample_close(&sample);
}

static void keeps_the_arguments_when_it_saves_on_leaving(void **state)
{
	struct sample sample = sample_open(sample_log, "out.yaml", false);
	struct text text = {0};

	(void)state;
	sample_go(&sample, "write");
	sample_press(&sample, "Enter Space Ctrl-C");
	assert_int_equal(editor_focus(sample.editor), VIEW_QUIT);
	editor_append_unsaved(sample.editor, &text);
	assert_string_equal(text_string(&text), "the arguments of write");
	assert_int_equal(sample_press(&sample, "s").kind, EFFECT_SAVE);
	assert_non_null(entry_find(&sample.editor->now.entry, slice_of("write")));
	text_free(&text);
	sample_close(&sample);
}

static void accepts_for_standard_output(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, true);

	(void)state;
	assert_int_equal(sample_press(&sample, "q").kind, EFFECT_NONE);
	assert_int_equal(editor_focus(sample.editor), VIEW_QUIT);
	assert_int_equal(sample_press(&sample, "b w").kind, EFFECT_NONE);
	assert_true(sample.editor->is_accepted);
	assert_int_equal(sample_press(&sample, "q").kind, EFFECT_QUIT);
	assert_int_equal(sample_press(&sample, "p q").kind, EFFECT_NONE);
	assert_int_equal(sample_press(&sample, "s").kind, EFFECT_QUIT);
	assert_int_equal(sample.editor->saved.entry.profile, PROFILE_NONE);
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asks_for_a_name),
		cmocka_unit_test(asks_before_it_replaces),
		cmocka_unit_test(leaves_at_once_when_nothing_is_lost),
		cmocka_unit_test(asks_before_it_loses_something),
		cmocka_unit_test(stays_when_saving_fails),
		cmocka_unit_test(keeps_the_name_that_was_typed),
		cmocka_unit_test(knows_the_users_folder),
		cmocka_unit_test(asks_while_nothing_is_written),
		cmocka_unit_test(keeps_the_arguments_when_it_saves_on_leaving),
		cmocka_unit_test(accepts_for_standard_output),
	};

	return cmocka_run_group_tests_name("editor/save", tests, NULL, NULL);
}
