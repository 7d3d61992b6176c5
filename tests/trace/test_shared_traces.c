/*
 * Real logs with known contents: ../shared/traces/strace with the number of each call, and
 * ../shared/traces/launch with the names of the calls under the filter. Skipped where they are not.
 */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "shared.h"
#include "trace/runs.h"

/* Reads NAME.log, or the files NAME.log.PID, into a tally, which the caller frees. */
static struct tally *read_log(const char *name, const char *form)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	struct trace_report *reports;
	struct error error = {0};
	char file[256];
	char path[4096];
	glob_t found;

	snprintf(file, sizeof(file), form, name);
	assert_int_equal(glob(shared_path(path, file), 0, NULL, &found), 0);
	reports = calloc(found.gl_pathc, sizeof(reports[0]));
	assert_true(runs_read((const char *const *)found.gl_pathv, found.gl_pathc, LAUNCH_CONTAINER,
		tally, reports, &error));
	for (size_t i = 0; i < found.gl_pathc; i++)
		assert_int_equal(reports[i].text.unreadable, 0);
	free(reports);
	globfree(&found);
	return tally;
}

struct comparison {
	char name[256]; /* of the log */
	struct tally *tally;
	size_t rows;
	size_t logs;
	size_t wrong;
};

/* All rows of the log were in the table of what is expected. */
static void end_log(struct comparison *comparison)
{
	if (!comparison->tally)
		return;
	if (tally_count(comparison->tally) != comparison->rows) {
		print_message("%s: %zu names, expected %zu\n", comparison->name,
			tally_count(comparison->tally), comparison->rows);
		comparison->wrong++;
	}
	tally_free(comparison->tally);
	comparison->tally = NULL;
	comparison->rows = 0;
	comparison->logs++;
}

static void compare_row(
	struct comparison *comparison, const char *log, const char *name, unsigned long count)
{
	const struct tally_row *row;

	if (strcmp(comparison->name, log) != 0) {
		end_log(comparison);
		snprintf(comparison->name, sizeof(comparison->name), "%s", log);
		comparison->tally = read_log(log, "traces/strace/%s.log*");
	}
	row = tally_find(comparison->tally, slice_of(name));
	comparison->rows++;
	if (row && row->calls == count)
		return;
	print_message("%s: %s %lu, expected %lu\n", log, name,
		row ? (unsigned long)row->calls : 0UL, count);
	comparison->wrong++;
}

static void test_names_and_counts(void **state)
{
	struct comparison comparison = {0};
	char path[4096];
	char log[256];
	char name[256];
	unsigned long count;
	FILE *table = fopen(shared_path(path, "traces/expected.tsv"), "r");

	(void)state;
	if (!table)
		skip();
	/* the heading */
	assert_int_equal(fscanf(table, "%*[^\n]"), 0);
	while (fscanf(table, "%255s %255s %lu%*[^\n]", log, name, &count) == 3)
		compare_row(&comparison, log, name, count);
	end_log(&comparison);
	fclose(table);
	assert_true(comparison.logs >= 90);
	assert_int_equal(comparison.wrong, 0);
}

static void check_launch(const char *name)
{
	struct tally *tally = read_log(name, "traces/launch/%s.[ls]*");
	char file[256];
	char path[4096];
	char call[256];
	size_t names = 0;
	FILE *expected;

	snprintf(file, sizeof(file), "traces/launch/%s.names", name);
	expected = fopen(shared_path(path, file), "r");
	assert_non_null(expected);
	while (fscanf(expected, "%255s", call) == 1) {
		assert_non_null(tally_find(tally, slice_of(call)));
		names++;
	}
	fclose(expected);
	assert_int_equal(tally_count(tally), names);
	/* in all of them privileges are dropped under the filter, or where it would be */
	assert_true(tally_find(tally, slice_of("capset"))->launch > 0);
	assert_int_equal(tally_find(tally, slice_of("execve"))->launch, 0);
	tally_free(tally);
}

static void test_launches(void **state)
{
	char path[4096];

	(void)state;
	if (access(shared_path(path, "traces/launch"), R_OK) != 0)
		skip();
	check_launch("filter-08");
	check_launch("nofilter-08");
	check_launch("filter-08-stderr");
	check_launch("filter-08-runtime-colour");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_and_counts),
		cmocka_unit_test(test_launches),
	};

	return cmocka_run_group_tests_name("trace/shared_traces", tests, NULL, NULL);
}
