/* Sets of process ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "trace/pids.h"

static void test_set(void **state)
{
	struct pids pids = {0};

	(void)state;
	assert_false(pids_has(&pids, 0));
	assert_true(pids_add(&pids, 0));
	assert_true(pids_add(&pids, 63));
	assert_true(pids_add(&pids, 64));
	assert_true(pids_add(&pids, PIDS_LIMIT - 1));
	assert_false(pids_add(&pids, 63));
	assert_false(pids_add(&pids, PIDS_LIMIT));
	assert_int_equal(pids.count, 4);
	assert_true(pids_has(&pids, 0) && pids_has(&pids, 63) && pids_has(&pids, 64));
	assert_false(pids_has(&pids, 62) || pids_has(&pids, 65) || pids_has(&pids, PIDS_LIMIT));
	pids_remove(&pids, 63);
	pids_remove(&pids, 63);
	assert_false(pids_has(&pids, 63));
	assert_int_equal(pids.count, 3);
	pids_free(&pids);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
	};

	return cmocka_run_group_tests_name("trace/pids", tests, NULL, NULL);
}
