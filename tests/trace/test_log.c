/* Blocks of any size hold the same lines, however long these are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"
#include "trace/log.h"

#define BLOCKS_MAX 4
#define MIB	   (1024 * 1024)

static char path[] = "/tmp/northstar-log.XXXXXX";

static int make_log(void **state)
{
	int descriptor = mkstemp(path);

	(void)state;
	return descriptor < 0 || close(descriptor) != 0;
}

static int remove_log(void **state)
{
	(void)state;
	return unlink(path);
}

static void write_log(struct slice text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text.start, 1, text.length, file), text.length);
	assert_int_equal(fclose(file), 0);
}

/* Reads the log in blocks of `count` MiB; the next one meanwhile if `is_ahead`. */
static struct text read_log(size_t count, bool is_ahead)
{
	enum log_state state = LOG_MORE;
	struct error error = {0};
	struct log *log = log_open(path, &error);
	struct text lines = {0};

	assert_non_null(log);
	log_set_blocks(log, count);
	while (state == LOG_MORE) {
		struct slice block;

		state = log_read_block(log, &block, &error);
		if (is_ahead)
			log_read_ahead(log);
		text_append(&lines, block);
	}
	assert_int_equal(state, LOG_ENDED);
	log_close(log);
	return lines;
}

static void compare_blocks(void)
{
	struct text expected = read_log(1, false);

	for (size_t i = 0; i < 2 * BLOCKS_MAX; i++) {
		struct text lines = read_log(1 + i / 2, i % 2);

		assert_int_equal(lines.length, expected.length);
		assert_memory_equal(lines.bytes, expected.bytes, lines.length);
		text_free(&lines);
	}
	text_free(&expected);
}

static void append_bytes(struct text *text, char byte, size_t count)
{
	while (count-- > 0)
		text_append_byte(text, byte);
}

/* A line whose string, or what is none, is `length` bytes long. */
static void append_line(struct text *text, const char *quote, size_t length)
{
	text_append_format(text, "write(1, %s", quote);
	append_bytes(text, *quote ? 'a' : '7', length);
	text_append_format(text, "%s, 5) = 5\n", quote);
}

static void test_borders(void **state)
{
	(void)state;
	for (size_t length = MIB - 48; length < MIB + 16; length++) {
		struct text text = {0};

		append_line(&text, "", 100);
		append_line(&text, length % 3 ? "\"" : "", length);
		/* That the last line has no end makes it a byte shorter. */
		write_log(slice_until(slice_of_text(&text), text.length - 1));
		compare_blocks();
		append_line(&text, "", 100);
		write_log(slice_of_text(&text));
		compare_blocks();
		text_free(&text);
	}
}

static void test_long_lines(void **state)
{
	static const size_t lengths[] = {700000, 1300000, 20, 1900000, 1100000, 2 * MIB, 10, 10,
		2 * MIB - 1, 5 * MIB, 1048545, 4 * MIB, 1, MIB, MIB, 3 * MIB};
	struct text text = {0};

	(void)state;
	for (unsigned i = 0; i < 3 * sizeof(lengths) / sizeof(lengths[0]); i++)
		append_line(&text, i % 3 ? "\"" : "",
			lengths[i % (sizeof(lengths) / sizeof(lengths[0]))]);
	write_log(slice_of_text(&text));
	compare_blocks();
	/* The last line has no end. */
	write_log(slice_until(slice_of_text(&text), text.length - 1));
	compare_blocks();
	text_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_borders),
		cmocka_unit_test(test_long_lines),
	};

	return cmocka_run_group_tests_name("trace/log", tests, make_log, remove_log);
}
