#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "manifest/reader.h"

#include "summary.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Reads `text` and appends the entry in one line, or the place and the sentence of the error. */
static void append_reading(struct text *text, struct slice bytes, unsigned runtime)
{
	struct manifest manifest;
	struct error error = {0};

	if (manifest_read(NULL, bytes, runtime, &manifest, &error)) {
		if (manifest.has_filter)
			append_summary(text, &manifest.entry);
		else
			text_append_string(text, "(no filter)");
		manifest_free(&manifest);
	} else {
		error_append_text(&error, text);
	}
	error_free(&error);
}

static void check(const char *yaml, unsigned runtime, const char *expected)
{
	struct text text = {0};

	append_reading(&text, slice_of(yaml), runtime);
	if (strcmp(text_string(&text), expected) != 0)
		fail_msg(
			"%s\nwas read as: %s\nexpected:    %s", yaml, text_string(&text), expected);
	text_free(&text);
}

static const char *const accepted[][2] = {
	{"", ""},
	{"# nothing\n", ""},
	{"---\n...\n", ""},
	{"{}", ""},
	{"profile: default\n", "default"},
	{"profile: ~", ""},
	{"profile: !default", "default"},
	{"profile: \"default\"", "default"},
	{"profile:\n  default\n", "default"},
	{"%YAML 1.1\n---\nprofile: default\n", "default"},
	{"seccomp:\n  profile: default\n", "default"},
	{"seccomp: {}", ""},
	{"seccomp:\n", "(no filter)"},
	{"seccomp: ~\n", "(no filter)"},
	{"seccomp: !x\n", ""},
	{"name: x\n", "(no filter)"},
	{"name: x\nseccomp:\n", "(no filter)"},
	{"allow: {write: any}", "write any"},
	{"allow: {write: !any }", "write any"},
	{"allow: {write: !any null}", "write any"},
	{"allow: {write: !!str any}", "write any"},
	{"allow: {write: 'any'}", "write any"},
	{"allow:\n  write: |-\n    any\n", "write any"},
	{"allow:\r\n  write: any\r\n", "write any"},
	{"allow:\n  write:\tany # c\n", "write any"},
	{"{\"allow\":{\"write\":\"any\"}}", "write any"},
	{"allow: {a: any, a: !args {index: 0, mask: 1}, b: any}", "a 0 mask 1; b any"},
	{"allow: {yes: any, ~: any, 0x10: any, '': any}", "yes any; ~ any; 0x10 any;  any"},
	{"allow: {a: &x any, b: *x}", "a any; b any"},
	{"allow: {a: &x any, *x : any}", "a any; any any"},
	{"allow: {r: !args {index: 5, mask: 0xfF}}", "r 5 mask 0xff"},
	{"allow: {r: !args {index: +1, mask: 0o17}}", "r 1 mask 0xf"},
	{"allow: {r: !args {index: 0, mask: 0b101}}", "r 0 mask 5"},
	{"allow: {r: !args {index: 0, mask: 18446744073709551615}}", "r 0 mask 0xffffffffffffffff"},
	{"allow: {r: !args {index: 0, mask: ~, values: [1, 1]}}", "r 0 [1,1]"},
	{"allow: {r: !args {index: 0, values: []}}", "r 0 []"},
	{"allow: {r: !args {index: 0, values: !x }}", "r 0 []"},
	{"allow: {r: !args {index: 0, mask: !!int 5}}", "r 0 mask 5"},
	{"allow: {r: !args {index: 0, mask: !x 5}}", "r 0 mask 5"},
	{"allow:\n  r: !args\n    index: 0\n    mask: !!int |-\n      5\n", "r 0 mask 5"},
	{"%TAG !e! !\n---\nallow: {r: !e!args {index: 0, mask: 1}}", "r 0 mask 1"},
	{"allow:\n  a: &r !args {index: 0, mask: 1}\n  b: *r\n", "a 0 mask 1; b 0 mask 1"},
	{"allow: {r: !args {index: 0, values: &v [7]}, s: !args {index: 1, values: *v}}",
		"r 0 [7]; s 1 [7]"},
	{"a: &a [1]\nseccomp: {profile: default}\nb: *a", "default"},
};

static void reads_what_the_runtime_accepts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(accepted); i++)
		check(accepted[i][0], 9, accepted[i][1]);
}

#define RULE   "allowed: any, or !args with index and values or mask"
#define NUMBER "allowed: 0 to 0xffffffffffffffff, as decimal, 0x, 0o or 0b"

static const char *const refused[][2] = {
	{"allow: {r: Any}", "1:12: 'Any' is no rule; " RULE},
	{"allow: {r: args}", "1:12: 'args' is no rule; " RULE},
	{"allow: {r: }", "1:12: '' is no rule; " RULE},
	{"allow: {r: [any]}", "1:12: a list is no rule; " RULE},
	{"allow: {r: {any: ~}}", "1:12: this is no rule; " RULE},
	{"allow: {r: {args: {index: 0, mask: 1}, x: 1}}", "1:12: this is no rule; " RULE},
	{"allow: {r: !foo any}", "1:12: unknown tag '!foo'; " RULE},
	{"allow: {r: !any any}", "1:12: nothing can follow !any; " RULE},
	{"allow: {r: !any \"\"}", "1:12: nothing can follow !any; " RULE},
	{"allow: {r: !args }", "1:12: index is missing; " RULE},
	{"allow: {r: !args [0]}", "1:12: !args is no mapping; allowed: index, values, mask"},
	{"allow: {r: !args {index: 0}}", "1:12: values and mask are both missing; " RULE},
	{"allow: {r: !args {index: 0, mask: ~}}", "1:12: values and mask are both missing; " RULE},
	{"allow: {r: !args {index: 6, mask: 1}}", "1:26: index 6 is too large; allowed: 0 to 5"},
	{"allow: {r: !args {index: \"0\", mask: 1}}",
		"1:26: index '0' is text, as it stands in quotes; allowed: 0 to 5"},
	{"allow: {r: !args {index: 0, mask: 0XFF}}", "1:35: mask '0XFF' is no number; " NUMBER},
	{"allow: {r: !args {index: 0, mask: 017}}", "1:35: mask '017' begins with a zero; " NUMBER},
	{"allow: {r: !args {index: 0, mask: -1}}", "1:35: mask '-1' is negative; " NUMBER},
	{"allow: {r: !args {index: 0, mask: ++1}}", "1:35: mask '++1' is no number; " NUMBER},
	{"allow: {r: !args {index: 0, mask: 0x+1}}", "1:35: mask '0x+1' is no number; " NUMBER},
	{"allow: {r: !args {index: 0, mask: 1_0}}", "1:35: mask '1_0' is no number; " NUMBER},
	{"allow: {r: !args {index: 0, mask: 18446744073709551616}}",
		"1:35: mask '18446744073709551616' is too large; " NUMBER},
	{"allow: {r: !args {index: 0, values: [~]}}", "1:38: value '~' is no number; " NUMBER},
	{"allow: {r: !args {index: 0, values: 1}}",
		"1:37: values is no list; allowed: [1, 2, ...], at most 50"},
	{"allow: {r: !args {index: 0, mask: 1, op: eq}}",
		"1:38: unknown key 'op' in !args; allowed: index, values, mask"},
	{"allow: {r: !args {index: 0, index: 1, mask: 1}}",
		"1:29: index stands in !args twice; once is allowed"},
	{"allow:\n  r: !args\n    <<: {mask: 1}\n    index: 0\n",
		"3:5: unknown key '<<' in !args; allowed: index, values, mask"},
	{"allow: []", "1:8: allow is no mapping; allowed: lines of `NAME: any` or `NAME: !args`"},
	{"allow: {[r]: any}", "1:9: this is no name; allowed: the name of a syscall"},
	{"allow: {\"a\\0b\": any}", "1:9: a name with a NUL byte; allowed: the name of a syscall"},
	{"profile: docker",
		"1:10: unknown profile 'docker'; allowed: default, or no profile at all"},
	{"profile: !!null x", "1:10: 'x' is not null, as its tag says"},
	{"profile: default\nprofile: default",
		"2:1: profile stands in the file twice; once is allowed"},
	{"seccomp: {}\nseccomp: {}", "2:1: seccomp stands in the file twice; once is allowed"},
	{"profile: default\nlog: true",
		"2:1: unknown key 'log' in seccomp; allowed: profile, allow"},
	{"name: x\nseccomp: {}\nallow: {}", "3:1: allow stands beside seccomp; allowed: inside it"},
	{"~", "1:1: the file is no mapping; allowed: a manifest (name, version, ...), or profile "
	      "and allow"},
	{"foo: 1", "1:1: neither a manifest (name, version, ...) nor a seccomp entry "
		   "(profile, allow)"},
	{"a: 1\n---\nb: 1\n", "2:1: a second YAML document begins here; one is allowed"},
	{"allow: {r: *x}", "1:12: no anchor '&x' stands before this alias"},
	{"allow:\n\tr: any\n", "2:1: a tab cannot indent a line; spaces are allowed"},
	{"é: [ü, \"\\q\"]",
		"1:9: not YAML: this escape is unknown; allowed: \\\\, \\\", \\n, \\t, \\xHH and "
		"others, while parsing a quoted scalar that begins at line 1, column 8"},
	{"# T\n[package]\nname = \"x\"\n", "looks like TOML; a manifest is YAML, or JSON"},
	{"\xef\xbb\xbfname: x\ninit: y\n",
		"2:1: not YAML: the text goes on after its outermost value has ended (the file "
		"begins "
		"with a byte order mark, which Northstar takes for a character: remove "
		"it)"},
};

static void refuses_what_the_runtime_refuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++)
		check(refused[i][0], 9, refused[i][1]);
}

static void names_the_place_of_bytes_that_are_no_text(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *expected;
	} rows[] = {
		{"a: 1\nb: \xc3\xa9\xff\n", 11,
			"2:5: a byte that is no UTF-8; a manifest is text in UTF-8"},
		{"\xed\xa0\x80", 3, "1:1: a byte that is no UTF-8; a manifest is text in UTF-8"},
		{"\xc0\x80", 2, "1:1: a byte that is no UTF-8; a manifest is text in UTF-8"},
		{"a\xe2\x82", 3, "1:2: a byte that is no UTF-8; a manifest is text in UTF-8"},
		{"a: \0", 4, "1:4: a NUL byte; a manifest is text in UTF-8"},
		{"a: \x1b", 4, "1:4: a control character; a manifest is text in UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text text = {0};

		append_reading(&text, (struct slice){rows[i].bytes, rows[i].length}, 9);
		assert_string_equal(text_string(&text), rows[i].expected);
		text_free(&text);
	}
}

/* Appends the remarks as "CODE LINE:COLUMN NAME; ". */
static void append_remarks(struct text *text, const char *yaml, unsigned runtime)
{
	struct manifest manifest;
	struct error error = {0};

	if (!manifest_read(NULL, slice_of(yaml), runtime, &manifest, &error))
		fail_msg("%s: %s", yaml, error.what);
	for (size_t i = 0; i < manifest.remarks.count; i++) {
		const struct remark *remark = &manifest.remarks.items[i];

		text_append_format(text, "%s%s %zu:%zu%s%s", i > 0 ? "; " : "",
			remark_name(remark->code), remark->line, remark->column,
			remark->name ? " " : "", remark->name ? remark->name : "");
	}
	manifest_free(&manifest);
}

static void remarks_on_what_it_tolerates(void **state)
{
	static const struct {
		unsigned runtime;
		const char *yaml;
		const char *expected;
	} rows[] = {
		{9, "allow: {r: {args: {index: 0, mask: 1}}}", "map-form 1:12 r"},
		{5, "allow: {r: {args: {index: 0, mask: 1}}}", ""},
		{5, "allow: {r: !args {index: 0, mask: 1}}", "tag-form 1:12 r"},
		{9, "allow: {r: !args {index: 0, mask: 1}}", ""},
		{9,
			"profile: default\nseccomp:\n  allow:\n    w: \n      args:\n        "
			"args:\n"
			"        index: 0\n        values: [\n            1,\n        ]\n",
			"profile-outside 1:1; map-form 5:7 w; empty-args 6:9 w"},
		{9, "allow: {r: any, r: any}", "name-twice 1:17 r"},
		{9, "name: x\nseccomp: {}\n", "no-init 2:1"},
		{9, "name: x\nseccomp: {}\ninit: /x\n", ""},
		{9, "name: x\nseccomp:\n", ""},
		{9, "seccomp: {}\n", ""},
		{9, "name: x\ncapabilities: [cap_kill, CAP_X, CAP_CHOWN, CAP_CHOWN]\n",
			"capability-unknown 2:16 cap_kill; capability-unknown 2:26 CAP_X; "
			"capability-twice 2:44 CAP_CHOWN"},
		{9, "name: x\ncapabilities: CAP_KILL\n", "capabilities-form 2:15"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text text = {0};

		append_remarks(&text, rows[i].yaml, rows[i].runtime);
		assert_string_equal(text_string(&text), rows[i].expected);
		text_free(&text);
	}
}

static void says_what_a_remark_means(void **state)
{
	struct remark remark = {.code = REMARK_NAME_TWICE, .name = (char[]){"re\x1b"}};
	struct text text = {0};

	(void)state;
	remark_append_text(&remark, &text);
	assert_string_equal(text_string(&text),
		"'re\\033' stands in allow more than once; the last rule holds");
	assert_false(remark_is_refusal(REMARK_NAME_TWICE));
	assert_true(remark_is_refusal(REMARK_NO_INIT));
	assert_false(remark_is_mended_by_saving(REMARK_NO_INIT));
	assert_true(remark_is_mended_by_saving(REMARK_MAP_FORM));
	text_free(&text);
}

static void says_how_a_capability_is_written(void **state)
{
	static const struct {
		char *name;
		const char *expected;
	} rows[] = {
		{"cap_kill", "'cap_kill' is no capability that Northstar reads: it is written "
			     "CAP_KILL, and judged as that"},
		{"CAP_X",
			"'CAP_X' is no capability that Northstar reads (CAP_CHOWN, CAP_KILL, ...)"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct remark remark = {.code = REMARK_CAPABILITY_UNKNOWN, .name = rows[i].name};
		struct text text = {0};

		remark_append_text(&remark, &text);
		assert_string_equal(text_string(&text), rows[i].expected);
		text_free(&text);
	}
}

static void reads_capabilities_and_kind(void **state)
{
	static const struct {
		const char *yaml;
		enum manifest_kind kind;
		bool has_capabilities;
		uint64_t capabilities;
	} rows[] = {
		{"name: x\ncapabilities:\n- CAP_CHOWN\n- !CAP_KILL\n", MANIFEST_WHOLE, true, 0x21},
		{"name: x\ncapabilities:\n", MANIFEST_WHOLE, true, 0},
		{"name: x\n", MANIFEST_WHOLE, true, 0},
		{"c: &c [CAP_KILL]\ncapabilities: *c\nname: x", MANIFEST_WHOLE, true, 0x20},
		{"seccomp: {}\n", MANIFEST_ENTRY, false, 0},
		{"profile: default\nseccomp: {}\n", MANIFEST_ENTRY, false, 0},
		{"allow: {}\n", MANIFEST_BARE, false, 0},
		{"", MANIFEST_BARE, false, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct manifest manifest;
		struct error error = {0};

		assert_true(manifest_read("m", slice_of(rows[i].yaml), 9, &manifest, &error));
		assert_int_equal(manifest.kind, rows[i].kind);
		assert_int_equal(manifest.has_capabilities, rows[i].has_capabilities);
		assert_int_equal(manifest.capabilities, rows[i].capabilities);
		manifest_free(&manifest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_the_runtime_accepts),
		cmocka_unit_test(refuses_what_the_runtime_refuses),
		cmocka_unit_test(names_the_place_of_bytes_that_are_no_text),
		cmocka_unit_test(remarks_on_what_it_tolerates),
		cmocka_unit_test(says_what_a_remark_means),
		cmocka_unit_test(says_how_a_capability_is_written),
		cmocka_unit_test(reads_capabilities_and_kind),
	};

	return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
