/* Runs: files, and which of them belong together. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "trace/log.h"
#include "trace/runs.h"

/* A folder of its own for the test's files. */
struct folder {
	char path[32];
	char *names[4];
	unsigned count;
};

static int make_folder(void **state)
{
	struct folder *folder = calloc(1, sizeof(*folder));

	strcpy(folder->path, "/tmp/runs-XXXXXX");
	*state = folder;
	return mkdtemp(folder->path) ? 0 : -1;
}

static int remove_folder(void **state)
{
	struct folder *folder = *state;

	for (unsigned i = 0; i < folder->count; i++) {
		unlink(folder->names[i]);
		free(folder->names[i]);
	}
	rmdir(folder->path);
	free(folder);
	return 0;
}

static const char *write_file(
	struct folder *folder, const char *name, const char *bytes, size_t length)
{
	char *path;
	FILE *file;

	assert_true(asprintf(&path, "%s/%s", folder->path, name) > 0);
	folder->names[folder->count++] = path;
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
	return path;
}

static const char *write_text(struct folder *folder, const char *name, const char *text)
{
	return write_file(folder, name, text, strlen(text));
}

static void add_to_tally(void *context, const struct call *call)
{
	tally_add(context, call);
}

static void test_files_of_one_run(void **state)
{
	struct folder *folder = *state;
	struct tally *tally = tally_new(ARCH_X86_64);
	struct trace_report reports[2];
	struct error error = {0};
	const char *logs[2];

	logs[0] = write_text(folder, "x.5", "<... execve resumed>) = 0\n");
	logs[1] = write_text(
		folder, "x.7", "execve(\"/bin/true\", [], 0x7f <pid changed to 5 ...>\n");
	assert_true(log_is_same_run(logs[0], logs[1]));
	assert_int_equal(log_pid_of_name(logs[0]), 5);
	/* the thread's file is read after the leader's: its call is not counted twice */
	assert_true(runs_read((const char *const[]){logs[1], logs[0]}, 2, LAUNCH_CONTAINER, tally,
		reports, &error));
	assert_int_equal(tally_calls(tally), 1);
	tally_free(tally);
}

/* Files of -ff in the order of their names, which is not that of the processes. */
static void test_launch_in_files(void **state)
{
	struct folder *folder = *state;
	struct tally *tally = tally_new(ARCH_X86_64);
	struct trace_report reports[2];
	struct error error = {0};
	const char *logs[2];

	logs[0] = write_text(folder, "y.10",
		"set_robust_list(0x7f, 24) = 0\nprctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) = 0\n"
		"execve(\"/x\", [], 0x7f) = 0\ngetpid() = 2\n");
	logs[1] = write_text(folder, "y.9",
		"prctl(PR_SET_NAME, \"init-a:1.0.0\") = 0\nsetsid() = 1\n"
		"pivot_root(\"/a\", \"/a\") = 0\n"
		"clone(child_stack=NULL, flags=SIGCHLD) = 2\nwait4(2, NULL, 0, NULL) = 2\n");
	assert_true(runs_read(logs, 2, LAUNCH_CONTAINER, tally, reports, &error));
	assert_int_equal(tally_count(tally), 3);
	assert_int_equal(tally_find(tally, slice_of("prctl"))->launch, 1);
	assert_int_equal(tally_find(tally, slice_of("execve"))->launch, 0);
	assert_int_equal(reports[0].launch.init_calls, 5);
	assert_int_equal(reports[0].launch.child_calls, 1);
	assert_int_equal(reports[1].text.calls, 5);
	tally_free(tally);
}

static void test_logs_of_two_runs(void **state)
{
	struct folder *folder = *state;
	struct tally *tally = tally_new(ARCH_X86_64);
	struct trace_report reports[2];
	struct error error = {0};
	const char *logs[2];

	logs[0] = write_text(folder, "a", "5 read(3,  <unfinished ...>\n");
	logs[1] = write_text(folder, "b", "x\n5 <... read resumed>\"\", 1) = 0\n");
	assert_false(log_is_same_run(logs[0], logs[1]));
	assert_true(runs_read(logs, 2, LAUNCH_CONTAINER, tally, reports, &error));
	assert_int_equal(tally_calls(tally), 2);
	assert_int_equal(tally_at(tally, 0)->without_arguments, 1);
	assert_int_equal(reports[0].text.unreadable, 0);
	assert_int_equal(reports[1].text.unreadable, 1);
	tally_free(tally);
}

static void test_lines_over_block_borders(void **state)
{
	struct folder *folder = *state;
	struct tally *tally = tally_new(ARCH_X86_64);
	struct trace_report report;
	struct error error = {0};
	struct text log = {0};
	const char *path;

	/* 3 MiB of lines of odd lengths, and one line of 2 MiB in between */
	for (unsigned i = 0; i < 40000; i++)
		text_append_format(&log, "%u write(1, \"%.*s\", 5) = 5\n", i % 7 + 1, (int)(i % 53),
			"...................................................");
	text_append_string(&log, "write(1, \"");
	for (unsigned i = 0; i < 2 * 1024 * 1024; i++)
		text_append_byte(&log, 'x');
	text_append_string(&log, "\", 2097152) = 2097152\nclose(3) = 0");
	path = write_file(folder, "big", text_string(&log), log.length);
	assert_true(runs_read(&path, 1, LAUNCH_CONTAINER, tally, &report, &error));
	assert_int_equal(report.text.lines, 40002);
	assert_int_equal(report.text.unreadable, 0);
	assert_int_equal(tally_find(tally, slice_of("write"))->calls, 40001);
	assert_int_equal(tally_find(tally, slice_of("close"))->first.line, 40002);
	text_free(&log);
	tally_free(tally);
}

static void check_refused(const char *path, const char *reason)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	struct trace_report report;
	struct error error = {0};

	assert_false(runs_read(&path, 1, LAUNCH_CONTAINER, tally, &report, &error));
	assert_string_equal(error.file, path);
	assert_non_null(strstr(error.what, reason));
	error_free(&error);
	tally_free(tally);
}

static void test_what_cannot_be_read(void **state)
{
	struct folder *folder = *state;

	check_refused(folder->path, "folder");
	check_refused("/nonexistent/log", "No such file");
	check_refused(write_text(folder, "log.gz", "\x1f\x8b\x08 and so on"), "zcat");
	check_refused(write_text(folder, "log.xz",
			      "\xfd"
			      "7zXZ"),
		"xzcat");
}

static void test_names(void **state)
{
	(void)state;
	assert_int_equal(log_pid_of_name("trace.log"), 0);
	assert_int_equal(log_pid_of_name("trace"), 0);
	assert_int_equal(log_pid_of_name("x.12"), 12);
	assert_int_equal(log_pid_of_name("x.0"), 0);
	assert_false(log_is_same_run("x.12", "y.12"));
	assert_false(log_is_same_run("x.log", "x.log"));
}

/* Reading in steps can be looked at between them, and stopped. */
static void test_steps(void **state)
{
	struct folder *folder = *state;
	struct tally *tally = tally_new(ARCH_X86_64);
	const struct runs_sink sink = {
		.scope = LAUNCH_ALL, .deliver = add_to_tally, .context = tally};
	struct trace_report reports[2];
	struct error error = {0};
	const char *logs[2];
	struct runs *runs;

	logs[0] = write_text(folder, "a", "close(3) = 0\n7 read(3 <unfinished ...>\n");
	logs[1] = write_text(folder, "b", "sync() = 0\n");
	runs = runs_open(logs, 2, &sink, reports);
	assert_int_equal(runs_progress(runs).bytes, 0);
	assert_int_equal(runs_measure(runs), 13 + 26 + 11);
	assert_int_equal(runs_step(runs, &error), RUNS_MORE);
	assert_int_equal(runs_progress(runs).bytes, 13 + 26);
	assert_int_equal(runs_progress(runs).log, 1);
	assert_non_null(tally_find(tally, slice_of("close")));
	assert_null(tally_find(tally, slice_of("sync")));
	runs_end(runs);
	runs_end(runs);
	assert_int_equal(runs_step(runs, &error), RUNS_DONE);
	assert_null(tally_find(tally, slice_of("sync")));
	assert_int_equal(reports[0].text.calls, 2);
	assert_int_equal(reports[1].text.calls, 0);
	runs_free(runs);
	tally_free(tally);
}

/* A pipe that does not block has nothing now, and goes on later; half a line waits. */
static void test_waiting(void **state)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	const struct runs_sink sink = {
		.scope = LAUNCH_ALL, .deliver = add_to_tally, .context = tally};
	struct trace_report report;
	struct error error = {0};
	const char *log = "-";
	int input = dup(STDIN_FILENO);
	struct runs *runs;
	int ends[2];

	(void)state;
	assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
	dup2(ends[0], STDIN_FILENO);
	runs = runs_open(&log, 1, &sink, &report);
	assert_int_equal(runs_step(runs, &error), RUNS_WAITING);
	assert_int_equal(runs_descriptor(runs), STDIN_FILENO);
	assert_int_equal(write(ends[1], "close(3) = 0\nsy", 15), 15);
	assert_int_equal(runs_step(runs, &error), RUNS_WAITING);
	assert_int_equal(tally_calls(tally), 1);
	assert_int_equal(write(ends[1], "nc() = 0\n", 9), 9);
	close(ends[1]);
	assert_int_equal(runs_step(runs, &error), RUNS_MORE);
	assert_int_equal(runs_step(runs, &error), RUNS_DONE);
	assert_int_equal(tally_calls(tally), 2);
	assert_int_equal(runs_measure(runs), 0);
	runs_end(runs);
	runs_free(runs);
	tally_free(tally);
	dup2(input, STDIN_FILENO);
	close(input);
	close(ends[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_files_of_one_run, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_launch_in_files, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_logs_of_two_runs, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(
			test_lines_over_block_borders, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(
			test_what_cannot_be_read, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_steps, make_folder, remove_folder),
		cmocka_unit_test(test_waiting),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("trace/runs", tests, NULL, NULL);
}
