/* The tree of nodes: offsets in bytes, and the limits against hostile input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "manifest/document.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Appends the bytes of each node, in their order, as "[...]". */
static void append_nodes(struct text *text, const char *yaml)
{
	struct document document;
	struct error error = {0};

	if (!document_read("d", slice_of(yaml), &document, &error))
		fail_msg("%s: %s", yaml, error.what);
	for (uint32_t i = 1; i < document.count; i++)
		text_append_format(text, "[%.*s]",
			(int)(document.nodes[i].end - document.nodes[i].start),
			yaml + document.nodes[i].start);
	document_free(&document);
}

static void knows_the_bytes_of_each_node(void **state)
{
	static const char *const rows[][2] = {
		{"a: b # c\n", "[a: b][a][b]"},
		{"é: [\xe2\x82\xac, x]\n",
			"[é: [\xe2\x82\xac, x]][é][[\xe2\x82\xac, x]][\xe2\x82\xac][x]"},
		{"a:\n  b: 1\n  # tail\n\nc: 2\n",
			"[a:\n  b: 1\n  # tail\n\nc: 2][a][b: 1][b][1][c][2]"},
		{"a:\r\n  b:\r\n", "[a:\r\n  b:][a][b:][b][]"},
		{"a: |-\n  x\n\n\nb: 1", "[a: |-\n  x\n\n\nb: 1][a][|-\n  x][b][1]"},
		{"a: !t &x {k: v}\nb: *x\n",
			"[a: !t &x {k: v}\nb: *x][a][!t &x {k: v}][k][v][b][*x]"},
		{"\xef\xbb\xbf{a: b}", "[{a: b}][a][b]"},
		{"a: \"x\xc2\x85y\"\nb: c", "[a: \"x\xc2\x85y\"\nb: c][a][\"x\xc2\x85y\"][b][c]"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text text = {0};

		append_nodes(&text, rows[i][0]);
		assert_string_equal(text_string(&text), rows[i][1]);
		text_free(&text);
	}
}

static void fill(struct text *text, const char *part, size_t length)
{
	while (text->length + strlen(part) <= length)
		text_append_string(text, part);
}

/* Returns how many nodes were made before the text was refused, and checks the reason. */
static void check_refused(const struct text *text, const char *reason)
{
	struct document document;
	struct error error = {0};

	assert_false(document_read("d", slice_of_text(text), &document, &error));
	if (!strstr(error.what, reason))
		fail_msg("%.20s...: %s", text_string(text), error.what);
	error_free(&error);
}

static void refuses_what_is_too_large(void **state)
{
	static const struct {
		const char *part;
		size_t length;
		const char *reason;
	} rows[] = {
		{"[", 10000, "more than 64 levels deep"},
		{"{a: ", 40000, "more than 64 levels deep"},
		{"- ", 20000, "more than 64 levels deep"},
		{"? ", 20000, "more than 64 levels deep"},
		{"x", DOCUMENT_BYTES + 1, "is larger than 1048576 bytes"},
		{"- a\n", DOCUMENT_BYTES, "more than 250000 values"},
		{"%TAG !a! tag:a\n", DOCUMENT_BYTES, "more than 64 directives"},
		{"a: 1\n...\n%X\n", 2000, "more than 64 directives"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text text = {0};

		fill(&text, rows[i].part, rows[i].length);
		check_refused(&text, rows[i].reason);
		text_free(&text);
	}
}

/* 64 levels are allowed, and are read. */
static void reads_up_to_the_limit(void **state)
{
	struct text text = {0};
	struct document document;
	struct error error = {0};

	(void)state;
	fill(&text, "[", DOCUMENT_DEPTH);
	fill(&text, "]", 2 * (size_t)DOCUMENT_DEPTH);
	assert_true(document_read("d", slice_of_text(&text), &document, &error));
	assert_int_equal(document.count, DOCUMENT_DEPTH + 1);
	document_free(&document);
	text_free(&text);
}

/* An alias is one node, whatever it stands for: 9 to the power of 20 values are 200 nodes. */
static void does_not_expand_aliases(void **state)
{
	struct text text = {0};
	struct document document;
	struct error error = {0};

	(void)state;
	text_append_string(&text, "a: &a [x, x, x, x, x, x, x, x, x]\n");
	for (char name = 'b'; name < 'v'; name++) {
		text_append_format(&text, "%c: &%c [", name, name);
		for (int i = 0; i < 9; i++)
			text_append_format(&text, "*%c ,", name - 1);
		text_append_string(&text, "]\n");
	}
	assert_true(document_read("d", slice_of_text(&text), &document, &error));
	assert_true(document.count < 250);
	document_free(&document);
	text_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_bytes_of_each_node),
		cmocka_unit_test(refuses_what_is_too_large),
		cmocka_unit_test(reads_up_to_the_limit),
		cmocka_unit_test(does_not_expand_aliases),
	};

	return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
