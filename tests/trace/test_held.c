/* Held calls: copies that outlive the line, and their limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "trace/held.h"

static void note_call(void *context, const struct call *call)
{
	struct text *text = context;

	text_append(text, call->name);
	for (unsigned i = 0; i < call->argument_count; i++) {
		text_append_byte(text, '|');
		text_append(text, call->arguments[i]);
	}
	text_append_string(text, call->in_launch ? "*=" : "=");
	text_append(text, call->result);
	text_append_byte(text, ';');
}

static void test_copies(void **state)
{
	char line[] = "close 3 0";
	struct call call = {
		.name = {line, 5},
		.arguments = {{line + 6, 1}, {line + 6, 1}},
		.argument_count = 2,
		.result = {line + 8, 1},
	};
	struct call remark = {.form = CALL_REMARK, .name = slice_of("close")};
	struct held held = {0};
	struct text text = {0};

	(void)state;
	assert_true(held_add(&held, &call, 3));
	memcpy(line, "fsync", 5);
	assert_true(held_add(&held, &call, 3));
	memset(line, 'x', sizeof(line));
	assert_true(held_add(&held, &remark, 3));
	assert_false(held_add(&held, &call, 3));
	held_deliver(&held, true, note_call, &text);
	assert_string_equal(text_string(&text), "close|3|3*=0;fsync|3|3*=0;close*=;");
	assert_int_equal(held_drop(&held), 0);
	held_free(&held);
	text_free(&text);
}

static void test_dropping(void **state)
{
	struct call call = {.name = slice_of("close")};
	struct call remark = {.form = CALL_REMARK, .name = slice_of("close")};
	struct held held = {0};

	(void)state;
	assert_true(held_add(&held, &call, 2));
	assert_true(held_add(&held, &remark, 2));
	assert_int_equal(held_drop(&held), 1);
	assert_true(held_add(&held, &call, 2));
	held_free(&held);
}

static void test_bytes(void **state)
{
	char *bytes = calloc(1, HELD_BYTES);
	struct call call = {
		.name = slice_of("x"),
		.arguments = {{bytes, HELD_BYTES}},
		.argument_count = 1,
	};
	struct held held = {0};

	(void)state;
	assert_false(held_add(&held, &call, 9));
	call.arguments[0].length--;
	assert_true(held_add(&held, &call, 9));
	assert_false(held_add(&held, &call, 9));
	held_free(&held);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_dropping),
		cmocka_unit_test(test_bytes),
	};

	return cmocka_run_group_tests_name("trace/held", tests, NULL, NULL);
}
