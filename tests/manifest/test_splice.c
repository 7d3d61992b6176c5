/* Single changes, and the bytes they make. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "manifest/splice.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A change is words: "+NAME" any, "-NAME" drop, "NAME=INDEX:VALUE,VALUE&MASK" restrict, "P" and "p"
 * the profile on and off. */
struct row {
	const char *before;
	const char *change;
	const char *after;
};

static void restrict_rule(struct entry *entry, const char *word)
{
	struct restriction restriction = {0};
	const char *name = word;
	char *rest;

	word = strchr(word, '=');
	restriction.index = (unsigned)strtoul(word + 1, &rest, 10);
	restriction.has_values = *rest == ':';
	while (*rest == ':' || *rest == ',')
		restriction.values[restriction.value_count++] = strtoull(rest + 1, &rest, 0);
	restriction.has_mask = *rest == '&';
	if (restriction.has_mask)
		restriction.mask = strtoull(rest + 1, &rest, 0);
	entry_set(entry, (struct slice){name, (size_t)(word - name)}, &restriction);
}

static void change_entry(struct entry *entry, const char *change)
{
	char *words = strdup(change);

	for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
		if (word[0] == '+')
			entry_allow(entry, slice_of(word + 1));
		else if (word[0] == '-')
			entry_drop(entry, slice_of(word + 1));
		else if (strchr(word, '='))
			restrict_rule(entry, word);
		else
			entry->profile = word[0] == 'P' ? PROFILE_DEFAULT : PROFILE_NONE;
	}
	free(words);
}

static bool splice(const char *before, const char *change, unsigned runtime, struct text *after,
	struct splice_report *report)
{
	struct manifest manifest;
	struct error error = {0};
	struct entry wanted;
	bool is_done;

	if (!manifest_read("before", slice_of(before), 9, &manifest, &error))
		fail_msg("%s", error.what);
	wanted = entry_copy(&manifest.entry);
	change_entry(&wanted, change);
	is_done = manifest_splice(&manifest, &wanted, runtime, after, report, &error);
	assert_true(is_done == (error.what == NULL));
	assert_true(is_done || after->length == 0);
	manifest_free(&manifest);
	entry_free(&wanted);
	error_free(&error);
	return is_done;
}

static void check_rows(const struct row *rows, size_t count, unsigned runtime)
{
	for (size_t i = 0; i < count; i++) {
		struct text after = {0};
		struct splice_report report;

		assert_true(splice(rows[i].before, rows[i].change, runtime, &after, &report));
		if (strcmp(text_string(&after), rows[i].after) != 0)
			fail_msg("%s\n%s gives\n%s\nnot\n%s", rows[i].before, rows[i].change,
				text_string(&after), rows[i].after);
		assert_int_equal(report.scope, SPLICE_PARTS);
		text_free(&after);
	}
}

static void changes_block_style(void **state)
{
	static const char before[] = "name: x # n\ninit: /x\nseccomp: # f\n    # above allow\n"
				     "    allow:\n        # above read\n        read: any   # r\n\n"
				     "        # above write\n        write: !args   # w\n"
				     "            index: 0  # fd\n            values: [1]   # v\n"
				     "        # end\ncustom: y\n";
	static const struct row rows[] = {
		{before, "+read", before},
		{before, "P -write",
			"name: x # n\ninit: /x\nseccomp: # f\n    profile: default\n"
			"    # above allow\n    allow:\n        # above read\n"
			"        read: any   # r\n\n        # end\ncustom: y\n"},
		{before, "read=1&3 write=0:1,2",
			"name: x # n\ninit: /x\nseccomp: # f\n    # above allow\n"
			"    allow:\n        # above read\n        read: !args   # r\n"
			"            index: 1\n            mask: 3\n\n"
			"        # above write\n        write: !args   # w\n"
			"            index: 0  # fd\n            values: [1, 2]   # v\n"
			"        # end\ncustom: y\n"},
		{before, "-read +write +open",
			"name: x # n\ninit: /x\nseccomp: # f\n    # above allow\n    allow:\n"
			"        # above write\n        write: any   # w\n        open: any\n"
			"        # end\ncustom: y\n"},
		{"allow:\n  a: any\n", "-a", "allow: {}\n"},
		{"allow:\n  a: any\n", "-a +b", "allow:\n  b: any\n"},
		{"allow:\n  a: any\n", "-a P", "profile: default\n"},
		{"allow:\n  # A\n  a: any", "+b -a", "allow:\n  b: any"},
		{"allow:\n  a: any", "+b", "allow:\n  a: any\n  b: any"},
		{"profile: default\nallow:\n  a: any\n", "-a", "profile: default\n"},
		{"allow: {} # c\n", "+a", "allow: # c\n  a: any\n"},
		{"allow:\n  'a': 'any'\n", "+b", "allow:\n  'a': 'any'\n  'b': 'any'\n"},
		{"allow:\n a: !args\n  values:\n   - 1\n   - 2\n  index: 0\n", "a=0:7",
			"allow:\n a: !args\n  values: [7]\n  index: 0\n"},
	};

	(void)state;
	check_rows(rows, COUNT(rows), 9);
}

/* What stays of a list of values keeps its bytes, too. */
static void changes_lists_of_values(void **state)
{
	static const char block[] = "allow:\n  a: !args\n    index: 1\n    values:\n"
				    "      # terminals\n      - 0x5401   # get\n"
				    "      - 0x5413   # size\n      # files\n"
				    "      - 0x541b   # wait\n  b: any\n";
	static const char lines[] = "allow:\n  a: !args\n    index: 1\n    values: [\n"
				    "      0x1, # one\n      2    # two\n    ]\n";
	static const struct row rows[] = {
		{block, "a=1:0x5401,0x5413,0x541b,7",
			"allow:\n  a: !args\n    index: 1\n    values:\n"
			"      # terminals\n      - 0x5401   # get\n      - 0x5413   # size\n"
			"      # files\n      - 0x541b   # wait\n      - 7\n  b: any\n"},
		{block, "a=1:0x541b,0x5401&3",
			"allow:\n  a: !args\n    index: 1\n    values:\n      # files\n"
			"      - 0x541b   # wait\n      - 0x5401\n    mask: 3\n  b: any\n"},
		{block, "a=1:8,9,0x5413",
			"allow:\n  a: !args\n    index: 1\n    values:\n      - 8\n      - 9\n"
			"      - 0x5413   # size\n  b: any\n"},
		{block, "a=1:8", "allow:\n  a: !args\n    index: 1\n    values: [8]\n  b: any\n"},
		{lines, "a=1:1,2,3",
			"allow:\n  a: !args\n    index: 1\n    values: [\n      0x1, # one\n"
			"      2,    # two\n      3\n    ]\n"},
		{lines, "a=1:2",
			"allow:\n  a: !args\n    index: 1\n    values: [\n      2    # two\n"
			"    ]\n"},
		{"allow: {a: !args {index: 0, values: [ 0x1,0x2 ]}}\n", "a=0:1,2,3,4",
			"allow: {a: !args {index: 0, values: [ 0x1,0x2,3,4 ]}}\n"},
		{"allow: {a: !args {index: 0, values: [0x1, 0x2]}}\n", "a=1:3,2",
			"allow: {a: !args {index: 1, values: [3, 0x2]}}\n"},
	};

	(void)state;
	check_rows(rows, COUNT(rows), 9);
}

/* The empty lines between rules stay as they are between those that stay. */
static void leaves_no_gap(void **state)
{
	static const char before[] = "name: x\nseccomp:\n  allow:\n    a: any\n\n    # B\n"
				     "    b: any\n\n    c: any\n    d: any\n\n\n    e: any\n\n"
				     "uid: 1\n";
	static const struct row rows[] = {
		{before, "-a",
			"name: x\nseccomp:\n  allow:\n    # B\n    b: any\n\n    c: any\n"
			"    d: any\n\n\n    e: any\n\nuid: 1\n"},
		{before, "-b -c",
			"name: x\nseccomp:\n  allow:\n    a: any\n\n    d: any\n\n\n    e: any\n\n"
			"uid: 1\n"},
		{before, "-b -d",
			"name: x\nseccomp:\n  allow:\n    a: any\n\n    c: any\n\n\n    e: any\n\n"
			"uid: 1\n"},
		{before, "-e",
			"name: x\nseccomp:\n  allow:\n    a: any\n\n    # B\n    b: any\n\n"
			"    c: any\n    d: any\n\nuid: 1\n"},
		{before, "-b -c -d -e", "name: x\nseccomp:\n  allow:\n    a: any\n\nuid: 1\n"},
		{before, "-e +f",
			"name: x\nseccomp:\n  allow:\n    a: any\n\n    # B\n    b: any\n\n"
			"    c: any\n    d: any\n\n\n    f: any\n\nuid: 1\n"},
		{"allow:\r\n  a: any\r\n\r\n  b: any\r\n\r\n  c: any\r\n", "-b",
			"allow:\r\n  a: any\r\n\r\n  c: any\r\n"},
		{"allow:\n  a: any\n\n  b: any", "-b", "allow:\n  a: any\n"},
	};

	(void)state;
	check_rows(rows, COUNT(rows), 9);
}

/* What stands at the top is about the file. */
static void keeps_the_head_of_the_file(void **state)
{
	static const struct row rows[] = {
		{"# License\nprofile: default\nallow:\n  a: any\n", "p",
			"# License\nallow:\n  a: any\n"},
		{"---\n# License\nprofile: default\nallow:\n  a: any\n", "p",
			"---\n# License\nallow:\n  a: any\n"},
		{"# License\nallow:\n  a: any\n", "P",
			"# License\nprofile: default\nallow:\n  a: any\n"},
		{"# License\n\n# P\nprofile: default\nallow:\n  a: any\n", "p",
			"# License\n\nallow:\n  a: any\n"},
	};

	(void)state;
	check_rows(rows, COUNT(rows), 9);
}

/* Braces over several lines, as JSON mostly has them. */
static void writes_braces_over_lines(void **state)
{
	static const struct row rows[] = {
		{"{\n  \"name\": \"x\",\n  \"init\": \"y\",\n  \"uid\": 1\n}\n", "P +a +b",
			"{\n  \"name\": \"x\",\n  \"init\": \"y\",\n  \"uid\": 1,\n"
			"  \"seccomp\": {\n    \"profile\": \"default\",\n    \"allow\": {\n"
			"      \"a\": \"any\",\n      \"b\": \"any\"\n    }\n  }\n}\n"},
		{"{\r\n\t\"seccomp\": {\r\n\t\t\"allow\": {}\r\n\t}\r\n}\r\n", "+a a=0:64",
			"{\r\n\t\"seccomp\": {\r\n\t\t\"allow\": {\r\n"
			"\t\t\t\"a\": !args {\"index\": 0, \"values\": [0x40]}\r\n"
			"\t\t}\r\n\t}\r\n}\r\n"},
		{"seccomp: {\n   profile: default\n}\n", "+a",
			"seccomp: {\n   profile: default,\n   allow: {\n      a: any\n   }\n}\n"},
		{"seccomp: {\n  allow: {\n    a: any\n  }\n}\n", "P",
			"seccomp: {\n  profile: default,\n  allow: {\n    a: any\n  }\n}\n"},
		{"{\n  \"init\": \"y\",\n  \"seccomp\": null\n}\n", "",
			"{\n  \"init\": \"y\",\n  \"seccomp\": {}\n}\n"},
	};

	(void)state;
	check_rows(rows, COUNT(rows), 9);
}

/* In JSON the map form is JSON too, and numbers have to be. */
static void keeps_json_json(void **state)
{
	static const struct row rows[] = {
		{"{\"allow\": {\"a\": {\"args\": {\"index\": 0, \"values\": [1, 2]}}}}\n",
			"a=0:64 b=1&255",
			"{\"allow\": {\"a\": {\"args\": {\"index\": 0, \"values\": [64]}}, "
			"\"b\": {\"args\": {\"index\": 1, \"mask\": 255}}}}\n"},
	};

	(void)state;
	check_rows(rows, COUNT(rows), 5);
}

static void changes_flow_style(void **state)
{
	static const char lines[] = "seccomp: {allow: {\n    a: any,  # A\n    # above b\n"
				    "    b: !args {index: 0, values: [1]},\n    c: any\n  }}\n";
	static const struct row rows[] = {
		{"allow: {a: any, b: any}\n", "-a", "allow: {b: any}\n"},
		{"allow: {a: any, b: any}\n", "-b", "allow: {a: any}\n"},
		{"allow: { a: any, b: any }\n", "-b +c", "allow: { a: any, c: any }\n"},
		{"allow: {a: any,}\n", "+c P", "profile: default\nallow: {a: any, c: any,}\n"},
		{"allow: {a: any}\n", "a=0:1 +b",
			"allow: {a: !args {index: 0, values: [1]}, b: any}\n"},
		{lines, "-b b=0&4",
			"seccomp: {allow: {\n    a: any,  # A\n    # above b\n"
			"    b: !args {index: 0, mask: 4},\n    c: any\n  }}\n"},
		{lines, "-b +d",
			"seccomp: {allow: {\n    a: any,  # A\n    c: any,\n    d: any\n"
			"  }}\n"},
		{lines, "-c P",
			"seccomp: {profile: default, allow: {\n    a: any,  # A\n"
			"    # above b\n    b: !args {index: 0, values: [1]}\n  }}\n"},
		{"{\"seccomp\":{\"allow\":{\"a\":\"any\"}}}", "+b P",
			"{\"seccomp\":{\"profile\": \"default\", "
			"\"allow\":{\"a\":\"any\", \"b\": \"any\"}}}"},
		{"{\"name\":\"x\",\n \"init\":\"y\"\n}\n", "P",
			"{\"name\":\"x\",\n \"init\":\"y\",\n"
			" \"seccomp\": {\"profile\": \"default\"}\n}\n"},
	};

	(void)state;
	check_rows(rows, COUNT(rows), 9);
}

static void inserts_what_is_missing(void **state)
{
	static const struct row rows[] = {
		{"", "P", "profile: default\n"},
		{"# nothing\n", "+a", "# nothing\nallow:\n  a: any\n"},
		{"{}\n", "+a", "allow:\n  a: any\n"},
		{"name: x\ninit: y\nenv:\n   A: b\n   # more\n# end\n", "P +a",
			"name: x\ninit: y\nenv:\n   A: b\n   # more\nseccomp:\n"
			"   profile: default\n   allow:\n      a: any\n# end\n"},
		{"name: x\nseccomp: # c\ninit: y\n", "+a",
			"name: x\nseccomp: # c\n  allow:\n    a: any\ninit: y\n"},
		{"name: x\nseccomp: ~\ninit: y\n", "", "name: x\nseccomp: {}\ninit: y\n"},
		{"name: x\r\ninit: y", "P", "name: x\r\ninit: y\r\nseccomp:\r\n  profile: default"},
		{"seccomp:\n  profile: default # p\n", "+a",
			"seccomp:\n  profile: default # p\n  allow:\n    a: any\n"},
		{"seccomp:\n  allow:\n", "+a", "seccomp:\n  allow:\n    a: any\n"},
		{"seccomp:\n  profile:\n", "P", "seccomp:\n  profile: default\n"},
	};

	(void)state;
	check_rows(rows, COUNT(rows), 9);
}

static void writes_the_accepted_form(void **state)
{
	static const struct row newer[] = {
		{"profile: default\nseccomp:\n  allow:\n    w: \n      args:\n        args:\n"
		 "        index: 0   # fd\n        values: [\n            1,\n        ]\n",
			"",
			"seccomp:\n  profile: default\n  allow:\n    w: !args \n"
			"        index: 0   # fd\n        values: [\n            1,\n        ]\n"},
		{"allow: {a: {args: {index: 0, mask: 0x6}}} # c\n", "",
			"allow: {a: !args {index: 0, mask: 0x6}} # c\n"},
		{"allow:\n  a: # A\n    args: {index: 0, mask: 6}\n", "",
			"allow:\n  a: !args # A\n    index: 0\n    mask: 6\n"},
	};
	static const struct row older[] = {
		{"allow:\n  a: !args # A\n    index: 0\n    mask: 6\n", "",
			"allow:\n  a: # A\n    args:\n      index: 0\n      mask: 6\n"},
		{"allow: {a: any}\n", "a=0:1", "allow: {a: {args: {index: 0, values: [1]}}}\n"},
	};

	(void)state;
	check_rows(newer, COUNT(newer), 9);
	check_rows(older, COUNT(older), 5);
}

static void writes_aliases_out(void **state)
{
	static const struct row rows[] = {
		{"allow:\n  a: &x !args {index: 0, mask: 1} # A\n  b: *x # B\n", "-a",
			"allow:\n  b: !args {index: 0, mask: 1} # B\n"},
		{"allow:\n  a: &x !args {index: 0, mask: 1} # A\n  b: *x # B\n", "a=0&3",
			"allow:\n  a: &x !args {index: 0, mask: 3} # A\n"
			"  b: !args {index: 0, mask: 1} # B\n"},
		{"allow:\n  a: &x any\n  b: *x # B\n", "-b", "allow:\n  a: &x any\n"},
		{"x: &x {a: any}\nname: y\nseccomp: {allow: *x }\n", "+b",
			"x: &x {a: any}\nname: y\nseccomp: {allow: {a: any, b: any} }\n"},
	};

	(void)state;
	check_rows(rows, COUNT(rows), 9);
}

/* What cannot be changed in parts is written anew, and the report says so. */
static void says_what_was_written_anew(void **state)
{
	struct splice_report report;
	struct text after = {0};
	struct text said = {0};

	(void)state;
	assert_true(splice("allow:\n  ? a # A\n  : any\n  b: any\n", "-a", 9, &after, &report));
	assert_string_equal(text_string(&after), "allow:\n    b: any\n");
	assert_int_equal(report.scope, SPLICE_ALLOW);
	assert_true(report.loses_comments);
	assert_int_equal(report.removed, 1);
	splice_report_append_text(&report, &said);
	assert_string_equal(text_string(&said),
		"The whole of allow is written anew: it cannot be changed in parts.\n"
		"Comments inside what is written anew are lost.\n");
	text_free(&after);
	text_free(&said);
	assert_true(splice("{\"allow\": {\"a\": \"any\"}}", "a=0:1", 9, &after, &report));
	assert_true(report.leaves_json);
	assert_int_equal(report.changed, 1);
	text_free(&after);
}

/* Something outside of the entry stands for a part of it that is to change. */
static void refuses_to_change_what_others_use(void **state)
{
	struct splice_report report;
	struct text after = {0};
	static const char used[] =
		"name: x\nseccomp:\n  allow:\n    a: &x any\n    b: any\ncustom: *x\n";

	(void)state;
	assert_false(splice(used, "-a", 9, &after, &report));
	assert_true(splice(used, "-b", 9, &after, &report));
	text_free(&after);
	assert_false(splice("name: x\nseccomp:\n  allow: &x\n    a: any\ncustom: *x\n", "+b", 9,
		&after, &report));
	assert_false(
		splice("name: x\nseccomp: {allow: {a: &x !args {index: 0, mask: 1}}}\ncustom: *x\n",
			"a=0&3", 9, &after, &report));
	/* Whether what an alias inside of it stands for is still the same is not looked into. */
	assert_false(splice("name: x\nv: &v [1]\nseccomp:\n  allow:\n"
			    "    a: &x !args {index: 0, values: *v }\n    b: any\ncustom: *x\n",
		"-b", 9, &after, &report));
	text_free(&after);
}

/* The alias is what has to be changed by hand. */
static void names_the_alias_that_is_in_the_way(void **state)
{
	static const char used[] = "name: x\nseccomp:\n  allow:\n    a: &x any\ncustom: [1, *x ]\n";
	struct splice_report report;
	struct manifest manifest;
	struct error error = {0};
	struct entry wanted = {0};
	struct text after = {0};

	(void)state;
	assert_true(manifest_read("used", slice_of(used), 9, &manifest, &error));
	assert_false(manifest_splice(&manifest, &wanted, 9, &after, &report, &error));
	assert_int_equal(error.line, 5);
	assert_int_equal(error.column, 13);
	assert_non_null(strstr(error.what, "this alias"));
	manifest_free(&manifest);
	error_free(&error);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_block_style),
		cmocka_unit_test(changes_lists_of_values),
		cmocka_unit_test(leaves_no_gap),
		cmocka_unit_test(keeps_the_head_of_the_file),
		cmocka_unit_test(changes_flow_style),
		cmocka_unit_test(writes_braces_over_lines),
		cmocka_unit_test(keeps_json_json),
		cmocka_unit_test(inserts_what_is_missing),
		cmocka_unit_test(writes_the_accepted_form),
		cmocka_unit_test(writes_aliases_out),
		cmocka_unit_test(says_what_was_written_anew),
		cmocka_unit_test(refuses_to_change_what_others_use),
		cmocka_unit_test(names_the_alias_that_is_in_the_way),
	};

	return cmocka_run_group_tests_name("splice", tests, NULL, NULL);
}
