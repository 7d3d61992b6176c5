/* The feed: bit by bit is read what is read at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "trace/feed.h"
#include "trace/runs.h"

#define EXECVE "17 execve(\"./a\", [\"./a\"], 0x7ffd /* 1 var */) = 0\n"

/* A folder of its own, which is the current one. */
static int enter_folder(void **state)
{
	char *path = strdup("/tmp/feed-XXXXXX");

	*state = path;
	return mkdtemp(path) ? chdir(path) : -1;
}

static int leave_folder(void **state)
{
	static const char *const names[] = {"log", "old", "fifo", "x.1", "x.2", "more"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlink(names[i]);
	if (chdir("/") != 0 || rmdir(*state) != 0)
		return -1;
	free(*state);
	return 0;
}

static void write_to(const char *name, const char *mode, const char *text)
{
	FILE *file = fopen(name, mode);

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static struct feed *open_feed(const char *const *logs, size_t count, bool follows, bool keeps)
{
	struct error error = {0};
	struct feed *feed = feed_new(
		&(struct feed_setup){
			.logs = logs,
			.count = count,
			.arch = ARCH_X86_64,
			.follows = follows,
			.keeps = keeps,
		},
		&error);

	if (!feed)
		fail_msg("%s", error.what);
	return feed;
}

/* Steps as long as there is something to read. */
static enum feed_state read_on(struct feed *feed)
{
	struct error error = {0};
	enum feed_state state;

	do
		state = feed_step(feed, &error);
	while (state == FEED_MORE);
	error_free(&error);
	return state;
}

/* The trace holds so many calls of these syscalls: "execve 1 read 2". */
static void assert_trace(const struct feed *feed, const char *expected)
{
	const struct tally *tally = feed_tally(feed);
	struct text text = {0};

	for (size_t i = 0; i < tally_count(tally); i++)
		text_append_format(&text, "%s%.*s %u", i ? " " : "",
			(int)tally_at(tally, i)->name.length, tally_at(tally, i)->name.start,
			(unsigned)tally_at(tally, i)->calls);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

static void reads_files(void **state)
{
	static const char *const logs[] = {"x.2", "log", "x.1"};
	struct feed *feed;

	(void)state;
	write_to("x.2", "w", "read(0, 0x1, 2) = 0\n");
	write_to("x.1", "w", "execve(\"./a\", [\"./a\"], 0x7ffd /* 1 var */) = 0\n");
	write_to("log", "w", EXECVE "17 close(3) = 0\n");
	feed = open_feed(logs, 3, false, false);
	assert_int_equal(feed_total(feed), 20 + 47 + strlen(EXECVE) + 16);
	assert_int_equal(read_on(feed), FEED_DONE);
	assert_true(feed_is_done(feed));
	assert_trace(feed, "read 1 execve 2 close 1");
	assert_int_equal(feed_bytes(feed), feed_total(feed));
	assert_int_equal(feed_report(feed, 1)->text.calls, 2);
	feed_free(feed);
}

/* A writer that is slow is not waited for, and what it wrote can be read again. */
static void reads_a_fifo_as_it_comes(void **state)
{
	static const char *const logs[] = {"fifo", "log"};
	struct feed *feed;
	struct feed *again;
	struct error error = {0};
	int writer;

	(void)state;
	mkfifo("fifo", 0600);
	write_to("log", "w", EXECVE "17 close(3) = 0\n");
	feed = open_feed(logs, 2, false, true);
	assert_int_equal(read_on(feed), FEED_WAITING);
	assert_int_equal(feed_total(feed), 0);
	writer = open("fifo", O_WRONLY);
	dprintf(writer, EXECVE "17 read(0, 0x1");
	assert_int_equal(read_on(feed), FEED_WAITING);
	assert_true(feed_descriptor(feed) >= 0);
	assert_trace(feed, "execve 1");
	dprintf(writer, ", 2) = 0\n17 getpid() = 17");
	assert_int_equal(read_on(feed), FEED_WAITING);
	assert_trace(feed, "execve 1 read 1");
	close(writer);
	assert_int_equal(read_on(feed), FEED_DONE);
	assert_trace(feed, "execve 2 read 1 getpid 1 close 1");

	again = feed_again(feed, NULL, &error);
	feed_free(feed);
	assert_int_equal(read_on(again), FEED_DONE);
	assert_trace(again, "execve 2 read 1 getpid 1 close 1");
	feed_free(again);
}

/* Opens a feed of a FIFO, and the FIFO for who writes it. */
static struct feed *open_fifo(int *ret_writer)
{
	static const char *const logs[] = {"fifo"};
	struct feed *feed;

	mkfifo("fifo", 0600);
	feed = open_feed(logs, 1, false, true);
	*ret_writer = open("fifo", O_RDWR);
	return feed;
}

/* What came at once is read in several steps; then more is waited for, all the same. */
static void waits_for_a_fifo_after_small_steps(void **state)
{
	struct pollfd input = {.events = POLLIN};
	int writer;
	struct feed *feed = open_fifo(&writer);

	(void)state;
	if (fcntl(writer, F_SETPIPE_SZ, 1 << 20) < 0)
		skip();
	dprintf(writer, EXECVE);
	for (size_t i = 0; i < 60000; i++)
		assert_int_equal(write(writer, "17 close(3) = 0\n", 16), 16);
	assert_int_equal(read_on(feed), FEED_WAITING);
	assert_trace(feed, "execve 1 close 60000");
	input.fd = feed_descriptor(feed);
	assert_true(input.fd >= 0);
	assert_int_equal(poll(&input, 1, 0), 0);
	dprintf(writer, "17 close(3) = 0\n");
	assert_int_equal(poll(&input, 1, 0), 1);
	close(writer);
	feed_free(feed);
}

static void stops_where_it_is(void **state)
{
	int writer;
	struct feed *feed = open_fifo(&writer);

	(void)state;
	dprintf(writer, EXECVE "17 read(0, <unfinished ...>\n");
	assert_int_equal(read_on(feed), FEED_WAITING);
	assert_trace(feed, "execve 1");
	feed_end(feed);
	feed_end(feed);
	assert_trace(feed, "execve 1 read 1");
	assert_int_equal(read_on(feed), FEED_DONE);
	close(writer);
	feed_free(feed);
}

static void follows_a_file(void **state)
{
	static const char *const logs[] = {"log", "more"};
	struct feed *feed;

	(void)state;
	write_to("log", "w", EXECVE);
	write_to("more", "w", EXECVE);
	feed = open_feed(logs, 2, true, true);
	assert_int_equal(read_on(feed), FEED_WAITING);
	assert_trace(feed, "execve 2");
	write_to("log", "a", "17 read(0, 0x1, 2) = 0\n");
	write_to("more", "a", "17 close(");
	assert_int_equal(read_on(feed), FEED_WAITING);
	assert_trace(feed, "execve 2 read 1");
	write_to("more", "a", "3) = 0\n");
	assert_int_equal(read_on(feed), FEED_WAITING);
	assert_trace(feed, "execve 2 read 1 close 1");
	feed_free(feed);
}

/* Both are a new trace in the place of the other: its process 17 is another one. */
static void follows_through_rotation_and_truncation(void **state)
{
	static const char *const logs[] = {"log"};
	struct feed *feed;

	(void)state;
	write_to("log", "w", EXECVE "17 read(0, 0x1, 2) = 0\n17 write(1, <unfinished ...>\n");
	feed = open_feed(logs, 1, true, true);
	assert_int_equal(read_on(feed), FEED_WAITING);
	rename("log", "old");
	assert_int_equal(read_on(feed), FEED_WAITING);
	write_to("old", "a", "17 getpid() = 17\n");
	write_to("log", "w", EXECVE);
	assert_int_equal(read_on(feed), FEED_WAITING);
	assert_trace(feed, "execve 2 read 1 write 1 getpid 1");
	write_to("log", "w", "17 close(3) = 0\n");
	assert_int_equal(read_on(feed), FEED_WAITING);
	feed_end(feed);
	/* Lines, and so the order of first calls, are those of the new file. */
	assert_trace(feed, "execve 2 close 1 read 1 write 1 getpid 1");
	feed_free(feed);
}

static void takes_one_more(void **state)
{
	static const char *const logs[] = {"log", "x.1"};
	struct feed *feed;
	struct feed *again;
	struct error error = {0};

	(void)state;
	write_to("log", "w", EXECVE);
	write_to("more", "w", EXECVE "17 close(3) = 0\n");
	write_to("x.1", "w", "getpid() = 1\n");
	write_to("x.2", "w", "getppid() = 1\n");
	feed = open_feed(logs, 2, false, true);
	assert_int_equal(read_on(feed), FEED_DONE);
	assert_false(feed_has_run_of(feed, "more"));
	assert_true(feed_add(feed, "more", &error));
	assert_int_equal(read_on(feed), FEED_DONE);
	assert_trace(feed, "execve 2 getpid 1 close 1");
	assert_int_equal(tally_find(feed_tally(feed), slice_of("close"))->first.log, 2);
	assert_int_equal(feed_report(feed, 2)->text.calls, 2);

	assert_true(feed_has_run_of(feed, "x.2"));
	again = feed_again(feed, "x.2", &error);
	assert_int_equal(read_on(again), FEED_DONE);
	assert_trace(again, "execve 2 getpid 1 close 1 getppid 1");
	feed_free(feed);
	feed_remove_last(again);
	assert_int_equal(feed_count(again), 3);
	feed_free(again);
}

/* What is to be kept must be there before anything is read. */
static void assert_refused(const char *log)
{
	struct error error = {0};

	assert_null(
		feed_new(&(struct feed_setup){.logs = &log, .count = 1, .keeps = true}, &error));
	assert_string_equal(error.file, log);
	error_free(&error);
}

static void says_what_cannot_be_read(void **state)
{
	static const char *const logs[] = {"log", "more"};
	enum feed_state state_of_feed;
	struct feed *feed;
	struct error error = {0};

	(void)state;
	write_to("log", "w", EXECVE);
	write_to("more", "w", EXECVE);
	feed = open_feed(logs, 2, false, true);
	unlink("more");
	do
		state_of_feed = feed_step(feed, &error);
	while (state_of_feed == FEED_MORE);
	assert_int_equal(state_of_feed, FEED_FAILED);
	assert_string_equal(error.file, "more");
	assert_trace(feed, "execve 1");
	feed_free(feed);
	error_free(&error);
	assert_refused("more");
	assert_refused("/");
	feed_free(open_feed(logs, 1, false, true));
}

/* What is kept is read in smaller steps, to the same trace, and indexed alike. */
static void reads_in_small_steps(void **state)
{
	static const char *const logs[] = {"log"};
	enum { LINES = 60000 };
	FILE *file = fopen("log", "w");
	struct error error = {0};
	struct feed *feed;
	size_t steps = 0;
	uint64_t bytes = 0;

	(void)state;
	for (int i = 0; i < LINES; i++)
		fprintf(file, "%d %s(%d, 0x7ffc0000) = -1 ENOENT (No such file or directory)\n",
			17 + i % 3, i % 5 ? "fstat" : "listen", i);
	fclose(file);
	feed = open_feed(logs, 1, false, true);
	while (feed_step(feed, &error) == FEED_MORE) {
		assert_true(feed_bytes(feed) > bytes || feed_bytes(feed) == feed_total(feed));
		bytes = feed_bytes(feed);
		steps++;
	}
	assert_in_range(steps, 3, 64);
	assert_trace(feed, "listen 12000 fstat 48000");
	assert_int_equal(feed_report(feed, 0)->text.lines, LINES);
	assert_int_equal(
		call_index_count(feed_index(feed), syscall_find(slice_of("listen"))), 12000);
	assert_int_equal(feed_bytes(feed), feed_total(feed));
	feed_free(feed);
}

/* A process out of nowhere may be the one that starts the container. */
static void tells_what_is_held(void **state)
{
	static const char *const logs[] = {"log"};
	struct feed *feed;

	(void)state;
	write_to("log", "w", "17 close(3) = 0\n17 close(4) = 0\n17 close(5) = 0\n");
	feed = open_feed(logs, 1, true, false);
	assert_int_equal(feed_held(feed), 0);
	assert_int_equal(read_on(feed), FEED_WAITING);
	assert_int_equal(feed_held(feed), 3);
	assert_trace(feed, "");
	feed_end(feed);
	assert_int_equal(feed_held(feed), 0);
	assert_trace(feed, "close 3");
	feed_free(feed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_files, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(
			reads_a_fifo_as_it_comes, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(
			waits_for_a_fifo_after_small_steps, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(stops_where_it_is, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(follows_a_file, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(
			follows_through_rotation_and_truncation, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(takes_one_more, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(
			says_what_cannot_be_read, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(reads_in_small_steps, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(tells_what_is_held, enter_folder, leave_folder),
	};

	return cmocka_run_group_tests_name("trace/feed", tests, NULL, NULL);
}
