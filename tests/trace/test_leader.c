/* The leader: every part alone, and together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/leader.h"

struct row {
	const char *line;
	unsigned long pid;
	unsigned parts;
	const char *body;
};

static const struct row rows[] = {
	{"brk(NULL) = 0x1", 0, 0, "brk(NULL) = 0x1"},
	{"", 0, 0, ""},
	{"1234  brk(0) = 0", 1234, LEADER_PID, "brk(0) = 0"},
	{"12345 +++ exited with 0 +++", 12345, LEADER_PID, "+++ exited with 0 +++"},
	{"[pid  1234] brk(0) = 0", 1234, LEADER_BRACKETED, "brk(0) = 0"},
	{"[pid  1234<ba sh]>] brk(0) = 0", 1234, LEADER_BRACKETED, "brk(0) = 0"},
	{"22769<na(me> kill(1, 0) = 0", 22769, LEADER_PID, "kill(1, 0) = 0"},
	{"16:18:51 brk(0) = 0", 0, LEADER_TIME, "brk(0) = 0"},
	{"16:18:51.206588 brk(0) = 0", 0, LEADER_TIME, "brk(0) = 0"},
	{"1795450739.727173 brk(0) = 0", 0, LEADER_TIME, "brk(0) = 0"},
	{"1795450739 openat(1) = 0", 0, LEADER_TIME, "openat(1) = 0"},
	{"12 1795450739 openat(1) = 0", 12, LEADER_PID | LEADER_TIME, "openat(1) = 0"},
	{"     0.000363 brk(0) = 0", 0, LEADER_RELATIVE, "brk(0) = 0"},
	{"     3 brk(0) = 0", 0, LEADER_RELATIVE, "brk(0) = 0"},
	{"99 0.000363 brk(0) = 0", 99, LEADER_PID | LEADER_RELATIVE, "brk(0) = 0"},
	{"[  12] brk(0) = 0", 0, LEADER_NUMBER, "brk(0) = 0"},
	{"[???] brk(0) = 0", 0, LEADER_NUMBER, "brk(0) = 0"},
	{"[00007f0b9158ac47] brk(0) = 0", 0, LEADER_POINTER, "brk(0) = 0"},
	{"[????????????????] +++ exited with 0 +++", 0, LEADER_POINTER, "+++ exited with 0 +++"},
	{"[unconfined_u:unconfined_r:t:s0] brk(0) = 0", 0, LEADER_CONTEXT, "brk(0) = 0"},
	{"22796<rare> 16:18:54.206981 (+     0.000366) [  12] [00007f0b9158ac47] brk(NULL) = 0",
		22796, LEADER_PID | LEADER_TIME | LEADER_RELATIVE | LEADER_NUMBER | LEADER_POINTER,
		"brk(NULL) = 0"},
	{"[ Process PID=26137 runs in 32 bit mode. ]", 0, 0,
		"[ Process PID=26137 runs in 32 bit mode. ]"},
	{"[  59] [ Process PID=1 runs in 32 bit mode. ]", 0, LEADER_NUMBER,
		"[ Process PID=1 runs in 32 bit mode. ]"},
	{" > /usr/lib/libc.so.6(write+0x14) [0x10eaf7]", 0, 0,
		" > /usr/lib/libc.so.6(write+0x14) [0x10eaf7]"},
	{"[pid 12", 0, 0, "[pid 12"},
	{"[...]", 0, 0, "[...]"},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct leader leader = leader_peel(slice_of(rows[i].line));

		assert_int_equal(leader.pid, rows[i].pid);
		assert_int_equal(leader.parts, rows[i].parts);
		assert_true(slice_is(leader.body, rows[i].body));
	}
}

static void test_number(void **state)
{
	(void)state;
	assert_int_equal(leader_peel(slice_of("[ 257] openat(1) = 0")).number, 257);
	assert_int_equal(leader_peel(slice_of("openat(1) = 0")).number, -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_number),
	};

	return cmocka_run_group_tests_name("trace/leader", tests, NULL, NULL);
}
