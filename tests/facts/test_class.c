#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "facts/class.h"
#include "facts/syscall.h"

static bool has(enum call_class kind, const char *name)
{
	return class_has(kind, slice_of(name));
}

static void knows_what_strace_knows(void **state)
{
	(void)state;
	assert_true(has(CLASS_FILE, "open"));
	assert_true(has(CLASS_FILE, "openat"));
	assert_true(has(CLASS_DESC, "openat"));
	assert_true(has(CLASS_FILE, "execve"));
	assert_true(has(CLASS_PROCESS, "execve"));
	assert_true(has(CLASS_PROCESS, "exit_group"));
	assert_true(has(CLASS_SIGNAL, "kill"));
	assert_true(has(CLASS_SIGNAL, "rt_sigreturn"));
	assert_true(has(CLASS_IPC, "shmat"));
	assert_true(has(CLASS_MEMORY, "shmat"));
	assert_true(has(CLASS_NETWORK, "accept"));
	assert_true(has(CLASS_MEMORY, "pkey_mprotect"));
	assert_false(has(CLASS_FILE, "read"));
	assert_false(has(CLASS_DESC, "accept"));
	assert_false(has(CLASS_IPC, "mq_open"));
	assert_false(has(CLASS_PROCESS, "getpid"));
}

static void knows_whole_names_only(void **state)
{
	(void)state;
	assert_false(has(CLASS_FILE, ""));
	assert_false(has(CLASS_FILE, "opena"));
	assert_false(has(CLASS_FILE, "openat22"));
	assert_false(class_has(CLASS_FILE, (struct slice){"openat", 5}));
}

/* A name with a slip would be found nowhere; every class is of some size. */
static void finds_all_its_rows(void **state)
{
	static const size_t counts[CLASS_COUNT] = {
		[CLASS_FILE] = 68,
		[CLASS_DESC] = 125,
		[CLASS_PROCESS] = 16,
		[CLASS_NETWORK] = 21,
		[CLASS_SIGNAL] = 17,
		[CLASS_IPC] = 12,
		[CLASS_MEMORY] = 28,
	};

	(void)state;
	for (enum call_class kind = 0; kind < CLASS_COUNT; kind++) {
		size_t count = 0;

		for (size_t i = 0; i < syscall_count(); i++)
			count += has(kind, syscall_at(i)->name);
		assert_int_equal(count, counts[kind]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_what_strace_knows),
		cmocka_unit_test(knows_whole_names_only),
		cmocka_unit_test(finds_all_its_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
