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

static bool shows_aarch64(const char *name, const char *argument, const char *result, bool failed)
{
	const struct call call = {
		.name = slice_of(name),
		.arguments = {slice_of("0x1"), slice_of("[...]"), slice_of(argument)},
		.argument_count = 3,
		.result = slice_of(result),
		.failed = failed,
	};

	return origin_shows_aarch64(&call);
}

static void test_addresses(void **state)
{
	(void)state;
	assert_true(shows_aarch64("execve", "0xffffd3b79ff8 /* 10 vars */", "0", false));
	assert_true(
		shows_aarch64("execve", "0xffffd3b79ff8 /* 10 vars */", "-1 ENOENT (No)", true));
	assert_true(shows_aarch64("brk", "", "0xaaaac6f0d000", false));
	assert_true(shows_aarch64("mmap", "", "0x7fb4433000", false));
	assert_true(shows_aarch64("mmap", "", "0x3ffb4433000", false));
	/* of x86_64, or of both */
	assert_false(shows_aarch64("execve", "0x7ffd5c1a2b38 /* 10 vars */", "0", false));
	assert_false(shows_aarch64("execve", "[\"A=1\"]", "0", false));
	assert_false(shows_aarch64("brk", "", "0x55c6f0d000aa", false));
	assert_false(shows_aarch64("brk", "", "0x3eb3000", false));
	assert_false(shows_aarch64("mmap", "", "0x7f5fb4433000", false));
	/* no address */
	assert_false(shows_aarch64("mmap", "", "-1 ENOMEM (Cannot allocate memory)", true));
	assert_false(shows_aarch64("lseek", "", "0xffffd3b79ff8", false));
	assert_false(shows_aarch64("brk", "", "0xfffffffffffffff4", false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_x86),
		cmocka_unit_test(test_silent),
		cmocka_unit_test(test_addresses),
	};

	return cmocka_run_group_tests_name("trace/origin", tests, NULL, NULL);
}
