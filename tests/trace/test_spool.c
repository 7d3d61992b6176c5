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

#include "base/file.h"
#include "trace/log.h"
#include "trace/spool.h"

static void count_line(void *context, struct slice line, size_t number)
{
	size_t *count = context;

	assert_true(slice_is(line, number == 1 ? "one" : "two"));
	*count = number;
}

static void assert_reads_twice(const char *source)
{
	for (int i = 0; i < 2; i++) {
		struct error error = {0};
		size_t count = 0;

		if (!log_read(source, count_line, &count, &error))
			fail_msg("%s", error.what);
		assert_int_equal(count, 2);
	}
}

/* A pipe that holds two lines, with nobody at its other end. */
static int open_pipe(void)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "one\ntwo\n", 8), 8);
	close(ends[1]);
	return ends[0];
}

static struct spool *open_spool(const char *log)
{
	struct spool *spool = NULL;
	struct error error = {0};

	if (!spool_open(log, &spool, &error))
		fail_msg("%s", error.what);
	return spool;
}

/* The log is copied, and can be read twice. */
static void assert_is_copied(const char *log)
{
	struct spool *spool = open_spool(log);
	struct error error = {0};

	assert_non_null(spool);
	assert_string_not_equal(spool_name(spool), log);
	assert_true(spool_copy_all(spool, &error));
	assert_int_equal(spool_descriptor(spool), -1);
	assert_reads_twice(spool_name(spool));
	spool_free(spool);
}

static void copies_standard_input(void **state)
{
	int descriptor = open_pipe();

	(void)state;
	dup2(descriptor, STDIN_FILENO);
	close(descriptor);
	assert_is_copied("-");
}

static void copies_a_pipe_by_name(void **state)
{
	int descriptor = open_pipe();
	char name[32];

	(void)state;
	snprintf(name, sizeof(name), "/dev/fd/%d", descriptor);
	assert_is_copied(name);
	close(descriptor);
}

static void leaves_files_alone(void **state)
{
	static const char *const names[] = {"/proc/self/exe", "/", "/nonexistent/log"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_null(open_spool(names[i]));
}

/* A file as standard input is not copied, unless a part of it was read before. */
static void copies_the_rest_of_a_file(void **state)
{
	char path[64];
	struct error error = {0};
	int descriptor;

	(void)state;
	snprintf(path, sizeof(path), "/tmp/northstar-seccomp-spool.%ld", (long)getpid());
	assert_true(file_replace(path, slice_of("zero\none\ntwo\n"), &error));
	descriptor = open(path, O_RDONLY);
	unlink(path);
	dup2(descriptor, STDIN_FILENO);
	close(descriptor);
	assert_null(open_spool("-"));
	lseek(STDIN_FILENO, 5, SEEK_SET);
	assert_is_copied("-");
}

/* Nobody waits for a writer: not for the first one, not for what the next one writes. */
static void waits_for_nobody(void **state)
{
	char path[] = "/tmp/spool-XXXXXX";
	char fifo[sizeof(path) + 5];
	struct error error = {0};
	struct spool *spool;
	int writer;

	(void)state;
	assert_non_null(mkdtemp(path));
	snprintf(fifo, sizeof(fifo), "%s/fifo", path);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	spool = open_spool(fifo);
	assert_int_equal(spool_copy(spool, &error), SPOOL_WAITS);
	writer = open(fifo, O_WRONLY);
	assert_int_equal(spool_copy(spool, &error), SPOOL_WAITS);
	assert_int_equal(write(writer, "one\n", 4), 4);
	assert_int_equal(spool_copy(spool, &error), SPOOL_GREW);
	assert_int_equal(spool_copy(spool, &error), SPOOL_WAITS);
	assert_int_equal(write(writer, "two\n", 4), 4);
	close(writer);
	assert_int_equal(spool_copy(spool, &error), SPOOL_GREW);
	assert_int_equal(spool_copy(spool, &error), SPOOL_ENDED);
	assert_int_equal(spool_copy(spool, &error), SPOOL_ENDED);
	assert_reads_twice(spool_name(spool));
	spool_free(spool);
	unlink(fifo);
	rmdir(path);
}

static void lives_as_long_as_its_owners(void **state)
{
	int descriptor = open_pipe();
	struct error error = {0};
	struct spool *spool;
	struct spool *other;

	(void)state;
	dup2(descriptor, STDIN_FILENO);
	close(descriptor);
	spool = open_spool("-");
	other = spool_share(spool);
	spool_free(spool);
	assert_true(spool_copy_all(other, &error));
	assert_reads_twice(spool_name(other));
	spool_free(other);
}

static void says_where_there_is_no_room(void **state)
{
	int descriptor = open_pipe();
	struct spool *spool = NULL;
	struct error error = {0};

	(void)state;
	dup2(descriptor, STDIN_FILENO);
	close(descriptor);
	setenv("TMPDIR", "/nonexistent", 1);
	assert_false(spool_open("-", &spool, &error));
	assert_null(spool);
	assert_non_null(strstr(error.what, "/nonexistent"));
	error_free(&error);
	unsetenv("TMPDIR");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_standard_input),
		cmocka_unit_test(copies_a_pipe_by_name),
		cmocka_unit_test(leaves_files_alone),
		cmocka_unit_test(copies_the_rest_of_a_file),
		cmocka_unit_test(waits_for_nobody),
		cmocka_unit_test(lives_as_long_as_its_owners),
		cmocka_unit_test(says_where_there_is_no_room),
	};

	return cmocka_run_group_tests_name("trace/spool", tests, NULL, NULL);
}
