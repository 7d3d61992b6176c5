/* Audit records in the forms of dmesg, the journal, audit.log and ausearch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/audit.h"

#define FIELDS                                                                                     \
	"auid=1000 uid=1000 gid=1000 ses=1 subj=unconfined pid=4711 comm=\"he llo\" "              \
	"exe=\"/hello\" "
#define KILL "sig=31 arch=c000003e syscall=175 compat=0 ip=0x7f00 code=0x80000000"

static void check(const char *line, enum arch arch, unsigned long number, bool killed)
{
	struct audit_record record;

	assert_true(audit_read_line(slice_of(line), &record));
	assert_true(record.has_arch);
	assert_int_equal(record.arch, arch);
	assert_int_equal(record.number, number);
	assert_int_equal(record.name.length, 0);
	assert_int_equal(record.pid, 4711);
	assert_int_equal(record.killed, killed);
}

static void test_forms(void **state)
{
	(void)state;
	check("type=1326 audit(1699999999.123:42): " FIELDS KILL, ARCH_X86_64, 175, true);
	check("[12345.678901] audit: type=1326 audit(1699999999.123:42): " FIELDS KILL, ARCH_X86_64,
		175, true);
	check("Nov 23 12:00:00 host kernel: audit: type=1326 audit(1699999999.123:42): " FIELDS
			KILL,
		ARCH_X86_64, 175, true);
	check("Nov 23 12:00:00 host audit[4711]: SECCOMP " FIELDS KILL, ARCH_X86_64, 175, true);
	check("type=SECCOMP msg=audit(1699999999.123:42): " FIELDS KILL "\x1d"
	      "ARCH=x86_64 SYSCALL=init_module",
		ARCH_X86_64, 175, true);
}

static void test_outcomes(void **state)
{
	(void)state;
	check("type=1326 audit(1.1:4): " FIELDS "sig=31 arch=c00000b7 syscall=105 code=0x0",
		ARCH_AARCH64, 105, true);
	/* logged, and passed */
	check("type=1326 audit(1.1:4): " FIELDS "sig=0 arch=c000003e syscall=1 code=0x7ffc0000",
		ARCH_X86_64, 1, false);
	/* before Linux 3.16 there was no code */
	check("type=1326 audit(1.1:4): " FIELDS "sig=31 arch=c000003e syscall=1", ARCH_X86_64, 1,
		true);
}

static void test_names(void **state)
{
	struct audit_record record;

	(void)state;
	assert_true(audit_read_line(
		slice_of("type=SECCOMP msg=audit(11/23/2026 12:00:00.123:42) : auid=root pid=5 "
			 "sig=SIGSYS arch=x86_64 syscall=delete_module code=kill-process"),
		&record));
	assert_true(record.has_arch && record.arch == ARCH_X86_64 && record.killed);
	assert_true(slice_is(record.name, "delete_module"));
}

static void test_other_architectures(void **state)
{
	struct audit_record record;

	(void)state;
	assert_true(audit_read_line(
		slice_of("type=1326 audit(1.1:4): pid=5 sig=31 arch=40000003 syscall=5 code=0x0"),
		&record));
	assert_false(record.has_arch);
}

static void test_other_lines(void **state)
{
	struct audit_record record;

	(void)state;
	assert_false(audit_read_line(
		slice_of("type=1300 audit(1.1:4): arch=c000003e syscall=59 success=yes"), &record));
	assert_false(audit_read_line(slice_of("type=1326 audit(1.1:4): pid=5"), &record));
	assert_false(audit_read_line(
		slice_of("type=1326 audit(1.1:4): arch=c000003e syscall=nosuchcall"), &record));
	assert_false(audit_read_line(slice_of(""), &record));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_other_architectures),
		cmocka_unit_test(test_other_lines),
	};

	return cmocka_run_group_tests_name("trace/audit", tests, NULL, NULL);
}
