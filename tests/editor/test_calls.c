#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "editor/keys.h"
#include "editor/line_match.h"
#include "sample.h"

enum { CALLS = 2000, PAGE = 20 };

static int open_sample(void **state)
{
	static struct sample sample;
	struct editor_sizes sizes = {
		.list_rows = PAGE, .value_rows = PAGE, .call_rows = PAGE, .line_rows = PAGE};

	sample = sample_open(sample_log, NULL, false);
	editor_resize(sample.editor, &sizes);
	*state = &sample;
	return 0;
}

static int close_sample(void **state)
{
	sample_close(*state);
	return 0;
}

/* What a session would read of a log with `total` such calls. */
static void answer(const struct sample *sample, size_t total)
{
	struct calls_query query = calls_next_query(&sample->editor->calls);
	struct calls_page page = {.total = total, .first = query.first};

	page.count = query.first < total ? total - query.first : 0;
	if (page.count > query.count)
		page.count = query.count;
	page.lines = memory_allocate(page.count, sizeof(page.lines[0]));
	for (size_t i = 0; i < page.count; i++) {
		page.lines[i].place.line = query.first + i + 1;
		text_append_string(&page.lines[i].text, "call");
	}
	editor_calls_page(sample->editor, &page);
	assert_null(page.lines);
}

static size_t line_under_cursor(const struct sample *sample)
{
	const struct calls *calls = &sample->editor->calls;
	const struct calls_line *line = calls_at(calls, calls->rows.cursor);

	assert_non_null(line);
	return line->place.line;
}

static void asks_for_the_calls_of_the_syscall(void **state)
{
	const struct sample *sample = *state;
	struct calls_query query;

	sample_go(sample, "write");
	assert_int_equal(sample_press(sample, "l").kind, EFFECT_CALLS);
	assert_int_equal(sample->editor->view, VIEW_CALLS);
	query = calls_next_query(&sample->editor->calls);
	assert_true(slice_is(query.filter.name, "write"));
	assert_false(query.filter.has_value);
	assert_int_equal(query.first, 0);
	assert_true(query.count >= PAGE);
	answer(sample, 4);
	assert_int_equal(sample->editor->message.length, 0);
	assert_int_equal(sample->editor->calls.rows.count, 4);
	assert_int_equal(sample_press(sample, "Down").kind, EFFECT_NONE);
	assert_int_equal(line_under_cursor(sample), 2);
	sample_press(sample, "Esc");
	assert_int_equal(sample->editor->view, VIEW_LIST);
	assert_true(slice_is(editor_row(sample->editor)->name, "write"));
}

static void asks_for_the_calls_with_a_value(void **state)
{
	const struct sample *sample = *state;
	struct calls_query query;
	struct text subject = {0};

	sample_go(sample, "write");
	assert_int_equal(sample_press(sample, "Enter Down l").kind, EFFECT_CALLS);
	query = calls_next_query(&sample->editor->calls);
	assert_true(query.filter.has_value);
	assert_int_equal(query.filter.index, 0);
	assert_true(slice_is(query.filter.value, "2"));
	calls_append_subject(&sample->editor->calls, &subject);
	assert_string_equal(text_string(&subject), "write, fd = 2");
	answer(sample, 1);
	sample_press(sample, "Esc");
	assert_int_equal(sample->editor->view, VIEW_ARGUMENTS);
	assert_int_equal(sample->editor->arguments.values.cursor, 1);
	/* Of a value that was typed there is no call. */
	assert_int_equal(sample_press(sample, "= 9 Enter End l").kind, EFFECT_NONE);
	assert_int_equal(sample->editor->view, VIEW_ARGUMENTS);
	/* Where there are no values it is all calls. */
	assert_int_equal(sample_press(sample, "Right l").kind, EFFECT_CALLS);
	assert_false(calls_next_query(&sample->editor->calls).filter.has_value);
	text_free(&subject);
}

static void asks_again_only_for_what_is_missing(void **state)
{
	const struct sample *sample = *state;
	size_t reads = 0;

	sample_go(sample, "write");
	sample_press(sample, "l");
	answer(sample, CALLS);
	for (size_t line = 2; line <= CALLS; line++) {
		if (sample_press(sample, "Down").kind == EFFECT_CALLS) {
			reads++;
			answer(sample, CALLS);
		}
		assert_int_equal(line_under_cursor(sample), line);
	}
	assert_in_range(reads, 1, CALLS / PAGE);
	assert_int_equal(sample_press(sample, "Home").kind, EFFECT_CALLS);
	answer(sample, CALLS);
	assert_int_equal(line_under_cursor(sample), 1);
	assert_int_equal(sample_press(sample, "PgDn PgUp").kind, EFFECT_NONE);
	assert_int_equal(sample_press(sample, "End").kind, EFFECT_CALLS);
	answer(sample, CALLS);
	assert_int_equal(line_under_cursor(sample), CALLS);
	assert_false(calls_are_missing(&sample->editor->calls));
}

static void follows_a_larger_window(void **state)
{
	const struct sample *sample = *state;
	struct editor_sizes sizes = {.call_rows = 2 * CALLS_BLOCK};

	sample_go(sample, "write");
	sample_press(sample, "l");
	answer(sample, CALLS);
	assert_int_equal(editor_missing(sample->editor).kind, EFFECT_NONE);
	editor_resize(sample->editor, &sizes);
	assert_int_equal(editor_missing(sample->editor).kind, EFFECT_CALLS);
}

static void shows_the_whole_line(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "l");
	answer(sample, 4);
	sample_press(sample, "Down Right");
	assert_int_equal(sample->editor->view, VIEW_LINE);
	sample_press(sample, "? Esc");
	assert_int_equal(sample->editor->view, VIEW_LINE);
	sample_press(sample, "Left");
	assert_int_equal(sample->editor->view, VIEW_CALLS);
	assert_int_equal(line_under_cursor(sample), 2);
}

static void goes_back_when_the_log_is_gone(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "l");
	editor_calls_fail(sample->editor, "No such file or directory");
	assert_int_equal(sample->editor->view, VIEW_LIST);
	assert_true(sample->editor->message_is_bad);

	/* What was read before stays, and is not asked for in vain again and again. */
	sample_press(sample, "l");
	answer(sample, CALLS);
	assert_int_equal(sample_press(sample, "End").kind, EFFECT_CALLS);
	editor_calls_fail(sample->editor, "No such file or directory");
	assert_int_equal(sample->editor->view, VIEW_CALLS);
	assert_int_equal(editor_missing(sample->editor).kind, EFFECT_NONE);
	assert_int_equal(sample_press(sample, "Up").kind, EFFECT_CALLS);
	/* The log has become shorter. */
	answer(sample, 3);
	answer(sample, 3);
	assert_int_equal(line_under_cursor(sample), 3);
}

static void says_that_there_are_none(void **state)
{
	const struct sample *sample = *state;

	sample_go(sample, "getpid");
	sample_press(sample, "Space l");
	answer(sample, 0);
	assert_int_equal(sample_press(sample, "Enter").kind, EFFECT_NONE);
	assert_int_equal(sample->editor->view, VIEW_CALLS);
	assert_string_equal(text_string(&sample->editor->message), "There is no line here");
}

static void searches_in_the_lines(void **state)
{
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;

	sample_go(sample, "write");
	sample_press(sample, "l");
	answer(sample, CALLS);
	assert_int_equal(sample_press(sample, "n").kind, EFFECT_NONE);
	assert_string_equal(text_string(&editor->message), "Search first, with /");

	/* From the chosen line on; n and N from the ones beside it, around the ends. */
	assert_int_equal(sample_press(sample, "Down / a Space b").kind, EFFECT_NONE);
	assert_int_equal(sample_press(sample, "Enter").kind, EFFECT_FIND_CALL);
	assert_string_equal(text_string(&editor->line_search), "a b");
	assert_true(editor->calls.hunt.is_on);
	assert_int_equal(editor->calls.hunt.from, 1);
	assert_false(editor->calls.hunt.is_back);
	editor_calls_found(editor, CALLS - 1);
	assert_false(editor->calls.hunt.is_on);
	assert_int_equal(editor_missing(editor).kind, EFFECT_CALLS);
	answer(sample, CALLS);
	assert_int_equal(line_under_cursor(sample), CALLS);
	assert_int_equal(sample_press(sample, "n").kind, EFFECT_FIND_CALL);
	assert_int_equal(editor->calls.hunt.from, 0);
	assert_int_equal(sample_press(sample, "N").kind, EFFECT_FIND_CALL);
	assert_int_equal(editor->calls.hunt.from, CALLS - 2);
	assert_true(editor->calls.hunt.is_back);

	/* It says how far it is; any key ends it, Esc does nothing else. */
	editor_calls_hunted(editor, 34);
	assert_string_equal(
		text_string(&editor->message), "Searching a b: 34% of the calls; Esc stops");
	sample_press(sample, "Esc");
	assert_false(editor->calls.hunt.is_on);
	assert_int_equal(editor->view, VIEW_CALLS);
	sample_press(sample, "n Up");
	assert_false(editor->calls.hunt.is_on);
	assert_int_equal(line_under_cursor(sample), CALLS - 1);
	sample_press(sample, "n");
	editor_calls_not_found(editor);
	assert_string_equal(text_string(&editor->message), "No line of these calls holds a b");
	assert_int_equal(line_under_cursor(sample), CALLS - 1);

	/* The text stays for other calls; the search of names is another one. */
	sample_press(sample, "Esc l");
	answer(sample, 4);
	assert_int_equal(sample_press(sample, "n").kind, EFFECT_FIND_CALL);
	assert_string_equal(text_string(&editor->search), "write");
	sample_press(sample, "/ Enter");
	assert_int_equal(editor->line_search.length, 0);
	assert_false(editor->calls.hunt.is_on);
}

/* A line of some pages, with what was found in the middle. */
static const struct editor_sizes line_sizes = {
	.call_rows = PAGE, .line_rows = 5, .line_count = 20, .line_match = 12};

static void searches_from_the_whole_line(void **state)
{
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;

	sample_go(sample, "write");
	sample_press(sample, "l");
	answer(sample, CALLS);
	sample_press(sample, "Enter / a b");
	assert_int_equal(sample_press(sample, "Enter").kind, EFFECT_FIND_CALL);
	editor_calls_found(editor, 3);
	assert_int_equal(editor->view, VIEW_LINE);
	assert_int_equal(line_under_cursor(sample), 4);
	/* What was found is shown, until the line is scrolled. */
	editor_resize(editor, &line_sizes);
	assert_in_range(editor->calls.lines.top, 8, 12);
	sample_press(sample, "Home");
	editor_resize(editor, &line_sizes);
	assert_int_equal(editor->calls.lines.top, 0);
	assert_int_equal(sample_press(sample, "N").kind, EFFECT_FIND_CALL);
	assert_true(editor->calls.hunt.is_back);
	sample_press(sample, "Esc");
	assert_int_equal(editor->view, VIEW_LINE);
	sample_press(sample, "Esc Enter");
	editor_resize(editor, &line_sizes);
	assert_in_range(editor->calls.lines.top, 8, 12);
}

/* What is shown of the lines: these texts. */
static void answer_lines(const struct sample *sample, const char *const *lines, size_t count)
{
	struct calls_page page = {.total = count, .count = count};

	page.lines = memory_allocate(count, sizeof(page.lines[0]));
	for (size_t i = 0; i < count; i++) {
		page.lines[i].place.line = i + 1;
		text_append_string(&page.lines[i].text, lines[i]);
	}
	editor_calls_page(sample->editor, &page);
}

static void assert_match(const struct sample *sample, size_t number, size_t count, size_t end)
{
	struct line_match match = line_match_find(
		&sample->editor->calls, slice_of_text(&sample->editor->line_search));

	assert_int_equal(match.number, number);
	assert_int_equal(match.count, count);
	assert_int_equal(match.end, end);
}

static void goes_through_the_places_of_a_line_first(void **state)
{
	static const char *const lines[] = {"ab \x1b ab abab", "none", "ab.ab"};
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;

	sample_go(sample, "write");
	sample_press(sample, "l");
	answer_lines(sample, lines, 3);
	sample_press(sample, "Enter / a b Enter");
	editor_calls_found(editor, 0);
	assert_match(sample, 1, 4, 2);
	editor_resize(editor, &line_sizes);
	sample_press(sample, "Home");
	assert_int_equal(sample_press(sample, "n").kind, EFFECT_NONE);
	assert_match(sample, 2, 4, 10);
	editor_resize(editor, &line_sizes);
	assert_in_range(editor->calls.lines.top, 8, 12);
	assert_int_equal(sample_press(sample, "n n").kind, EFFECT_NONE);
	assert_match(sample, 4, 4, 15);
	assert_int_equal(sample_press(sample, "N n").kind, EFFECT_NONE);
	assert_match(sample, 4, 4, 15);

	/* Then the next call with it, from its first place; back, from its last one. */
	assert_int_equal(sample_press(sample, "n").kind, EFFECT_FIND_CALL);
	editor_calls_found(editor, 2);
	assert_match(sample, 1, 2, 2);
	assert_int_equal(sample_press(sample, "N").kind, EFFECT_FIND_CALL);
	assert_true(editor->calls.hunt.is_back);
	editor_calls_found(editor, 0);
	assert_match(sample, 4, 4, 15);

	/* Around the ends, which is said. */
	assert_string_equal(text_string(&editor->message), "");
	sample_press(sample, "N N N N");
	editor_calls_found(editor, 2);
	assert_string_equal(text_string(&editor->message), "Went on from the last call");
	sample_press(sample, "n");
	editor_calls_found(editor, 0);
	assert_string_equal(text_string(&editor->message), "Went on from the first call");
	sample_press(sample, "N");
	editor_calls_found(editor, 0);
	assert_string_equal(text_string(&editor->message), "No other of these calls holds it");

	/* In the list of calls a line is one step; opened, it begins anew. */
	assert_int_equal(sample_press(sample, "Esc n").kind, EFFECT_FIND_CALL);
	sample_press(sample, "Enter");
	assert_match(sample, 1, 4, 2);
}

static bool is_in_footer(const struct editor *editor, const char *key)
{
	return keys_in_footer(keys_find(editor_focus(editor), key), editor);
}

static void offers_the_next_match_when_there_is_a_search(void **state)
{
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;

	sample_go(sample, "write");
	sample_press(sample, "l");
	answer(sample, 4);
	assert_false(is_in_footer(editor, "n"));
	assert_true(is_in_footer(editor, "/"));
	sample_press(sample, "/ a Enter");
	editor_calls_not_found(editor);
	assert_true(is_in_footer(editor, "n"));
	sample_press(sample, "Enter");
	assert_true(is_in_footer(editor, "n"));
	assert_false(keys_in_footer(keys_find(VIEW_CALLS, ":"), editor));
	sample_press(sample, "/ Enter");
	assert_false(is_in_footer(editor, "n"));
}

static void goes_to_a_number(void **state)
{
	static const struct {
		const char *keys;
		size_t line;
	} cases[] = {
		{": 8 1 2 Enter", 812},
		{"8 1 2 Enter", 812},
		{"5 0 % Enter", CALLS / 2 + 1},
		{"1 0 0 % Enter", CALLS},
		{": 0 Enter", 1},
		{"9 9 9 9 9 Enter", CALLS},
	};
	const struct sample *sample = *state;

	sample_go(sample, "write");
	sample_press(sample, "l");
	answer(sample, CALLS);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (sample_press(sample, cases[i].keys).kind == EFFECT_CALLS)
			answer(sample, CALLS);
		assert_int_equal(line_under_cursor(sample), cases[i].line);
	}
	assert_string_equal(text_string(&sample->editor->message), "There are 2,000 calls");
	sample_press(sample, "7 x Enter");
	assert_int_equal(sample->editor->purpose, PURPOSE_CALL);
	assert_true(sample->editor->message_is_bad);
	sample_press(sample, "Esc");
	sample_press(sample, ": Enter");
	assert_int_equal(sample->editor->purpose, PURPOSE_NONE);
	assert_int_equal(line_under_cursor(sample), CALLS);

	/* One is no more than that, also while it is all that was found so far. */
	sample_press(sample, "Esc l");
	answer(sample, 1);
	sample_press(sample, "2 Enter");
	assert_string_equal(text_string(&sample->editor->message), "There is 1 call");
	editor_calls_searched(sample->editor, true, 50);
	sample_press(sample, "2 Enter");
	assert_string_equal(text_string(&sample->editor->message), "There is 1 call so far");
	assert_int_equal(line_under_cursor(sample), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asks_for_the_calls_of_the_syscall),
		cmocka_unit_test(asks_for_the_calls_with_a_value),
		cmocka_unit_test(asks_again_only_for_what_is_missing),
		cmocka_unit_test(follows_a_larger_window),
		cmocka_unit_test(shows_the_whole_line),
		cmocka_unit_test(goes_back_when_the_log_is_gone),
		cmocka_unit_test(says_that_there_are_none),
		cmocka_unit_test(searches_in_the_lines),
		cmocka_unit_test(searches_from_the_whole_line),
		cmocka_unit_test(goes_through_the_places_of_a_line_first),
		cmocka_unit_test(offers_the_next_match_when_there_is_a_search),
		cmocka_unit_test(goes_to_a_number),
	};
	struct CMUnitTest with_sample[sizeof(tests) / sizeof(tests[0])];

	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		with_sample[i] = tests[i];
		with_sample[i].setup_func = open_sample;
		with_sample[i].teardown_func = close_sample;
	}
	return cmocka_run_group_tests_name("editor/calls", with_sample, NULL, NULL);
}
