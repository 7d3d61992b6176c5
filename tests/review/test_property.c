/*
 * What holds for every entry and every trace: a suggestion kills no traced call, and a fix none
 * that passed before. Random ones, always the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "review/fix.h"
#include "review/suggest.h"
#include "tally_of.h"

#define ROUNDS 300

/* A generator of its own: the same numbers with every libc. */
struct dice {
	uint64_t state;
};

static unsigned roll(struct dice *dice, unsigned sides)
{
	dice->state = dice->state * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(dice->state >> 33) % sides;
}

static const char *const lines[] = {
	"write(1, \"a\", 1) = 1\n",
	"write(2, \"ab\", 2) = 2\n",
	"write(-1, \"a\", 1) = -1 EBADF (Bad file descriptor)\n",
	"write(?, \"a\", 1) = 1\n",
	"personality(0x8) = 0\n",
	"personality(0x40000) = 0\n",
	"personality(0xffffffff) = 0\n",
	"clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f0) = 5\n",
	"clone(child_stack=NULL, flags=CLONE_NEWNS|SIGCHLD) = 6\n",
	"socket(AF_UNIX, SOCK_STREAM, 0) = 3\n",
	"socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_UDP) = 3\n",
	"openat(AT_FDCWD, \"x\", O_RDONLY|O_CLOEXEC) = 3\n",
	"openat(3, \"x\", O_WRONLY|O_CREAT, 0644) = 3\n",
	"open(\"x\", O_RDONLY) = 3\n",
	"prctl(PR_SET_NAME, \"x\") = 0\n",
	"madvise(0x7f0000000000, 4096, MADV_DONTNEED) = 0\n",
	"futex(0x7f0000000000, FUTEX_WAKE_PRIVATE, 1) = 0\n",
	"mmap2(NULL, 1, 3, 0x22, -1, 0) = 0\n",
	"syscall_0x1f4(1) = -1 ENOSYS (Function not implemented)\n",
	"setns(3, CLONE_NEWNET) = 0\n",
	"execve(\"/x\", [\"x\"], 0x7ffc0 /* 3 vars */) = 0\n",
	"copy_file_range(3, NULL, 4, NULL, 10, 0) = 10\n",
};

static const char *const names[] = {"write", "personality", "clone", "clone3", "socket", "openat",
	"open", "prctl", "madvise", "futex", "wirte", "mmap2", "setns", "execve", "copy_file_range",
	"unshare", "fork"};

static const uint64_t numbers[] = {0, 1, 2, 3, 8, 15, 38, 100, 0x40000, 0x80000, 0x1200011,
	UINT32_MAX, 0xffffff9c, 0xffffffffffffff9c, UINT64_MAX, 0x7f0000000000};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static uint64_t pick_number(struct dice *dice)
{
	return numbers[roll(dice, LENGTH(numbers))];
}

static struct restriction pick_restriction(struct dice *dice)
{
	struct restriction restriction = {.index = roll(dice, SYSCALL_REGISTERS)};
	unsigned form = roll(dice, 5);

	if (form == 0)
		return (struct restriction){0};
	restriction.has_values = form != 2;
	restriction.has_mask = form == 2 || form == 3;
	if (restriction.has_mask)
		restriction.mask = pick_number(dice);
	if (restriction.has_values)
		restriction.value_count = roll(dice, 4);
	for (size_t i = 0; i < restriction.value_count; i++)
		restriction.values[i] = pick_number(dice);
	return restriction;
}

static struct entry pick_entry(struct dice *dice)
{
	struct entry entry = {.profile = roll(dice, 2) ? PROFILE_DEFAULT : PROFILE_NONE};
	unsigned count = 1 + roll(dice, 6);

	for (unsigned i = 0; i < count; i++) {
		struct restriction restriction = pick_restriction(dice);

		entry_set(&entry, slice_of(names[roll(dice, LENGTH(names))]), &restriction);
	}
	return entry;
}

static struct tally *pick_trace(struct dice *dice, enum arch arch)
{
	struct text log = {0};
	unsigned count = 1 + roll(dice, 12);
	struct tally *tally;

	for (unsigned i = 0; i < count; i++)
		text_append_string(&log, lines[roll(dice, LENGTH(lines))]);
	tally = tally_of_arch(text_string(&log), arch);
	text_free(&log);
	return tally;
}

static struct target pick_target(struct dice *dice)
{
	static const uint64_t capabilities[] = {0, 1, UINT64_C(1) << 21, UINT64_C(1) << 12};

	return (struct target){.arch = roll(dice, 4) ? ARCH_X86_64 : ARCH_AARCH64,
		.capabilities = capabilities[roll(dice, LENGTH(capabilities))],
		.runtime = 5 + roll(dice, 5)};
}

static void check_suggestions(const struct tally *tally, const struct target *target)
{
	for (size_t i = 0; i < tally_count(tally); i++) {
		const struct tally_row *row = tally_at(tally, i);
		struct entry entry = {0};
		struct restriction restriction;
		struct review review;

		if (!suggest_restriction(tally, row, target, SUGGEST_EVERY, &restriction, NULL))
			continue;
		entry_set(&entry, row->name, &restriction);
		review = review_make(tally, &entry, target);
		assert_int_equal(review_find(&review, row->name)->coverage[MEANING_BUILT].verdict,
			VERDICT_PASSES);
		review_free(&review);
		entry_free(&entry);
	}
}

/* Whether every row lets as many calls pass as it did. */
static void check_no_loss(const struct tally *tally, const struct target *target,
	const struct entry *before, const struct entry *after, const struct finding *finding)
{
	struct review old = review_make(tally, before, target);
	struct review new = review_make(tally, after, target);

	for (size_t i = 0; i < tally_count(tally); i++) {
		struct slice name = tally_at(tally, i)->name;

		if (review_find(&new, name)->coverage[MEANING_BUILT].passes <
			review_find(&old, name)->coverage[MEANING_BUILT].passes)
			fail_msg("%s: fewer calls of %.*s pass", text_string(&finding->sentence),
				(int)name.length, name.start);
	}
	review_free(&old);
	review_free(&new);
}

static size_t check_fixes(
	const struct tally *tally, const struct entry *entry, const struct target *target)
{
	struct review review = review_make(tally, entry, target);
	struct findings findings = findings_make(
		&(struct finding_context){tally, entry, target, &review, NULL, false});
	size_t fixed = 0;

	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.items[i];
		struct entry copy = entry_copy(entry);
		bool changed = finding_fix(&copy, finding, tally, target);

		assert_int_equal(changed, finding_is_fixable(finding));
		assert_int_equal(changed, !entry_equal(entry, &copy));
		check_no_loss(tally, target, entry, &copy, finding);
		fixed += changed;
		entry_free(&copy);
	}
	findings_free(&findings);
	review_free(&review);
	return fixed;
}

static void test_no_loss(void **state)
{
	struct dice dice = {.state = 1};
	size_t fixed = 0;

	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct target target = pick_target(&dice);
		struct tally *tally = pick_trace(&dice, target.arch);
		struct entry entry = pick_entry(&dice);

		check_suggestions(tally, &target);
		fixed += check_fixes(tally, &entry, &target);
		entry_free(&entry);
		tally_free(tally);
	}
	assert_true(fixed > ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_loss),
	};

	return cmocka_run_group_tests_name("review/property", tests, NULL, NULL);
}
