/* Marks against a plain walk through each line, of random text and of the two ways to find them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "trace/marks.h"

#define TRIALS 3000

/* Marks of a line, less the last one. */
struct walk {
	size_t at[MARKS_TEXT_MAX];
	size_t count;
	unsigned depth;
	bool is_inside;
	bool is_escaped;
	bool is_over;
};

/* Returns whether the byte belongs to a string. */
static bool walk_string(struct walk *walk, char byte)
{
	if (!walk->is_inside) {
		walk->is_inside = byte == '"';
		return walk->is_inside;
	}
	if (walk->is_escaped)
		walk->is_escaped = false;
	else if (byte == '\\')
		walk->is_escaped = true;
	else
		walk->is_inside = byte != '"';
	return true;
}

static void walk_close(struct walk *walk, char byte, size_t at)
{
	if (byte == ')' && walk->depth == 1) {
		walk->at[walk->count++] = at;
		walk->is_over = true;
	} else if (walk->depth == 0) {
		walk->is_over = true;
	} else {
		walk->depth--;
	}
}

static void walk_byte(struct walk *walk, char byte, size_t at)
{
	if (walk_string(walk, byte) || walk->is_over || byte == '\0')
		return;
	if (strchr("</\\", byte))
		walk->is_over = true;
	else if (strchr("([{", byte) && ++walk->depth == 1 && byte == '(')
		walk->at[walk->count++] = at;
	else if (strchr(")]}", byte))
		walk_close(walk, byte, at);
	else if (byte == ',' && walk->depth == 1)
		walk->at[walk->count++] = at;
}

static void compare_line(struct slice text, const struct marked_line *line)
{
	struct walk walk = {0};
	size_t start = (size_t)(line->text.start - text.start);

	for (size_t i = 0; i < line->text.length; i++)
		walk_byte(&walk, line->text.start[i], start + i);
	assert_int_equal(line->count, walk.count + 1);
	for (size_t i = 0; i < walk.count; i++)
		assert_int_equal(line->at[i], walk.at[i]);
	assert_int_equal(line->at[walk.count], start + line->text.length);
	assert_ptr_equal(line->origin, text.start);
}

static void compare_text(struct marks *marks, struct slice text)
{
	struct marked_line line = {0};
	struct slice rest = text;

	while (marks_next_line(marks, &line)) {
		assert_ptr_equal(line.text.start, rest.start);
		assert_int_equal(line.text.length, slice_find_byte(rest, '\n'));
		compare_line(text, &line);
		rest = slice_after(rest, line.text.length + 1);
	}
	assert_int_equal(rest.length, 0);
}

/* xorshift64: the same texts every time. */
static size_t draw(uint64_t *state, size_t limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (size_t)(*state >> 11) % limit;
}

/* Some bytes are more frequent in some texts. Nesting as deep as no call's is no matter of marks. */
static void test_random_text(void **state)
{
	static const char *const alphabets[] = {"a\"\\\n(,) ", "(),[]{}\"\n", "\\\\\\\"\n",
		"abcdefghijkl()\", \n", "a(),</\"\\\n[]{} \xc3\xbc\x80"};
	uint64_t seed = 88172645463325252;
	struct marks *marks = marks_new();
	char *bytes = malloc(MARKS_TEXT_MAX);

	(void)state;
	for (size_t trial = 0; trial < TRIALS; trial++) {
		const char *alphabet = alphabets[trial % 5];
		struct slice text = {bytes, draw(&seed, trial % 100 ? 300 : 3000)};
		unsigned opened = 0;

		for (size_t i = 0; i < text.length; i++) {
			bytes[i] = alphabet[draw(&seed, strlen(alphabet))];
			opened = bytes[i] == '\n' ? 0 : opened + !!strchr("([{", bytes[i]);
			if (opened > 28)
				bytes[i] = '\n';
		}
		marks_find(marks, text);
		compare_text(marks, text);
		marks_find_simply(marks, text);
		compare_text(marks, text);
	}
	free(bytes);
	marks_free(marks);
}

static void test_full_text(void **state)
{
	struct marks *marks = marks_new();
	char *bytes = malloc(MARKS_TEXT_MAX);
	static const char fillers[] = "\n(,)";

	(void)state;
	for (size_t i = 0; i < sizeof(fillers) - 1; i++) {
		struct slice text = {bytes, MARKS_TEXT_MAX};

		memset(bytes, fillers[i], MARKS_TEXT_MAX);
		bytes[0] = '(';
		marks_find(marks, text);
		if (fillers[i] != '(')
			compare_text(marks, text);
	}
	marks_find(marks, (struct slice){bytes, 0});
	compare_text(marks, (struct slice){bytes, 0});
	free(bytes);
	marks_free(marks);
}

/* What is nested deeper than anybody needs to see is lost, not mistaken. */
static void test_deep_text(void **state)
{
	struct marks *marks = marks_new();
	struct marked_line line = {0};
	char bytes[200];

	(void)state;
	memset(bytes, '{', sizeof(bytes));
	memset(bytes + 100, '}', 100);
	memcpy(bytes, "f(", 2);
	memcpy(bytes + 197, "),)", 3);
	marks_find(marks, (struct slice){bytes, sizeof(bytes)});
	assert_true(marks_next_line(marks, &line));
	assert_int_equal(line.count, 2);
	assert_int_equal(line.at[0], 1);
	marks_free(marks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_text),
		cmocka_unit_test(test_full_text),
		cmocka_unit_test(test_deep_text),
	};

	return cmocka_run_group_tests_name("trace/marks", tests, NULL, NULL);
}
