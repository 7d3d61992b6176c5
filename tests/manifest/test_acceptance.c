/* Every text of the table of facts is read or refused as the runtime does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "manifest/reader.h"

#include "summary.h"

/* What the runtime refuses and the reader takes with a remark. */
static const char *const tolerated[] = {"map {args: {..}}"};

/* Where the reader finds what the runtime finds elsewhere: the tag and not the mapping around it,
 * the key and not its value, the end of the text and not the line that would follow. */
static const struct {
	const char *name;
	size_t line;
	size_t column;
} other_places[] = {
	{"!foo any", 1, 16},
	{"merge key <<", 2, 3},
	{"unclosed flow", 1, 18},
};

struct row {
	char *name;
	char *text;
	char *verdict;
	char *meaning;
};

static unsigned hex4(const char *digits)
{
	char copy[5] = {0};

	memcpy(copy, digits, 4);
	return (unsigned)strtoul(copy, NULL, 16);
}

static void append_character(struct text *text, unsigned character)
{
	if (character < 0x80) {
		text_append_byte(text, (char)character);
		return;
	}
	assert_true(character < 0x800);
	text_append_byte(text, (char)(0xc0 | character >> 6));
	text_append_byte(text, (char)(0x80 | (character & 0x3f)));
}

/* Appends what the JSON string `json`, with its quotes, says. */
static void append_json(struct text *text, const char *json)
{
	for (const char *c = json + 1; c[1]; c++) {
		if (*c != '\\') {
			text_append_byte(text, *c);
			continue;
		}
		c++;
		if (*c == 'u') {
			append_character(text, hex4(c + 1));
			c += 4;
		} else {
			text_append_byte(text, *c == 'n'   ? '\n'
					       : *c == 'r' ? '\r'
					       : *c == 't' ? '\t'
							   : *c);
		}
	}
}

/* Appends the meaning, in which a line end is written \n. */
static void append_meaning(struct text *text, const char *meaning)
{
	for (const char *c = meaning; *c; c++) {
		bool is_end = c[0] == '\\' && c[1] == 'n';

		text_append_byte(text, is_end ? '\n' : *c);
		c += is_end;
	}
}

static bool is_tolerated(const char *name)
{
	for (size_t i = 0; i < sizeof(tolerated) / sizeof(tolerated[0]); i++)
		if (strcmp(name, tolerated[i]) == 0)
			return true;
	return false;
}

static void check_meaning(const struct row *row, const struct manifest *manifest)
{
	struct text text = {0};
	struct manifest wanted;
	struct error error = {0};

	if (strcmp(row->meaning, "(none)") == 0) {
		assert_false(manifest->has_filter);
		return;
	}
	append_meaning(&text, row->meaning);
	assert_true(manifest_read("meaning", slice_of_text(&text), 9, &wanted, &error));
	if (!manifest->has_filter || !entries_agree(&manifest->entry, &wanted.entry))
		fail_msg("%s: read to another meaning", row->name);
	manifest_free(&wanted);
	text_free(&text);
}

static bool says_what_is_allowed(const char *what)
{
	return strstr(what, "allowed") || strstr(what, "expected") ||
	       strstr(what, "a manifest is text in UTF-8");
}

/* Sets where the runtime says that it is. Returns false when it does not say. */
static bool find_place(const struct row *row, size_t *ret_line, size_t *ret_column)
{
	const char *position = strstr(row->meaning, " at position ");
	const char *line = strstr(row->meaning, " at line ");

	for (size_t i = 0; i < sizeof(other_places) / sizeof(other_places[0]); i++) {
		if (strcmp(row->name, other_places[i].name) == 0) {
			*ret_line = other_places[i].line;
			*ret_column = other_places[i].column;
			return true;
		}
	}
	if (position) {
		*ret_line = 1;
		*ret_column = strtoul(position + strlen(" at position "), NULL, 10) + 1;
		return true;
	}
	return line && sscanf(line, " at line %zu column %zu", ret_line, ret_column) == 2;
}

static void check_place(const struct row *row, const struct error *error)
{
	size_t line;
	size_t column;

	if (!error->line || !error->column)
		fail_msg("%s: refused without a place: %s", row->name, error->what);
	if (find_place(row, &line, &column) && (error->line != line || error->column != column))
		fail_msg("%s: %zu:%zu: %s; the runtime finds it at %zu:%zu", row->name, error->line,
			error->column, error->what, line, column);
}

static void check_word(
	const struct row *row, const struct error *error, const char *word, size_t length)
{
	char copy[256];

	assert_true(length < sizeof(copy));
	memcpy(copy, word, length);
	copy[length] = '\0';
	if (!strstr(error->what, copy))
		fail_msg("%s: the runtime speaks of %s: %s", row->name, copy, error->what);
}

static bool ends_with(const char *start, const char *end, const char *word)
{
	size_t length = strlen(word);

	return (size_t)(end - start) >= length && memcmp(end - length, word, length) == 0;
}

/* What the runtime quotes must be in the message, up to where it tells what it expected. Numbers
 * are quoted as they were read, not as they stand there. */
static void check_quoted(const struct row *row, const struct error *error)
{
	const char *start = row->meaning;
	const char *end = strstr(start, ", expected");

	if (!end)
		end = start + strlen(start);
	for (const char *c = start; c < end; c++) {
		const char *closing = strchr("`'\"", *c) ? strchr(c + 1, *c) : NULL;

		if (!closing)
			continue;
		if (!ends_with(start, c, "integer ") && !ends_with(start, c, "floating point "))
			check_word(row, error, c + 1, (size_t)(closing - c - 1));
		c = closing;
	}
}

/* The key that is wrong, the last one of the runtime's path; an item of `values` is a value. Of a
 * rule the place tells. */
static void check_key(const struct row *row, const struct error *error)
{
	const char *path = row->meaning + strcspn(row->meaning, " ") + 1;
	size_t length = strcspn(path, " ");
	size_t at = 0;
	unsigned dots = 0;

	if (length == 0 || path[length - 1] != ':')
		return;
	for (size_t i = 0; i < length; i++) {
		if (path[i] == '.') {
			at = i + 1;
			dots++;
		}
	}
	if (dots == 1)
		return;
	if (path[length - 2] == ']')
		check_word(row, error, "value '", 7);
	else
		check_word(row, error, path + at, length - 1 - at);
}

/* What the parser was doing, and where that began: only of what is no YAML. */
static void check_context(const struct row *row, const struct error *error)
{
	const char *context = strstr(row->meaning, ", while ");
	const char *place = context ? strstr(context, " at line ") : NULL;
	char began[80];
	size_t line;
	size_t column;

	if (!context || strncmp(error->what, "not YAML: ", 10) != 0)
		return;
	check_word(row, error, context, place ? (size_t)(place - context) : strlen(context));
	if (!place)
		return;
	assert_int_equal(sscanf(place, " at line %zu column %zu", &line, &column), 2);
	snprintf(began, sizeof(began), "begins at line %zu, column %zu", line, column);
	check_word(row, error, began, strlen(began));
}

/* The runtime's own message tells what was wrong there. */
static void check_refusal(const struct row *row, const struct error *error)
{
	check_place(row, error);
	check_quoted(row, error);
	check_key(row, error);
	check_context(row, error);
	if (!says_what_is_allowed(error->what))
		fail_msg("%s: what is allowed there? %s", row->name, error->what);
}

static void check_row(const struct row *row)
{
	struct text text = {0};
	struct manifest manifest;
	struct error error = {0};
	bool is_read;

	append_json(&text, row->text);
	is_read = manifest_read("table", slice_of_text(&text), 9, &manifest, &error);
	if (strcmp(row->verdict, "accept") == 0) {
		if (!is_read)
			fail_msg("%s: refused: %s", row->name, error.what);
		check_meaning(row, &manifest);
	} else if (is_read) {
		if (!is_tolerated(row->name))
			fail_msg("%s: read, but the runtime refuses it", row->name);
		assert_true(manifest.remarks.count > 0);
		assert_true(remark_is_refusal(manifest.remarks.items[0].code));
	} else {
		check_refusal(row, &error);
	}
	if (is_read)
		manifest_free(&manifest);
	error_free(&error);
	text_free(&text);
}

static bool next_row(FILE *file, char *line, int size, struct row *ret)
{
	do {
		if (!fgets(line, size, file))
			return false;
	} while (line[0] == '#' || line[0] == '\n');
	line[strcspn(line, "\n")] = '\0';
	ret->name = strtok(line, "\t");
	ret->text = strtok(NULL, "\t");
	ret->verdict = strtok(NULL, "\t");
	ret->meaning = strtok(NULL, "\t");
	assert_non_null(ret->meaning);
	return true;
}

static void agrees_with_the_table(void **state)
{
	const char *top = getenv("top_srcdir");
	char name[4096];
	char line[16384];
	struct row row;
	size_t count = 0;
	FILE *file;

	(void)state;
	snprintf(name, sizeof(name), "%s/../shared/facts/yaml-acceptance.tsv", top ? top : ".");
	file = fopen(name, "r");
	if (!file)
		skip();
	while (next_row(file, line, sizeof(line), &row)) {
		check_row(&row);
		count++;
	}
	fclose(file);
	assert_true(count > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_table),
	};

	return cmocka_run_group_tests_name("acceptance", tests, NULL, NULL);
}
