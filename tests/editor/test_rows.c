/* The list: its order, its filter, and what is done to all that it shows. */
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

static void assert_message(const struct sample *sample, const char *message)
{
	assert_string_equal(text_string(&sample->editor->message), message);
}

static void assert_cursor(const struct sample *sample, const char *name)
{
	assert_true(slice_is(editor_row(sample->editor)->name, name));
}

/* The first rows of the list. */
static void assert_rows(const struct sample *sample, const char *names)
{
	struct text shown = {0};

	for (size_t i = 0; i < sample->editor->list.count && shown.length < strlen(names); i++) {
		text_append_string(&shown, i > 0 ? " " : "");
		text_append(&shown, editor_row_at(sample->editor, i)->name);
	}
	assert_string_equal(text_string(&shown), names);
	text_free(&shown);
}

static void sorts_by_each_column(void **state)
{
	const struct sample *sample = *state;

	assert_rows(sample, "execve brk openat");
	sample_press(sample, "s");
	assert_message(sample, "Sorted by mark, killed first");
	assert_rows(sample, "syscall_0x3e7 execve brk");
	sample_press(sample, "s");
	assert_rows(sample, "brk close delete_module");
	sample_press(sample, "s");
	assert_rows(sample, "write close personality execve");
	sample_press(sample, "s");
	assert_rows(sample, "close delete_module execve");
	sample_press(sample, "s");
	assert_rows(sample, "personality delete_module execve");
	sample_press(sample, "s");
	assert_rows(sample, "syscall_0x3e7 personality delete_module execve");
	sample_press(sample, "s");
	assert_rows(sample, "personality syscall_0x3e7 execve");
	sample_press(sample, "s");
	assert_rows(sample, "execve brk openat");
}

static void turns_the_order_around(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "s s S");
	assert_message(sample, "Sorted by name, from z to a");
	assert_rows(sample, "write syscall_0x3e7 read");
	sample_press(sample, "S");
	assert_rows(sample, "brk close");
	sample_press(sample, "S s");
	assert_false(sample->editor->shown.is_reversed);
}

static void keeps_the_cursor_on_the_syscall(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "close");
	sample_press(sample, "s s s S f c l o Enter");
	assert_cursor(sample, "close");
	sample_press(sample, "Esc s u");
	assert_cursor(sample, "close");
}

static void filters_while_typing(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "getpid");
	sample_press(sample, "f e t");
	assert_rows(sample, "getpid");
	assert_cursor(sample, "getpid");
	sample_press(sample, "Backspace");
	assert_int_equal(sample->editor->list.count, 10);
	assert_cursor(sample, "getpid");
	sample_press(sample, "Enter");
	assert_message(sample, "10 of 11 syscalls shown; Esc shows all");
	sample_press(sample, "Esc");
	assert_message(sample, "All 11 syscalls are shown");
	sample_press(sample, "f x y z Esc");
	assert_int_equal(sample->editor->list.count, 11);
	assert_cursor(sample, "getpid");
}

static void keeps_a_filter_that_fits_nothing_out(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "f % x y Enter");
	assert_message(sample, "No syscall can fit %xy; Tab shows the words there are");
	assert_int_equal(editor_focus(sample->editor), VIEW_PROMPT);
	sample_press(sample, "Backspace Backspace f Enter");
	assert_rows(sample, "execve openat");
	sample_press(sample, "f Ctrl-U Enter");
	assert_int_equal(sample->editor->list.count, 11);
}

static void works_without_rows(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "f q q Enter");
	assert_null(editor_row(sample->editor));
	sample_press(sample, "Space Enter l x t F n Down G a T s S / e Enter Esc");
	assert_int_equal(sample->editor->history.count, 0);
	sample_press(sample, "Esc Esc");
	assert_int_equal(sample->editor->list.count, 11);
}

/* The row that is hidden by what is done to it leaves its place to the next one. */
static void goes_on_behind_a_row_that_goes(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "f ! r u l e Enter Home Down Space");
	assert_cursor(sample, "openat");
	sample_press(sample, "u");
	assert_rows(sample, "execve brk openat");
	assert_cursor(sample, "openat");
}

static void searches_in_what_is_shown(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "f % d e s c Enter / e Enter");
	assert_cursor(sample, "openat");
	sample_press(sample, "n");
	assert_cursor(sample, "read");
	sample_press(sample, "N N");
	assert_cursor(sample, "write");
}

static void allows_and_drops_all_that_is_shown(void **state)
{
	const struct sample *sample = *state;
	size_t rules = sample->editor->now.entry.count;

	sample_press(sample, "f % d e s c Enter a");
	assert_message(sample, "allowed 4 syscalls: openat, read, close and 1 more");
	assert_int_equal(sample->editor->now.entry.count, rules + 4);
	sample_press(sample, "a");
	assert_message(sample, "dropped the rules of 4 syscalls: openat, read, close and 1 more");
	assert_int_equal(sample->editor->now.entry.count, rules);
	sample_press(sample, "u");
	assert_message(
		sample, "undone: dropped the rules of 4 syscalls: openat, read, close and 1 more");
	assert_int_equal(sample->editor->now.entry.count, rules + 4);
	sample_press(sample, "u");
	assert_int_equal(sample->editor->now.entry.count, rules);
}

static void allows_no_name_that_does_nothing(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "f 0 x Enter a");
	assert_message(sample, "Nothing that is shown can have a rule");
}

static size_t count_restricted(const struct sample *sample)
{
	const struct entry *entry = &sample->editor->now.entry;
	size_t count = 0;

	for (size_t i = 0; i < entry->count; i++)
		count += !restriction_is_any(&entry->rules[i].restriction);
	return count;
}

static void tightens_what_is_shown(void **state)
{
	const struct sample *sample = *state;

	sample_press(sample, "e f o p e n Enter T");
	assert_message(sample, "tightened 1 syscall: openat");
	assert_int_equal(count_restricted(sample), 1);
	sample_press(sample, "T");
	assert_message(sample, "No rule that is shown and is any can be tightened");
	sample_press(sample, "Esc T");
	assert_message(sample, "tightened 1 syscall: personality; 7 stay any");
	assert_true(count_restricted(sample) > 1);
	sample_press(sample, "u");
	assert_int_equal(count_restricted(sample), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(sorts_by_each_column, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(turns_the_order_around, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			keeps_the_cursor_on_the_syscall, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(filters_while_typing, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			keeps_a_filter_that_fits_nothing_out, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(works_without_rows, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			goes_on_behind_a_row_that_goes, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			searches_in_what_is_shown, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			allows_and_drops_all_that_is_shown, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			allows_no_name_that_does_nothing, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(tightens_what_is_shown, open_sample, close_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
