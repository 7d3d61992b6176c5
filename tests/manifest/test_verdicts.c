/* Manifests judged as Northstar's own builder judges them: 3000 calls, and
 * the programs' lengths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "verdicts.h"

static void skip_without_verdicts(void)
{
	if (!verdicts_are_there()) {
		print_message("../shared/facts/verdicts is not there\n");
		skip();
	}
}

static size_t count_disagreements(const struct verdict_case *judged)
{
	size_t disagreements = 0;

	for (size_t i = 0; i < judged->row_count; i++) {
		const struct verdict_row *row = &judged->rows[i];

		if (filter_passes(&judged->filter, row->number, row->registers, MEANING_BUILT) ==
			row->passes)
			continue;
		print_error("%02u.tsv:%zu: %s %s\n", judged->number, i + 1, row->name,
			row->passes ? "passes" : "is killed");
		disagreements++;
	}
	return disagreements;
}

static void test_verdicts(void **state)
{
	size_t calls = 0;
	size_t disagreements = 0;

	(void)state;
	skip_without_verdicts();
	for (unsigned number = 0; number < VERDICT_MANIFESTS; number++) {
		struct verdict_case judged = verdict_case_read(number);

		calls += judged.row_count;
		disagreements += count_disagreements(&judged);
		verdict_case_free(&judged);
	}
	assert_int_equal(disagreements, 0);
	assert_int_equal(calls, VERDICT_MANIFESTS * VERDICT_CALLS);
}

/* What the runtime lets pass as built passes as documented too. */
static void test_documented_is_wider(void **state)
{
	size_t wider = 0;

	(void)state;
	skip_without_verdicts();
	for (unsigned number = 0; number < VERDICT_MANIFESTS; number++) {
		struct verdict_case judged = verdict_case_read(number);

		for (size_t i = 0; i < judged.row_count; i++) {
			const struct verdict_row *row = &judged.rows[i];
			bool documented = filter_passes(
				&judged.filter, row->number, row->registers, MEANING_DOCUMENTED);

			assert_true(documented || !row->passes);
			wider += documented && !row->passes;
		}
		verdict_case_free(&judged);
	}
	assert_true(wider > 0);
}

static void check_length(unsigned number, size_t length)
{
	struct verdict_case judged = verdict_case_read(number);

	if (filter_instructions(&judged.filter) != length)
		fail_msg("%02u.yaml: %zu instructions, not %zu", number,
			filter_instructions(&judged.filter), length);
	verdict_case_free(&judged);
}

static void test_instructions(void **state)
{
	(void)state;
	skip_without_verdicts();
	verdicts_read_lengths(check_length);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_documented_is_wider),
		cmocka_unit_test(test_instructions),
	};

	return cmocka_run_group_tests_name("manifest/verdicts", tests, NULL, NULL);
}
