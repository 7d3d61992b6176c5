/* Reading on between keys: in small steps, shown now and then, and at the end as a whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/clock.h"
#include "review/draft.h"
#include "session/live.h"

enum {
	LINES = 300000,
	STEP_TIME = 1000 /* milliseconds that no step takes, on a busy machine with sanitizers */
};

static const struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};

/* A session on a log, without its terminal. */
struct bench {
	char path[32];
	struct live_source source;
	struct live live;
	struct editor *editor;
	unsigned shown; /* how often */
	unsigned ends;
};

static bool show(void *context, struct editor *editor, const struct live_news *news)
{
	struct bench *bench = context;
	struct entry draft = draft_entry(feed_tally(news->feed), PROFILE_DEFAULT, &target);
	bool is_whole = editor_take_reading(
		editor, &(struct reading_news){feed_tally(news->feed),
				news->is_draft ? &draft : NULL, ARCH_X86_64, news->time});

	bench->shown++;
	bench->ends += news->is_end;
	entry_free(&draft);
	return is_whole;
}

static void write_log(const char *path, const char *last)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs("1 execve(\"./a\", [\"./a\"], 0x7ffd /* 1 var */) = 0\n", file);
	for (int i = 0; i < LINES; i++)
		fprintf(file, "1 lseek(3, %d, SEEK_SET) = 0\n", i);
	fputs(last, file);
	fclose(file);
}

static int open_bench(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));
	const char *log = bench->path;
	struct entry entry = {.profile = PROFILE_DEFAULT};
	struct error error = {0};

	strcpy(bench->path, "/tmp/live-XXXXXX");
	close(mkstemp(bench->path));
	write_log(bench->path, "1 mseal(0x1000, 4096, 0) = 0\n");
	bench->source.feed = feed_new(
		&(struct feed_setup){.logs = &log, .count = 1, .arch = ARCH_X86_64, .keeps = true},
		&error);
	bench->source.show = show;
	bench->source.context = bench;
	bench->live.source = &bench->source;
	bench->editor = editor_new(&(struct editor_setup){
		.tally = feed_tally(bench->source.feed),
		.entry = &entry,
		.target = &target,
		.title = "log",
		.logs = &log,
		.log_count = 1,
	});
	live_begin(&bench->live, bench->editor);
	*state = bench;
	return 0;
}

static int close_bench(void **state)
{
	struct bench *bench = *state;

	live_end(&bench->live);
	editor_free(bench->editor);
	feed_free(bench->source.feed);
	unlink(bench->path);
	free(bench);
	return 0;
}

static bool is_reading(const struct bench *bench)
{
	return bench->editor->reading.progress.state != READING_NONE;
}

/* Reads to the end, and returns how often there was something to draw. */
static unsigned read_all(struct bench *bench)
{
	unsigned drawn = 0;

	while (is_reading(bench)) {
		uint64_t start = clock_now();

		assert_int_equal(live_timeout(&bench->live, bench->editor), 0);
		drawn += live_step(&bench->live, bench->editor);
		assert_true(clock_now() - start < STEP_TIME);
	}
	return drawn;
}

static void assert_all_is_read(const struct bench *bench)
{
	const struct editor *editor = bench->editor;

	assert_int_equal(tally_calls(editor->tally), LINES + 2);
	assert_int_equal(editor->review.count, 3);
	assert_non_null(entry_find(&editor->now.entry, slice_of("mseal")));
	assert_false(editor_is_unsaved(editor));
	assert_int_equal(live_timeout(&bench->live, editor), -1);
}

static void shows_now_and_then(void **state)
{
	struct bench *bench = *state;
	uint64_t start = clock_now();
	unsigned drawn = read_all(bench);

	assert_true(drawn >= 1 && drawn <= (clock_now() - start) / 100 + 2);
	assert_true(bench->shown <= drawn + 1);
	assert_int_equal(bench->ends, 1);
	assert_all_is_read(bench);
	assert_non_null(
		strstr(text_string(&bench->editor->message), "300,002 calls of 3 syscalls"));
}

/* What a dialog kept back at the end is no less a part of the entry; what is read later is none. */
static void keeps_the_end_for_after_a_dialog(void **state)
{
	struct bench *bench = *state;

	editor_press(bench->editor, "p");
	editor_press(bench->editor, "q");
	assert_int_equal(editor_focus(bench->editor), VIEW_QUIT);
	read_all(bench);
	assert_null(entry_find(&bench->editor->now.entry, slice_of("mseal")));
	live_show(&bench->live, bench->editor);
	editor_press(bench->editor, "b");
	live_show(&bench->live, bench->editor);
	assert_non_null(entry_find(&bench->editor->now.entry, slice_of("mseal")));
	editor_press(bench->editor, "u");
	assert_all_is_read(bench);

	write_log(bench->path, "1 setns(3, 0) = 0\n");
	live_reload(&bench->live, bench->editor);
	read_all(bench);
	assert_null(entry_find(&bench->editor->now.entry, slice_of("setns")));
}

/* Before a key the editor knows all that was read. */
static void shows_before_a_key(void **state)
{
	struct bench *bench = *state;

	live_step(&bench->live, bench->editor);
	live_show(&bench->live, bench->editor);
	assert_non_null(review_find(&bench->editor->review, slice_of("lseek")));
	live_show(&bench->live, bench->editor);
	assert_true(bench->shown <= 2);
	live_stop(&bench->live, bench->editor);
	assert_false(is_reading(bench));
	assert_non_null(strstr(text_string(&bench->editor->message), "Stopped"));
}

static void reads_the_rest_after_a_stop(void **state)
{
	struct bench *bench = *state;

	live_step(&bench->live, bench->editor);
	live_stop(&bench->live, bench->editor);
	assert_true(tally_calls(bench->editor->tally) < LINES);
	live_reload(&bench->live, bench->editor);
	read_all(bench);
	assert_all_is_read(bench);
}

static void reloads_without_touching_the_entry(void **state)
{
	struct bench *bench = *state;
	const struct tally *before;

	read_all(bench);
	before = bench->editor->tally;
	write_log(bench->path, "1 mseal(0x1000, 4096, 0) = 0\n1 setns(3, 0) = 0\n");
	live_reload(&bench->live, bench->editor);
	live_step(&bench->live, bench->editor);
	assert_ptr_equal(bench->editor->tally, before);
	read_all(bench);
	assert_int_equal(tally_calls(bench->editor->tally), LINES + 3);
	assert_null(entry_find(&bench->editor->now.entry, slice_of("setns")));
	assert_int_equal(bench->editor->history.count, 0);
	assert_int_equal(bench->editor->review.killed[MEANING_BUILT], 1);
}

static void keeps_the_trace_when_a_reload_is_stopped_or_fails(void **state)
{
	struct bench *bench = *state;

	read_all(bench);
	live_reload(&bench->live, bench->editor);
	live_step(&bench->live, bench->editor);
	live_stop(&bench->live, bench->editor);
	assert_all_is_read(bench);
	unlink(bench->path);
	live_reload(&bench->live, bench->editor);
	read_all(bench);
	assert_all_is_read(bench);
	assert_non_null(strstr(text_string(&bench->editor->message), "Not read again"));
	assert_true(bench->editor->message_is_bad);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(shows_now_and_then, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(
			keeps_the_end_for_after_a_dialog, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(shows_before_a_key, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(
			reads_the_rest_after_a_stop, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(
			reloads_without_touching_the_entry, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(
			keeps_the_trace_when_a_reload_is_stopped_or_fails, open_bench, close_bench),
	};

	return cmocka_run_group_tests_name("session/live", tests, NULL, NULL);
}
