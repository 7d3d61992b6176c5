#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <linux/capability.h>

#include "facts/capability.h"

static unsigned parsed(const char *name)
{
	unsigned number = 1000;

	assert_true(capability_parse(slice_of(name), &number));
	return number;
}

static void names_and_reads_names(void **state)
{
	(void)state;
	for (unsigned i = 0; i < CAPABILITY_COUNT; i++)
		assert_int_equal(parsed(capability_name(i)), i);
}

static void reads_every_spelling(void **state)
{
	(void)state;
	assert_int_equal(parsed("CAP_SYS_ADMIN"), CAP_SYS_ADMIN);
	assert_int_equal(parsed("cap_sys_admin"), CAP_SYS_ADMIN);
	assert_int_equal(parsed("SYS_ADMIN"), CAP_SYS_ADMIN);
	assert_int_equal(parsed("sys_admin"), CAP_SYS_ADMIN);
}

static void refuses_others(void **state)
{
	static const char *const others[] = {
		"", "CAP_", "CAP_SYS", "CAP_CAP_CHOWN", "CAP_CHOWN ", "21", "all"};
	unsigned number = 1000;

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(capability_parse(slice_of(others[i]), &number));
	assert_false(capability_parse((struct slice){"CAP_CHOWN", 8}, &number));
	assert_int_equal(number, 1000);
}

/* Numbers from this machine's header, names and numbers from Linux 6.12. */
static void agrees_with_the_host(void **state)
{
	(void)state;
	assert_string_equal(capability_name(CAP_CHOWN), "CAP_CHOWN");
	assert_string_equal(capability_name(CAP_NET_ADMIN), "CAP_NET_ADMIN");
	assert_string_equal(capability_name(CAP_SYS_PTRACE), "CAP_SYS_PTRACE");
	assert_string_equal(capability_name(CAP_SYS_TIME), "CAP_SYS_TIME");
	assert_string_equal(capability_name(CAP_SYSLOG), "CAP_SYSLOG");
	assert_string_equal(capability_name(CAP_CHECKPOINT_RESTORE), "CAP_CHECKPOINT_RESTORE");
	assert_int_equal(CAPABILITY_COUNT, CAP_CHECKPOINT_RESTORE + 1);
	assert_true(CAPABILITY_ALL >> CAP_CHECKPOINT_RESTORE == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_reads_names),
		cmocka_unit_test(reads_every_spelling),
		cmocka_unit_test(refuses_others),
		cmocka_unit_test(agrees_with_the_host),
	};

	return cmocka_run_group_tests_name("capability", tests, NULL, NULL);
}
