/* The kernel as the second judge of verdicts: random entries and calls, and what a program must do
 * so that judging harms nobody. No call is executed here (kernel/bpf). */
#include <errno.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "bpf.h"
#include "chance.h"
#include "judge.h"

enum { ENTRIES = 205, CALLS_PER_ENTRY = 10, SEED = 1217 };

/* Freed memory that the address sanitizer keeps would make each child slow to start. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "quarantine_size_mb=1";
}

/* How often each verdict was seen, so that a test of one kind of calls alone is noticed. */
struct seen {
	size_t passed; /* as built */
	size_t killed; /* as built */
	size_t differ; /* between the two meanings */
};

static void skip_without_kernel(void)
{
	const char *refusal = kernel_refusal();

	if (refusal) {
		print_message("%s\n", refusal);
		skip();
	}
}

static enum arch host_arch(void)
{
	enum arch arch;

	assert_true(bpf_host(&arch));
	return arch;
}

/* Fails the test where the kernel decides nothing. */
static void judge(const struct bpf_program *program, const struct kernel_call *calls, size_t count,
	bool *ret_passes)
{
	int status;
	size_t decided = kernel_judge(program, calls, count, ret_passes, &status);

	if (decided < count)
		fail_msg("call %#x: the child ended with status %#x", calls[decided].number,
			(unsigned)status);
}

static bool kernel_passes(const struct bpf_program *program, const struct kernel_call *call)
{
	bool passes;

	judge(program, call, 1, &passes);
	return passes;
}

/* The rule's call with `value` in register `index`, under the rule alone. */
static bool rule_passes(const struct restriction *restriction, unsigned number, unsigned index,
	uint64_t value, enum meaning meaning)
{
	struct filter_test test = {.number = number, .restriction = *restriction};
	const struct filter filter = {.count = 1, .tests = &test};
	struct bpf_program program = bpf_program_build(&filter, meaning);
	struct kernel_call call = {.number = number};
	bool passes;

	call.registers[index] = value;
	passes = kernel_passes(&program, &call);
	bpf_program_free(&program);
	return passes;
}

/* The kernel and the program, without entry/filter: what is compared with is right. */
static void test_program(void **state)
{
	const struct restriction any = {0};
	const struct restriction values = {
		.has_values = true, .index = 5, .value_count = 2, .values = {0x100000002, 3}};
	const struct restriction mask = {.has_mask = true, .mask = 0xffffffff00000006};
	const unsigned number = SYS_getpid;

	(void)state;
	skip_without_kernel();
	assert_true(rule_passes(&any, number, 0, 7, MEANING_BUILT));
	assert_true(rule_passes(&values, number, 5, 0x100000002, MEANING_BUILT));
	assert_false(rule_passes(&values, number, 5, 2, MEANING_BUILT));
	assert_false(rule_passes(&values, number, 5, 0x300000002, MEANING_BUILT));
	assert_false(rule_passes(&values, number, 4, 0x100000002, MEANING_BUILT));
	assert_false(rule_passes(&values, number, 5, 3, MEANING_BUILT));
	assert_true(rule_passes(&values, number, 5, 3, MEANING_DOCUMENTED));
	assert_true(rule_passes(&mask, number, 0, 0x8000000000000004, MEANING_BUILT));
	assert_false(rule_passes(&mask, number, 0, 0x8000000000000001, MEANING_BUILT));
}

static void test_only_the_escape_runs(void **state)
{
	const struct filter nothing = {0};
	struct bpf_program program = bpf_program_build(&nothing, MEANING_BUILT);
	struct kernel_call call = {.number = SYS_exit_group};

	(void)state;
	skip_without_kernel();
	assert_true(bpf_program_is_safe(&program));
	assert_false(kernel_passes(&program, &call)); /* and it does not exit */
	call.registers[3] = call.registers[4] = BPF_ESCAPE;
	assert_false(kernel_passes(&program, &call));
	call.registers[5] = BPF_ESCAPE ^ UINT64_C(1) << 63;
	assert_false(kernel_passes(&program, &call));
	call.registers[5] = BPF_ESCAPE;
	call.number = SYS_getpid;
	assert_false(kernel_passes(&program, &call));
	call.number = SYS_execve;
	assert_true(kernel_passes(&program, &call));
	bpf_program_free(&program);
}

/* A program that would let a call run is not installed. */
static void test_unsafe_programs_are_refused(void **state)
{
	const struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	const struct filter nothing = {0};
	struct bpf_program program = bpf_program_build(&nothing, MEANING_BUILT);
	size_t unsafe = 0;

	(void)state;
	assert_true(bpf_program_is_safe(&program));
	for (size_t i = 0; i < program.count; i++) {
		struct sock_filter kept = program.instructions[i];

		program.instructions[i] = allow;
		unsafe += !bpf_program_is_safe(&program);
		program.instructions[i] = kept;
	}
	assert_int_equal(unsafe, program.count - 1); /* all but the escape's own */
	program.count = 0;
	assert_false(bpf_program_is_safe(&program));
	bpf_program_free(&program);
}

/* Calls that would run whatever the program says are not made. */
static void test_unsafe_calls_are_refused(void **state)
{
	const struct kernel_call unsafe[] = {
		{SYS_exit_group, {0, 0, 0, BPF_ESCAPE, BPF_ESCAPE, BPF_ESCAPE}},
		{.number = BPF_PROBE},
#ifdef __x86_64__
		{.number = 335}, /* uretprobe */
#endif
	};
	const struct filter nothing = {0};
	struct bpf_program program = bpf_program_build(&nothing, MEANING_BUILT);
	bool passes;
	int status;

	(void)state;
	for (size_t i = 0; i < sizeof(unsafe) / sizeof(unsafe[0]); i++) {
		assert_int_equal(kernel_judge(&program, &unsafe[i], 1, &passes, &status), 0);
		assert_int_equal(status, -1);
	}
	bpf_program_free(&program);
}

/* Compares the filter with the kernel in one meaning; fills `ret_passes`. */
static void compare(const struct filter *filter, enum meaning meaning,
	const struct kernel_call calls[CALLS_PER_ENTRY], bool ret_passes[CALLS_PER_ENTRY])
{
	struct bpf_program program = bpf_program_build(filter, meaning);

	judge(&program, calls, CALLS_PER_ENTRY, ret_passes);
	for (int i = 0; i < CALLS_PER_ENTRY; i++)
		if (filter_passes(filter, calls[i].number, calls[i].registers, meaning) !=
			ret_passes[i])
			fail_msg("call %#x, %s: only the %s lets it pass", calls[i].number,
				meaning == MEANING_BUILT ? "as built" : "as documented",
				ret_passes[i] ? "kernel" : "filter");
	bpf_program_free(&program);
}

static void judge_entry(struct chance *chance, struct seen *seen)
{
	struct target target = chance_target(chance, host_arch());
	struct entry entry = chance_entry(chance);
	struct filter filter = filter_build(&entry, &target);
	struct kernel_call calls[CALLS_PER_ENTRY];
	bool built[CALLS_PER_ENTRY];
	bool documented[CALLS_PER_ENTRY];

	for (int i = 0; i < CALLS_PER_ENTRY; i++)
		calls[i] = chance_call(chance, &entry, &target);
	compare(&filter, MEANING_BUILT, calls, built);
	compare(&filter, MEANING_DOCUMENTED, calls, documented);
	for (int i = 0; i < CALLS_PER_ENTRY; i++) {
		seen->passed += built[i];
		seen->killed += !built[i];
		seen->differ += built[i] != documented[i];
	}
	filter_free(&filter);
	entry_free(&entry);
}

static void test_random_entries(void **state)
{
	struct chance chance = {SEED};
	struct seen seen = {0};

	(void)state;
	skip_without_kernel();
	for (int i = 0; i < ENTRIES; i++)
		judge_entry(&chance, &seen);
	print_message("%zu passed, %zu killed, %zu calls differ between the meanings\n",
		seen.passed, seen.killed, seen.differ);
	assert_int_equal(seen.passed + seen.killed, ENTRIES * CALLS_PER_ENTRY);
	assert_true(seen.passed > ENTRIES * CALLS_PER_ENTRY / 4);
	assert_true(seen.killed > ENTRIES * CALLS_PER_ENTRY / 4);
	assert_true(seen.differ > ENTRIES / 10);
}

static void test_no_child_is_left(void **state)
{
	(void)state;
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_program),
		cmocka_unit_test(test_only_the_escape_runs),
		cmocka_unit_test(test_unsafe_programs_are_refused),
		cmocka_unit_test(test_unsafe_calls_are_refused),
		cmocka_unit_test(test_random_entries),
		cmocka_unit_test(test_no_child_is_left),
	};

	return cmocka_run_group_tests_name("kernel", tests, NULL, NULL);
}
