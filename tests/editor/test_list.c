#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "editor/list.h"

static void assert_list(const struct list *list, size_t cursor, size_t top)
{
	assert_int_equal(list->cursor, cursor);
	assert_int_equal(list->top, top);
}

static void keeps_the_cursor_in_range(void **state)
{
	struct list list = {0};

	(void)state;
	list_resize(&list, 5, 3);
	list_move(&list, -1);
	assert_list(&list, 0, 0);
	list_move(&list, 100);
	assert_list(&list, 4, 2);
	list_move(&list, -2);
	assert_list(&list, 2, 2);
	list_move(&list, -1);
	assert_list(&list, 1, 1);
	list_go(&list, 99);
	assert_list(&list, 4, 2);
}

static void shows_the_same_when_it_is_as_large_as_before(void **state)
{
	struct list list = {0};

	(void)state;
	list_resize(&list, 30, 10);
	list_go(&list, 17);
	list_move(&list, -5);
	assert_list(&list, 12, 8);
	list_resize(&list, 30, 2);
	assert_list(&list, 12, 11);
	list_resize(&list, 30, 30);
	assert_list(&list, 12, 0);
	list_resize(&list, 30, 10);
	assert_list(&list, 12, 8);
	list_resize(&list, 30, 2);
	list_move(&list, 0);
	list_resize(&list, 30, 10);
	assert_list(&list, 12, 11);
}

static void shows_a_row_from_a_top(void **state)
{
	struct list list = {0};

	(void)state;
	list_resize(&list, 30, 10);
	list_show(&list, 5, 12);
	assert_list(&list, 12, 5);
	list_show(&list, 13, 12);
	assert_list(&list, 12, 12);
	list_show(&list, 29, 29);
	assert_list(&list, 29, 20);
}

static void survives_being_empty(void **state)
{
	struct list list = {0};

	(void)state;
	list_resize(&list, 0, 0);
	list_move(&list, 1);
	list_move(&list, -1);
	list_scroll(&list, 3);
	list_reveal(&list, 3);
	assert_list(&list, 0, 0);
	assert_int_equal(list.page, 1);
}

static void shows_no_empty_rows_while_there_are_others(void **state)
{
	struct list list = {0};

	(void)state;
	list_resize(&list, 10, 4);
	list_go(&list, 9);
	assert_list(&list, 9, 6);
	list_resize(&list, 10, 8);
	assert_list(&list, 9, 2);
	list_resize(&list, 3, 8);
	assert_list(&list, 2, 0);
	list_resize(&list, 10, 2);
	list_go(&list, 9);
	list_resize(&list, 10, 1);
	assert_list(&list, 9, 9);
}

static void scrolls_up_to_the_last_page(void **state)
{
	struct list list = {0};

	(void)state;
	list_resize(&list, 10, 4);
	list_scroll(&list, 5);
	assert_list(&list, 5, 5);
	list_scroll(&list, 5);
	assert_list(&list, 6, 6);
	list_scroll(&list, -100);
	assert_list(&list, 0, 0);
}

static void reveals_with_the_least_movement(void **state)
{
	struct list list = {0};

	(void)state;
	list_resize(&list, 20, 5);
	list_reveal(&list, 3);
	assert_list(&list, 0, 0);
	list_reveal(&list, 7);
	assert_list(&list, 3, 3);
	list_reveal(&list, 1);
	assert_list(&list, 1, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_cursor_in_range),
		cmocka_unit_test(shows_the_same_when_it_is_as_large_as_before),
		cmocka_unit_test(shows_a_row_from_a_top),
		cmocka_unit_test(survives_being_empty),
		cmocka_unit_test(shows_no_empty_rows_while_there_are_others),
		cmocka_unit_test(scrolls_up_to_the_last_page),
		cmocka_unit_test(reveals_with_the_least_movement),
	};

	return cmocka_run_group_tests_name("editor/list", tests, NULL, NULL);
}
