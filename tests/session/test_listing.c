/* The calls view's calls: read, searched for by value, and searched in, between keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "review/draft.h"
#include "session/listing.h"

/* A write in five calls, of which two have the value 1; colours keep blocks from being skipped. */
enum { LINES = 500000, WRITES = LINES / 5, PAGE = 20 };

static const struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};

struct bench {
	char path[32];
	struct feed *feed;
	struct editor *editor;
	struct listing listing;
};

static void write_log(const char *path)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	for (int i = 0; i < LINES; i++) {
		if (i % 5 > 0)
			fprintf(file, "\33[1m1\33[0m lseek(3, %d, SEEK_SET) = 0\n", i);
		else
			fprintf(file, "\33[1m1\33[0m write(%d, \"text %d.\", 9) = 9\n",
				i == 0 || i == LINES - 5 ? 1 : 2, i);
	}
	fclose(file);
}

static int open_bench(void **state)
{
	static const struct editor_sizes sizes = {
		.list_rows = PAGE, .value_rows = PAGE, .call_rows = PAGE, .line_rows = PAGE};
	struct bench *bench = calloc(1, sizeof(*bench));
	const char *log = bench->path;
	struct error error = {0};
	struct entry entry;

	strcpy(bench->path, "/tmp/listing-XXXXXX");
	close(mkstemp(bench->path));
	write_log(bench->path);
	bench->feed = feed_new(
		&(struct feed_setup){.logs = &log, .count = 1, .arch = ARCH_X86_64, .keeps = true},
		&error);
	while (feed_step(bench->feed, &error) == FEED_MORE)
		continue;
	entry = draft_entry(feed_tally(bench->feed), PROFILE_DEFAULT, &target);
	bench->editor = editor_new(&(struct editor_setup){
		.tally = feed_tally(bench->feed),
		.entry = &entry,
		.target = &target,
		.logs = &log,
		.log_count = 1,
	});
	entry_free(&entry);
	editor_resize(bench->editor, &sizes);
	*state = bench;
	return 0;
}

static int close_bench(void **state)
{
	struct bench *bench = *state;

	listing_free(&bench->listing);
	editor_free(bench->editor);
	feed_free(bench->feed);
	unlink(bench->path);
	free(bench);
	return 0;
}

/* Presses the keys, and does what the session does of their effects. */
static void press(struct bench *bench, const char *keys)
{
	char *copy = strdup(keys);

	for (char *key = strtok(copy, " "); key; key = strtok(NULL, " ")) {
		struct effect effect = editor_press(bench->editor, key);

		if (effect.kind == EFFECT_CALLS)
			listing_read(&bench->listing, bench->editor, bench->feed);
		else if (effect.kind == EFFECT_FIND_CALL)
			listing_find(&bench->listing, bench->editor, bench->feed);
		else
			assert_int_equal(effect.kind, EFFECT_NONE);
	}
	free(copy);
}

/* Goes on as long as there is something to search. */
static void go_on(struct bench *bench)
{
	while (listing_is_on(&bench->listing, bench->editor)) {
		listing_step(&bench->listing, bench->editor, bench->feed);
		listing_follow(&bench->listing, bench->editor, bench->feed);
	}
	if (editor_missing(bench->editor).kind == EFFECT_CALLS)
		listing_read(&bench->listing, bench->editor, bench->feed);
}

/* The chosen call's line ends like this. */
static void assert_chosen(const struct bench *bench, size_t row, const char *end)
{
	const struct calls *calls = &bench->editor->calls;
	const struct calls_line *line = calls_at(calls, row);

	assert_int_equal(calls->rows.cursor, row);
	assert_non_null(line);
	assert_true(slice_ends_with(slice_of_text(&line->text), end));
}

static void searches_to_the_end(void **state)
{
	struct bench *bench = *state;
	struct editor *editor = bench->editor;

	press(bench, "/ w r i t e Enter l");
	assert_int_equal(editor->calls.rows.count, WRITES);
	press(bench, "/ t e x t Space 4 9 9 9 9 5 . Enter");
	if (editor->calls.hunt.is_on)
		assert_non_null(strstr(text_string(&editor->message), "Searching text 499995.:"));
	go_on(bench);
	assert_chosen(bench, WRITES - 1, "text 499995.\", 9) = 9");
	/* Round to itself, and back from the first one, round the end. */
	press(bench, "n");
	go_on(bench);
	assert_chosen(bench, WRITES - 1, "text 499995.\", 9) = 9");
	press(bench, "Home / 0 0 5 . Enter");
	go_on(bench);
	assert_chosen(bench, 1005 / 5, "text 1005.\", 9) = 9");
	press(bench, "N");
	go_on(bench);
	assert_chosen(bench, 499005 / 5, "text 499005.\", 9) = 9");
}

static void says_that_no_line_has_it(void **state)
{
	struct bench *bench = *state;

	press(bench, "/ w r i t e Enter l Down / n o n e Enter");
	go_on(bench);
	assert_string_equal(
		text_string(&bench->editor->message), "No line of these calls holds none");
	assert_chosen(bench, 1, "text 5.\", 9) = 9");
}

static void stops_at_a_key(void **state)
{
	struct bench *bench = *state;
	struct editor *editor = bench->editor;
	bool was_on;

	press(bench, "/ w r i t e Enter l / n o n e Enter");
	was_on = editor->calls.hunt.is_on;
	press(bench, "Esc");
	assert_false(listing_is_on(&bench->listing, editor));
	assert_int_equal(editor->view, was_on ? VIEW_CALLS : VIEW_LIST);
}

static void searches_in_the_calls_with_a_value(void **state)
{
	struct bench *bench = *state;

	press(bench, "/ w r i t e Enter Enter Down l");
	go_on(bench);
	assert_int_equal(bench->editor->calls.rows.count, 2);
	press(bench, "/ 9 9 9 5 . Enter");
	go_on(bench);
	assert_chosen(bench, 1, "text 499995.\", 9) = 9");
	press(bench, "/ t e x t Space 5 . Enter");
	go_on(bench);
	assert_true(bench->editor->message_is_bad);
}

static void says_when_the_log_is_gone(void **state)
{
	struct bench *bench = *state;

	press(bench, "/ w r i t e Enter l");
	unlink(bench->path);
	press(bench, "/ n o n e Enter");
	assert_false(listing_is_on(&bench->listing, bench->editor));
	assert_true(bench->editor->message_is_bad);
	assert_non_null(strstr(text_string(&bench->editor->message), "cannot be read again"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(searches_to_the_end, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(says_that_no_line_has_it, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(stops_at_a_key, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(
			searches_in_the_calls_with_a_value, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(says_when_the_log_is_gone, open_bench, close_bench),
	};

	return cmocka_run_group_tests_name("session/listing", tests, NULL, NULL);
}
