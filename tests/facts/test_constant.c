#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "facts/constant.h"

#define NONE UINT64_C(0x5eed)

static uint64_t value_on(enum arch arch, const char *name)
{
	uint64_t value = NONE;

	if (!constant_value(slice_of(name), arch, &value))
		assert_int_equal(value, NONE);
	return value;
}

struct sample {
	const char *name;
	uint64_t x86_64;
	uint64_t aarch64;
};

/* From the kernel's headers for each architecture; the differing ones are the ones that matter. */
static const struct sample samples[] = {
	{"O_RDONLY", 0, 0},
	{"O_CLOEXEC", 0x80000, 0x80000},
	{"O_DIRECTORY", 0x10000, 0x4000},
	{"O_NOFOLLOW", 0x20000, 0x8000},
	{"O_DIRECT", 0x4000, 0x10000},
	{"O_LARGEFILE", 0x8000, 0x20000},
	{"O_TMPFILE", 0x410000, 0x404000},
	{"SIGHUP", 1, 1},
	{"SIGRTMIN", 32, 32},
	{"SIGRT_1", 33, 33},
	{"SIGRT_32", 64, 64},
	{"AT_FDCWD", UINT64_C(0xffffffffffffff9c), UINT64_C(0xffffffffffffff9c)},
	{"KEY_SPEC_SESSION_KEYRING", UINT64_C(0xfffffffffffffffd), UINT64_C(0xfffffffffffffffd)},
	{"RLIM64_INFINITY", UINT64_MAX, UINT64_MAX},
	{"PR_SET_PTRACER_ANY", UINT64_MAX, UINT64_MAX},
	{"FUTEX_BITSET_MATCH_ANY", 0xffffffff, 0xffffffff},
	{"FUTEX_WAIT_PRIVATE", 128, 128},
	{"MS_NOUSER", 0x80000000, 0x80000000},
	{"TCGETS", 0x5401, 0x5401},
	{"TIOCGPTN", 0x80045430, 0x80045430},
	{"EVIOCGNAME", 0x80004506, 0x80004506},
	{"EVIOCGBIT", 0x80004520, 0x80004520},
	{"AF_UNIX", 1, 1},
	{"SOCK_NONBLOCK", 0x800, 0x800},
	{"S_IFREG", 0100000, 0100000},
	{"R_OK", 4, 4},
	{"CAP_SYS_ADMIN", 21, 21},
	{"MAP_HUGE_SHIFT", 26, 26},
	{"PTRACE_PEEKUSER", 3, 3},
	{"SYSLOG_ACTION_READ_ALL", 3, 3},
	{"ARCH_SET_FS", 0x1002, NONE},
	{"MAP_32BIT", 0x40, NONE},
	{"ORIG_RAX", 15, NONE},
	{"PROT_BTI", NONE, 0x10},
	{"PTRACE_PEEKMTETAGS", NONE, 33},
	{"PTRACE_GETREGS", 12, 12},
	{"PROT_SAO", NONE, NONE},
	{"O_NDELAY", 0x800, 0x800},
	{"SIGIOT", 6, 6},
};

static void test_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const struct sample *sample = &samples[i];

		if (value_on(ARCH_X86_64, sample->name) != sample->x86_64 ||
			value_on(ARCH_AARCH64, sample->name) != sample->aarch64)
			fail_msg("%s is 0x%llx and 0x%llx", sample->name,
				(unsigned long long)value_on(ARCH_X86_64, sample->name),
				(unsigned long long)value_on(ARCH_AARCH64, sample->name));
	}
}

static void test_unknown_names(void **state)
{
	static const char *const names[] = {"", "O", "O_", "O_RDONL", "O_RDONLYY", "o_rdonly",
		" O_RDONLY", "O_RDONLY ", "AAA", "zzz", "0", "NULL"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(value_on(ARCH_X86_64, names[i]), NONE);
}

static void test_slices_need_no_end(void **state)
{
	uint64_t value = NONE;

	(void)state;
	assert_true(
		constant_value(slice_until(slice_of("SIGHUP|O_APPEND"), 6), ARCH_X86_64, &value));
	assert_int_equal(value, 1);
	assert_false(constant_value((struct slice){"SIGHUP\0", 7}, ARCH_X86_64, &value));
	assert_false(constant_value((struct slice){NULL, 0}, ARCH_X86_64, &value));
}

/* Every row is found under its own name, in the order of the search. */
static void test_rows(void **state)
{
	(void)state;
	assert_true(constant_count() > 5000);
	for (size_t row = 0; row < constant_count(); row++) {
		const char *name = constant_name(row);
		unsigned arches = 0;

		if (row > 0 && strcmp(constant_name(row - 1), name) >= 0)
			fail_msg("%s is not after %s", name, constant_name(row - 1));
		for (int arch = 0; arch < ARCH_COUNT; arch++) {
			uint64_t value = NONE;

			if (!constant_at(row, (enum arch)arch, &value))
				continue;
			arches++;
			assert_int_equal(value_on((enum arch)arch, name), value);
		}
		if (arches == 0)
			fail_msg("%s has no value", name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_unknown_names),
		cmocka_unit_test(test_slices_need_no_end),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests_name("facts/constant", tests, NULL, NULL);
}
