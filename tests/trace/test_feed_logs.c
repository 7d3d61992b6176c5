/*
 * Real logs, once as files, once through a slow FIFO, bit by bit, and once as a file that is
 * followed while it grows: all hold the same trace. The logs are those of ../shared/traces; skipped
 * where they are not.
 */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared.h"
#include "trace/feed.h"
#include "trace/runs.h"

enum { CHUNK_MAX = 20000 };

/* A generator of its own, so that a failure is the same everywhere. */
static size_t draw(uint64_t *state, size_t count)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(*state >> 33) % count;
}

static void read_on(struct feed *feed, enum feed_state expected)
{
	struct error error = {0};
	enum feed_state state;

	do
		state = feed_step(feed, &error);
	while (state == FEED_MORE);
	assert_int_equal(state, expected);
}

/* Opens what `log` is copied to: a FIFO, or a file that is followed. */
static struct feed *open_feed(const char *copy, bool follows)
{
	struct error error = {0};
	struct feed *feed = feed_new(
		&(struct feed_setup){
			.logs = &copy,
			.count = 1,
			.arch = ARCH_X86_64,
			.follows = follows,
			.keeps = true,
		},
		&error);

	assert_non_null(feed);
	return feed;
}

/* Reads `log` through `copy`, in chunks of any size: lines are cut anywhere. */
static struct feed *read_slowly(const char *log, const char *copy, bool follows)
{
	char chunk[CHUNK_MAX];
	struct feed *feed;
	int writer;
	FILE *file = fopen(log, "r");
	uint64_t chance = 7;
	size_t count;

	if (follows)
		close(open(copy, O_WRONLY | O_CREAT | O_TRUNC, 0600));
	feed = open_feed(copy, follows);
	writer = open(copy, O_WRONLY | O_APPEND);
	assert_non_null(file);
	while ((count = fread(chunk, 1, 1 + draw(&chance, CHUNK_MAX), file)) > 0) {
		assert_int_equal(write(writer, chunk, count), count);
		read_on(feed, FEED_WAITING);
	}
	/* What is stopped leaves out a line without an end. */
	if (follows && write(writer, "\n", 1) == 1)
		read_on(feed, FEED_WAITING);
	fclose(file);
	close(writer);
	if (follows)
		feed_end(feed);
	read_on(feed, FEED_DONE);
	return feed;
}

static void assert_same_values(const struct tally *a, const struct tally *b,
	const struct tally_row *row_a, const struct tally_row *row_b)
{
	for (unsigned index = 0; index < SYSCALL_REGISTERS; index++) {
		struct tally_value value_a;
		struct tally_value value_b;
		size_t cursor_a = 0;
		size_t cursor_b = 0;

		while (tally_next_value(a, row_a, index, &cursor_a, &value_a)) {
			assert_true(tally_next_value(b, row_b, index, &cursor_b, &value_b));
			assert_true(slice_equal(value_a.text, value_b.text));
			assert_int_equal(value_a.count, value_b.count);
		}
		assert_false(tally_next_value(b, row_b, index, &cursor_b, &value_b));
	}
}

static void assert_same_tally(const struct tally *a, const struct tally *b)
{
	assert_int_equal(tally_count(a), tally_count(b));
	assert_int_equal(tally_calls(a), tally_calls(b));
	for (size_t i = 0; i < tally_count(a); i++) {
		const struct tally_row *row_a = tally_at(a, i);
		const struct tally_row *row_b = tally_at(b, i);

		assert_true(slice_equal(row_a->name, row_b->name));
		assert_int_equal(row_a->calls, row_b->calls);
		assert_int_equal(row_a->errors, row_b->errors);
		assert_int_equal(row_a->first.line, row_b->first.line);
		assert_same_values(a, b, row_a, row_b);
	}
}

static void assert_same(
	const struct feed *feed, const struct tally *tally, const struct trace_report *report)
{
	assert_same_tally(feed_tally(feed), tally);
	assert_int_equal(feed_report(feed, 0)->text.processes, report->text.processes);
}

static void compare_log(const char *log, const char *fifo, const char *file)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	struct trace_report report;
	struct error error = {0};
	struct feed *feed;

	if (!runs_read(&log, 1, LAUNCH_CONTAINER, tally, &report, &error)) {
		error_free(&error); /* it is compressed, say */
	} else {
		feed = read_slowly(log, fifo, false);
		assert_same(feed, tally, &report);
		assert_int_equal(feed_report(feed, 0)->text.lines, report.text.lines);
		feed_free(feed);
		feed = read_slowly(log, file, true);
		assert_same(feed, tally, &report);
		feed_free(feed);
	}
	tally_free(tally);
}

static void reads_alike(void **state)
{
	static const char *const patterns[] = {"traces/strace/*", "traces/launch/*.log"};
	char folder[] = "/tmp/feed-XXXXXX";
	char fifo[32];
	char file[32];
	size_t count = 0;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(fifo, sizeof(fifo), "%s/fifo", folder);
	snprintf(file, sizeof(file), "%s/file", folder);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	for (size_t p = 0; p < sizeof(patterns) / sizeof(patterns[0]); p++) {
		char path[4096];
		glob_t found;

		if (glob(shared_path(path, patterns[p]), 0, NULL, &found) != 0)
			continue;
		/* The name of an -ff log tells its process; a FIFO's name does not. */
		for (size_t i = 0; i < found.gl_pathc; i++)
			if (log_pid_of_name(found.gl_pathv[i]) == 0)
				compare_log(found.gl_pathv[i], fifo, file);
		count += found.gl_pathc;
		globfree(&found);
	}
	unlink(fifo);
	unlink(file);
	rmdir(folder);
	if (count == 0)
		skip();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_alike),
	};

	return cmocka_run_group_tests_name("trace/feed_logs", tests, NULL, NULL);
}
