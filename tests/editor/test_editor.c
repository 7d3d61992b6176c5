#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

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

static const struct rule *rule_of(const struct sample *sample, const char *name)
{
	return entry_find(&sample->editor->now.entry, slice_of(name));
}

static void assert_message(const struct sample *sample, const char *part)
{
	if (!strstr(text_string(&sample->editor->message), part))
		fail_msg("the message is: %s", text_string(&sample->editor->message));
}

static void starts_with_what_the_trace_needs(void **state)
{
	const struct sample *sample = *state;

	assert_non_null(rule_of(sample, "delete_module"));
	assert_null(rule_of(sample, "read"));
	assert_null(rule_of(sample, "execve"));
	assert_false(editor_is_unsaved(sample->editor));
	assert_int_equal(editor_row(sample->editor)->mark, MARK_COVERED);
}

static void toggles_only_the_rule(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "read");
	sample_press(sample, "Space");
	assert_true(restriction_is_any(&rule_of(sample, "read")->restriction));
	assert_int_equal(editor_row(sample->editor)->state, STATE_REDUNDANT);
	assert_message(sample, "allowed read");
	assert_true(editor_is_unsaved(sample->editor));
	sample_press(sample, "Space");
	assert_null(rule_of(sample, "read"));
	assert_message(sample, "dropped read");
	assert_false(editor_is_unsaved(sample->editor));
	assert_int_equal(sample->editor->now.entry.profile, PROFILE_DEFAULT);
}

static void keeps_the_cursor_on_the_syscall(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "delete_module");
	sample_press(sample, "Space p u Space e");
	assert_true(slice_is(editor_row(sample->editor)->name, "delete_module"));
}

static void switches_the_profile_and_nothing_else(void **state)
{
	const struct sample *sample = *state;
	size_t rules = sample->editor->now.entry.count;

	sample_press(sample, "p");
	assert_int_equal(sample->editor->now.entry.profile, PROFILE_NONE);
	assert_int_equal(sample->editor->now.entry.count, rules);
	assert_true(sample->editor->review.killed[MEANING_BUILT] > 0);
	sample_press(sample, "p");
	assert_int_equal(sample->editor->now.entry.profile, PROFILE_DEFAULT);
	assert_false(editor_is_unsaved(sample->editor));
}

static void allows_a_name_that_the_trace_lacks(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "i k i l Tab Enter");
	assert_message(sample, "allowed kill");
	assert_true(slice_is(editor_row(sample->editor)->name, "kill"));
	sample_press(sample, "i k i l l Enter");
	assert_message(sample, "kill has a rule already");
	sample_press(sample, "u");
	assert_null(rule_of(sample, "kill"));
}

static bool is_on(const struct sample *sample, const char *name)
{
	return slice_is(editor_row(sample->editor)->name, name);
}

static void undo_of_an_added_name_leads_back(void **state)
{
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;
	size_t top;

	editor_resize(editor, &(struct editor_sizes){.list_rows = 4});
	sample_go(sample, "getpid");
	sample_press(sample, "Up Up");
	top = editor->list.top;
	assert_true(is_on(sample, "write"));
	sample_press(sample, "i s e t n s Enter");
	assert_true(is_on(sample, "setns"));
	sample_press(sample, "u");
	assert_true(is_on(sample, "write"));
	assert_int_equal(editor->list.top, top);
	sample_press(sample, "Home Ctrl-R");
	assert_true(is_on(sample, "setns"));
	/* Other steps leave the cursor where it is. */
	sample_press(sample, "u");
	sample_go(sample, "read");
	sample_press(sample, "Space Down u");
	assert_true(is_on(sample, "close"));
	sample_press(sample, "Up Ctrl-R");
	assert_true(is_on(sample, "read"));
}

static void refuses_a_name_that_no_kernel_has(void **state)
{
	const struct sample *sample = *state;
	size_t rules = sample->editor->now.entry.count;

	sample_press(sample, "i o p n a t Enter");
	assert_message(sample, "There is no syscall opnat; did you mean openat?");
	assert_int_equal(sample->editor->now.entry.count, rules);
	assert_int_equal(editor_focus(sample->editor), VIEW_PROMPT);
	sample_press(sample, "Ctrl-U o p e n a Enter");
	assert_message(sample, "There is no syscall opena; so begin openat, openat2");
	sample_press(sample, "t Enter");
	assert_non_null(rule_of(sample, "openat"));
}

static void expands_to_what_the_trace_lacks(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "e");
	assert_int_equal(sample->editor->now.entry.profile, PROFILE_NONE);
	assert_non_null(rule_of(sample, "read"));
	/* Nothing but the name that no kernel has is left to kill. */
	assert_int_equal(sample->editor->review.killed[MEANING_BUILT], 1);
	sample_press(sample, "e");
	assert_message(sample, "Nothing to add");
	assert_false(sample->editor->message_is_bad);
	sample_press(sample, "u");
	assert_message(sample, "undone: dropped the profile");
	assert_false(editor_is_unsaved(sample->editor));
	sample_press(sample, "Ctrl-R");
	assert_non_null(rule_of(sample, "read"));
	sample_press(sample, "Ctrl-R");
	assert_message(sample, "nothing to do again");
	sample_press(sample, "p e");
	assert_string_equal(text_string(&sample->editor->message), "dropped the profile");
}

static void names_what_expanding_leaves_killed(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter Space Enter e");
	assert_message(sample, "dropped the profile and added 6 rules for brk, openat, read and 3");
	assert_message(sample, "; write still kills 1 call (fd = 1)");
	assert_true(sample->editor->message_is_bad);
	sample_press(sample, "e");
	assert_message(sample, "Nothing to add");
	assert_message(sample, "; write still kills 1 call (fd = 1)");
}

static void knows_keys_without_a_name(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "Unknown");
	assert_message(sample, "This key does nothing here");
	sample_press(sample, "/ Unknown");
	assert_int_equal(sample->editor->prompt.text.length, 0);
}

static void says_what_an_unknown_name_is_worth(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "syscall_0x3e7");
	sample_press(sample, "Space");
	assert_message(sample, "no known kernel has it");
	sample_press(sample, "Enter");
	assert_message(sample, "Nothing is known of the arguments");
	assert_int_equal(sample->editor->view, VIEW_LIST);
}

static void a_search_or_filter_given_up_leaves_the_list_as_it_was(void **state)
{
	const struct sample *sample = *state;
	struct editor_sizes sizes = {.list_rows = 4};
	const struct list *list = &sample->editor->list;

	editor_resize(sample->editor, &sizes);
	sample_press(sample, "End Up");
	assert_int_equal(list->top, list->count - 4);
	assert_int_equal(list->cursor, list->count - 2);
	sample_press(sample, "/ b r k");
	assert_int_equal(list->top, 1);
	sample_press(sample, "Esc");
	assert_int_equal(list->top, list->count - 4);
	assert_int_equal(list->cursor, list->count - 2);
	sample_press(sample, "f b r k Esc");
	assert_int_equal(list->top, list->count - 4);
	assert_int_equal(list->cursor, list->count - 2);
}

static void searches(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "/ e x");
	assert_true(slice_is(editor_row(sample->editor)->name, "execve"));
	sample_press(sample, "i");
	assert_true(slice_is(editor_row(sample->editor)->name, "exit_group"));
	sample_press(sample, "Esc");
	assert_true(slice_is(editor_row(sample->editor)->name, "execve"));
	sample_press(sample, "n");
	assert_message(sample, "Search first");
	sample_press(sample, "/ l o s e Enter");
	assert_true(slice_is(editor_row(sample->editor)->name, "close"));
	sample_press(sample, "n");
	assert_message(sample, "No other syscall");
	sample_press(sample, "Home / e x Enter n");
	assert_true(slice_is(editor_row(sample->editor)->name, "exit_group"));
	assert_int_equal(sample->editor->message.length, 0);
	sample_press(sample, "n");
	assert_true(slice_is(editor_row(sample->editor)->name, "execve"));
	assert_message(sample, "Went on from the first");
	sample_press(sample, "N");
	assert_true(slice_is(editor_row(sample->editor)->name, "exit_group"));
	assert_message(sample, "Went on from the last");
	sample_press(sample, "/ z z Enter");
	assert_message(sample, "No syscall has zz");
	assert_true(slice_is(editor_row(sample->editor)->name, "exit_group"));
}

static void sets_back_to_any(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "x");
	assert_message(sample, "has no rule");
	sample_press(sample, "Enter Space Enter");
	assert_false(restriction_is_any(&rule_of(sample, "write")->restriction));
	sample_press(sample, "Del");
	assert_true(restriction_is_any(&rule_of(sample, "write")->restriction));
	sample_press(sample, "u");
	assert_false(restriction_is_any(&rule_of(sample, "write")->restriction));
}

static void says_what_is_on_no_key(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "F9");
	assert_message(sample, "F9");
	assert_true(sample->editor->message_is_bad);
	sample_press(sample, "Down");
	assert_int_equal(sample->editor->message.length, 0);
}

static void help_goes_back_where_it_came_from(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "Enter ?");
	assert_int_equal(sample->editor->view, VIEW_HELP);
	sample_press(sample, "Esc");
	assert_int_equal(sample->editor->view, VIEW_ARGUMENTS);
	sample_press(sample, "Esc F1 q");
	assert_int_equal(sample->editor->view, VIEW_LIST);
}

static void assert_help_begins(const struct sample *sample, const char *heading)
{
	const struct editor *editor = sample->editor;
	struct slice rest = slice_of_text(&editor->help);

	for (size_t i = 0; i < editor->help_lines.top; i++)
		rest = slice_after(rest, slice_find_byte(rest, '\n') + 1);
	assert_true(slice_starts_with(rest, heading));
}

static void help_begins_with_the_view_it_came_from(void **state)
{
	const struct sample *sample = *state;
	struct editor_sizes sizes = {.help_rows = 10, .help_columns = 78};

	editor_resize(sample->editor, &sizes);
	sample_press(sample, "?");
	assert_help_begins(sample, "Keys in the list");
	sample_press(sample, "Tab");
	assert_help_begins(sample, "Keys in the arguments");
	sample_press(sample, "Shift-Tab Esc");
	sample_go(sample, "write");
	sample_press(sample, "Enter ?");
	assert_help_begins(sample, "Keys in the arguments");
	sample_press(sample, "Space Shift-Tab");
	assert_help_begins(sample, "Keys in the arguments");
	sample_press(sample, "Shift-Tab");
	assert_help_begins(sample, "Keys in the list");
}

static void survives_an_empty_trace(void **state)
{
	struct sample sample = sample_open("", NULL, false);

	(void)state;
	assert_null(editor_row(sample.editor));
	sample_press(&sample, "Space Enter x p e u / a Enter n Down PgDn End Tab Down");
	assert_int_equal(sample.editor->now.entry.count, 0);
	assert_string_equal(text_string(&sample.editor->preview), "seccomp:\n  profile: default\n");
	sample_press(&sample, "p");
	assert_string_equal(text_string(&sample.editor->preview), "seccomp: {}\n");
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starts_with_what_the_trace_needs),
		cmocka_unit_test(toggles_only_the_rule),
		cmocka_unit_test(keeps_the_cursor_on_the_syscall),
		cmocka_unit_test(switches_the_profile_and_nothing_else),
		cmocka_unit_test(allows_a_name_that_the_trace_lacks),
		cmocka_unit_test(undo_of_an_added_name_leads_back),
		cmocka_unit_test(refuses_a_name_that_no_kernel_has),
		cmocka_unit_test(expands_to_what_the_trace_lacks),
		cmocka_unit_test(names_what_expanding_leaves_killed),
		cmocka_unit_test(knows_keys_without_a_name),
		cmocka_unit_test(says_what_an_unknown_name_is_worth),
		cmocka_unit_test(a_search_or_filter_given_up_leaves_the_list_as_it_was),
		cmocka_unit_test(searches),
		cmocka_unit_test(sets_back_to_any),
		cmocka_unit_test(says_what_is_on_no_key),
		cmocka_unit_test(help_goes_back_where_it_came_from),
		cmocka_unit_test(help_begins_with_the_view_it_came_from),
		cmocka_unit_test(survives_an_empty_trace),
	};
	struct CMUnitTest with_sample[sizeof(tests) / sizeof(tests[0])];

	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		with_sample[i] = tests[i];
		with_sample[i].setup_func = open_sample;
		with_sample[i].teardown_func = close_sample;
	}
	return cmocka_run_group_tests_name("editor/editor", with_sample, NULL, NULL);
}
