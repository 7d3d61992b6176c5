#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <inttypes.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "facts/capability.h"
#include "facts/default_profile.h"
#include "facts/syscall.h"

#include "shared.h"

enum { BOTH = 1 << ARCH_X86_64 | 1 << ARCH_AARCH64 };

static bool has_version(const struct profile_row *row, unsigned version)
{
	return row->since <= version && version <= row->until;
}

static void append_rule(struct text *text, const struct profile_row *row)
{
	if (row->test == PROFILE_ANY) {
		text_append_string(text, "any");
		return;
	}
	text_append_format(text, "%u %s ", row->index, row->test == PROFILE_MASK ? "mask" : "in");
	for (size_t i = 0; i < row->value_count; i++)
		text_append_format(text, "%s0x%" PRIx64, i > 0 ? "," : "", row->values[i]);
}

/* Appends the row as a line of the given facts. */
static void append_row(struct text *text, const struct profile_row *row)
{
	static const char *const conditions[] = {
		[PROFILE_ALWAYS] = "always",
		[PROFILE_WITH_CAPABILITY] = "",
		[PROFILE_SOME_BUT_NOT_CAPABILITY] = "some-capability-but-not-",
	};
	const char *arch = row->arches == BOTH ? "any" : "x86_64";

	if (row->arches == 1 << ARCH_AARCH64)
		arch = "aarch64";
	text_append_format(text, "%s\t%s\t%s%s\t", row->syscall, arch, conditions[row->condition],
		row->condition == PROFILE_ALWAYS ? "" : capability_name(row->capability));
	append_rule(text, row);
	text_append_byte(text, '\n');
}

/* Returns how many rows that `version` has read like `line`. */
static size_t count_rows_like(const char *line, unsigned version)
{
	size_t count, same = 0;
	const struct profile_row *rows = default_profile_rows(&count);
	struct text text = {0};

	for (size_t i = 0; i < count; i++) {
		text_clear(&text);
		append_row(&text, &rows[i]);
		same += has_version(&rows[i], version) && strcmp(text_string(&text), line) == 0;
	}
	text_free(&text);
	return same;
}

/* Makes `line` what it was up to Northstar 0.6, by the rule in the head of the given facts. */
static void age_line(char *line)
{
	char *capability = strstr(line, "CAP_SYS_ADMIN");

	if (capability)
		memcpy(capability, "CAP_NET_ADMIN", strlen("CAP_NET_ADMIN"));
}

static void assert_given_facts(unsigned version)
{
	FILE *file = open_shared("facts/default-profile.tsv");
	char line[1000];
	size_t count, lines = 0;
	const struct profile_row *rows = default_profile_rows(&count);

	if (!file)
		skip();
	while (fgets(line, sizeof(line), file)) {
		if (line[0] == '#')
			continue;
		if (version < 7)
			age_line(line);
		if (count_rows_like(line, version) != 1)
			fail_msg("0.%u does not have exactly one row: %s", version, line);
		lines++;
	}
	fclose(file);
	for (size_t i = 0; i < count; i++)
		lines -= has_version(&rows[i], version);
	assert_int_equal(lines, 0);
}

static void is_that_of_the_given_facts(void **state)
{
	(void)state;
	for (unsigned version = 7; version <= 9; version++)
		assert_given_facts(version);
}

static void was_granted_by_net_admin_before(void **state)
{
	(void)state;
	assert_given_facts(5);
	assert_given_facts(6);
}

static void has_sound_rows(void **state)
{
	size_t count;
	const struct profile_row *rows = default_profile_rows(&count);

	(void)state;
	assert_true(count > 350);
	for (size_t i = 0; i < count; i++) {
		const struct profile_row *row = &rows[i];

		assert_true(row->arches != 0 && (row->arches & ~(unsigned)BOTH) == 0);
		assert_true(row->since >= 5 && row->since <= row->until && row->until <= 9);
		assert_true(row->capability < CAPABILITY_COUNT);
		assert_true((row->test == PROFILE_ANY) == (row->value_count == 0));
		assert_true((row->test == PROFILE_ANY) == (row->values == NULL));
		assert_true(row->index < SYSCALL_REGISTERS);
		if (i > 0)
			assert_true(strcmp(rows[i - 1].syscall, row->syscall) <= 0);
	}
}

static void names_known_calls(void **state)
{
	size_t count, unknown = 0;
	const struct profile_row *rows = default_profile_rows(&count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		unknown += syscall_find(slice_of(rows[i].syscall)) == NULL;
	assert_int_equal(unknown, 0);
}

static void restricts_clone_and_personality(void **state)
{
	(void)state;
	assert_int_equal(count_rows_like("clone\tany\tCAP_SYS_ADMIN\tany\n", 9), 1);
	assert_int_equal(count_rows_like("clone\tany\tCAP_NET_ADMIN\tany\n", 9), 0);
	assert_int_equal(count_rows_like("clone\tany\tCAP_NET_ADMIN\tany\n", 6), 1);
	assert_int_equal(count_rows_like("clone\tany\tsome-capability-but-not-CAP_SYS_ADMIN\t"
					 "0 mask 0xffffffff81fdffff\n",
				 7),
		1);
	assert_int_equal(count_rows_like("personality\tany\talways\t"
					 "0 in 0x0,0x8,0x20000,0x20008,0xffffffff\n",
				 5),
		1);
	assert_int_equal(count_rows_like("arch_prctl\tx86_64\talways\tany\n", 9), 1);
	assert_int_equal(count_rows_like("set_tls\taarch64\talways\tany\n", 9), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_that_of_the_given_facts),
		cmocka_unit_test(was_granted_by_net_admin_before),
		cmocka_unit_test(has_sound_rows),
		cmocka_unit_test(names_known_calls),
		cmocka_unit_test(restricts_clone_and_personality),
	};

	return cmocka_run_group_tests_name("default_profile", tests, NULL, NULL);
}
