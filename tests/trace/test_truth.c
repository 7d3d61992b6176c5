/*
 * Register values against the kernel's own: ../shared/traces/truth holds logs and, for each scalar
 * argument in them, the register that the kernel saw. What is given must be right, and nearly all
 * must be given. Skipped where the reference is not there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "shared.h"
#include "trace/runs.h"
#include "trace/scan.h"

#define COLUMNS 9

struct score {
	size_t rows;
	size_t given;
	size_t wrong;
};

/* Cuts a line of the table into its columns. Returns whether it has them all. */
static bool cut_columns(char *line, char *columns[COLUMNS])
{
	line[strcspn(line, "\n")] = '\0';
	for (size_t i = 0; i < COLUMNS; i++)
		columns[i] = strsep(&line, "\t");
	return columns[COLUMNS - 1] != NULL;
}

static bool find_value(const struct tally *tally, const struct tally_row *row, unsigned index,
	struct slice text, struct tally_value *value)
{
	size_t cursor = 0;

	while (tally_next_value(tally, row, index, &cursor, value))
		if (slice_equal(value->text, text))
			return true;
	return false;
}

/* strace shows the lower half of a 32-bit argument only. */
static bool is_among(const struct tally_value *value, uint64_t number, bool low_half)
{
	uint64_t bits = low_half ? UINT32_MAX : UINT64_MAX;

	for (unsigned i = 0; i < value->candidate_count; i++)
		if ((value->candidates[i] & bits) == (number & bits))
			return true;
	return false;
}

/* Pointers are not tallied; every other row of a known register counts. */
static void judge_row(const struct tally *tally, char *columns[COLUMNS], struct score *score)
{
	const struct tally_row *row = tally_find(tally, slice_of(columns[0]));
	unsigned index = (unsigned)(columns[6][0] - '0');
	const struct argument_fact *fact;
	struct tally_value value;
	struct slice text;
	bool low_half;

	if (strchr(columns[6], ',') || strchr(columns[7], '/') || index >= SYSCALL_REGISTERS)
		return;
	assert_non_null(row);
	fact = row->syscall ? syscall_argument(row->syscall, ARCH_X86_64, index) : NULL;
	if (fact && (fact->kind == KIND_POINTER || fact->kind == KIND_ADDRESS))
		return;
	text = slice_of(columns[3]);
	if (slice_find(text, "=") < text.length)
		text = slice_after(text, slice_find(text, "=") + 1);
	text = scan_undecorated(text);
	score->rows++;
	if (!find_value(tally, row, index, text, &value) || value.candidate_count == 0) {
		print_message("not given: %s %u %s\n", columns[0], index, columns[3]);
		return;
	}
	score->given++;
	low_half = (fact && fact->width <= 32) || strstr(columns[6], "low 32");
	if (!is_among(&value, strtoull(columns[7], NULL, 16), low_half)) {
		score->wrong++;
		print_message("wrong: %s %u %s\n", columns[0], index, columns[3]);
	}
}

static void judge_log(const char *name, struct score *score)
{
	char path[4096];
	char short_name[256];
	char *line = NULL;
	size_t capacity = 0;
	struct tally *tally = tally_new(ARCH_X86_64);
	struct trace_report report;
	struct error error = {0};
	const char *log = path;
	FILE *table;

	snprintf(short_name, sizeof(short_name), "traces/truth/%s.abbrev.log", name);
	shared_path(path, short_name);
	assert_true(runs_read(&log, 1, LAUNCH_ALL, tally, &report, &error));
	snprintf(short_name, sizeof(short_name), "traces/truth/%s.scalars.tsv", name);
	table = fopen(shared_path(path, short_name), "r");
	assert_non_null(table);
	while (getline(&line, &capacity, table) > 0) {
		char *columns[COLUMNS];

		if (cut_columns(line, columns) && strcmp(columns[0], "syscall") != 0)
			judge_row(tally, columns, score);
	}
	free(line);
	fclose(table);
	tally_free(tally);
}

static void test_registers(void **state)
{
	static const char *const names[] = {"bash_f_Xverbose", "bash_f_yy_Xverbose", "ls_Xverbose",
		"noise_o_Xverbose", "rare_Xverbose", "rare_f_Xverbose", "rare_f_v_Xverbose",
		"rare_f_yy_Y_Xverbose", "sandbox_f_Xverbose", "sqlite_f_Xverbose",
		"tar_gzip_f_Xverbose", "threads_f_Xverbose", "threads_f_yy_Xverbose"};
	struct score score = {0};
	char path[4096];

	(void)state;
	if (access(shared_path(path, "traces/truth"), R_OK) != 0)
		skip();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		judge_log(names[i], &score);
	print_message("%zu rows, %zu given, %zu wrong\n", score.rows, score.given, score.wrong);
	assert_true(score.rows > 3000);
	assert_int_equal(score.wrong, 0);
	assert_true(score.given * 1000 >= score.rows * 995);
}

/* Returns whether the table has rows of this call and register, and none with one of the values. */
static bool truth_denies(const char *path, const struct tally_row *row, unsigned index,
	const struct tally_value *value)
{
	FILE *table = fopen(path, "r");
	char *line = NULL;
	size_t capacity = 0;
	bool is_known = false;
	bool is_right = false;

	assert_non_null(table);
	while (!is_right && getline(&line, &capacity, table) > 0) {
		char *columns[COLUMNS];

		if (!cut_columns(line, columns) || !slice_is(row->name, columns[0]) ||
			!strchr(columns[6], (int)('0' + index)))
			continue;
		is_known = true;
		is_right = is_among(value, strtoull(columns[7], NULL, 16),
			strstr(columns[6], "low 32") != NULL);
	}
	free(line);
	fclose(table);
	return is_known && !is_right;
}

/* Of a 32-bit program not all registers can be told from what is printed; no wrong one is given. */
static void test_32_bit(void **state)
{
	struct tally *tally;
	struct trace_report report;
	struct error error = {0};
	char path[4096];
	const char *log = path;
	unsigned given = 0;

	(void)state;
	if (access(shared_path(path, "traces/truth/mini32_Xverbose.abbrev.log"), R_OK) != 0)
		skip();
	tally = tally_new(ARCH_X86_64);
	assert_true(runs_read(&log, 1, LAUNCH_ALL, tally, &report, &error));
	assert_true(report.text.compat_calls > 0);
	shared_path(path, "traces/truth/mini32_Xverbose.scalars.tsv");
	for (size_t i = 0; i < tally_count(tally); i++) {
		const struct tally_row *row = tally_at(tally, i);

		for (unsigned index = 0; index < SYSCALL_REGISTERS; index++) {
			struct tally_value value;
			size_t cursor = 0;

			while (tally_next_value(tally, row, index, &cursor, &value)) {
				if (value.candidate_count == 0)
					continue;
				given++;
				if (truth_denies(path, row, index, &value))
					fail_msg("%.*s %u %.*s", (int)row->name.length,
						row->name.start, index, (int)value.text.length,
						value.text.start);
			}
		}
	}
	assert_true(given > 40);
	tally_free(tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_registers),
		cmocka_unit_test(test_32_bit),
	};

	return cmocka_run_group_tests_name("trace/truth", tests, NULL, NULL);
}
