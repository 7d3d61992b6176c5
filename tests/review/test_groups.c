/* The groups of --with: what each adds, and what it leaves alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "review/groups.h"
#include "tally_of.h"

#define ALL ((1U << GROUP_COUNT) - 1)

static const char log_of_clone[] = "clone(child_stack=NULL, flags=SIGCHLD) = 5\n";

/* Fails unless the additions are these, ended by NULL. */
static void check_names(const struct additions *additions, const char *const *names)
{
	size_t i;

	for (i = 0; names[i]; i++) {
		assert_true(i < additions->count);
		assert_string_equal(additions->items[i].name, names[i]);
	}
	assert_int_equal(additions->count, i);
}

static void check_group(const char *group, const struct entry *entry, const struct target *target,
	const char *const *names)
{
	struct tally *tally = tally_of_arch(log_of_clone, target->arch);
	unsigned set = 0;
	struct additions additions;
	struct slice bad;

	assert_true(groups_parse(slice_of(group), &set, &bad));
	additions = groups_additions(set, entry, tally, target);
	check_names(&additions, names);
	additions_free(&additions);
	tally_free(tally);
}

static void test_members(void **state)
{
	const struct target x86 = {.arch = ARCH_X86_64, .runtime = 9};
	const struct target arm = {.arch = ARCH_AARCH64, .runtime = 9};
	const struct target old = {.arch = ARCH_X86_64, .runtime = 7};
	const struct entry empty = {0};
	const struct entry base = {.profile = PROFILE_DEFAULT};

	(void)state;
	check_group("launch", &empty, &x86,
		(const char *[]){"prctl", "capget", "capset", "brk", "mmap", "munmap", NULL});
	check_group("launch", &empty, &old, (const char *[]){NULL});
	check_group("launch,vdso,exit", &base, &x86, (const char *[]){NULL});
	check_group("siblings", &empty, &x86, (const char *[]){"clone3", NULL});
	check_group("vdso", &empty, &arm,
		(const char *[]){"clock_gettime", "gettimeofday", "getcpu", NULL});
	check_group("exit", &empty, &x86,
		(const char *[]){"rt_sigreturn", "restart_syscall", "exit", "exit_group",
			"rt_sigprocmask", "rt_sigaction", "gettid", "getpid", "tgkill", NULL});
}

/* Restricted rules stay as they are, but where the launch would be killed. */
static void test_restricted_rules(void **state)
{
	const struct target x86 = {.arch = ARCH_X86_64, .runtime = 9};
	const struct restriction one = {.has_values = true, .value_count = 1, .values = {15}};
	struct entry entry = {0};
	struct tally *tally = tally_of(log_of_clone);
	struct additions additions;

	(void)state;
	entry_set(&entry, slice_of("prctl"), &one);
	entry_set(&entry, slice_of("clone3"), &one);
	additions = groups_additions(ALL, &entry, tally, &x86);
	assert_false(additions_have(&additions, slice_of("clone3")));
	assert_true(additions_have(&additions, slice_of("prctl")));
	additions_apply(&additions, &entry);
	assert_true(entry_find(&entry, slice_of("prctl"))->restriction.has_mask);
	assert_true(entry_find(&entry, slice_of("prctl"))->restriction.mask == 0x3f);
	assert_true(entry_find(&entry, slice_of("clone3"))->restriction.values[0] == 15);
	additions_free(&additions);
	additions = groups_additions(ALL, &entry, tally, &x86);
	assert_int_equal(additions.count, 0);
	additions_free(&additions);
	entry_free(&entry);
	tally_free(tally);
}

static void test_parse(void **state)
{
	unsigned set = 0;
	struct slice bad = {0};

	(void)state;
	assert_true(groups_parse(slice_of("launch, exit"), &set, &bad));
	assert_int_equal(set, 1U << GROUP_LAUNCH | 1U << GROUP_EXIT);
	assert_false(groups_parse(slice_of("launch,doors"), &set, &bad));
	assert_true(slice_is(bad, "doors"));
	assert_false(groups_parse(slice_of(""), &set, &bad));
}

static void test_words(void **state)
{
	const struct target x86 = {.arch = ARCH_X86_64, .runtime = 9};
	const struct entry empty = {0};
	struct tally *tally = tally_of(log_of_clone);
	struct additions additions =
		groups_additions(1U << GROUP_SIBLINGS | 1U << GROUP_LAUNCH, &empty, tally, &x86);
	struct text text = {0};

	(void)state;
	addition_append_text(&additions.items[0], ARCH_X86_64, &text);
	assert_string_equal(text_string(&text), "prctl: Northstar 0.8 and newer calls it under the "
						"filter before the program starts");
	text_clear(&text);
	addition_append_text(&additions.items[additions.count - 1], ARCH_X86_64, &text);
	assert_string_equal(text_string(&text),
		"clone3: glibc 2.34 (threads, posix_spawn) calls it instead of clone");
	text_free(&text);
	additions_free(&additions);
	tally_free(tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_restricted_rules),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("review/groups", tests, NULL, NULL);
}
