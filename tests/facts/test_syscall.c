#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "facts/syscall.h"

#include "shared.h"

static const struct syscall_fact *found(const char *name)
{
	const struct syscall_fact *syscall = syscall_find(slice_of(name));

	assert_non_null(syscall);
	return syscall;
}

/* Checks the words "NAME:KIND ..." of the arguments of `syscall`. */
static void assert_arguments(const char *syscall, enum arch arch, const char *expected)
{
	struct text text = {0};
	const struct argument_fact *argument;

	for (unsigned i = 0; (argument = syscall_argument(found(syscall), arch, i)) != NULL; i++)
		text_append_format(&text, "%s%s:%s", i > 0 ? " " : "", argument->name,
			argument_kind_name(argument->kind));
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

static void finds_every_row_by_name(void **state)
{
	(void)state;
	assert_true(syscall_count() > 460);
	for (size_t row = 0; row < syscall_count(); row++) {
		const struct syscall_fact *syscall = syscall_at(row);

		assert_ptr_equal(found(syscall->name), syscall);
		assert_int_equal(syscall_row(syscall), row);
		if (row > 0)
			assert_true(strcmp(syscall_at(row - 1)->name, syscall->name) < 0);
	}
}

static void finds_nothing_else(void **state)
{
	static const char *const others[] = {"", "r", "rea", "reads", "READ", "read ",
		"syscall_0x1f4", "a_name_that_is_longer_than_every_name_of_the_table"};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_null(syscall_find(slice_of(others[i])));
	assert_null(syscall_find((struct slice){NULL, 0}));
	assert_null(syscall_find((struct slice){"re\0d", 4}));
	assert_ptr_equal(syscall_find((struct slice){"openat2", 6}), found("openat"));
}

static void finds_every_number(void **state)
{
	(void)state;
	for (int arch = 0; arch < ARCH_COUNT; arch++) {
		size_t numbered = 0;

		for (size_t row = 0; row < syscall_count(); row++) {
			short number = syscall_at(row)->numbers[arch];

			if (number < 0)
				continue;
			assert_ptr_equal(syscall_by_number((enum arch)arch, (unsigned long)number),
				syscall_at(row));
			numbered++;
		}
		for (unsigned long number = 0; number < 2000; number++)
			numbered -= syscall_by_number((enum arch)arch, number) != NULL;
		assert_int_equal(numbered, 0);
	}
}

static void finds_no_other_number(void **state)
{
	(void)state;
	assert_null(syscall_by_number(ARCH_X86_64, 500));
	assert_null(syscall_by_number(ARCH_X86_64, 336));
	assert_null(syscall_by_number(ARCH_AARCH64, 250));
	assert_null(syscall_by_number(ARCH_X86_64, (unsigned long)-1));
	assert_null(syscall_by_number(ARCH_X86_64, 0x40000027));
}

static void counts_calls_of_6_12(void **state)
{
	static const size_t expected[ARCH_COUNT] = {375, 318};

	(void)state;
	for (int arch = 0; arch < ARCH_COUNT; arch++) {
		size_t count = 0;

		for (size_t row = 0; row < syscall_count(); row++)
			count += syscall_at(row)->numbers[arch] >= 0;
		assert_int_equal(count, expected[arch]);
	}
	assert_int_equal(found("mseal")->numbers[ARCH_X86_64], 462);
	assert_int_equal(found("mseal")->numbers[ARCH_AARCH64], 462);
}

static void has_sound_arguments(void **state)
{
	(void)state;
	for (size_t row = 0; row < syscall_count(); row++) {
		const struct syscall_fact *syscall = syscall_at(row);

		for (int arch = 0; arch < ARCH_COUNT; arch++)
			assert_true(syscall->argument_counts[arch] <= SYSCALL_REGISTERS);
		for (unsigned i = 0; i < SYSCALL_REGISTERS; i++) {
			const struct argument_fact *argument =
				syscall_argument(syscall, ARCH_X86_64, i);

			if (!argument)
				continue;
			assert_true(strlen(argument->name) > 0 && strlen(argument->type) > 0);
			assert_true(argument->kind < KIND_TOTAL);
			assert_true(argument->width == 16 || argument->width == 32 ||
				    argument->width == 64);
			if (strchr(argument->type, '*'))
				assert_int_equal(argument->width, 64);
			if (argument->kind == KIND_FD)
				assert_int_equal(argument->width, 32);
		}
		assert_null(syscall_argument(syscall, ARCH_X86_64, SYSCALL_REGISTERS));
	}
}

static void knows_the_arguments_of_clone(void **state)
{
	(void)state;
	assert_arguments("clone", ARCH_X86_64,
		"flags:flags newsp:address parent_tidptr:pointer child_tidptr:pointer tls:address");
	assert_arguments("clone", ARCH_AARCH64,
		"flags:flags newsp:address parent_tidptr:pointer tls:address child_tidptr:pointer");
	assert_int_equal(found("clone")->numbers[ARCH_X86_64], 56);
	assert_int_equal(found("clone")->numbers[ARCH_AARCH64], 220);
}

static void knows_arguments_by_hand(void **state)
{
	static const char *const expected[][2] = {
		{"read", "fd:fd buf:pointer count:size"},
		{"openat", "dfd:fd filename:pointer flags:flags mode:mode"},
		{"mmap", "addr:address len:size prot:flags flags:flags fd:fd off:offset"},
		{"ioctl", "fd:fd cmd:command arg:other"},
		{"fcntl", "fd:fd cmd:command arg:other"},
		{"prctl", "option:command arg2:other arg3:other arg4:other arg5:other"},
		{"futex", "uaddr:pointer op:command val:other utime:pointer uaddr2:pointer "
			  "val3:other"},
		{"kill", "pid:pid sig:signal"},
		{"socket", "family:command type:flags protocol:command"},
		{"lseek", "fd:fd offset:offset whence:command"},
		{"access", "filename:pointer mode:flags"},
		{"inotify_add_watch", "fd:fd pathname:pointer mask:mask"},
		{"chown", "filename:pointer user:pid group:pid"},
		{"getpid", ""},
		{"waitpid", "pid:pid stat_addr:pointer options:flags"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
		assert_arguments(expected[i][0], ARCH_X86_64, expected[i][1]);
	assert_arguments("openat", ARCH_AARCH64, expected[1][1]);
}

static void has_arguments_where_it_has_no_number(void **state)
{
	(void)state;
	assert_arguments("open", ARCH_X86_64, "filename:pointer flags:flags mode:mode");
	assert_arguments("open", ARCH_AARCH64, "filename:pointer flags:flags mode:mode");
	assert_arguments("send", ARCH_AARCH64, "fd:fd buff:pointer len:size flags:flags");
}

static void assert_width(const char *syscall, unsigned index, unsigned width, bool is_signed)
{
	const struct argument_fact *argument = syscall_argument(found(syscall), ARCH_X86_64, index);

	assert_non_null(argument);
	assert_int_equal(argument->width, width);
	assert_int_equal(argument->is_signed, is_signed);
}

static void knows_widths(void **state)
{
	(void)state;
	assert_width("close", 0, 32, false);
	assert_width("openat", 0, 32, true);
	assert_width("openat", 3, 16, false);
	assert_width("lseek", 1, 64, true);
	assert_width("write", 2, 64, false);
	assert_width("mmap", 2, 64, false);
	assert_width("mmap", 4, 32, false);
	assert_width("clone", 0, 32, false);
	assert_width("setuid", 0, 32, false);
	assert_width("kill", 0, 32, true);
	assert_width("fcntl", 2, 64, false);
	assert_width("execve", 0, 64, false);
}

static void knows_calls_of_32_bit_programs(void **state)
{
	static const char *const names[] = {"mmap2", "socketcall", "_llseek", "waitpid", "fcntl64",
		"chown32", "futex_time64", "recv", "cacheflush"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_true(found(names[i])->on_compat);
		assert_int_equal(found(names[i])->numbers[ARCH_X86_64], -1);
		assert_int_equal(found(names[i])->numbers[ARCH_AARCH64], -1);
	}
	assert_true(found("read")->on_compat);
	assert_false(found("newfstatat")->on_compat);
	assert_int_equal(found("create_module")->numbers[ARCH_X86_64], 174);
	assert_int_equal(found("open")->numbers[ARCH_AARCH64], -1);
}

static void names_kinds(void **state)
{
	(void)state;
	for (int a = 0; a < KIND_TOTAL; a++)
		for (int b = 0; b < a; b++)
			assert_string_not_equal(argument_kind_name((enum argument_kind)a),
				argument_kind_name((enum argument_kind)b));
	assert_string_equal(argument_kind_name(KIND_FD), "fd");
	assert_string_equal(argument_kind_name(KIND_OTHER), "other");
}

static void suggests_names(void **state)
{
	static const char *const expected[][2] = {
		{"opnat", "openat"},
		{"wrtie", "write"},
		{"clode", "clone"},
		{"delete_modul", "delete_module"},
		{"READ", "read"},
		{"getpidd", "getpid"},
		{"read", "read"},
		{"xyzzy", NULL},
		{"", NULL},
		{"a_name_that_is_longer_than_every_name_of_the_table", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		const char *nearest = syscall_nearest_name(slice_of(expected[i][0]));

		if (expected[i][1])
			assert_string_equal(nearest, expected[i][1]);
		else
			assert_null(nearest);
	}
}

/* Every call that the kernel counted in the given logs is one we know, but for unknown numbers. */
static void knows_the_calls_of_real_logs(void **state)
{
	FILE *file = open_shared("traces/expected.tsv");
	char line[1000], name[200];
	size_t known = 0;

	(void)state;
	if (!file)
		skip();
	assert_non_null(fgets(line, sizeof(line), file));
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%*[^\t]\t%199[^\t]", name) != 1)
			fail_msg("unexpected line: %s", line);
		if (strncmp(name, "syscall_0x", strlen("syscall_0x")) == 0)
			continue;
		if (!syscall_find(slice_of(name)))
			fail_msg("not known: %s", name);
		known++;
	}
	fclose(file);
	assert_true(known > 0);
}

/* Cuts `line` at its tabs into at most `limit` fields; returns how many there are. */
static size_t split_line(char *line, char **fields, size_t limit)
{
	size_t count = 0;

	while (count < limit && line)
		fields[count++] = strsep(&line, "\t");
	return count;
}

/* Whatever register a scalar of a real log was found in, the call has an argument there. */
static void knows_the_registers_of_real_logs(void **state)
{
	enum { SYSCALL = 0, REGISTER = 6, FIELDS = 9 };
	FILE *file = open_shared("traces/truth/rare_f_v_Xverbose.scalars.tsv");
	char line[4096], *fields[FIELDS];
	size_t checked = 0;

	(void)state;
	if (!file)
		skip();
	while (fgets(line, sizeof(line), file)) {
		const struct syscall_fact *syscall;

		assert_int_equal(split_line(line, fields, FIELDS), FIELDS);
		syscall = syscall_find(slice_of(fields[SYSCALL]));
		if (!syscall || strspn(fields[REGISTER], "012345") != 1 || fields[REGISTER][1])
			continue;
		if (!syscall_argument(syscall, ARCH_X86_64, (unsigned)(*fields[REGISTER] - '0')))
			fail_msg("%s has no argument %s", fields[SYSCALL], fields[REGISTER]);
		checked++;
	}
	fclose(file);
	assert_true(checked > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_every_row_by_name),
		cmocka_unit_test(finds_nothing_else),
		cmocka_unit_test(finds_every_number),
		cmocka_unit_test(finds_no_other_number),
		cmocka_unit_test(counts_calls_of_6_12),
		cmocka_unit_test(has_sound_arguments),
		cmocka_unit_test(knows_the_arguments_of_clone),
		cmocka_unit_test(knows_arguments_by_hand),
		cmocka_unit_test(has_arguments_where_it_has_no_number),
		cmocka_unit_test(knows_widths),
		cmocka_unit_test(knows_calls_of_32_bit_programs),
		cmocka_unit_test(names_kinds),
		cmocka_unit_test(suggests_names),
		cmocka_unit_test(knows_the_calls_of_real_logs),
		cmocka_unit_test(knows_the_registers_of_real_logs),
	};

	return cmocka_run_group_tests_name("syscall", tests, NULL, NULL);
}
