/* Random keys: whatever is pressed, the state stays sound, and undo leads back to the start. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "chance.h"
#include "manifest/reader.h"
#include "manifest/writer.h"
#include "sample.h"

#if defined(__SANITIZE_ADDRESS__)
enum { KEYS = 10000 };
#else
enum { KEYS = 100000 };
#endif
enum { KEYS_PER_SESSION = 500 };

static void check_list(const struct list *list)
{
	assert_true(list->count == 0 ? list->cursor == 0 : list->cursor < list->count);
	assert_true(list->top <= list->cursor && list->cursor < list->top + list->page);
}

static void check_rule(const struct entry *entry, const struct rule *rule)
{
	assert_ptr_equal(entry_find(entry, slice_of(rule->name)), rule);
	assert_in_range(rule->restriction.index, 0, SYSCALL_REGISTERS - 1);
	assert_in_range(rule->restriction.value_count, 0, RULE_VALUES);
	assert_true(rule->restriction.has_values == (rule->restriction.value_count > 0));
}

static void check_state(const struct editor *editor)
{
	check_list(&editor->list);
	check_list(&editor->lines);
	assert_int_equal(editor->list.count, editor->shown.count);
	assert_true(editor->shown.filter.length > 0 || editor->shown.count == editor->review.count);
	assert_true((editor->view == VIEW_ARGUMENTS) <= (editor->arguments.name != NULL));
	assert_true((editor->view == VIEW_CALLS || editor->view == VIEW_LINE) <=
		    (editor->calls.name != NULL));
	if (editor->calls.name)
		check_list(&editor->calls.rows);
	check_list(&editor->finding_rows);
	assert_true(editor->view != VIEW_FINDINGS ||
		    editor->finding_rows.count == editor->findings.count);
	check_list(&editor->target_choice.rows);
	if (editor->arguments.name) {
		check_list(&editor->arguments.values);
		check_list(&editor->arguments.registers);
		check_list(&editor->arguments.bits.list);
	}
	/* What is typed is tried as long as it can be typed, and no longer. */
	assert_int_equal(editor->arguments.trial.is_open,
		editor->purpose == PURPOSE_VALUE || editor->purpose == PURPOSE_MASK);
	for (size_t i = 0; i < editor->now.entry.count; i++)
		check_rule(&editor->now.entry, &editor->now.entry.rules[i]);
	assert_in_range(editor->prompt.cursor, 0, editor->prompt.text.length);
}

/* Some calls, or a log that cannot be read. */
static void answer_calls(struct editor *editor, uint64_t *state)
{
	struct calls_query query = calls_next_query(&editor->calls);
	struct calls_page page = {.total = chance(state, 2000), .first = query.first};

	assert_true(query.filter.name.length > 0);
	if (chance(state, 5) == 0) {
		editor_calls_fail(editor, "no such file");
		return;
	}
	page.count = page.total > query.first ? page.total - query.first : 0;
	if (page.count > query.count)
		page.count = query.count;
	page.lines = memory_allocate(page.count, sizeof(page.lines[0]));
	editor_calls_page(editor, &page);
}

/* Somewhere, nowhere, or not yet. */
static void answer_find(struct editor *editor, uint64_t *state)
{
	size_t count = editor->calls.rows.count;

	assert_true(editor->calls.hunt.is_on && editor->calls.hunt.from < count);
	assert_true(editor->line_search.length > 0);
	if (chance(state, 3) == 0)
		editor_calls_found(editor, (size_t)chance(state, count));
	else if (chance(state, 2) == 0)
		editor_calls_not_found(editor);
	else
		editor_calls_hunted(editor, (unsigned)chance(state, 100));
}

/* What a session would do, without files. */
static void answer(struct editor *editor, struct effect effect, uint64_t *state)
{
	if (effect.kind == EFFECT_CALLS)
		answer_calls(editor, state);
	if (effect.kind == EFFECT_FIND_CALL)
		answer_find(editor, state);
	if (effect.kind != EFFECT_PLAN && effect.kind != EFFECT_SAVE)
		return;
	assert_true(effect.path[0] != '\0');
	if (chance(state, 3) == 0)
		editor_fail(editor, "no room");
	else if (effect.kind == EFFECT_PLAN)
		editor_show_save(editor, slice_of(""), slice_of("+a\n"), true);
	else
		editor_saved(editor);
}

/* What a screen of this view would have, and rows that are not there any more. */
static void draw_spots(struct editor *editor, uint64_t *state)
{
	static const enum spot_kind kinds[VIEW_COUNT][4] = {
		[VIEW_LIST] = {SPOT_LIST, SPOT_MARK, SPOT_HEAD, SPOT_PREVIEW},
		[VIEW_ARGUMENTS] = {SPOT_REGISTERS, SPOT_VALUES, SPOT_TICK, SPOT_PREVIEW},
		[VIEW_CALLS] = {SPOT_CALLS, SPOT_CALLS},
		[VIEW_LINE] = {SPOT_LINE},
		[VIEW_FINDINGS] = {SPOT_FINDINGS, SPOT_FINDINGS},
		[VIEW_TARGET] = {SPOT_TARGET, SPOT_CAPABILITY},
		[VIEW_HELP] = {SPOT_HELP},
		[VIEW_PROMPT] = {SPOT_NAME, SPOT_NAME},
		[VIEW_SAVE] = {SPOT_SAVING},
	};
	const enum spot_kind *kind = kinds[editor_focus(editor)];

	spots_clear(&editor->spots);
	for (int y = 0; y < 4; y++)
		spots_add(&editor->spots,
			&(struct spot){kind[y], y, 0, 1, 1, chance(state, SORT_COUNT)});
}

static void undo_everything(struct editor *editor)
{
	while (history_undo(&editor->history, &editor->now))
		editor_refresh(editor);
}

/* What is saved is what is read again. */
static void check_entry(const struct editor *editor)
{
	unsigned runtime = editor->now.target.runtime;
	struct manifest manifest;
	struct error error = {0};
	struct text text = {0};

	manifest_write_entry_for(&editor->now.entry, runtime, &text);
	if (!manifest_read("entry", slice_of_text(&text), runtime, &manifest, &error))
		fail_msg("%s: %s", error.what, text_string(&text));
	assert_true(entry_equal(&manifest.entry, &editor->now.entry));
	manifest_free(&manifest);
	text_free(&text);
}

/* The entry is checked when it has become another one. */
static void check_entry_once(const struct editor *editor, struct snapshot *checked)
{
	if (snapshot_equal(checked, &editor->now))
		return;
	check_entry(editor);
	snapshot_free(checked);
	*checked = snapshot_copy(&editor->now);
}

/* The last step undone and done again changes nothing. */
static void check_undo(struct editor *editor)
{
	struct snapshot before = snapshot_copy(&editor->now);

	if (history_undo(&editor->history, &editor->now)) {
		assert_false(snapshot_equal(&before, &editor->now));
		history_redo(&editor->history, &editor->now);
	}
	assert_true(snapshot_equal(&before, &editor->now));
	snapshot_free(&before);
}

/* Presses a key; what is not saved is lost only by the answer to the dialog. */
static void press(struct editor *editor, const char *key, uint64_t *state)
{
	bool asked = editor_focus(editor) == VIEW_QUIT;
	bool unsaved = editor_is_unsaved(editor);
	struct effect effect = editor_press(editor, key);

	assert_true(effect.kind != EFFECT_QUIT || asked || !unsaved);
	answer(editor, effect, state);
}

static void run_session(uint64_t *state)
{
	struct sample sample = sample_open(sample_log, NULL, false);
	struct snapshot start = snapshot_copy(&sample.editor->now);
	struct snapshot checked = {0};
	struct snapshot end;
	size_t steps;
	struct editor_sizes sizes = {.help_columns = 60};
	char key[32];

	for (int i = 0; i < KEYS_PER_SESSION; i++) {
		chance_key(state, key);
		press(sample.editor, key, state);
		sizes.list_rows = sizes.value_rows = 1 + chance(state, 30);
		sizes.register_rows = 1 + chance(state, 6);
		sizes.bit_rows = chance(state, 30);
		sizes.target_rows = chance(state, 30);
		sizes.call_rows = sizes.line_rows = 1 + chance(state, 30);
		sizes.line_count = chance(state, 40);
		sizes.preview_rows = sizes.help_rows = 1 + chance(state, 9);
		editor_resize(sample.editor, &sizes);
		draw_spots(sample.editor, state);
		check_state(sample.editor);
		check_undo(sample.editor);
		check_entry_once(sample.editor, &checked);
	}
	arguments_close(&sample.editor->arguments);
	end = snapshot_copy(&sample.editor->now);
	steps = sample.editor->history.position;
	undo_everything(sample.editor);
	assert_true(snapshot_equal(&start, &sample.editor->now));
	for (; steps > 0; steps--)
		history_redo(&sample.editor->history, &sample.editor->now);
	assert_true(snapshot_equal(&end, &sample.editor->now));
	editor_refresh(sample.editor);
	snapshot_free(&start);
	snapshot_free(&checked);
	snapshot_free(&end);
	sample_close(&sample);
}

static void stays_sound(void **unused)
{
	uint64_t state = 20240601;

	(void)unused;
	for (int keys = 0; keys < KEYS; keys += KEYS_PER_SESSION)
		run_session(&state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stays_sound),
	};

	return cmocka_run_group_tests_name("editor/random", tests, NULL, NULL);
}
