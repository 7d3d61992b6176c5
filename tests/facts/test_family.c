#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "facts/constant.h"
#include "facts/family.h"

static const struct family *family_named(const char *syscall, unsigned index)
{
	const struct syscall_fact *fact = syscall_find(slice_of(syscall));

	assert_non_null(fact);
	return family_of(fact, index);
}

struct sample {
	const char *syscall;
	unsigned index;
	enum arch arch;
	uint64_t value;
	const char *text;
};

static const struct sample samples[] = {
	{"openat", 2, ARCH_X86_64, 0x80000, "O_RDONLY|O_CLOEXEC"},
	{"openat", 2, ARCH_X86_64, 0, "O_RDONLY"},
	{"openat", 2, ARCH_X86_64, 3, "O_ACCMODE"},
	{"personality", 0, ARCH_X86_64, 0x40008, "PER_LINUX32|ADDR_NO_RANDOMIZE"},
	{"personality", 0, ARCH_X86_64, 0x4100001, "PER_SVR4"},
	{"openat", 2, ARCH_X86_64, 0x10000, "O_RDONLY|O_DIRECTORY"},
	{"openat", 2, ARCH_AARCH64, 0x4000, "O_RDONLY|O_DIRECTORY"},
	{"openat", 2, ARCH_X86_64, 0x410002, "O_RDWR|O_TMPFILE"},
	{"openat", 2, ARCH_X86_64, 0x101001, "O_WRONLY|O_SYNC"},
	{"openat", 2, ARCH_X86_64, 0x40000042, "O_RDWR|O_CREAT|0x40000000"},
	{"openat", 0, ARCH_X86_64, 0xffffff9c, "AT_FDCWD"},
	{"openat", 0, ARCH_X86_64, UINT64_C(0xffffffffffffff9c), "AT_FDCWD"},
	{"openat", 0, ARCH_X86_64, UINT64_C(0x1ffffff9c), "0x1ffffff9c"},
	{"openat", 0, ARCH_X86_64, 3, "3"},
	{"openat", 3, ARCH_X86_64, 0644, "0644"},
	{"openat", 3, ARCH_X86_64, 0, "0"},
	{"mknod", 1, ARCH_X86_64, 0104755, "S_IFREG|S_ISUID|0755"},
	{"access", 1, ARCH_X86_64, 0, "F_OK"},
	{"access", 1, ARCH_X86_64, 5, "X_OK|R_OK"},
	{"kill", 1, ARCH_X86_64, 1, "SIGHUP"},
	{"kill", 1, ARCH_X86_64, 6, "SIGABRT"},
	{"kill", 1, ARCH_X86_64, 34, "SIGRT_2"},
	{"kill", 1, ARCH_X86_64, 0, "0"},
	{"kill", 1, ARCH_X86_64, 200, "200"},
	{"socket", 0, ARCH_X86_64, 1, "AF_UNIX"},
	{"socket", 1, ARCH_X86_64, 0x80002, "SOCK_DGRAM|SOCK_CLOEXEC"},
	{"socket", 2, ARCH_X86_64, 17, "17"},
	{"mmap", 2, ARCH_X86_64, 0, "PROT_NONE"},
	{"mmap", 2, ARCH_AARCH64, 0x15, "PROT_READ|PROT_EXEC|PROT_BTI"},
	{"mmap", 2, ARCH_X86_64, 0x15, "PROT_READ|PROT_EXEC|0x10"},
	{"mmap", 3, ARCH_X86_64, 0x22, "MAP_PRIVATE|MAP_ANONYMOUS"},
	{"mmap", 3, ARCH_X86_64, 0x23, "MAP_SHARED_VALIDATE|MAP_ANONYMOUS"},
	{"clone", 0, ARCH_X86_64, 0x1200011, "CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD"},
	{"futex", 1, ARCH_X86_64, 0x189, "FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME"},
	{"ioctl", 1, ARCH_X86_64, 0x5413, "TIOCGWINSZ"},
	{"ioctl", 1, ARCH_X86_64, 0x40049409, "BTRFS_IOC_CLONE or FICLONE"},
	{"ioctl", 1, ARCH_X86_64, 0xdead0001, "0xdead0001"},
	{"fcntl", 1, ARCH_X86_64, 2, "F_SETFD"},
	{"prctl", 0, ARCH_X86_64, 38, "PR_SET_NO_NEW_PRIVS"},
	{"ioprio_set", 2, ARCH_X86_64, 0x4004, "IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4)"},
	{"quotactl", 0, ARCH_X86_64, 0x80000500, "QCMD(Q_GETINFO, USRQUOTA)"},
	{"quotactl", 0, ARCH_X86_64, UINT64_C(0xffffffff80000501), "QCMD(Q_GETINFO, GRPQUOTA)"},
	{"mount", 3, ARCH_X86_64, 0x80000001, "MS_RDONLY|MS_NOUSER"},
	{"mount", 3, ARCH_X86_64, UINT64_C(0x100000001), "MS_RDONLY|0x100000000"},
	{"mount", 3, ARCH_X86_64, 0xc0ed1020, "MS_MGC_VAL|MS_REMOUNT|MS_BIND"},
	{"fcntl", 2, ARCH_X86_64, 6, "6"},
	{"fcntl", 2, ARCH_X86_64, 0x800, "O_NONBLOCK"},
	{"keyctl", 1, ARCH_X86_64, 0xfffffffd, "KEY_SPEC_SESSION_KEYRING"},
	{"ioctl", 1, ARCH_X86_64, 0x541b, "FIONREAD"},
	{"arch_prctl", 0, ARCH_X86_64, 0x1002, "ARCH_SET_FS"},
	{"arch_prctl", 0, ARCH_AARCH64, 0x1002, "0x1002"},
	{"mknod", 2, ARCH_X86_64, 0x103, "makedev(0x1, 0x3)"},
	{"mknodat", 3, ARCH_X86_64, 0xfff103ff, "makedev(0x103, 0xfffff)"},
	{"wait4", 2, ARCH_X86_64, 3, "WNOHANG|WSTOPPED"},
	{"write", 2, ARCH_X86_64, 4096, "4096"},
	{"write", 2, ARCH_X86_64, 65536, "0x10000"},
};

static void test_texts(void **state)
{
	struct text text = {0};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const struct sample *sample = &samples[i];

		text_clear(&text);
		family_append_text(&text, family_named(sample->syscall, sample->index),
			sample->arch, sample->value);
		assert_string_equal(text_string(&text), sample->text);
	}
	text_free(&text);
}

static void test_no_family(void **state)
{
	(void)state;
	assert_null(family_named("write", 0));
	assert_null(family_named("openat", 1));
	assert_null(family_named("openat", 6));
	assert_null(family_named("getpid", 0));
}

/* All families there are, by way of the syscalls that have them; returns how many. */
static size_t for_each_family(void (*visit)(const struct family *family, enum arch arch))
{
	size_t found = 0;

	for (size_t row = 0; row < syscall_count(); row++)
		for (unsigned index = 0; index < SYSCALL_REGISTERS; index++) {
			const struct family *family = family_of(syscall_at(row), index);

			if (family == NULL)
				continue;
			found++;
			visit(family, ARCH_X86_64);
			visit(family, ARCH_AARCH64);
		}
	return found;
}

/* Each name is a constant with the value it comes with, lies in its mask, and the steps end. */
static void check_names(const struct family *family, enum arch arch)
{
	struct family_name name;
	size_t cursor = 0;
	size_t count = 0;

	while (family_next_name(family, arch, &cursor, &name)) {
		uint64_t value = 0;

		assert_true(constant_value(slice_of(name.name), arch, &value));
		assert_int_equal(value, name.value);
		if (family_has_bits(family))
			assert_int_equal(value & ~name.mask, 0);
		else
			assert_int_equal(name.mask, UINT64_MAX);
		count++;
	}
	assert_true(count < constant_count());
	assert_false(family_next_name(family, arch, &cursor, &name));
}

/* The value of every single name is shown, and what is shown has no hexadecimal rest. */
static void check_shown(const struct family *family, enum arch arch)
{
	struct text text = {0};
	struct family_name name;
	size_t cursor = 0;

	while (family_has_bits(family) && family_next_name(family, arch, &cursor, &name)) {
		if (name.value == 0)
			continue;
		text_clear(&text);
		family_append_text(&text, family, arch, name.value);
		if (slice_find(slice_of_text(&text), "0x") != text.length)
			fail_msg("%s is shown as %s", name.name, text_string(&text));
	}
	text_free(&text);
}

static void test_names(void **state)
{
	(void)state;
	assert_true(for_each_family(check_names) > 250);
	assert_true(for_each_family(check_shown) > 250);
}

static void test_next_name(void **state)
{
	const struct family *family = family_named("openat", 2);
	struct family_name name;
	size_t cursor = 0;
	unsigned seen = 0;

	(void)state;
	while (family_next_name(family, ARCH_AARCH64, &cursor, &name)) {
		if (strcmp(name.name, "O_WRONLY") == 0 && name.value == 1 && name.mask == 3)
			seen |= 1;
		if (strcmp(name.name, "O_DIRECTORY") == 0 && name.value == 0x4000 &&
			name.mask == 0x4000)
			seen |= 2;
		assert_string_not_equal(name.name, "O_NDELAY");
	}
	assert_int_equal(seen, 3);
}

static void test_nearest_name(void **state)
{
	static const struct {
		const char *syscall;
		unsigned index;
		enum arch arch;
		const char *typed;
		const char *nearest;
	} words[] = {
		{"socket", 0, ARCH_X86_64, "AF_UNIXX", "AF_UNIX"},
		{"socket", 0, ARCH_X86_64, "af_inet6", "AF_INET6"},
		{"prctl", 0, ARCH_X86_64, "SET_NAME", "PR_SET_NAME"},
		{"kill", 1, ARCH_X86_64, "SIGTREM", "SIGTERM"},
		{"kill", 1, ARCH_X86_64, "O_CLOEXE", "O_CLOEXEC"}, /* none of its own is near */
		{"close", 0, ARCH_X86_64, "AT_FDCW", "AT_FDCWD"},  /* it has none */
		{"mmap", 3, ARCH_AARCH64, "MAP_32BITS", NULL},	   /* only x86_64 has it */
		{"socket", 0, ARCH_X86_64, "nonsense", NULL},
		{"socket", 0, ARCH_X86_64, "", NULL},
		{"socket", 0, ARCH_X86_64,
			"A_NAME_THAT_IS_LONGER_THAN_THE_LONGEST_NAME_OF_A_VALUE_MAY_BE", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		const char *nearest =
			family_nearest_name(family_named(words[i].syscall, words[i].index),
				words[i].arch, slice_of(words[i].typed));

		if (!nearest != !words[i].nearest ||
			(nearest && strcmp(nearest, words[i].nearest) != 0))
			fail_msg("%s: %s", words[i].typed, nearest ? nearest : "none");
	}
}

static void names_no_field_without_bits_in_a_mask(void **state)
{
	static const struct sample masks[] = {
		{"openat", 2, ARCH_X86_64, 0x80000, "O_CLOEXEC"},
		{"openat", 2, ARCH_X86_64, 0x80002, "O_RDWR|O_CLOEXEC"},
		{"openat", 2, ARCH_X86_64, 0, "O_RDONLY"},
		{"personality", 0, ARCH_X86_64, 0x40000, "ADDR_NO_RANDOMIZE"},
		{"mmap", 2, ARCH_X86_64, 3, "PROT_READ|PROT_WRITE"},
		/* MS_MGC_VAL would hide eight of these. */
		{"mount", 3, ARCH_X86_64, 0xc0ed0001,
			"MS_RDONLY|MS_POSIXACL|MS_PRIVATE|MS_SLAVE|MS_RELATIME|MS_KERNMOUNT|"
			"MS_I_VERSION|MS_ACTIVE|MS_NOUSER"},
		{"clone", 0, ARCH_X86_64, 0x1200011,
			"CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
		struct text text = {0};

		family_append_mask(&text, family_named(masks[i].syscall, masks[i].index),
			masks[i].arch, masks[i].value);
		assert_string_equal(text_string(&text), masks[i].text);
		text_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_no_family),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_next_name),
		cmocka_unit_test(test_nearest_name),
		cmocka_unit_test(names_no_field_without_bits_in_a_mask),
	};

	return cmocka_run_group_tests_name("facts/family", tests, NULL, NULL);
}
