#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "editor/keys.h"
#include "sample.h"

static int open_sample(void **state)
{
	static struct sample sample;

	sample = sample_open(sample_log, NULL, false);
	*state = &sample;
	return 0;
}

static int close_sample(void **state)
{
	sample_close(*state);
	return 0;
}

/* Makes row 0 of the screen a spot. */
static void put(const struct sample *sample, enum spot_kind kind, size_t value)
{
	spots_clear(&sample->editor->spots);
	spots_add(&sample->editor->spots, &(struct spot){kind, 0, 0, 4, 10, value});
}

static void finds_the_last_spot_of_a_cell(void **state)
{
	struct spots spots = {0};

	(void)state;
	assert_int_equal(spots_find(&spots, 0, 0).kind, SPOT_NOTHING);
	spots_add(&spots, &(struct spot){SPOT_LIST, 2, 10, 5, 20, 7});
	spots_add(&spots, &(struct spot){SPOT_MARK, 2, 10, 5, 3, 7});
	assert_int_equal(spots_find(&spots, 2, 10).kind, SPOT_MARK);
	assert_int_equal(spots_find(&spots, 6, 13).kind, SPOT_LIST);
	assert_int_equal(spots_find(&spots, 6, 13).value, 11);
	assert_int_equal(spots_find(&spots, 7, 13).kind, SPOT_NOTHING);
	assert_int_equal(spots_find(&spots, 2, 30).kind, SPOT_NOTHING);
	assert_int_equal(spots_find(&spots, 1, 10).kind, SPOT_NOTHING);
	assert_int_equal(spots_find(&spots, 2, 9).kind, SPOT_NOTHING);
	spots_free(&spots);
}

static void splits_keys_of_the_mouse_only(void **state)
{
	char name[SPOTS_NAME_SIZE];
	struct spots spots = {0};
	struct spot spot = {0};

	(void)state;
	spots_add(&spots, &(struct spot){SPOT_HEAD, 3, 4, 1, 1, SORT_NAME});
	assert_string_equal(spots_split_key(&spots, "Click@3,4", name, &spot), "Click");
	assert_int_equal(spot.kind, SPOT_HEAD);
	assert_string_equal(spots_split_key(&spots, "@", name, &spot), "@");
	assert_string_equal(spots_split_key(&spots, "Ctrl-A", name, &spot), "Ctrl-A");
	assert_string_equal(spots_split_key(&spots, "Click", name, &spot), "Click");
	spots_free(&spots);
}

static void clicks_on_rows_and_marks(void **state)
{
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;

	put(sample, SPOT_LIST, 2);
	sample_press(sample, "Click@1,0");
	assert_int_equal(editor->list.cursor, 3);
	sample_press(sample, "Click@3,10");
	assert_int_equal(editor->list.cursor, 3);
	put(sample, SPOT_MARK, 2);
	sample_press(sample, "Click@1,0");
	assert_non_null(editor_row(editor)->rule);
	put(sample, SPOT_MARK, 100);
	sample_press(sample, "Click@1,0");
	assert_int_equal(editor->list.cursor, 3);
	put(sample, SPOT_LIST, 3);
	sample_press(sample, "DoubleClick@0,0");
	assert_int_equal(editor->view, VIEW_ARGUMENTS);
	assert_int_equal(editor->spots.count, 0);
}

static void clicks_on_heads_and_keys(void **state)
{
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;
	size_t command = 0;

	put(sample, SPOT_HEAD, SORT_CALLS);
	sample_press(sample, "Click@0,0");
	assert_int_equal(editor->shown.sort, SORT_CALLS);
	sample_press(sample, "Click@0,0");
	assert_true(editor->shown.is_reversed);
	while (keys_at(command)->run != keys_find(VIEW_LIST, "!")->run)
		command++;
	put(sample, SPOT_KEY, command);
	sample_press(sample, "Click@0,0");
	assert_int_equal(editor->view, VIEW_FINDINGS);
}

static void ticks_values(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter");
	put(sample, SPOT_TICK, 0);
	sample_press(sample, "Click@0,0");
	assert_int_equal(sample->editor->arguments.draft.value_count, 1);
	put(sample, SPOT_VALUES, 0);
	sample_press(sample, "DoubleClick@0,0");
	assert_int_equal(sample->editor->arguments.draft.value_count, 0);
	put(sample, SPOT_REGISTERS, 0);
	sample_press(sample, "Click@2,0");
	assert_int_equal(sample->editor->arguments.registers.cursor, 2);
	assert_int_equal(sample->editor->pane, PANE_REGISTERS);
}

static void chooses_a_name_of_the_prompt(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "f % m");
	put(sample, SPOT_NAME, 0);
	sample_press(sample, "Click@0,0");
	assert_string_equal(text_string(&sample->editor->prompt.text), "%memory");
	assert_int_equal(sample->editor->list.count, 1);
	put(sample, SPOT_NAME, 9);
	sample_press(sample, "Click@0,0 Esc");
	assert_int_equal(sample->editor->list.count, 11);
}

static void turns_the_wheel(void **state)
{
	const struct sample *sample = *state;
	struct list *list = &sample->editor->list;

	list_resize(list, list->count, 5);
	put(sample, SPOT_LIST, 0);
	sample_press(sample, "WheelDown@0,0");
	assert_int_equal(list->top, 3);
	assert_int_equal(list->cursor, 3);
	sample_press(sample, "Down Down WheelUp@0,0");
	assert_int_equal(list->top, 0);
	assert_int_equal(list->cursor, 4);
	sample_press(sample, "WheelDown@0,0 WheelDown@0,0 WheelDown@0,0");
	assert_int_equal(list->top, list->count - 5);
	put(sample, SPOT_CALLS, 0);
	sample_press(sample, "WheelDown@0,0 WheelUp@0,0");
	put(sample, SPOT_NOTHING, 0);
	sample_press(sample, "WheelDown@0,0 Click@0,0 DoubleClick@0,0");
	assert_int_equal(sample->editor->view, VIEW_LIST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_last_spot_of_a_cell),
		cmocka_unit_test(splits_keys_of_the_mouse_only),
		cmocka_unit_test_setup_teardown(
			clicks_on_rows_and_marks, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			clicks_on_heads_and_keys, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(ticks_values, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			chooses_a_name_of_the_prompt, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(turns_the_wheel, open_sample, close_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
