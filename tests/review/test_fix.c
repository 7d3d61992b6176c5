/* The fixes: the finding is gone, and no traced call is killed that passed before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "restrictions.h"
#include "review/fix.h"
#include "tally_of.h"

/* An entry of one rule, and the rule of `result` (NULL: the same call) after the fix;
 * `gone`: it has none. */
struct sample {
	enum finding_code code;
	const char *log;
	enum profile profile;
	const char *name;
	struct restriction before;
	const char *result;
	bool gone;
	struct restriction after;
	enum arch arch;
};

static const struct sample samples[] = {
	{.code = FINDING_REDUNDANT,
		.log = WRITES,
		.profile = PROFILE_DEFAULT,
		.name = "write",
		.gone = true},
	{.code = FINDING_WITHOUT_EFFECT,
		.log = WRITES,
		.profile = PROFILE_DEFAULT,
		.name = "write",
		.before = ONE(0, 1),
		.gone = true},
	{.code = FINDING_WIDENING,
		.log = "personality(0) = 0\n",
		.profile = PROFILE_DEFAULT,
		.name = "personality",
		.gone = true},
	{.code = FINDING_WIDENING,
		.log = "personality(0x40000) = 0\n",
		.profile = PROFILE_DEFAULT,
		.name = "personality",
		.after = BITS(0, 0x40000)},
	{.code = FINDING_FIRST_VALUE_ONLY,
		.log = WRITES,
		.name = "write",
		.before = TWO(0, 1, 2),
		.after = BOTH(0, 1, 2)},
	{.code = FINDING_FIRST_VALUE_ONLY,
		.log = "write(2, \"a\", 1) = 1\n",
		.name = "write",
		.before = TWO(0, 1, 2),
		.after = TWO(0, 2, 1)},
	{.code = FINDING_FIRST_VALUE_ONLY,
		.log = "",
		.name = "socket",
		.before = TWO(0, 2, 1),
		.after = BOTH(0, 1, 2)},
	{.code = FINDING_FIRST_VALUE_ONLY,
		.log = WRITES,
		.name = "write",
		.before = {.has_values = true,
			.value_count = 2,
			.values = {8, 16},
			.has_mask = true,
			.mask = 3},
		.after = BOTH(0, 8, 19)},
	{.code = FINDING_EMPTY_VALUES,
		.log = WRITES,
		.name = "write",
		.before = {.has_values = true},
		.after = {.index = 0}},
	{.code = FINDING_SIGN_EXTENSION,
		.log = WRITES,
		.name = "copy_file_range",
		.before = ONE(5, 0),
		.after = BITS(5, 0xffffffff00000000)},
	{.code = FINDING_SIGN_EXTENSION,
		.log = "openat(AT_FDCWD, \"x\", O_RDONLY|O_CLOEXEC) = 3\n",
		.name = "openat",
		.before = TWO(0, 0xffffff9c, 0xffffffffffffff9c),
		.after = BITS(2, 0x80000)},
	{.code = FINDING_SIGN_EXTENSION,
		.log = "close(-1) = -1 EBADF (Bad file descriptor)\n",
		.name = "close",
		.before = ONE(0, UINT32_MAX),
		.after = {.index = 0}},
	{.code = FINDING_POINTER_ARGUMENT,
		.log = "socket(AF_UNIX, SOCK_STREAM, 0) = 3\n"
		       "futex(0x7f0000000000, FUTEX_WAKE_PRIVATE, 1) = 0\n",
		.name = "futex",
		.before = ONE(0, 0x7f0000000000),
		.after = ONE(1, 129)},
	{.code = FINDING_POINTER_ARGUMENT,
		.log = WRITES,
		.name = "write",
		.before = ONE(1, 0x7f0000000000),
		.after = {.index = 0}},
	{.code = FINDING_VOLATILE_ARGUMENT,
		.log = "ioctl(7, TCGETS, {c_iflag=0}) = 0\n",
		.name = "ioctl",
		.before = ONE(0, 7),
		.after = ONE(1, 0x5401)},
	{.code = FINDING_UNKNOWN_SYSCALL,
		.log = WRITES,
		.name = "wirte",
		.before = ONE(0, 1),
		.result = "write",
		.after = ONE(0, 1)},
	{.code = FINDING_WRONG_ARCHITECTURE,
		.log = WRITES,
		.name = "open",
		.before = BITS(1, 0x80000),
		.result = "openat",
		.after = BITS(2, 0x80000),
		.arch = ARCH_AARCH64},
	/* O_DIRECTORY is another bit there */
	{.code = FINDING_WRONG_ARCHITECTURE,
		.log = WRITES,
		.name = "open",
		.before = BITS(1, 0x90000),
		.result = "openat",
		.after = BITS(2, 0x84000),
		.arch = ARCH_AARCH64},
	{.code = FINDING_WRONG_ARCHITECTURE,
		.log = WRITES,
		.name = "arch_prctl",
		.gone = true,
		.arch = ARCH_AARCH64},
	{.code = FINDING_LAUNCH_SET,
		.log = WRITES,
		.name = "prctl",
		.before = ONE(0, 15),
		.after = BOTH(0, 15, 63)},
	{.code = FINDING_LIBC_SIBLING,
		.log = "clone(child_stack=NULL, flags=SIGCHLD) = 5\n",
		.name = "clone",
		.result = "clone3",
		.after = {.index = 0}},
	{.code = FINDING_LIBC_SIBLING,
		.log = "madvise(0x7f0000000000, 4096, MADV_DONTNEED) = 0\n",
		.name = "madvise",
		.before = ONE(2, 4),
		.after = BOTH(2, 4, 0x67)},
	{.code = FINDING_LIBC_SIBLING,
		.log = "madvise(0x7f0000000000, 4096, MADV_DONTNEED) = 0\n",
		.name = "madvise",
		.before = BITS(2, 12),
		.after = BITS(2, 0x6f)},
	{.code = FINDING_UNSEEN_VDSO,
		.log = WRITES,
		.name = "write",
		.result = "getcpu",
		.after = {.index = 0}},
	{.code = FINDING_UNSEEN_EXIT,
		.log = WRITES,
		.name = "write",
		.result = "rt_sigreturn",
		.after = {.index = 0}},
	{.code = FINDING_ATTACK_SURFACE,
		.log = "unshare(CLONE_FS) = 0\n",
		.name = "unshare",
		.after = BITS(0, 0x200)},
	{.code = FINDING_NEVER_SEEN, .log = WRITES, .name = "socket", .gone = true},
};

/* How often the code is found, and how severe the worst is. */
struct count {
	size_t count;
	enum severity worst;
	uint64_t passes;
};

static struct count count_findings(const struct entry *entry, const struct tally *tally,
	const struct target *target, enum finding_code code)
{
	struct review review = review_make(tally, entry, target);
	struct findings findings = findings_make(
		&(struct finding_context){tally, entry, target, &review, NULL, false});
	struct count result = {0};

	for (size_t i = 0; i < findings.count; i++) {
		if (findings.items[i].code != code || !finding_is_fixable(&findings.items[i]))
			continue;
		result.count++;
		if (findings.items[i].severity > result.worst)
			result.worst = findings.items[i].severity;
	}
	for (size_t i = 0; i < review.count; i++)
		result.passes += review.rows[i].coverage[MEANING_BUILT].passes;
	findings_free(&findings);
	review_free(&review);
	return result;
}

static void check_rule(const struct sample *sample, const struct entry *entry)
{
	const char *name = sample->result ? sample->result : sample->name;
	const struct rule *rule = entry_find(entry, slice_of(name));

	if (sample->gone) {
		assert_null(rule);
		return;
	}
	assert_non_null(rule);
	assert_true(restriction_equal(&rule->restriction, &sample->after));
}

static void check_sample(const struct sample *sample)
{
	const struct target target = {.arch = sample->arch, .runtime = TARGET_RUNTIME_NEWEST};
	struct tally *tally = tally_of_arch(sample->log, sample->arch);
	struct entry entry = {.profile = sample->profile};
	struct count before;
	struct count after;

	entry_set(&entry, slice_of(sample->name), &sample->before);
	before = count_findings(&entry, tally, &target, sample->code);
	if (before.count == 0)
		fail_msg("%s: no fix for %s", finding_code_name(sample->code), sample->name);
	assert_int_equal(
		finding_fix_all(&entry, sample->code, tally, &target, NULL, NULL), before.count);
	check_rule(sample, &entry);
	after = count_findings(&entry, tally, &target, sample->code);
	/* a list in another order is worth a note still: what was not traced is refused */
	if (after.count > 0)
		assert_true(
			sample->code == FINDING_FIRST_VALUE_ONLY && after.worst == SEVERITY_NOTE);
	assert_true(after.passes >= before.passes);
	entry_free(&entry);
	tally_free(tally);
}

static void test_fixes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		check_sample(&samples[i]);
}

static void check_words(const struct fix *fix, const char *expected)
{
	const struct target target = {.runtime = TARGET_RUNTIME_NEWEST};
	const struct finding finding = {.name = (char[]){"open"}, .fix = *fix};
	struct text text = {0};

	finding_append_fix(&finding, &target, &text);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

static void test_words(void **state)
{
	(void)state;
	check_words(&(struct fix){.kind = FIX_NONE}, "");
	check_words(&(struct fix){.kind = FIX_DROP}, "remove the rule of open");
	check_words(&(struct fix){.kind = FIX_SET}, "allow open with any arguments");
	check_words(&(struct fix){.kind = FIX_MOVE, .name = "openat"},
		"allow openat with any arguments instead of open");
	check_words(&(struct fix){.kind = FIX_SET, .restriction = BITS(1, 0x80000)},
		"allow open where flags has no bits but O_CLOEXEC");
	check_words(&(struct fix){.kind = FIX_GROUP, .group = GROUP_EXIT},
		"allow the calls of the group 'exit'");
}

/* A finding without a fix changes nothing. */
static void test_no_fix(void **state)
{
	const struct target target = {.runtime = TARGET_RUNTIME_NEWEST};
	const struct finding finding = {.code = FINDING_TOO_LONG};
	struct tally *tally = tally_of(WRITES);
	struct entry entry = {0};

	(void)state;
	assert_false(finding_fix(&entry, &finding, tally, &target));
	assert_int_equal(entry.count, 0);
	assert_int_equal(finding_fix_all(&entry, FINDING_TOO_LONG, tally, &target, NULL, NULL), 0);
	tally_free(tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fixes),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_no_fix),
	};

	return cmocka_run_group_tests_name("review/fix", tests, NULL, NULL);
}
