/* The origin: what a trace tells of its architecture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/origin.h"

static bool find(const char *const *names, enum arch *arch, struct slice *witness)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	bool found;

	for (size_t i = 0; names[i]; i++)
		tally_add(tally, &(struct call){.name = slice_of(names[i]),
					 .syscall = syscall_find(slice_of(names[i])),
					 .place = {0, i + 1}});
	found = origin_find(tally, arch, witness);
	if (found)
		*witness = slice_of(syscall_find(*witness)->name);
	tally_free(tally);
	return found;
}

static void test_x86(void **state)
{
	enum arch arch = ARCH_AARCH64;
	struct slice witness;

	(void)state;
	assert_true(find((const char *const[]){"openat", "access", "open", NULL}, &arch, &witness));
	assert_int_equal(arch, ARCH_X86_64);
	assert_true(slice_is(witness, "access"));
}

static void test_silent(void **state)
{
	enum arch arch = ARCH_AARCH64;
	struct slice witness;

	(void)state;
	assert_false(find((const char *const[]){"openat", "close", NULL}, &arch, &witness));
	assert_false(find((const char *const[]){"mmap2", "syscall_0x1f4", NULL}, &arch, &witness));
	assert_int_equal(arch, ARCH_AARCH64);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_x86),
		cmocka_unit_test(test_silent),
	};

	return cmocka_run_group_tests_name("trace/origin", tests, NULL, NULL);
}
