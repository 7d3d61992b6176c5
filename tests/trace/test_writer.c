/* Who still writes to a log: seen at once, missed after a second. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "trace/feed.h"
#include "trace/writer.h"

static char path[] = "/tmp/northstar-seccomp-writer.XXXXXX";

static void pause_shortly(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
}

/* Looks for so many milliseconds, or until the writer is gone. Returns whether it is. */
static bool look_for(struct writer *writer, int descriptor, uint64_t milliseconds)
{
	uint64_t end = clock_now() + milliseconds;

	while (clock_now() < end) {
		if (writer_is_gone(writer, descriptor))
			return true;
		pause_shortly();
	}
	return false;
}

/* Some file systems give no leases. */
static void skip_without_leases(int descriptor)
{
	if (fcntl(descriptor, F_SETLEASE, F_RDLCK) != 0)
		skip();
	fcntl(descriptor, F_SETLEASE, F_UNLCK);
}

static void misses_a_writer(void **state)
{
	int to = open(path, O_WRONLY | O_CLOEXEC);
	int from = open(path, O_RDONLY | O_CLOEXEC);
	struct writer writer = {0};
	uint64_t left;

	(void)state;
	assert_true(to >= 0 && from >= 0);
	assert_false(look_for(&writer, from, 150));
	close(to);
	skip_without_leases(from);
	left = clock_now();
	assert_true(look_for(&writer, from, 10000));
	assert_true(clock_now() - left >= 1000);
	/* Another one has come. */
	to = open(path, O_WRONLY | O_CLOEXEC);
	assert_false(writer_is_gone(&writer, from));
	close(to);
	assert_false(writer_is_gone(&writer, from));
	close(from);
}

static void does_not_miss_who_was_not_there(void **state)
{
	int from = open(path, O_RDONLY | O_CLOEXEC);
	struct writer writer = {0};
	int to;

	(void)state;
	writer_is_gone(&writer, from);
	to = open(path, O_WRONLY | O_CLOEXEC);
	writer_is_gone(&writer, from); /* seen once: it only appends a line */
	close(to);
	assert_false(look_for(&writer, from, 1300));
	assert_false(writer_is_gone(&writer, -1));
	close(from);
}

/* Who wrote to the old file may not have opened the new one yet. */
static void waits_for_the_writer_of_another_file(void **state)
{
	char other[] = "/tmp/northstar-seccomp-writer.XXXXXX";
	int to = open(path, O_WRONLY | O_CLOEXEC);
	int from = open(path, O_RDONLY | O_CLOEXEC);
	int next = mkstemp(other);
	struct writer writer = {0};

	(void)state;
	assert_true(next >= 0);
	close(next);
	next = open(other, O_RDONLY | O_CLOEXEC);
	assert_false(look_for(&writer, from, 150));
	assert_true(writer.is_known);
	assert_false(look_for(&writer, next, 1300));
	unlink(other);
	close(next);
	close(from);
	close(to);
}

static void ends_the_reading(void **state)
{
	const char *logs[] = {path};
	int to = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	struct error error = {0};
	struct feed *feed =
		feed_new(&(struct feed_setup){.logs = logs, .count = 1, .follows = true}, &error);
	uint64_t end = clock_now() + 150;

	(void)state;
	while (clock_now() < end) {
		assert_int_not_equal(feed_step(feed, &error), FEED_DONE);
		pause_shortly();
	}
	assert_int_equal(write(to, "close(3) = 0\n", 13), 13);
	close(to);
	skip_without_leases(to = open(path, O_RDONLY | O_CLOEXEC));
	close(to);
	for (end = clock_now() + 10000; clock_now() < end; pause_shortly())
		if (feed_step(feed, &error) == FEED_DONE)
			break;
	assert_int_equal(feed_step(feed, &error), FEED_DONE);
	assert_int_equal(tally_calls(feed_tally(feed)), 1);
	feed_free(feed);
}

static int make_log(void **state)
{
	int descriptor = mkstemp(path);

	(void)state;
	close(descriptor);
	return descriptor < 0;
}

static int remove_log(void **state)
{
	(void)state;
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(misses_a_writer),
		cmocka_unit_test(does_not_miss_who_was_not_there),
		cmocka_unit_test(waits_for_the_writer_of_another_file),
		cmocka_unit_test(ends_the_reading),
	};

	return cmocka_run_group_tests_name("trace/writer", tests, make_log, remove_log);
}
