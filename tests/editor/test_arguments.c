#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arguments_sample.h"
#include "editor/argument_edit.h"

static void lists_values_by_frequency(void **state)
{
	const struct sample *sample = *state;
	const struct arguments *arguments = &sample->editor->arguments;

	sample_go(sample, "write");
	sample_press(sample, "Enter");
	assert_int_equal(arguments->registers.count, 3);
	assert_int_equal(arguments->values.count, 2);
	assert_int_equal(arguments->rows[0].value.candidates[0], 1);
	assert_int_equal(arguments->rows[0].value.count, 3);
	assert_int_equal(arguments->rows[1].value.candidates[0], 2);
}

static void keeps_a_tick(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "p Enter Space");
	assert_note(sample, "Passes 3 of 4 traced calls as documented, 3 as built; admits besides: "
			    "nothing else.");
	sample_press(sample, "Enter");
	assert_int_equal(sample->editor->view, VIEW_LIST);
	assert_int_equal(kept_rule(sample, "write")->value_count, 1);
	assert_int_equal(kept_rule(sample, "write")->values[0], 1);
	assert_message(sample, "set the rule of write: fd is 1");
	sample_press(sample, "u");
	assert_null(kept_rule(sample, "write"));
}

static void leaves_as_it_was(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter Space");
	assert_true(editor_is_unsaved(sample->editor));
	sample_press(sample, "Esc");
	assert_null(kept_rule(sample, "write"));
	assert_message(sample, "as it was");
	sample_press(sample, "Enter Space q");
	assert_int_equal(sample->editor->view, VIEW_LIST);
	assert_null(kept_rule(sample, "write"));
	assert_message(sample, "as it was");
	sample_press(sample, "Enter Enter");
	assert_null(kept_rule(sample, "write"));
	assert_message(sample, "Nothing was changed");
	sample_press(sample, "Enter Space Space Enter");
	assert_null(kept_rule(sample, "write"));
	assert_false(editor_is_unsaved(sample->editor));
}

/* What the profile lets pass is no merit of the rule. */
static void tells_what_the_rule_covers(void **state)
{
	const struct sample *sample = *state;
	const struct arguments *arguments = &sample->editor->arguments;

	sample_go(sample, "write");
	sample_press(sample, "Enter Space");
	assert_int_equal(arguments->covered, 3);
	assert_int_equal(arguments->coverage[MEANING_BUILT].passes, 4);
	sample_press(sample, "x");
	assert_int_equal(arguments->covered, 4);
}

/* Looking around costs nothing that was undone. */
static void keeps_what_can_be_done_again(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "getpid");
	sample_press(sample, "Space u");
	sample_go(sample, "write");
	sample_press(sample, "Enter Space Esc");
	assert_message(sample, "Left the rule of write as it was; here it was: fd is 1");
	sample_press(sample, "Ctrl-R");
	assert_null(kept_rule(sample, "write"));
	assert_non_null(kept_rule(sample, "getpid"));
}

/* What was left behind is not lost. */
static void brings_back_what_was_left(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "getpid");
	sample_press(sample, "Space");
	sample_go(sample, "write");
	sample_press(sample, "Enter Space Esc");
	assert_message(sample, "Ctrl-R brings back what it was here: fd is 1");
	assert_null(kept_rule(sample, "write"));
	sample_press(sample, "Ctrl-R");
	assert_message(sample, "done again: set the rule of write: fd is 1");
	assert_int_equal(kept_rule(sample, "write")->values[0], 1);
	/* Also where a rule was there before; the steps before are there still. */
	sample_press(sample, "Enter Down Space q u");
	assert_message(sample, "undone: set the rule of write");
	sample_press(sample, "u");
	assert_message(sample, "undone: allowed getpid");
}

static void says_that_the_profile_allows_it_anyway(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter");
	assert_note(sample, "No rule: write passes without one");
	sample_press(sample, "Space");
	assert_note(sample, "without-effect: the default profile allows it with any arguments");
	assert_note(sample, "Passes 4 of 4");
}

static void says_that_only_the_first_value_counts(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "p Enter Space Down Space");
	assert_int_equal(draft_of(sample)->value_count, 2);
	assert_note(sample, "Passes 4 of 4 traced calls as documented, 3 as built; admits "
			    "besides: nothing else.");
	assert_note(sample, "compares fd with the first value only (1)");
	assert_int_equal(arguments_judge_value(&sample->editor->arguments,
				 &sample->editor->arguments.rows[1].value, MEANING_DOCUMENTED),
		VERDICT_PASSES);
	assert_int_equal(arguments_judge_value(&sample->editor->arguments,
				 &sample->editor->arguments.rows[1].value, MEANING_BUILT),
		VERDICT_KILLED);
	sample_press(sample, "Space & 2 Enter");
	assert_note(sample, "4 as built; admits besides: 1 other (0).");
}

static void types_values_and_a_mask(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter = 7 , Space 0 x 1 0 Enter");
	assert_int_equal(draft_of(sample)->value_count, 2);
	assert_int_equal(draft_of(sample)->values[0], 7);
	assert_int_equal(draft_of(sample)->values[1], 16);
	/* They stand in the list, behind the traced ones. */
	assert_int_equal(sample->editor->arguments.values.count, 4);
	sample_press(sample, "= A T _ F D C W Enter");
	assert_message(sample, "'AT_FDCW' is no number and no name of one; did you mean AT_FDCWD?");
	sample_press(sample, "Esc = x y Enter");
	assert_message(sample, "'xy' is no number and no name of one");
	/* The text is still there to be mended. */
	assert_int_equal(editor_focus(sample->editor), VIEW_PROMPT);
	assert_string_equal(text_string(&sample->editor->prompt.text), "xy");
	sample_press(sample, "Esc = Enter");
	assert_message(sample, "Nothing was typed");
	assert_int_equal(editor_focus(sample->editor), VIEW_ARGUMENTS);
	assert_int_equal(draft_of(sample)->value_count, 2);
	sample_press(sample, "& 0 x 6 Enter");
	assert_true(draft_of(sample)->has_mask);
	assert_int_equal(draft_of(sample)->mask, 6);
	sample_press(sample, "& Ctrl-U Enter");
	assert_false(draft_of(sample)->has_mask);
	assert_int_equal(draft_of(sample)->value_count, 2);
	sample_press(sample, "= 9 Esc");
	assert_int_equal(draft_of(sample)->value_count, 2);
}

static void ticks_both_forms_of_a_negative_value(void **state)
{
	const struct sample *sample = *state;
	const struct arguments *arguments = &sample->editor->arguments;

	sample_go(sample, "close");
	sample_press(sample, "Enter");
	while (arguments->rows[arguments->values.cursor].value.candidate_count != 2) {
		assert_true(arguments->values.cursor + 1 < arguments->values.count);
		sample_press(sample, "Down");
	}
	sample_press(sample, "Space");
	assert_int_equal(draft_of(sample)->value_count, 2);
	assert_true(draft_of(sample)->values[0] == UINT64_C(0xffffffff));
	assert_true(draft_of(sample)->values[1] == UINT64_MAX);
	/* Both have one name. */
	sample_press(sample, "Esc");
	sample_go(sample, "openat");
	sample_press(sample, "Enter Left Left Left Space");
	assert_message(sample, "dfd is AT_FDCWD (0xffffff9c) or AT_FDCWD (0xffffffffffffff9c)");
	sample_press(sample, "Space");
	assert_int_equal(draft_of(sample)->value_count, 0);
}

static void refuses_pointers_and_says_why(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter Right");
	assert_note(sample, "buf is a pointer");
	sample_press(sample, "Space");
	assert_message(sample, "buf is a pointer");
	sample_press(sample, "=");
	assert_int_equal(sample->editor->purpose, PURPOSE_NONE);
	sample_press(sample, "&");
	assert_int_equal(sample->editor->purpose, PURPOSE_NONE);
	assert_false(editor_is_unsaved(sample->editor));
}

static void says_first_what_another_argument_costs(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter Space Right Right");
	assert_note(sample, "restricting count drops what it asks now: fd is 1");
	sample_press(sample, "& Enter");
	assert_message(sample, "There is no mask here");
	assert_int_equal(draft_of(sample)->index, 0);
	sample_press(sample, "Space");
	assert_message(sample, "drops what it asks now: fd is 1. Space again does it");
	assert_int_equal(draft_of(sample)->index, 0);
	sample_press(sample, "Left Right Space");
	assert_message(sample, "Space again does it");
	sample_press(sample, "Space");
	assert_message(sample, "The rule was: fd is 1. ");
	assert_int_equal(draft_of(sample)->index, 2);
	assert_int_equal(draft_of(sample)->value_count, 1);
	sample_press(sample, "u");
	assert_int_equal(draft_of(sample)->index, 0);
	assert_message(sample, "Undone: count is 1. The rule is now: fd is 1");
	assert_int_equal(sample->editor->arguments.registers.cursor, 0);
}

/* Also where typing does it. */
static void warns_while_typing(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter Space Right Right =");
	assert_message(sample, "drops what it asks now: fd is 1");
	sample_press(sample, "7 Enter");
	assert_message(sample, "The rule was: fd is 1. The rule is now: count is 7");
}

static void undoes_in_the_view(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter u");
	assert_message(sample, "nothing to undo in this rule");
	sample_press(sample, "Space Down Space & 4 Enter x");
	assert_true(restriction_is_any(draft_of(sample)));
	sample_press(sample, "u");
	assert_message(sample, "Undone: any. The rule is now: fd is 1, 2 or has no bits but 0x4");
	sample_press(sample, "u u u");
	assert_false(sample->editor->arguments.has_rule);
	assert_false(arguments_are_changed(&sample->editor->arguments));
	sample_press(sample, "Ctrl-R Ctrl-R");
	assert_message(sample, "Done again. The rule is now: fd is 1 or 2");
	sample_press(sample, "Space");
	sample_press(sample, "Ctrl-R");
	assert_message(sample, "nothing to do again");
	sample_press(sample, "u u Esc");
	assert_null(kept_rule(sample, "write"));
}

static void fills_in_the_suggestion(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "p Enter t");
	assert_message(sample, "write where fd is 1 or has no bits but 0x2");
	assert_int_equal(draft_of(sample)->mask, 2);
	assert_int_equal(sample->editor->arguments.coverage[MEANING_BUILT].passes, 4);
	sample_press(sample, "Right Right t");
	assert_message(sample, "t again does it");
	assert_int_equal(draft_of(sample)->index, 0);
	sample_press(sample, "t");
	assert_int_equal(draft_of(sample)->index, 2);
}

static void says_why_there_is_no_suggestion(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter Right t");
	assert_message(sample, "buf is a pointer");
	sample_press(sample, "Esc");
	sample_go(sample, "close");
	sample_press(sample, "Enter t");
	assert_message(sample, "No suggestion for fd: a rule that all its 3 traced values pass");
	assert_message(sample, "nearly everything");
	assert_false(arguments_are_changed(&sample->editor->arguments));
}

static void mends_the_draft(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "p Enter F");
	assert_message(sample, "Nothing is found");
	sample_press(sample, "Space Down Space F");
	assert_message(sample, "fixed first-value-only: allow write where fd is 1");
	assert_int_equal(draft_of(sample)->value_count, 1);
	assert_int_equal(sample->editor->arguments.coverage[MEANING_BUILT].passes, 4);
	sample_press(sample, "u");
	assert_int_equal(draft_of(sample)->value_count, 2);
	sample_press(sample, "Esc p Enter Space F");
	assert_false(sample->editor->arguments.has_rule);
}

static void warns_of_what_changes(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "read");
	sample_press(sample, "p Enter Space");
	assert_note(sample, "volatile-argument: fd is a file descriptor");
	sample_press(sample, "Esc");
	sample_go(sample, "close");
	sample_press(sample, "Enter = 4 2 9 4 9 6 7 2 9 5 Enter");
	assert_note(sample, "sign-extension: ");
}

static void completes_names_of_values(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "openat");
	sample_press(sample, "p Enter Right Right & o _ c l Tab Enter");
	assert_int_equal(draft_of(sample)->mask, 02000000);
	sample_press(sample, "& Ctrl-U O _ T R Tab | O _ C L Tab Enter");
	assert_int_equal(draft_of(sample)->mask, 02001000);
}

/* The mask stands in the prompt as it was: with names where bits have some. */
static void offers_the_mask_by_name(void **state)
{
	static const struct {
		const char *syscall;
		const char *keys; /* to the argument */
		uint64_t mask;
		const char *shown;
	} cases[] = {
		{"openat", "Right Right", 02000100, "O_CREAT|O_CLOEXEC"},
		{"openat", "Right Right", 0xffffffff00080000, "O_CLOEXEC|0xffffffff00000000"},
		{"openat", "Right Right", 0, "0"},
		{"openat", "Right Right", UINT64_MAX, NULL},
		/* With names the highest bit would be read as a sign. */
		{"openat", "Right Right", 0x80080000, "0x80080000"},
		{"openat", "Right Right", 0x40000000, "0x40000000"},
		{"openat", "Right Right Right", 0644, "0644"},
		{"personality", "", UINT64_C(0xffffffff00040000), NULL},
		{"write", "", 6, "6"},
	};
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text message = {0};

		sample_go(sample, cases[i].syscall);
		sample_press(sample, "Enter Left Left Left Left");
		sample_press(sample, cases[i].keys);
		argument_edit_tick_mask(&editor->arguments, 1, &message);
		argument_edit_tick_mask(&editor->arguments, cases[i].mask, &message);
		sample_press(sample, "&");
		if (cases[i].shown)
			assert_string_equal(text_string(&editor->prompt.text), cases[i].shown);
		sample_press(sample, "Enter");
		assert_true(draft_of(sample)->mask == cases[i].mask);
		/* Nothing was changed: there is no step for it. */
		sample_press(sample, "u");
		assert_int_equal(draft_of(sample)->mask, 1);
		sample_press(sample, "Esc");
		text_free(&message);
	}
}

/* What the header shows. */
static void counts_with_the_draft(void **state)
{
	const struct sample *sample = *state;
	size_t instructions;

	sample_go(sample, "write");
	sample_press(sample, "p");
	instructions = editor_review(sample->editor)->instructions;
	sample_press(sample, "Enter Space");
	assert_int_equal(editor_review(sample->editor)->instructions, instructions + 11);
	assert_int_equal(editor_review(sample->editor)->killed[MEANING_BUILT],
		sample->editor->review.killed[MEANING_BUILT] - 3);
	sample_press(sample, "Esc");
	assert_int_equal(editor_review(sample->editor)->instructions, instructions);
}

static void makes_the_rule_any(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter Space x Enter");
	assert_true(restriction_is_any(kept_rule(sample, "write")));
}

static void refuses_calls_without_arguments(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "getpid");
	sample_press(sample, "Enter");
	assert_message(sample, "getpid has no arguments");
	assert_int_equal(sample->editor->view, VIEW_LIST);
}

static void has_at_most_fifty_values(void **state)
{
	const struct sample *sample = *state;
	struct arguments *arguments = &sample->editor->arguments;
	struct text typed = {0};
	struct text message = {0};

	sample_go(sample, "write");
	sample_press(sample, "Enter");
	for (int i = 0; i < RULE_VALUES; i++)
		text_append_format(&typed, "%s%d", i > 0 ? "," : "", i + 100);
	assert_true(argument_edit_add(arguments, slice_of_text(&typed), &message));
	assert_int_equal(arguments->draft.value_count, RULE_VALUES);
	text_clear(&message);
	text_append_string(&typed, ",1");
	assert_false(argument_edit_add(arguments, slice_of_text(&typed), &message));
	assert_string_equal(text_string(&message), "Northstar takes at most 50 values in one rule");
	assert_false(argument_edit_add(arguments, slice_of("1"), &message));
	assert_int_equal(arguments->draft.value_count, RULE_VALUES);
	text_append_string(&typed, ",1");
	assert_false(argument_edit_add(arguments, slice_of_text(&typed), &message));
	text_free(&typed);
	text_free(&message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_values_by_frequency),
		cmocka_unit_test(keeps_a_tick),
		cmocka_unit_test(leaves_as_it_was),
		cmocka_unit_test(tells_what_the_rule_covers),
		cmocka_unit_test(brings_back_what_was_left),
		cmocka_unit_test(keeps_what_can_be_done_again),
		cmocka_unit_test(says_that_the_profile_allows_it_anyway),
		cmocka_unit_test(says_that_only_the_first_value_counts),
		cmocka_unit_test(types_values_and_a_mask),
		cmocka_unit_test(ticks_both_forms_of_a_negative_value),
		cmocka_unit_test(refuses_pointers_and_says_why),
		cmocka_unit_test(says_first_what_another_argument_costs),
		cmocka_unit_test(warns_while_typing),
		cmocka_unit_test(undoes_in_the_view),
		cmocka_unit_test(fills_in_the_suggestion),
		cmocka_unit_test(says_why_there_is_no_suggestion),
		cmocka_unit_test(mends_the_draft),
		cmocka_unit_test(warns_of_what_changes),
		cmocka_unit_test(completes_names_of_values),
		cmocka_unit_test(offers_the_mask_by_name),
		cmocka_unit_test(counts_with_the_draft),
		cmocka_unit_test(makes_the_rule_any),
		cmocka_unit_test(refuses_calls_without_arguments),
		cmocka_unit_test(has_at_most_fifty_values),
	};
	struct CMUnitTest with_sample[sizeof(tests) / sizeof(tests[0])];

	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		with_sample[i] = tests[i];
		with_sample[i].setup_func = open_sample;
		with_sample[i].teardown_func = close_sample;
	}
	return cmocka_run_group_tests_name("editor/arguments", with_sample, NULL, NULL);
}
