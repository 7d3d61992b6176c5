/* The layout: printed argument -> register, where the two differ. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/layout.h"
#include "trace/scan.h"

static struct call call_of(const char *name, const char *list)
{
	struct call call = {.name = slice_of(name), .syscall = syscall_find(slice_of(name))};
	struct scan scan;

	scan_arguments(slice_of(list), &scan);
	call.argument_count = scan.count;
	for (unsigned i = 0; i < scan.count; i++)
		call.arguments[i] = scan.arguments[i];
	return call;
}

struct row {
	const char *name;
	const char *list;
	int registers[CALL_ARGUMENTS + 1]; /* ended by -2 */
};

static const struct row rows[] = {
	{"write", "1, \"x\", 1)", {0, 1, 2, -2}},
	{"clone", "child_stack=NULL, flags=SIGCHLD, tls=0x1, child_tidptr=0x7f)", {1, 0, 4, 3, -2}},
	{"clone", "0x11, 0, 0, 0x7f, 0)", {0, 1, 2, 3, 4, -2}},
	{"futex", "0x7f, FUTEX_WAIT, 1, NULL)", {0, 1, 2, 3, -2}},
	{"futex", "0x7f, FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME, 1, NULL, 0xffffffff)",
		{0, 1, 2, 3, 5, -2}},
	{"futex", "0x7f, FUTEX_WAKE_BITSET_PRIVATE, 1, 0xffffffff)", {0, 1, 2, 5, -2}},
	{"futex", "0x7f, FUTEX_LOCK_PI, NULL)", {0, 1, 3, -2}},
	{"futex", "0x7f, 0x89, 0x1, 0, 0, 0xffffffff)", {0, 1, 2, 3, 4, 5, -2}},
	{"preadv", "3, [], 1, 0)", {0, 1, 2, 3, -2}},
	{"preadv2", "3, [], 1, 0, RWF_HIPRI)", {0, 1, 2, 3, 5, -2}},
	{"quotactl", "QCMD(Q_GETINFO, USRQUOTA), \"/dev/x\", {})", {0, 1, 3, -2}},
	{"quotactl", "QCMD(Q_GETQUOTA, USRQUOTA), \"/dev/x\", 5, {})", {0, 1, 2, 3, -2}},
	{"futex", "0x7f, x, 3, 4, 5, 6, 7, 8)", {0, 1, 2, 3, 4, 5, -1, -1, -2}},
	{"preadv2", "1, 2, 3, 4, 5, 6, 7, 8)", {0, 1, 2, 3, 5, 5, -1, -1, -2}},
	{"quotactl", "1, 2, 3, 4, 5, 6, 7, 8)", {0, 1, 2, 3, 4, 5, -1, -1, -2}},
	{"rt_sigreturn", "{mask=[]})", {-1, -2}},
	{"restart_syscall", "<... resuming interrupted read ...>)", {-1, -2}},
};

static void test_registers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct call call = call_of(rows[i].name, rows[i].list);
		unsigned position = 0;

		for (; rows[i].registers[position] != -2; position++)
			assert_int_equal(layout_register(&call, position, false, ARCH_X86_64),
				rows[i].registers[position]);
		assert_int_equal(position, call.argument_count);
	}
}

static void test_clone_on_aarch64(void **state)
{
	struct call call =
		call_of("clone", "child_stack=NULL, flags=SIGCHLD, tls=0x1, child_tidptr=0)");

	(void)state;
	assert_int_equal(layout_register(&call, 2, false, ARCH_AARCH64), 3);
	assert_int_equal(layout_register(&call, 3, false, ARCH_AARCH64), 4);
}

static void test_text(void **state)
{
	struct call call = call_of("openat", "dirfd=AT_FDCWD</tmp>, \"a=b\", flags=O_RDONLY)");

	(void)state;
	assert_true(slice_is(layout_text(&call, 0), "AT_FDCWD"));
	assert_true(slice_is(layout_text(&call, 1), "\"a=b\""));
	assert_true(slice_is(layout_text(&call, 2), "O_RDONLY"));
	assert_int_equal(layout_register(&call, 2, false, ARCH_X86_64), 2);
}

static void test_raw(void **state)
{
	struct call raw = call_of("openat", "0xffffff9c, 0x7f, 0, 0)");
	struct call decoded = call_of("openat", "AT_FDCWD, 0x7f, 0)");
	struct call empty = call_of("getpid", ")");

	(void)state;
	assert_true(layout_is_raw(&raw));
	assert_false(layout_is_raw(&decoded));
	assert_false(layout_is_raw(&empty));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_registers),
		cmocka_unit_test(test_clone_on_aarch64),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_raw),
	};

	return cmocka_run_group_tests_name("trace/layout", tests, NULL, NULL);
}
