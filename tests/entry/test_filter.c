/* The filter: verdicts in both meanings, the profile's conditions, the program's length. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "entry/filter.h"
#include "facts/capability.h"

static const struct target x86 = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};

static struct target with_capability(const char *name, unsigned runtime)
{
	struct target target = x86;
	unsigned number;

	assert_true(capability_parse(slice_of(name), &number));
	target.capabilities = UINT64_C(1) << number;
	target.runtime = runtime;
	return target;
}

/* Judges a call whose register `index` holds `value` and whose other ones are zero. */
static bool passes(const struct entry *entry, const struct target *target, const char *name,
	unsigned index, uint64_t value, enum meaning meaning)
{
	struct filter filter = filter_build(entry, target);
	uint64_t registers[SYSCALL_REGISTERS] = {0};
	const struct syscall_fact *syscall = syscall_find(slice_of(name));
	bool verdict;

	assert_non_null(syscall);
	assert_true(syscall->numbers[target->arch] >= 0);
	registers[index] = value;
	verdict = filter_passes(
		&filter, (unsigned)syscall->numbers[target->arch], registers, meaning);
	filter_free(&filter);
	return verdict;
}

static struct entry entry_with(const char *name, const struct restriction *restriction)
{
	struct entry entry = {0};

	entry_set(&entry, slice_of(name), restriction);
	return entry;
}

static void test_values(void **state)
{
	struct restriction restriction = {
		.has_values = true, .index = 1, .value_count = 2, .values = {5, 7}};
	struct entry entry = entry_with("ioctl", &restriction);

	(void)state;
	assert_true(passes(&entry, &x86, "ioctl", 1, 5, MEANING_BUILT));
	assert_true(passes(&entry, &x86, "ioctl", 1, 5, MEANING_DOCUMENTED));
	assert_false(passes(&entry, &x86, "ioctl", 1, 7, MEANING_BUILT));
	assert_true(passes(&entry, &x86, "ioctl", 1, 7, MEANING_DOCUMENTED));
	assert_false(passes(&entry, &x86, "ioctl", 1, 6, MEANING_DOCUMENTED));
	/* all 64 bits count */
	assert_false(passes(&entry, &x86, "ioctl", 1, 0x100000005, MEANING_BUILT));
	/* another register does not */
	assert_false(passes(&entry, &x86, "ioctl", 2, 5, MEANING_BUILT));
	entry_free(&entry);
}

static void test_no_values(void **state)
{
	struct restriction restriction = {.has_values = true};
	struct entry entry = entry_with("ioctl", &restriction);

	(void)state;
	assert_true(passes(&entry, &x86, "ioctl", 0, 12345, MEANING_BUILT));
	assert_true(passes(&entry, &x86, "ioctl", 0, 12345, MEANING_DOCUMENTED));
	entry_free(&entry);
}

static void test_mask(void **state)
{
	struct restriction restriction = {.has_mask = true, .index = 2, .mask = 0x6};
	struct entry entry = entry_with("openat", &restriction);

	(void)state;
	assert_true(passes(&entry, &x86, "openat", 2, 0, MEANING_BUILT));
	assert_true(passes(&entry, &x86, "openat", 2, 6, MEANING_BUILT));
	assert_false(passes(&entry, &x86, "openat", 2, 1, MEANING_BUILT));
	assert_false(passes(&entry, &x86, "openat", 2, 0x100000002, MEANING_BUILT));
	entry.rules[0].restriction.mask = 0xffffffff00000006;
	assert_true(passes(&entry, &x86, "openat", 2, 0x100000002, MEANING_BUILT));
	entry.rules[0].restriction.has_values = true;
	entry.rules[0].restriction.value_count = 1;
	entry.rules[0].restriction.values[0] = 1;
	assert_true(passes(&entry, &x86, "openat", 2, 1, MEANING_BUILT)); /* either suffices */
	entry_free(&entry);
}

static void test_execve_always_passes(void **state)
{
	struct restriction never = {.has_mask = true, .mask = 0};
	struct entry entry = entry_with("execve", &never);

	(void)state;
	assert_true(passes(&entry, &x86, "execve", 0, 1, MEANING_BUILT));
	assert_false(passes(&entry, &x86, "execveat", 0, 1, MEANING_BUILT));
	entry_free(&entry);
}

static void test_union_with_profile(void **state)
{
	struct restriction never = {.has_mask = true, .mask = 0};
	struct entry entry = entry_with("write", &never);

	(void)state;
	assert_false(passes(&entry, &x86, "write", 0, 1, MEANING_BUILT));
	entry.profile = PROFILE_DEFAULT;
	assert_true(passes(&entry, &x86, "write", 0, 1, MEANING_BUILT));
	assert_false(passes(&entry, &x86, "clone3", 0, 1, MEANING_BUILT));
	/* the profile's own list of values is honoured up to its first one */
	assert_true(passes(&entry, &x86, "personality", 0, 0, MEANING_BUILT));
	assert_false(passes(&entry, &x86, "personality", 0, 8, MEANING_BUILT));
	assert_true(passes(&entry, &x86, "personality", 0, 8, MEANING_DOCUMENTED));
	assert_false(passes(&entry, &x86, "personality", 0, 9, MEANING_DOCUMENTED));
	entry_free(&entry);
}

static void test_clone_depends_on_capabilities(void **state)
{
	struct entry entry = {.profile = PROFILE_DEFAULT};
	struct target chown = with_capability("CAP_CHOWN", 9);
	struct target admin = with_capability("CAP_SYS_ADMIN", 9);
	const uint64_t new_user = 0x10000000;

	(void)state;
	assert_false(passes(&entry, &x86, "clone", 0, 17, MEANING_BUILT));
	assert_true(passes(&entry, &chown, "clone", 0, 17, MEANING_BUILT));
	assert_false(passes(&entry, &chown, "clone", 0, new_user, MEANING_BUILT));
	assert_true(passes(&entry, &admin, "clone", 0, new_user, MEANING_BUILT));
}

static void test_older_runtimes(void **state)
{
	struct entry entry = {.profile = PROFILE_DEFAULT};
	struct target admin = with_capability("CAP_SYS_ADMIN", 6);
	struct target net = with_capability("CAP_NET_ADMIN", 6);

	(void)state;
	assert_false(passes(&entry, &admin, "mount", 0, 0, MEANING_BUILT));
	assert_true(passes(&entry, &net, "mount", 0, 0, MEANING_BUILT));
}

static size_t length_of(uint64_t capabilities)
{
	const struct entry entry = {.profile = PROFILE_DEFAULT};
	struct target target = x86;
	struct filter filter;
	size_t length;

	target.capabilities = capabilities;
	filter = filter_build(&entry, &target);
	length = filter_instructions(&filter);
	filter_free(&filter);
	return length;
}

/* The runtime's own numbers (Northstar 0.9.2). */
static void test_instructions(void **state)
{
	(void)state;
	assert_int_equal(length_of(0), 602);
	assert_int_equal(length_of(with_capability("CAP_CHOWN", 9).capabilities), 615);
	assert_int_equal(length_of(with_capability("CAP_SYS_ADMIN", 9).capabilities), 642);
	assert_int_equal(length_of(CAPABILITY_ALL), 678);
}

static void test_names_of_another_architecture(void **state)
{
	struct target arm = {.arch = ARCH_AARCH64, .runtime = TARGET_RUNTIME_NEWEST};
	struct entry entry = {0};
	struct filter filter;

	(void)state;
	entry_allow(&entry, slice_of("open"));
	entry_allow(&entry, slice_of("no_such_call"));
	filter = filter_build(&entry, &arm);
	assert_int_equal(filter.count, 1); /* execve */
	assert_int_equal(filter_instructions(&filter), 7);
	filter_free(&filter);
	entry_free(&entry);
}

/* The tests of one syscall in the filter made for it alone are those in the whole one. */
static void assert_same_tests(const struct syscall_fact *syscall, const struct target *target)
{
	const struct entry profile = {.profile = PROFILE_DEFAULT};
	struct filter whole = filter_build(&profile, target);
	struct filter alone = filter_build_profile_of(slice_of(syscall->name), target);
	unsigned number = (unsigned)syscall->numbers[target->arch];
	size_t count;
	size_t count_alone;
	const struct filter_test *expected = filter_tests(&whole, number, &count);
	const struct filter_test *tests = filter_tests(&alone, number, &count_alone);

	assert_int_equal(count, count_alone);
	for (size_t i = 0; i < count; i++)
		assert_true(restriction_equal(&expected[i].restriction, &tests[i].restriction));
	filter_free(&whole);
	filter_free(&alone);
}

static void test_profile_of_one_syscall(void **state)
{
	const struct target targets[] = {x86, with_capability("CAP_SYS_ADMIN", 9),
		{.arch = ARCH_AARCH64, .runtime = 5, .capabilities = CAPABILITY_ALL}};

	(void)state;
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		for (size_t row = 0; row < syscall_count(); row++)
			if (syscall_at(row)->numbers[targets[i].arch] >= 0)
				assert_same_tests(syscall_at(row), &targets[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_profile_of_one_syscall),
		cmocka_unit_test(test_no_values),
		cmocka_unit_test(test_mask),
		cmocka_unit_test(test_execve_always_passes),
		cmocka_unit_test(test_union_with_profile),
		cmocka_unit_test(test_clone_depends_on_capabilities),
		cmocka_unit_test(test_older_runtimes),
		cmocka_unit_test(test_instructions),
		cmocka_unit_test(test_names_of_another_architecture),
	};

	return cmocka_run_group_tests_name("entry/filter", tests, NULL, NULL);
}
