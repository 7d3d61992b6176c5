/* The kernel's verdicts on calls that Northstar's own builder judged: the program that stands for a
 * filter here agrees with the runtime's. No call is executed (kernel/bpf). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "../manifest/verdicts.h"
#include "bpf.h"
#include "judge.h"

/* One row in three, another third for each manifest, is enough for the kernel. */
enum { EVERY = 3 };

static void skip_without_verdicts_or_kernel(void)
{
	const char *refusal = kernel_refusal();
	enum arch arch;

	if (!refusal && bpf_host(&arch) && arch != ARCH_X86_64)
		refusal = "the verdicts are those of x86_64";
	if (!refusal && !verdicts_are_there())
		refusal = "../shared/facts/verdicts is not there";
	if (refusal) {
		print_message("%s\n", refusal);
		skip();
	}
}

/* Fills `calls` with some of the rows, and `ret_rows` with which they are. Returns how many. */
static size_t pick_rows(const struct verdict_case *judged, struct kernel_call calls[VERDICT_CALLS],
	const struct verdict_row *ret_rows[VERDICT_CALLS])
{
	size_t count = 0;

	for (size_t i = judged->number % EVERY; i < judged->row_count; i += EVERY) {
		const struct verdict_row *row = &judged->rows[i];

		calls[count].number = row->number;
		memcpy(calls[count].registers, row->registers, sizeof(row->registers));
		ret_rows[count++] = row;
	}
	return count;
}

static void compare_row(const struct verdict_case *judged, const struct verdict_row *row,
	bool kernel_passes, enum meaning meaning)
{
	bool passes = filter_passes(&judged->filter, row->number, row->registers, meaning);

	if (meaning == MEANING_BUILT)
		assert_int_equal(kernel_passes, row->passes);
	if (kernel_passes != passes)
		fail_msg("%02u.tsv: %s: only the %s lets it pass", judged->number, row->name,
			passes ? "filter" : "kernel");
}

static size_t judge_rows(const struct verdict_case *judged, enum meaning meaning)
{
	struct bpf_program program = bpf_program_build(&judged->filter, meaning);
	const struct verdict_row *rows[VERDICT_CALLS];
	struct kernel_call calls[VERDICT_CALLS];
	bool passes[VERDICT_CALLS];
	size_t count = pick_rows(judged, calls, rows);
	int status;

	assert_int_equal(kernel_judge(&program, calls, count, passes, &status), count);
	for (size_t i = 0; i < count; i++)
		compare_row(judged, rows[i], passes[i], meaning);
	bpf_program_free(&program);
	return count;
}

static void test_meaning(enum meaning meaning)
{
	size_t count = 0;

	skip_without_verdicts_or_kernel();
	for (unsigned number = 0; number < VERDICT_MANIFESTS; number++) {
		struct verdict_case judged = verdict_case_read(number);

		count += judge_rows(&judged, meaning);
		verdict_case_free(&judged);
	}
	assert_true(count >= VERDICT_MANIFESTS * VERDICT_CALLS / EVERY - VERDICT_MANIFESTS);
}

static void test_built(void **state)
{
	(void)state;
	test_meaning(MEANING_BUILT);
}

static void test_documented(void **state)
{
	(void)state;
	test_meaning(MEANING_DOCUMENTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_built),
		cmocka_unit_test(test_documented),
	};

	return cmocka_run_group_tests_name("kernel/verdicts", tests, NULL, NULL);
}
