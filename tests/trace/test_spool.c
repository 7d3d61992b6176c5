#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
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

static void copies_standard_input(void **state)
{
	int descriptor = open_pipe();
	struct error error = {0};
	char *source;

	(void)state;
	dup2(descriptor, STDIN_FILENO);
	close(descriptor);
	source = spool_log("-", &error);
	assert_non_null(source);
	assert_reads_twice(source);
	free(source);
}

static void copies_a_pipe_by_name(void **state)
{
	int descriptor = open_pipe();
	struct error error = {0};
	char name[32];
	char *source;

	(void)state;
	snprintf(name, sizeof(name), "/dev/fd/%d", descriptor);
	source = spool_log(name, &error);
	assert_non_null(source);
	assert_string_not_equal(source, name);
	close(descriptor);
	assert_reads_twice(source);
	free(source);
}

static void leaves_files_alone(void **state)
{
	static const char *const names[] = {"/proc/self/exe", "/", "/nonexistent/log"};
	struct error error = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *source = spool_log(names[i], &error);

		assert_string_equal(source, names[i]);
		free(source);
	}
}

/* A file as standard input is not copied, unless a part of it was read before. */
static void copies_the_rest_of_a_file(void **state)
{
	char path[64];
	struct error error = {0};
	int descriptor;
	char *source;

	(void)state;
	snprintf(path, sizeof(path), "/tmp/northstar-seccomp-spool.%ld", (long)getpid());
	assert_true(file_replace(path, slice_of("zero\none\ntwo\n"), &error));
	descriptor = open(path, O_RDONLY);
	unlink(path);
	dup2(descriptor, STDIN_FILENO);
	close(descriptor);
	source = spool_log("-", &error);
	assert_string_equal(source, "/dev/stdin");
	free(source);
	lseek(STDIN_FILENO, 5, SEEK_SET);
	source = spool_log("-", &error);
	assert_non_null(source);
	assert_reads_twice(source);
	free(source);
}

static void says_where_there_is_no_room(void **state)
{
	int descriptor = open_pipe();
	struct error error = {0};

	(void)state;
	dup2(descriptor, STDIN_FILENO);
	close(descriptor);
	setenv("TMPDIR", "/nonexistent", 1);
	assert_null(spool_log("-", &error));
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
		cmocka_unit_test(says_where_there_is_no_room),
	};

	return cmocka_run_group_tests_name("trace/spool", tests, NULL, NULL);
}
