#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "editor/history.h"

/* Allows a name as one step. */
static void allow(struct history *history, struct snapshot *now, const char *name)
{
	struct snapshot before = snapshot_copy(now);

	entry_allow(&now->entry, slice_of(name));
	history_add(history, before, name);
}

static void goes_back_and_forth(void **state)
{
	struct history history = {0};
	struct snapshot now = {0};

	(void)state;
	assert_null(history_undo(&history, &now));
	assert_null(history_redo(&history, &now));
	allow(&history, &now, "read");
	allow(&history, &now, "write");
	assert_string_equal(history_undo(&history, &now), "write");
	assert_int_equal(now.entry.count, 1);
	assert_string_equal(history_undo(&history, &now), "read");
	assert_int_equal(now.entry.count, 0);
	assert_null(history_undo(&history, &now));
	assert_string_equal(history_redo(&history, &now), "read");
	assert_string_equal(history_redo(&history, &now), "write");
	assert_null(history_redo(&history, &now));
	assert_non_null(entry_find(&now.entry, slice_of("write")));
	history_free(&history);
	snapshot_free(&now);
}

static void forgets_what_was_undone_after_a_new_step(void **state)
{
	struct history history = {0};
	struct snapshot now = {0};

	(void)state;
	allow(&history, &now, "read");
	allow(&history, &now, "write");
	history_undo(&history, &now);
	allow(&history, &now, "close");
	assert_null(history_redo(&history, &now));
	assert_string_equal(history_undo(&history, &now), "close");
	assert_non_null(entry_find(&now.entry, slice_of("read")));
	assert_null(entry_find(&now.entry, slice_of("write")));
	history_free(&history);
	snapshot_free(&now);
}

static void brings_back_the_target(void **state)
{
	struct history history = {0};
	struct snapshot now = {.target = {.arch = ARCH_X86_64}};
	struct snapshot before = snapshot_copy(&now);

	(void)state;
	now.target.capabilities = 1;
	assert_false(snapshot_equal(&now, &before));
	history_add(&history, before, "set capabilities");
	history_undo(&history, &now);
	assert_int_equal(now.target.capabilities, 0);
	history_redo(&history, &now);
	assert_int_equal(now.target.capabilities, 1);
	history_free(&history);
	snapshot_free(&now);
}

/* What was left behind is done again, and what was done before is undone, as if it had been
 * undone. */
static void takes_what_was_left_for_undone(void **state)
{
	struct history history = {0};
	struct snapshot now = {.target = {.arch = ARCH_X86_64}};
	struct snapshot before = snapshot_copy(&now);
	struct snapshot left;

	(void)state;
	now.target.capabilities = 1;
	history_add(&history, before, "one");
	left = snapshot_copy(&now);
	left.target.capabilities = 2;
	assert_true(history_add_undone(&history, left, "two"));
	assert_int_equal(now.target.capabilities, 1);
	assert_string_equal(history_redo(&history, &now), "two");
	assert_int_equal(now.target.capabilities, 2);
	assert_null(history_redo(&history, &now));
	assert_string_equal(history_undo(&history, &now), "two");
	assert_string_equal(history_undo(&history, &now), "one");
	assert_int_equal(now.target.capabilities, 0);
	/* What can be done again is worth more. */
	left = snapshot_copy(&now);
	assert_false(history_add_undone(&history, left, "three"));
	assert_string_equal(history_redo(&history, &now), "one");
	assert_string_equal(history_redo(&history, &now), "two");
	assert_null(history_redo(&history, &now));
	history_free(&history);
	snapshot_free(&now);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goes_back_and_forth),
		cmocka_unit_test(forgets_what_was_undone_after_a_new_step),
		cmocka_unit_test(brings_back_the_target),
		cmocka_unit_test(takes_what_was_left_for_undone),
	};

	return cmocka_run_group_tests_name("editor/history", tests, NULL, NULL);
}
