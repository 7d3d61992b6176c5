/* Arguments: every form of a scalar that strace prints, and what it stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/argument.h"

#define NONE UINT64_C(0xdeadbeef)

struct row {
	const char *text;
	uint64_t value; /* NONE: no number */
};

static const struct row rows[] = {
	{"3", 3},
	{"0x5", 5},
	{"0600", 0600},
	{"000", 0},
	{"0", 0},
	{"-5", 0 - UINT64_C(5)},
	{"18446744073709551615", UINT64_MAX},
	{"18446744073709551616", NONE},
	{"-9223372036854775808", UINT64_C(1) << 63},
	{"-9223372036854775809", NONE},
	{"-18446744073709551615", NONE},
	{"0177777", 0177777},
	{"NULL", 0},
	{"O_RDWR|O_CREAT|0x8", 02 | 0100 | 8},
	{"O_RDONLY|O_CLOEXEC", 02000000},
	{"IPC_CREAT|0600", 01000 | 0600},
	{"AT_FDCWD", 0 - UINT64_C(100)},
	{"-100 /* AT_FDCWD */", 0 - UINT64_C(100)},
	{"0x3001 /* ARCH_??? */", 0x3001},
	{"10 /* SYSLOG_ACTION_SIZE_BUFFER */", 10},
	{"0x8 /* PER_LINUX32 */|0x40000 /* ADDR_NO_RANDOMIZE */", 0x40008},
	{"0x5 /* 0x5 /* MAP_??? */ */", 5},
	{"SIGCHLD", 17},
	{"SIGRTMIN", 32},
	{"SIGRT_2", 34},
	{"SIGRT_32", 64},
	{"makedev(0x1, 0x3)", 0x103},
	{"makedev(0x103, 0xfffff)", 0xfff103ff},
	{"S_IFCHR|0644", 020644},
	{"S_IFREG|S_ISUID|0755", 0104755},
	{"TCGETS", 0x5401},
	{"_IOC(_IOC_READ|_IOC_WRITE, 0x54, 0x30, 0x10)", 0xc0105430},
	{"EVIOCGNAME(256)", 0x81004506},
	{"EVIOCGBIT(EV_KEY, 96)", 0x80604521},
	{"BTRFS_IOC_CLONE or FICLONE", 0x40049409},
	{"SNDCTL_TMR_TIMEBASE or SNDRV_TIMER_IOCTL_NEXT_DEVICE or TCGETS", NONE},
	{"SPI_IOC_MESSAGE(2)", 0x40406b00},
	{"21<<MAP_HUGE_SHIFT", UINT64_C(21) << 26},
	{"MAP_PRIVATE|MAP_ANONYMOUS|21<<MAP_HUGE_SHIFT", UINT64_C(21) << 26 | 0x22},
	{"FUTEX_OP_ADD<<28|0x1<<12|FUTEX_OP_CMP_GT<<24|0x2", 0x14001002},
	{"8*ORIG_RAX", 120},
	{"8192*1024", 8192 * 1024},
	{"CLOCK_MONOTONIC", 1},
	{"MAKE_PROCESS_CPUCLOCK(5, CPUCLOCK_SCHED)", 0 - UINT64_C(46)},
	{"FD_TO_CLOCKID(3)", 0 - UINT64_C(29)},
	{"IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4)", 2 << 13 | 4},
	{"QCMD(Q_GETQUOTA, USRQUOTA)", 0x80000700},
	{"htons(ETH_P_ALL)", 0x300},
	{"FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME", 9 | 128 | 256},
	{"FUTEX_BITSET_MATCH_ANY", 0xffffffff},
	{"!PR_TAGGED_ADDR_ENABLE|PR_MTE_TCF_SYNC", 2},
	{"0x1<<32|0x2", UINT64_C(1) << 32 | 2},
	{"", NONE},
	{"-", NONE},
	{"|", NONE},
	{"3|", NONE},
	{"NO_SUCH_NAME", NONE},
	{"O_RDWR|NO_SUCH_NAME", NONE},
	{"nothing(1)", NONE},
	{"makedev(1)", NONE},
	{"makedev(1, 2", NONE},
	{"_IOC(1, 2, 3, 4, 5)", NONE},
	{"1<<64", NONE},
	{"8foo(bar", NONE},
	{"089", NONE},
	{"0x", NONE},
	{"\"text\"", NONE},
	{"{a=1}", NONE},
	{"[1]", NONE},
	{"3 4", NONE},
	{"_IOC(_IOC(_IOC(_IOC(_IOC(_IOC(_IOC(_IOC(_IOC(1", NONE},
};

static void test_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t value = NONE;
		bool negative;
		bool read =
			argument_evaluate(slice_of(rows[i].text), ARCH_X86_64, &value, &negative);

		if (value != rows[i].value || read != (rows[i].value != NONE))
			fail_msg("%s is %#lx, not %#lx", rows[i].text, (unsigned long)value,
				(unsigned long)rows[i].value);
	}
}

/* The names whose numbers differ between the two. */
static void test_architectures(void **state)
{
	uint64_t value;
	bool negative;

	(void)state;
	assert_true(argument_evaluate(slice_of("O_DIRECTORY"), ARCH_X86_64, &value, &negative));
	assert_int_equal(value, 0x10000);
	assert_true(argument_evaluate(slice_of("O_DIRECTORY"), ARCH_AARCH64, &value, &negative));
	assert_int_equal(value, 0x4000);
}

static struct argument_value decode(const char *text, const char *name, unsigned index, bool is_raw)
{
	const struct syscall_fact *syscall = syscall_find(slice_of(name));

	return argument_decode(
		slice_of(text), syscall_argument(syscall, ARCH_X86_64, index), ARCH_X86_64, is_raw);
}

static void check(struct argument_value value, unsigned count, uint64_t first, uint64_t second)
{
	assert_int_equal(value.candidate_count, count);
	if (count > 0)
		assert_true(value.candidates[0] == first);
	if (count > 1)
		assert_true(value.candidates[1] == second);
}

static void test_widths(void **state)
{
	(void)state;
	/* an int that is negative: zero-extended first */
	check(decode("AT_FDCWD", "openat", 0, false), 2, 0xffffff9c, 0xffffffffffffff9c);
	check(decode("-1", "mmap", 4, false), 2, 0xffffffff, UINT64_MAX);
	/* an int whose highest bit is printed in hexadecimal */
	check(decode("0xfffffffa", "clock_gettime", 0, false), 2, 0xfffffffa, 0xfffffffffffffffa);
	/* unsigned: no sign to extend */
	check(decode("0x80045430", "ioctl", 1, false), 1, 0x80045430, 0);
	/* a long shows all of itself */
	check(decode("-1", "lseek", 1, false), 1, UINT64_MAX, 0);
	check(decode("CLONE_FS|0xffffffff00000000", "clone", 0, false), 1, 0xffffffff00000200, 0);
	/* raw: the register as it was */
	check(decode("0xffffff9c", "openat", 0, true), 1, 0xffffff9c, 0);
	check(decode("0xffffffffffffff9c", "openat", 0, true), 1, 0xffffffffffffff9c, 0);
	check(decode("what?", "openat", 0, false), 0, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_architectures),
		cmocka_unit_test(test_widths),
	};

	return cmocka_run_group_tests_name("trace/argument", tests, NULL, NULL);
}
