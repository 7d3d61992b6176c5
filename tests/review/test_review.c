/* The review: verdicts, states, marks, and the entry a trace needs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "facts/capability.h"
#include "review/draft.h"
#include "review/review.h"
#include "tally_of.h"

static const struct target x86 = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};

static const char three_writes[] = "write(1, \"a\", 1) = 1\n"
				   "write(2, \"a\", 1) = 1\n"
				   "write(1, \"b\", 1) = 1\n";

static struct coverage judge_write(
	const struct tally *tally, const struct restriction *restriction, enum meaning meaning)
{
	struct entry entry = {0};
	struct review review;
	struct coverage coverage;

	entry_set(&entry, slice_of("write"), restriction);
	review = review_make(tally, &entry, &x86);
	coverage = review_find(&review, slice_of("write"))->coverage[meaning];
	review_free(&review);
	entry_free(&entry);
	return coverage;
}

static void test_coverage(void **state)
{
	struct tally *tally = tally_of(three_writes);
	struct restriction restriction = {.has_values = true, .value_count = 2, .values = {1, 2}};
	struct coverage coverage;

	(void)state;
	coverage = judge_write(tally, &restriction, MEANING_DOCUMENTED);
	assert_int_equal(coverage.verdict, VERDICT_PASSES);
	coverage = judge_write(tally, &restriction, MEANING_BUILT);
	assert_int_equal(coverage.verdict, VERDICT_PARTLY);
	assert_int_equal(coverage.passes, 2);
	assert_int_equal(coverage.killed, 1);
	restriction.values[0] = 9;
	coverage = judge_write(tally, &restriction, MEANING_BUILT);
	assert_int_equal(coverage.verdict, VERDICT_KILLED);
	/* a string is no value: nobody can tell what its register held */
	restriction.index = 1;
	coverage = judge_write(tally, &restriction, MEANING_BUILT);
	assert_int_equal(coverage.verdict, VERDICT_UNDECIDED);
	assert_int_equal(coverage.undecided, 3);
	/* a mask that admits every bit asks nothing */
	restriction = (struct restriction){.has_mask = true, .index = 1, .mask = UINT64_MAX};
	coverage = judge_write(tally, &restriction, MEANING_BUILT);
	assert_int_equal(coverage.verdict, VERDICT_PASSES);
	tally_free(tally);
}

/* A negative descriptor is one of two registers: it passes only if both do. */
static void test_open_candidates(void **state)
{
	struct tally *tally = tally_of("write(-1, \"a\", 1) = -1 EBADF (Bad file descriptor)\n");
	struct restriction restriction = {
		.has_values = true, .value_count = 1, .values = {UINT32_MAX}};

	(void)state;
	assert_int_equal(judge_write(tally, &restriction, MEANING_BUILT).verdict, VERDICT_KILLED);
	restriction.value_count = 2;
	restriction.values[1] = UINT64_MAX;
	assert_int_equal(
		judge_write(tally, &restriction, MEANING_DOCUMENTED).verdict, VERDICT_PASSES);
	assert_int_equal(judge_write(tally, &restriction, MEANING_BUILT).verdict, VERDICT_KILLED);
	tally_free(tally);
}

/* The profile looks at personality's register 0, the rule at register 1. */
static void test_tests_on_several_registers(void **state)
{
	struct tally *tally = tally_of("personality(0x1) = 0\npersonality(0) = 0\n");
	struct restriction restriction = {.has_mask = true, .index = 1};
	struct entry entry = {.profile = PROFILE_DEFAULT};
	struct review review;

	(void)state;
	entry_set(&entry, slice_of("personality"), &restriction);
	review = review_make(tally, &entry, &x86);
	assert_int_equal(review.rows[0].coverage[MEANING_BUILT].passes, 1);
	assert_int_equal(review.rows[0].coverage[MEANING_BUILT].undecided, 1);
	assert_int_equal(review.rows[0].coverage[MEANING_BUILT].verdict, VERDICT_UNDECIDED);
	review_free(&review);
	entry_free(&entry);
	tally_free(tally);
}

/* The profile looks at clone's register 0, the rule at register 1: its calls are kept whole. */
static void test_joint_registers(void **state)
{
	struct tally *tally =
		tally_of("clone(child_stack=NULL, flags=CLONE_NEWUSER|SIGCHLD) = 2\n"
			 "clone(child_stack=0x7f0000001000, flags=CLONE_VM|CLONE_FS|SIGCHLD) = 3\n"
			 "clone(child_stack=0x7f0000001000, flags=CLONE_NEWUSER|SIGCHLD) = 4\n"
			 "clone(child_stack=0x7f0000001000, flags=0xfoo|SIGCHLD) = 5\n");
	struct target target = {
		.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST, .capabilities = 1};
	struct restriction restriction = {.has_mask = true, .index = 1};
	struct entry entry = {.profile = PROFILE_DEFAULT};
	struct coverage coverage;
	struct review review;

	(void)state;
	entry_set(&entry, slice_of("clone"), &restriction);
	review = review_make(tally, &entry, &target);
	coverage = review.rows[0].coverage[MEANING_BUILT];
	assert_int_equal(coverage.passes, 2);
	assert_int_equal(coverage.killed, 1);
	assert_int_equal(coverage.undecided, 1);
	review_free(&review);
	tally_set_arch(tally, ARCH_AARCH64);
	review = review_make(tally, &entry, &target);
	assert_int_equal(review.rows[0].coverage[MEANING_BUILT].killed, 0);
	review_free(&review);
	entry_free(&entry);
	tally_free(tally);
}

static void test_explanation(void **state)
{
	struct tally *tally = tally_of("write(1, \"a\", 1) = 1\nwrite(2, \"a\", 1) = 1\n"
				       "getpid() = 1\n");
	struct restriction restriction = {.has_values = true, .value_count = 1, .values = {1}};
	struct entry entry = {.profile = PROFILE_NONE};
	struct text text = {0};
	struct review review;

	(void)state;
	entry_set(&entry, slice_of("write"), &restriction);
	entry_allow(&entry, slice_of("getpid"));
	review = review_make(tally, &entry, &x86);
	review_append_explanation(&review.rows[0], &text);
	assert_string_equal(text_string(&text), "Only the rule lets it pass, 1 of 2 traced calls.");
	text_clear(&text);
	review_append_explanation(&review.rows[1], &text);
	assert_string_equal(text_string(&text), state_explanation(STATE_NEEDED));
	text_free(&text);
	review_free(&review);
	entry_free(&entry);
	tally_free(tally);
}

static enum state state_for(const char *name, bool any, enum profile profile)
{
	struct tally *tally = tally_of("write(1, \"a\", 1) = 1\npersonality(0) = 0\n"
				       "clone3({flags=0}, 88) = 5\nopen(\"x\", O_RDONLY) = 3\n");
	struct restriction restriction = {.has_mask = !any, .mask = any ? 0 : 8};
	struct entry entry = {.profile = profile};
	struct review review;
	enum state state;

	entry_set(&entry, slice_of(name), &restriction);
	review = review_make(tally, &entry, &x86);
	state = review_find(&review, slice_of(name))->state;
	review_free(&review);
	entry_free(&entry);
	tally_free(tally);
	return state;
}

static void test_states(void **state)
{
	(void)state;
	assert_int_equal(state_for("write", true, PROFILE_DEFAULT), STATE_REDUNDANT);
	assert_int_equal(state_for("write", false, PROFILE_DEFAULT), STATE_WITHOUT_EFFECT);
	assert_int_equal(state_for("write", true, PROFILE_NONE), STATE_NEEDED);
	assert_int_equal(state_for("personality", true, PROFILE_DEFAULT), STATE_WIDENING);
	assert_int_equal(state_for("personality", false, PROFILE_DEFAULT), STATE_NEEDED);
	assert_int_equal(state_for("clone3", true, PROFILE_DEFAULT), STATE_NEEDED);
	assert_int_equal(state_for("close", true, PROFILE_DEFAULT), STATE_NEVER_SEEN);
	assert_int_equal(state_for("no_such_call", true, PROFILE_DEFAULT), STATE_UNKNOWN);
	assert_int_equal(state_for("mmap2", true, PROFILE_DEFAULT), STATE_WRONG_ARCH);
}

/* Next to personality's own values: 0, 8, 0x20000, 0x20008, 0xffffffff. */
static enum state state_of_personality(struct restriction restriction)
{
	struct tally *tally = tally_of("personality(0) = 0\n");
	struct entry entry = {.profile = PROFILE_DEFAULT};
	struct review review;
	enum state state;

	entry_set(&entry, slice_of("personality"), &restriction);
	review = review_make(tally, &entry, &x86);
	state = review.rows[0].state;
	review_free(&review);
	entry_free(&entry);
	tally_free(tally);
	return state;
}

static void test_states_next_to_a_restriction(void **state)
{
	(void)state;
	assert_int_equal(
		state_of_personality((struct restriction){.has_mask = true}), STATE_REDUNDANT);
	assert_int_equal(state_of_personality((struct restriction){
				 .has_values = true, .value_count = 2, .values = {0, 8}}),
		STATE_REDUNDANT);
	assert_int_equal(state_of_personality((struct restriction){
				 .has_values = true, .value_count = 1, .values = {8}}),
		STATE_NEEDED);
	assert_int_equal(state_of_personality((struct restriction){.has_mask = true, .mask = 8}),
		STATE_NEEDED);
	assert_int_equal(
		state_of_personality((struct restriction){.has_values = true}), STATE_WIDENING);
	assert_int_equal(
		state_of_personality((struct restriction){.has_mask = true, .mask = UINT64_MAX}),
		STATE_WIDENING);
}

static void test_marks(void **state)
{
	struct tally *tally =
		tally_of("write(1, \"a\", 1) = 1\npersonality(0) = 0\n"
			 "personality(0x8) = 0\nclone3({flags=0}, 88) = 5\n"
			 "execve(\"/x\", [], 0x7f) = 0\ndelete_module(\"x\", 0) = 0\n");
	struct entry entry = {.profile = PROFILE_DEFAULT};
	struct review review;

	(void)state;
	entry_allow(&entry, slice_of("delete_module"));
	review = review_make(tally, &entry, &x86);
	assert_int_equal(review.count, 5);
	assert_int_equal(review.rows[0].mark, MARK_COVERED);
	assert_int_equal(review.rows[1].mark, MARK_PARTLY);
	assert_int_equal(review.rows[1].state, STATE_NONE);
	assert_int_equal(review.rows[2].mark, MARK_KILLED);
	assert_int_equal(review.rows[3].mark, MARK_COVERED); /* the runtime's own execve */
	assert_int_equal(review.rows[3].state, STATE_PROFILE);
	assert_int_equal(review.rows[4].mark, MARK_RULE);
	assert_int_equal(review.killed[MEANING_BUILT], 2);
	assert_int_equal(review.killed[MEANING_DOCUMENTED], 1);
	assert_int_equal(review.killed_syscalls, 2);
	assert_int_equal(review.instructions, 602 + 2);
	review_free(&review);
	entry_free(&entry);
	tally_free(tally);
}

static void check_names(const struct entry *entry, const char *const *names)
{
	size_t i;

	for (i = 0; names[i]; i++) {
		assert_true(i < entry->count);
		assert_string_equal(entry->rules[i].name, names[i]);
		assert_true(restriction_is_any(&entry->rules[i].restriction));
	}
	assert_int_equal(entry->count, i);
}

static void test_draft(void **state)
{
	struct tally *tally = tally_of("execve(\"/x\", [], 0x7f) = 0\nmmap2(0, 1, 0, 0, 0, 0) = 0\n"
				       "syscall_0x1f4(0) = 0\nwrite(1, \"a\", 1) = 1\n"
				       "personality(0x8) = 0\nclone3({flags=0}, 88) = 5\n");
	struct entry with = draft_entry(tally, PROFILE_DEFAULT, &x86);
	struct entry without = draft_entry(tally, PROFILE_NONE, &x86);
	struct entry completed = {.profile = PROFILE_NONE};

	(void)state;
	check_names(&with, (const char *const[]){"personality", "clone3", NULL});
	assert_int_equal(with.profile, PROFILE_DEFAULT);
	check_names(
		&without, (const char *const[]){"execve", "write", "personality", "clone3", NULL});
	entry_allow(&completed, slice_of("write"));
	draft_complete(&completed, tally, &x86);
	check_names(&completed, (const char *const[]){"write", "personality", "clone3", NULL});
	entry_free(&with);
	entry_free(&without);
	entry_free(&completed);
	tally_free(tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_coverage),
		cmocka_unit_test(test_open_candidates),
		cmocka_unit_test(test_tests_on_several_registers),
		cmocka_unit_test(test_joint_registers),
		cmocka_unit_test(test_explanation),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_states_next_to_a_restriction),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_draft),
	};

	return cmocka_run_group_tests_name("review/review", tests, NULL, NULL);
}
