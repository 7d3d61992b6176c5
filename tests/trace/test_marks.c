/* Marks against a plain walk through each line, of random text, and of all ways to find them. */
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

/* Finds the marks in each way that the processor has. */
static void compare_ways(struct marks *marks, struct slice text)
{
	for (enum marks_way way = 0; way < MARKS_WAYS; way++) {
		if (!marks_has_way(way))
			continue;
		memset(marks, 0xff, sizeof(*marks)); /* nothing is left of the way before */
		marks_find_by(marks, text, way);
		compare_text(marks, text);
	}
	marks_find(marks, text);
	compare_text(marks, text);
}

/* xorshift64: the same texts every time. */
static size_t draw(uint64_t *state, size_t limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (size_t)(*state >> 11) % limit;
}

/* Some bytes are more frequent in some texts. Nesting as deep as no call's is no
 * matter of marks. */
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
		compare_ways(marks, text);
	}
	free(bytes);
	marks_free(marks);
}

/* Appends what may be nested in an argument. */
static size_t draw_nested(char *bytes, uint64_t *seed, unsigned depth)
{
	static const char long_text[] =
		"a long text that goes, with a comma, into the next group but one, and"
		" has the room that this needs, and more, and more, and more, and more of it, too";
	static const char *const plain[] = {
		"1", "a, b", "\"s(,)\"", "\"\\\"{\"", "A|B", "", ", ", ",,,,,,,,,,,,", long_text};
	static const char *const brackets[] = {"()", "[]", "{}"};
	const char *pair = brackets[draw(seed, 3)];
	size_t length = 0;

	if (depth == 0 || (depth < 3 && draw(seed, 3) == 0))
		return (size_t)(stpcpy(bytes, plain[draw(seed, 9)]) - bytes);
	bytes[length++] = pair[0];
	for (size_t i = depth > 2 ? 1 : draw(seed, 3); i > 0; i--)
		length += draw_nested(bytes + length, seed, depth - 1);
	bytes[length++] = pair[1];
	return length;
}

/* Appends a line that is no call. */
static size_t draw_message(char *bytes, uint64_t *seed)
{
	size_t length = draw(seed, draw(seed, 2) ? 200 : 8);

	memset(bytes, '+', length);
	bytes[length] = '\n';
	return length + 1;
}

/* Appends a line as strace writes them, or nearly. */
static size_t draw_line(char *bytes, uint64_t *seed)
{
	static const char *const starts[] = {"", "[pid 7] ", "12 ", "[[", "(", ")", "a, ", "\""};
	static const char *const ends[] = {") = 0", ") = -1 EPERM (Not, permitted)",
		" <unfinished ...>", "/* 3 */) = 0", ") = 1 ([{fd=5}])", "", ")", "\\"};
	size_t start = draw(seed, 40);
	size_t end = draw(seed, 20);
	size_t length = (size_t)(stpcpy(bytes, starts[start % 8 * (start < 16)]) - bytes);

	length += (size_t)(stpcpy(bytes + length, "call(") - (bytes + length));
	for (size_t i = draw(seed, 5); i > 0; i--)
		length += draw_nested(bytes + length, seed, draw(seed, 6) ? 2 : 9);
	length += (size_t)(stpcpy(bytes + length, ends[end < 8 ? end : 0]) - (bytes + length));
	bytes[length++] = '\n';
	return length;
}

/* Brackets of most lines match, so that no way has to go from one to the next; each odd one is
 * met in any place of a group. */
static void test_lines(void **state)
{
	uint64_t seed = 1442695040888963407;
	struct marks *marks = marks_new();
	char *bytes = malloc(MARKS_TEXT_MAX);

	(void)state;
	for (size_t trial = 0; trial < TRIALS; trial++) {
		size_t wanted = 1 + draw(&seed, trial % 10 ? 1000 : MARKS_TEXT_MAX - 4096);
		size_t length = 0;

		while (length < wanted)
			length += draw(&seed, 4) ? draw_line(bytes + length, &seed)
						 : draw_message(bytes + length, &seed);
		compare_ways(marks, (struct slice){bytes, length - draw(&seed, 2)});
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
		if (fillers[i] != '(')
			compare_ways(marks, text);
		else
			marks_find(marks, text);
	}
	compare_ways(marks, (struct slice){bytes, 0});
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
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_full_text),
		cmocka_unit_test(test_deep_text),
	};

	return cmocka_run_group_tests_name("trace/marks", tests, NULL, NULL);
}
