/* Suggestions: what is drawn from a trace, and that no traced call is killed by it. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "review/coverage.h"
#include "review/draft.h"
#include "review/review.h"
#include "review/suggest.h"
#include "tally_of.h"

/* Logs are not larger than this. */
#define LOG_MAX (64 << 20)

static const struct target x86 = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};
static const struct target old_x86 = {.arch = ARCH_X86_64, .runtime = 7};

/* The suggestion for a call: register, value (SIZE none), mask; `others` stands in the reason. */
struct sample {
	const char *name;
	const char *log;
	unsigned index;
	bool has_value;
	uint64_t value;
	bool has_mask;
	uint64_t mask;
	const char *others;
};

static const struct sample samples[] = {
	{"ioctl", "ioctl(0, TCGETS, {c_iflag=0}) = 0\n", 1, true, 0x5401, false, 0, "no others"},
	{"ioctl", "ioctl(0, TCGETS, {c_iflag=0}) = 0\nioctl(0, FIONREAD, [0]) = 0\n", 1, true,
		0x541b, true, 0x5401, "15 others"},
	{"socket",
		"socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3\n"
		"socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 4\n",
		0, true, 1, true, 2, "1 other (AF_UNSPEC)"},
	{"prctl", "prctl(PR_SET_NAME, \"a\") = 0\n", 0, true, 15, false, 0, "no others"},
	{"prctl", "prctl(PR_SET_NAME, \"a\") = 0\nprctl(PR_GET_DUMPABLE) = 1\n", 0, true, 15, true,
		3, "3 others (0, PR_SET_PDEATHSIG, PR_GET_PDEATHSIG)"},
	{"fcntl",
		"fcntl(3, F_GETFL) = 2\nfcntl(3, F_GETFL) = 2\nfcntl(3, F_SETFD, FD_CLOEXEC) = 0\n",
		1, true, 3, true, 2, "1 other (F_DUPFD)"},
	{"openat",
		"openat(0xffffffffffffff9c, 0x7ff, 0x100080000, 0) = 3\n"
		"openat(0xffffffffffffff9c, 0x7ff, 0x80000, 0) = 3\n",
		2, false, 0, true, 0x100080000, "2 others"},
	{"madvise", "madvise(0x7f0000000000, 4096, MADV_DONTNEED) = 0\n", 2, true, 4, false, 0,
		"no others"},
	{"mmap",
		"mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f\n"
		"mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f\n",
		2, false, 0, true, 3, "2 others (PROT_NONE, PROT_WRITE)"},
	{"mprotect", "mprotect(0x7f0000000000, 4096, PROT_READ) = 0\n", 2, false, 0, true, 1,
		"1 other (PROT_NONE)"},
	{"clone",
		"clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, "
		"child_tidptr=0x7f0000000000) = 5\n",
		0, false, 0, true, 0x1200011, "15 others"},
	{"unshare", "unshare(CLONE_NEWNS|CLONE_FS) = 0\nunshare(CLONE_FILES) = 0\n", 0, false, 0,
		true, 0x20600, "6 others"},
	{"futex",
		"futex(0x7f0000000000, FUTEX_WAKE_PRIVATE, 1) = 0\n"
		"futex(0x7f0000000000, FUTEX_WAIT_PRIVATE, 2, NULL) = 0\n"
		"futex(0x7f0000000000, FUTEX_WAKE_PRIVATE, 1) = 0\n",
		1, true, 129, true, 128, "1 other (FUTEX_WAIT)"},
};

static void check_sample(const struct sample *sample)
{
	struct tally *tally = tally_of(sample->log);
	const struct tally_row *row = tally_find(tally, slice_of(sample->name));
	struct restriction restriction;
	struct text why = {0};

	assert_true(suggest_restriction(tally, row, &old_x86, SUGGEST_STABLE, &restriction, &why));
	if (restriction.index != sample->index || restriction.has_values != sample->has_value ||
		(sample->has_value &&
			(restriction.value_count != 1 || restriction.values[0] != sample->value)) ||
		restriction.has_mask != sample->has_mask || restriction.mask != sample->mask ||
		slice_find(slice_of_text(&why), sample->others) == why.length)
		fail_msg("%s: %s", sample->name, text_string(&why));
	text_free(&why);
	tally_free(tally);
}

static void test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		check_sample(&samples[i]);
}

/* Calls of which nothing can be said: no argument but addresses and descriptors, no arguments in
 * the log, a value that is no number. */
static void test_nothing_to_say(void **state)
{
	static const struct {
		const char *name;
		const char *log;
	} none[] = {
		{"read", "read(3, \"a\", 1) = 1\n"},
		{"getpid", "getpid() = 5\n"},
		{"socket", "socket(?, SOCK_STREAM, 0) = 3\nsocket(AF_UNIX, ?, 0) = 3\n"
			   "socket(AF_UNIX, SOCK_STREAM, ?) = 3\n"},
		{"syscall_0x1f4", "syscall_0x1f4(1, 2) = -1 ENOSYS (No)\n"},
		{"mmap2", "mmap2(NULL, 1, 3, 0x22, -1, 0) = 0\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		struct tally *tally = tally_of(none[i].log);
		struct restriction restriction;
		struct text why = {0};

		assert_false(suggest_restriction(tally, tally_find(tally, slice_of(none[i].name)),
			&x86, SUGGEST_STABLE, &restriction, &why));
		assert_int_equal(why.length, 0);
		tally_free(tally);
	}
}

/* Descriptors only on request, addresses never. */
static void test_scope(void **state)
{
	struct tally *tally = tally_of("read(0, \"a\", 1) = 1\nread(3, \"a\", 1) = 1\n");
	const struct tally_row *row = tally_find(tally, slice_of("read"));
	struct restriction restriction;

	(void)state;
	assert_false(suggest_restriction(tally, row, &x86, SUGGEST_STABLE, &restriction, NULL));
	assert_true(suggest_restriction(tally, row, &x86, SUGGEST_EVERY, &restriction, NULL));
	assert_int_equal(restriction.index, 0);
	assert_false(suggest_for_argument(tally, row, &x86, 1, &restriction, NULL));
	assert_true(suggest_for_argument(tally, row, &x86, 2, &restriction, NULL));
	assert_false(suggest_for_argument(tally, row, &x86, 5, &restriction, NULL));
	tally_free(tally);
}

/* What passes already passes still, though the trace lacks it. */
static void test_wider(void **state)
{
	struct tally *tally = tally_of("read(0, \"a\", 1) = 1\nread(0, \"a\", 2) = 1\n");
	const struct tally_row *row = tally_find(tally, slice_of("read"));
	const struct restriction value = {
		.has_values = true, .index = 2, .value_count = 1, .values = {8}};
	const struct restriction mask = {.has_mask = true, .index = 2, .mask = 0x10};
	struct restriction restriction;

	(void)state;
	assert_true(suggest_for_argument(tally, row, &x86, 2, &restriction, NULL));
	assert_false(restriction_passes(&restriction, 8, MEANING_BUILT));
	assert_true(suggest_wider(tally, row, &x86, &value, &restriction, NULL));
	assert_int_equal(restriction.index, 2);
	assert_false(restriction_is_any(&restriction));
	assert_true(restriction_passes(&restriction, 1, MEANING_BUILT));
	assert_true(restriction_passes(&restriction, 2, MEANING_BUILT));
	assert_true(restriction_passes(&restriction, 8, MEANING_BUILT));
	assert_true(suggest_wider(tally, row, &x86, &mask, &restriction, NULL));
	assert_true(restriction_passes(&restriction, 1, MEANING_BUILT));
	assert_true(restriction_passes(&restriction, 0x10, MEANING_BUILT));
	tally_free(tally);
}

/* A container whose prctl is narrowed to what the program calls would never reach the program. */
static void test_launch(void **state)
{
	struct tally *tally = tally_of("prctl(PR_SET_NAME, \"a\") = 0\n");
	const struct tally_row *row = tally_find(tally, slice_of("prctl"));
	struct restriction restriction;
	static const uint64_t needed[] = {15, 23, 24, 38, 47};

	(void)state;
	assert_true(suggest_restriction(tally, row, &x86, SUGGEST_STABLE, &restriction, NULL));
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		assert_true(restriction_passes(&restriction, needed[i], MEANING_BUILT));
	tally_free(tally);
}

/* Judges by an entry of the suggestion alone. */
static enum verdict judge(const struct tally *tally, const struct tally_row *row,
	const struct restriction *restriction)
{
	struct entry entry = {0};
	struct filter filter;
	enum verdict verdict;

	entry_set(&entry, row->name, restriction);
	filter = filter_build(&entry, &x86);
	verdict = coverage_judge(tally, row, &filter, ARCH_X86_64, MEANING_BUILT).verdict;
	filter_free(&filter);
	entry_free(&entry);
	return verdict;
}

/* The entry for the trace, tightened: it kills no more than before, and no rule is useless. */
static void check_entry(const struct tally *tally, enum profile profile)
{
	struct entry entry = draft_entry(tally, profile, &x86);
	struct review before = review_make(tally, &entry, &x86);
	struct review after;

	suggest_rules(&entry, tally, &x86, NULL);
	after = review_make(tally, &entry, &x86);
	assert_true(after.killed[MEANING_BUILT] == before.killed[MEANING_BUILT]);
	for (size_t i = 0; i < after.count; i++)
		assert_int_not_equal(after.rows[i].state, STATE_WITHOUT_EFFECT);
	review_free(&before);
	review_free(&after);
	entry_free(&entry);
}

static size_t check_log(const char *path)
{
	struct text content = {0};
	struct error error = {0};
	struct tally *tally;
	size_t suggested = 0;

	if (!file_read(path, LOG_MAX, &content, &error))
		fail_msg("%s: %s", path, error.what);
	tally = tally_of(text_string(&content));
	for (size_t i = 0; i < tally_count(tally); i++) {
		const struct tally_row *row = tally_at(tally, i);
		struct restriction restriction;

		for (int scope = SUGGEST_STABLE; scope <= SUGGEST_EVERY; scope++) {
			if (!suggest_restriction(tally, row, &x86, (enum suggest_scope)scope,
				    &restriction, NULL))
				continue;
			assert_int_equal(judge(tally, row, &restriction), VERDICT_PASSES);
			assert_false(restriction_is_any(&restriction));
			suggested++;
		}
	}
	check_entry(tally, PROFILE_DEFAULT);
	check_entry(tally, PROFILE_NONE);
	tally_free(tally);
	text_free(&content);
	return suggested;
}

/* Real logs, where they are at hand. */
static void test_real_logs(void **state)
{
	const char *top = getenv("top_srcdir");
	struct text pattern = {0};
	size_t suggested = 0;
	glob_t found;

	(void)state;
	text_append_format(&pattern, "%s/../shared/traces/strace/*_f.log", top ? top : ".");
	if (glob(text_string(&pattern), 0, NULL, &found) != 0) {
		text_free(&pattern);
		skip();
	}
	for (size_t i = 0; i < found.gl_pathc; i++)
		suggested += check_log(found.gl_pathv[i]);
	assert_true(suggested > found.gl_pathc);
	globfree(&found);
	text_free(&pattern);
}

/* Only rules that are `any`, that the profile leaves to them, and that were traced. */
static void test_rules(void **state)
{
	const struct restriction one = {.has_values = true, .value_count = 1, .values = {9}};
	struct tally *tally = tally_of("socket(AF_UNIX, SOCK_STREAM, 0) = 3\n"
				       "setns(3, CLONE_NEWNET) = 0\nunshare(CLONE_FS) = 0\n"
				       "execve(\"/x\", [\"x\"], 0x7ffc0 /* 3 vars */) = 0\n");
	struct entry entry = {.profile = PROFILE_DEFAULT};

	(void)state;
	entry_allow(&entry, slice_of("socket"));
	entry_allow(&entry, slice_of("setns"));
	entry_set(&entry, slice_of("unshare"), &one);
	entry_allow(&entry, slice_of("bpf"));
	entry_allow(&entry, slice_of("execve"));
	assert_int_equal(suggest_rules(&entry, tally, &x86, NULL), 1);
	assert_true(restriction_is_any(&entry_find(&entry, slice_of("socket"))->restriction));
	assert_true(entry_find(&entry, slice_of("setns"))->restriction.mask == 0x40000000);
	assert_true(entry_find(&entry, slice_of("unshare"))->restriction.values[0] == 9);
	entry.profile = PROFILE_NONE;
	assert_int_equal(suggest_rules(&entry, tally, &x86, NULL), 1);
	assert_true(entry_find(&entry, slice_of("socket"))->restriction.values[0] == 1);
	entry_free(&entry);
	tally_free(tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_nothing_to_say),
		cmocka_unit_test(test_scope),
		cmocka_unit_test(test_wider),
		cmocka_unit_test(test_launch),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_real_logs),
	};

	return cmocka_run_group_tests_name("review/suggest", tests, NULL, NULL);
}
