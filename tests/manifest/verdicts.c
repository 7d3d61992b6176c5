#include "verdicts.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "manifest/reader.h"

enum { PATH_SIZE = 4096, LINE_SIZE = 512, FILE_LIMIT = 1 << 20 };

static const char *verdicts_path(char path[PATH_SIZE], const char *name)
{
	const char *top = getenv("top_srcdir");

	snprintf(path, PATH_SIZE, "%s/../shared/facts/verdicts/%s", top ? top : ".", name);
	return path;
}

static const char *numbered_path(char path[PATH_SIZE], unsigned number, const char *suffix)
{
	char name[32];

	snprintf(name, sizeof(name), "%02u.%s", number, suffix);
	return verdicts_path(path, name);
}

static FILE *open_file(const char *path)
{
	FILE *file = fopen(path, "r");

	if (!file)
		fail_msg("cannot open %s", path);
	return file;
}

bool verdicts_are_there(void)
{
	char path[PATH_SIZE];

	return access(verdicts_path(path, "instructions.tsv"), R_OK) == 0;
}

static struct filter read_filter(const char *path)
{
	struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};
	struct text bytes = {0};
	struct error error = {0};
	struct manifest manifest;
	struct filter filter;

	if (!file_read(path, FILE_LIMIT, &bytes, &error) ||
		!manifest_read(path, slice_of_text(&bytes), target.runtime, &manifest, &error))
		fail_msg("%s: %s", path, error.what);
	assert_true(manifest.has_filter);
	assert_int_equal(manifest.remarks.count, 0);
	target.capabilities = manifest.capabilities;
	filter = filter_build(&manifest.entry, &target);
	manifest_free(&manifest);
	text_free(&bytes);
	return filter;
}

static unsigned number_of(const char *name)
{
	const struct syscall_fact *syscall = syscall_find(slice_of(name));

	if (!syscall || syscall->numbers[ARCH_X86_64] < 0)
		fail_msg("x86_64 has no call %s", name);
	return (unsigned)syscall->numbers[ARCH_X86_64];
}

static struct verdict_row parse_row(const char *line)
{
	struct verdict_row row;
	uint64_t *to = row.registers;
	char verdict[8];

	assert_int_equal(sscanf(line,
				 "%63s %" SCNx64 " %" SCNx64 " %" SCNx64 " %" SCNx64 " %" SCNx64
				 " %" SCNx64 " %7s",
				 row.name, &to[0], &to[1], &to[2], &to[3], &to[4], &to[5], verdict),
		8);
	row.number = number_of(row.name);
	row.passes = strcmp(verdict, "ALLOW") == 0;
	if (!row.passes)
		assert_string_equal(verdict, "KILL");
	return row;
}

static void read_rows(const char *path, struct verdict_case *judged)
{
	FILE *file = open_file(path);
	char line[LINE_SIZE];

	while (fgets(line, sizeof(line), file)) {
		assert_true(judged->row_count < VERDICT_CALLS);
		judged->rows[judged->row_count++] = parse_row(line);
	}
	fclose(file);
	assert_int_equal(judged->row_count, VERDICT_CALLS);
}

struct verdict_case verdict_case_read(unsigned number)
{
	struct verdict_case judged = {.number = number};
	char path[PATH_SIZE];

	judged.filter = read_filter(numbered_path(path, number, "yaml"));
	read_rows(numbered_path(path, number, "tsv"), &judged);
	return judged;
}

void verdict_case_free(struct verdict_case *judged)
{
	filter_free(&judged->filter);
}

void verdicts_read_lengths(void (*found)(unsigned number, size_t length))
{
	char path[PATH_SIZE];
	FILE *file = open_file(verdicts_path(path, "instructions.tsv"));
	char line[LINE_SIZE];
	unsigned number;
	size_t length;

	while (fgets(line, sizeof(line), file)) {
		assert_int_equal(sscanf(line, "%u %zu", &number, &length), 2);
		found(number, length);
	}
	fclose(file);
}
