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

/* What is no YAML at all is told in the words of the parser. */
static bool says_what_is_allowed(const char *what)
{
	return strstr(what, "allowed") || strstr(what, "a manifest is text in UTF-8") ||
	       strncmp(what, "not YAML: ", 10) == 0;
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
		if (!error.line || !error.column)
			fail_msg("%s: refused without a place: %s", row->name, error.what);
		if (!says_what_is_allowed(error.what))
			fail_msg("%s: what is allowed there? %s", row->name, error.what);
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
