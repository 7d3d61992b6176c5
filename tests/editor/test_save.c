#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "editor/row_state.h"
#include "sample.h"

/* What the session does with EFFECT_PLAN. */
static void show(const struct sample *sample)
{
	editor_show_save(sample->editor, slice_of("Note this.\n"),
		slice_of("@@ -0,0 +1,2 @@\n+seccomp:\n+  profile: default\n"), true);
}

/* Presses a key that asks for a plan, then the one that writes it; returns the effect. */
static struct effect save_with(const struct sample *sample, const char *keys)
{
	assert_int_equal(sample_press(sample, keys).kind, EFFECT_PLAN);
	show(sample);
	return sample_press(sample, "Enter");
}

static void asks_for_a_name(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);
	struct effect effect;

	(void)state;
	sample_go(&sample, "read");
	effect = sample_press(&sample, "Space w");
	assert_int_equal(effect.kind, EFFECT_NONE);
	assert_int_equal(sample.editor->purpose, PURPOSE_SAVE);
	effect = save_with(&sample, "a . y Enter");
	assert_int_equal(effect.kind, EFFECT_SAVE);
	assert_string_equal(effect.path, "a.y");
	assert_true(editor_is_unsaved(sample.editor));
	assert_int_equal(editor_saved(sample.editor).kind, EFFECT_NONE);
	assert_false(editor_is_unsaved(sample.editor));
	assert_string_equal(sample.editor->path, "a.y");

	/* From now on the file is the session's own. */
	assert_string_equal(save_with(&sample, "w").path, "a.y");
	assert_string_equal(save_with(&sample, "W b Enter").path, "a.yb");
	sample_close(&sample);
}

static void shows_what_it_writes(void **state)
{
	static const char *const back[] = {"b", "n", "Esc", "Ctrl-C"};
	struct sample sample = sample_open(sample_log, NULL, false);
	struct editor *editor = sample.editor;

	(void)state;
	sample_press(&sample, "w a Enter");
	for (size_t i = 0; i < sizeof(back) / sizeof(back[0]); i++) {
		show(&sample);
		assert_int_equal(editor_focus(editor), VIEW_SAVE);
		/* One is no system call that could be allowed. */
		assert_string_equal(text_string(&editor->saving.notes),
			"1 traced call would be killed (in the list: f killed).\nNote this.\n");
		assert_int_equal(sample_press(&sample, back[i]).kind, EFFECT_NONE);
		assert_int_equal(editor_focus(editor), VIEW_LIST);
		assert_string_equal(text_string(&editor->message), "Not saved");
		assert_null(editor->path);
	}
	/* The name is still there. */
	assert_string_equal(save_with(&sample, "w Enter").path, "a");
	sample_close(&sample);
}

/* Each time it is opened, a dialog has to be shown before the next key. */
static void asks_once(void **state)
{
	struct sample sample = sample_open(sample_log, "a", false);
	struct editor *editor = sample.editor;

	(void)state;
	assert_false(editor_asks(editor));
	for (int i = 0; i < 2; i++) {
		sample_press(&sample, i == 0 ? "p q" : "b q");
		assert_true(editor_asks(editor));
		assert_false(editor_asks(editor));
	}
	assert_int_equal(sample_press(&sample, "s").kind, EFFECT_PLAN);
	assert_false(editor_asks(editor));
	show(&sample);
	assert_true(editor_asks(editor));
	sample_close(&sample);
}

static void scrolls_what_it_writes(void **state)
{
	struct sample sample = sample_open(sample_log, "a", false);
	const struct list *rows = &sample.editor->saving.rows;
	size_t cursor = sample.editor->list.cursor;

	(void)state;
	sample_press(&sample, "w");
	show(&sample);
	editor_resize(sample.editor, &(struct editor_sizes){.save_rows = 2, .save_count = 5});
	sample_press(&sample, "Down");
	assert_int_equal(rows->top, 1);
	sample_press(&sample, "End");
	assert_int_equal(rows->top, 3);
	sample_press(&sample, "PgUp Home");
	assert_int_equal(rows->top, 0);
	assert_int_equal(sample.editor->list.cursor, cursor);
	sample_close(&sample);
}

static void leaves_a_file_that_holds_the_entry(void **state)
{
	struct sample sample = sample_open(sample_log, "a", false);

	(void)state;
	assert_int_equal(sample_press(&sample, "w").kind, EFFECT_PLAN);
	assert_int_equal(editor_saved_before(sample.editor).kind, EFFECT_NONE);
	assert_string_equal(text_string(&sample.editor->message),
		"Nothing to save: a holds this entry already");
	assert_false(editor_is_unsaved(sample.editor));
	assert_int_equal(sample_press(&sample, "p q s").kind, EFFECT_PLAN);
	assert_int_equal(editor_saved_before(sample.editor).kind, EFFECT_QUIT);
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
	assert_int_equal(save_with(&sample, "s").kind, EFFECT_SAVE);
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
	assert_int_equal(save_with(&sample, "w").kind, EFFECT_SAVE);
	assert_int_equal(editor_saved(sample.editor).kind, EFFECT_NONE);
	/* Nor does one after the dialog was closed. */
	assert_int_equal(sample_press(&sample, "p q s").kind, EFFECT_PLAN);
	show(&sample);
	sample_press(&sample, "Esc");
	assert_int_equal(save_with(&sample, "w").kind, EFFECT_SAVE);
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
	assert_int_equal(save_with(&sample, "s").kind, EFFECT_SAVE);
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
	assert_int_equal(sample_press(&sample, "s").kind, EFFECT_PLAN);
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

/* A rule that the trace needed and the manifest lacks is missing until it is saved. */
static void knows_what_the_manifest_lacks(void **state)
{
	struct sample sample = sample_open(sample_log, "m.yaml", false);
	struct editor *editor = sample.editor;
	const size_t missing = 2; /* personality and delete_module */

	(void)state;
	sample_go(&sample, "personality");
	assert_non_null(editor_row(editor)->rule);
	assert_false(row_state_is_missing(editor_row(editor), editor_written(editor)));
	editor->has_manifest = true;
	assert_true(row_state_is_missing(editor_row(editor), editor_written(editor)));
	sample_press(&sample, "f m i s s i n g Enter");
	assert_int_equal(editor->shown.count, missing);
	sample_press(&sample, "Esc f ! m i s s i n g Enter");
	assert_null(strstr(row_state_of(editor_row(editor), editor_written(editor)), "missing"));
	assert_int_equal(editor->shown.count, editor->review.count - missing);
	sample_press(&sample, "Esc f s t a t e : m i s Enter");
	assert_int_equal(editor->shown.count, missing);
	sample_press(&sample, "Esc");
	/* A rule that nothing needs is not missing. */
	sample_go(&sample, "getpid");
	sample_press(&sample, "Space");
	assert_string_equal(row_state_of(editor_row(editor), editor_written(editor)), "redundant");
	sample_press(&sample, "u");
	sample_go(&sample, "read");
	assert_false(row_state_is_missing(editor_row(editor), editor_written(editor)));
	save_with(&sample, "w");
	editor_saved(editor);
	sample_go(&sample, "personality");
	assert_false(row_state_is_missing(editor_row(editor), editor_written(editor)));
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asks_for_a_name),
		cmocka_unit_test(shows_what_it_writes),
		cmocka_unit_test(asks_once),
		cmocka_unit_test(scrolls_what_it_writes),
		cmocka_unit_test(leaves_a_file_that_holds_the_entry),
		cmocka_unit_test(leaves_at_once_when_nothing_is_lost),
		cmocka_unit_test(asks_before_it_loses_something),
		cmocka_unit_test(stays_when_saving_fails),
		cmocka_unit_test(keeps_the_name_that_was_typed),
		cmocka_unit_test(knows_the_users_folder),
		cmocka_unit_test(asks_while_nothing_is_written),
		cmocka_unit_test(keeps_the_arguments_when_it_saves_on_leaving),
		cmocka_unit_test(accepts_for_standard_output),
		cmocka_unit_test(knows_what_the_manifest_lacks),
	};

	return cmocka_run_group_tests_name("editor/save", tests, NULL, NULL);
}
