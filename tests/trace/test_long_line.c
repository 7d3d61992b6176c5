/* Long lines: what counts of a call is kept, wherever its line is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "trace/long_line.h"
#include "trace/scan.h"

#define BUFFER (4 * LONG_LINE_KEPT)

/* As a log is read: the buffer is filled, and shortened when it is full. */
static struct slice pass(struct slice line, char *buffer)
{
	struct long_line state = {0};
	size_t length = 0;

	while (line.length > 0) {
		size_t count = BUFFER - length < line.length ? BUFFER - length : line.length;

		memcpy(buffer + length, line.start, count);
		length += count;
		line = slice_after(line, count);
		if (length == BUFFER) {
			length = long_line_shorten(&state, buffer, length);
			assert_true(length <= BUFFER / 2);
		}
	}
	return (struct slice){buffer, length};
}

static void append_times(struct text *text, const char *string, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_append_string(text, string);
}

/* A backslash, an escaped quote or a quote stands at every border in turn. */
static void test_strings(void **state)
{
	char *buffer = malloc(BUFFER);

	(void)state;
	for (unsigned shift = 0; shift < 7; shift++) {
		struct text text = {0};
		struct scan scan;

		text_append_string(&text, "\"");
		append_times(&text, "x", shift);
		append_times(&text, "a\\\"\\\\,)", 2 * BUFFER / 5);
		text_append_string(&text, "\"..., 0x7, [\"");
		append_times(&text, "\\\\", BUFFER);
		text_append_string(&text, "\", \"b\"], 9) = 5");
		scan_arguments(pass(slice_of_text(&text), buffer), &scan);
		assert_true(scan.closed);
		assert_int_equal(scan.count, 4);
		assert_true(slice_is(scan.arguments[1], "0x7"));
		assert_true(slice_ends_with(scan.arguments[2], ", \"b\"]"));
		assert_true(slice_is(scan.arguments[3], "9"));
		assert_true(slice_is(scan.rest, " = 5"));
		text_free(&text);
	}
	free(buffer);
}

static void test_no_strings(void **state)
{
	char *buffer = malloc(BUFFER);
	struct text text = {0};
	struct slice line;

	(void)state;
	text_append_string(&text, "begin");
	append_times(&text, "12345", 3 * BUFFER);
	text_append_string(&text, "end");
	line = pass(slice_of_text(&text), buffer);
	assert_true(slice_starts_with(line, "begin12345"));
	assert_true(slice_ends_with(line, "12345end"));
	assert_true(line.length < BUFFER);
	text_free(&text);
	free(buffer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_no_strings),
	};

	return cmocka_run_group_tests_name("trace/long_line", tests, NULL, NULL);
}
