/* What the default profile says of a call, and which capability makes it say so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "facts/capability.h"
#include "review/grant.h"

static uint64_t capability(const char *name)
{
	unsigned number = 0;

	assert_true(capability_parse(slice_of(name), &number));
	return UINT64_C(1) << number;
}

/* `grant` NULL: the profile does not let the call pass. */
static void check(const char *syscall, const struct target *target, const char *grant)
{
	struct text text = {0};

	assert_int_equal(
		grant_append(&text, syscall_find(slice_of(syscall)), target), grant != NULL);
	assert_string_equal(text_string(&text), grant ? grant : "");
	text_free(&text);
}

static void says_what_passes(void **state)
{
	const struct target none = {.arch = ARCH_X86_64, .runtime = 9};

	(void)state;
	check("openat", &none, "any arguments");
	check("clone3", &none, NULL);
	check("clone", &none, NULL);
	check("mount", &none, NULL);
	/* Not of this architecture. */
	check("open", &(struct target){.arch = ARCH_AARCH64, .runtime = 9}, NULL);
	assert_false(grant_is_by_capability(syscall_find(slice_of("openat")), &none));
	assert_false(grant_is_by_capability(syscall_find(slice_of("mount")), &none));
}

static void names_the_capability(void **state)
{
	struct target target = {.arch = ARCH_X86_64, .runtime = 9};
	const struct syscall_fact *clone = syscall_find(slice_of("clone"));

	(void)state;
	target.capabilities = capability("CAP_SYS_ADMIN");
	check("clone", &target, "any arguments, as the container has CAP_SYS_ADMIN");
	check("mount", &target, "any arguments, as the container has CAP_SYS_ADMIN");
	check("openat", &target, "any arguments");
	assert_true(grant_is_by_capability(clone, &target));
	assert_false(grant_is_by_capability(syscall_find(slice_of("openat")), &target));
	target.capabilities = capability("CAP_CHOWN");
	assert_true(grant_is_by_capability(clone, &target));
	check("mount", &target, NULL);
	/* Up to 0.6 it was another one. */
	target.runtime = 6;
	target.capabilities = capability("CAP_NET_ADMIN");
	check("clone", &target, "any arguments, as the container has CAP_NET_ADMIN");
}

static void says_what_is_restricted(void **state)
{
	struct target target = {.arch = ARCH_X86_64, .runtime = 9};
	struct text text = {0};

	(void)state;
	target.capabilities = capability("CAP_CHOWN");
	assert_true(grant_append(&text, syscall_find(slice_of("clone")), &target));
	assert_true(slice_starts_with(slice_of_text(&text), "flags has no bits but CLONE_VM|"));
	assert_true(slice_ends_with(slice_of_text(&text),
		", as the container has some capability, but not CAP_SYS_ADMIN"));
	text_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_passes),
		cmocka_unit_test(names_the_capability),
		cmocka_unit_test(says_what_is_restricted),
	};

	return cmocka_run_group_tests_name("review/grant", tests, NULL, NULL);
}
