/*
 * Manifests as people write them, made by chance from a seed: comments, styles, orders, line ends.
 *
 * A manifest is made of three texts: what stands before the entry, the entry with its key, and what
 * stands after it. Each rule may carry comments that name it: "above NAME" and "behind NAME".
 */
#ifndef TESTS_MANIFEST_GENERATOR_H
#define TESTS_MANIFEST_GENERATOR_H

#include <stdint.h>

#include "base/text.h"

struct generated {
	struct text before;
	struct text entry;
	struct text after;
	bool is_odd; /* its lines end in what only YAML takes for a line end */
};

struct generator {
	uint64_t state;	 /* of the chance */
	const char *end; /* of a line */
	unsigned step;
	bool has_anchor; /* an anchor `&shared` stands at a rule so far */
	bool is_quoted;
	struct text *text;
};

static const char *const generated_names[] = {"read", "write", "open", "close", "mmap", "ioctl",
	"futex", "clone", "dup", "pipe", "no_such_call"};
#define GENERATED_NAMES (sizeof(generated_names) / sizeof(generated_names[0]))

/* Returns a number below `limit`. (xorshift64*, S. Vigna, 2014) */
static inline unsigned chance(struct generator *generator, unsigned limit)
{
	generator->state ^= generator->state >> 12;
	generator->state ^= generator->state << 25;
	generator->state ^= generator->state >> 27;
	return (unsigned)((generator->state * UINT64_C(2685821657736338717)) >> 33) % limit;
}

static inline void put(struct generator *generator, const char *string)
{
	text_append_string(generator->text, string);
}

static inline void put_indent(struct generator *generator, unsigned level)
{
	text_append_format(generator->text, "%*s", (int)(level * generator->step), "");
}

static inline void put_end(struct generator *generator)
{
	put(generator, generator->end);
}

static inline void put_key(struct generator *generator, const char *key)
{
	text_append_format(generator->text, generator->is_quoted ? "\"%s\"" : "%s", key);
	put(generator, ":");
}

static inline void put_number(struct generator *generator)
{
	static const char *const numbers[] = {
		"0", "1", "+7", "0x80", "0o17", "0b11", "18446744073709551615", "0xFF"};

	put(generator, numbers[chance(generator, 8)]);
}

static inline void put_flow_args(struct generator *generator)
{
	put(generator, "{index: ");
	text_append_format(generator->text, "%u", chance(generator, 6));
	if (chance(generator, 2)) {
		put(generator, ", values: [");
		put_number(generator);
		put(generator, chance(generator, 2) ? ", 2]" : "]");
	}
	put(generator, ", mask: ");
	put_number(generator);
	put(generator, chance(generator, 4) ? "}" : ", }");
}

static inline void put_block_values(struct generator *generator, unsigned level)
{
	put_indent(generator, level);
	put(generator, "values:");
	if (chance(generator, 2)) {
		put(generator, " [ 1,0x2 ]");
		put_end(generator);
		return;
	}
	put(generator, chance(generator, 2) ? "   # the values" : "");
	put_end(generator);
	for (unsigned i = chance(generator, 3) + 1; i > 0; i--) {
		put_indent(generator, level);
		put(generator, chance(generator, 4) ? "- " : "-   ");
		put_number(generator);
		put(generator, chance(generator, 3) ? "" : "   # a value");
		put_end(generator);
	}
}

/* The lines below `!args` or `args:`. */
static inline void put_block_args(struct generator *generator, unsigned level)
{
	bool is_first = chance(generator, 2);

	for (int i = 0; i < 2; i++) {
		if (is_first == (i == 0)) {
			put_indent(generator, level);
			text_append_format(generator->text, "index: %u%s%s", chance(generator, 6),
				chance(generator, 2) ? " # the index" : "", generator->end);
		} else if (chance(generator, 2)) {
			put_block_values(generator, level);
		} else {
			put_indent(generator, level);
			put(generator, "mask:   ");
			put_number(generator);
			put_end(generator);
		}
	}
}

static inline void put_comment_behind(struct generator *generator, const char *name)
{
	if (name && chance(generator, 2))
		text_append_format(generator->text, "   # behind %s.", name);
}

/* The value of a rule in flow style, or of one line in block style. */
static inline void put_short_value(struct generator *generator)
{
	static const char *const values[] = {
		"any", "any", "any", "any", "\"any\"", "'any'", "!any null", "!any ~", "!!str any"};
	unsigned which = chance(generator, 12);

	if (which < 9) {
		put(generator, values[which]);
	} else if (which == 9) {
		put(generator, "{args: ");
		put_flow_args(generator);
		put(generator, "}");
	} else {
		put(generator, "!args ");
		put_flow_args(generator);
	}
}

static inline void put_anchored_value(struct generator *generator)
{
	if (generator->has_anchor) {
		put(generator, "*shared");
		return;
	}
	put(generator, "&shared ");
	put_short_value(generator);
	generator->has_anchor = true;
}

static inline void put_block_rule(struct generator *generator, unsigned level, const char *name)
{
	unsigned which = chance(generator, 12);

	put_indent(generator, level);
	put_key(generator, name);
	if (which >= 4) {
		put(generator, " ");
		if (which == 4)
			put_anchored_value(generator);
		else
			put_short_value(generator);
		put_comment_behind(generator, name);
		put_end(generator);
		return;
	}
	put(generator, which == 0 ? "" : which == 1 ? " |-" : " !args");
	put_comment_behind(generator, name);
	put_end(generator);
	if (which == 0) {
		put_indent(generator, level + 1);
		put(generator, "args:");
		put_end(generator);
		put_block_args(generator, level + 2);
	} else if (which == 1) {
		put_indent(generator, level + 1);
		put(generator, "any");
		put_end(generator);
	} else {
		put_block_args(generator, level + 1);
	}
}

/* Returns a set of names, bit by bit, that is not empty. */
static inline unsigned some_names(struct generator *generator)
{
	return chance(generator, (1u << GENERATED_NAMES) - 1) + 1;
}

static inline void put_block_rules(struct generator *generator, unsigned level)
{
	unsigned names = some_names(generator);
	unsigned shift = chance(generator, GENERATED_NAMES);

	for (unsigned i = 0; i < GENERATED_NAMES; i++) {
		unsigned number = (i + shift) % GENERATED_NAMES;
		const char *name = generated_names[number];

		if (!(names >> number & 1))
			continue;
		if (chance(generator, 6) == 0)
			put_end(generator);
		if (chance(generator, 3) == 0) {
			put_indent(generator, level);
			text_append_format(generator->text, "# above %s.%s", name, generator->end);
		}
		put_block_rule(generator, level, name);
		if (chance(generator, 16) == 0)
			put_block_rule(generator, level, name);
	}
}

static inline void put_flow_rules(struct generator *generator, unsigned level)
{
	unsigned names = some_names(generator);
	bool has_lines = chance(generator, 2);
	bool is_first = true;

	put(generator, "{");
	for (unsigned i = 0; i < GENERATED_NAMES; i++) {
		if (!(names >> i & 1))
			continue;
		put(generator, is_first ? "" : ",");
		if (has_lines) {
			put_end(generator);
			put_indent(generator, level + 1);
		} else {
			put(generator, is_first ? "" : " ");
		}
		is_first = false;
		put_key(generator, generated_names[i]);
		put(generator, " ");
		put_short_value(generator);
	}
	put(generator, chance(generator, 4) ? "" : ",");
	if (has_lines) {
		put_end(generator);
		put_indent(generator, level);
	}
	put(generator, "}");
}

static inline void put_allow(struct generator *generator, unsigned level)
{
	unsigned which = chance(generator, 8);

	put_indent(generator, level);
	put_key(generator, "allow");
	if (which == 0) {
		put(generator, chance(generator, 2) ? "" : " {}");
		put_end(generator);
	} else if (which < 3) {
		put(generator, " ");
		put_flow_rules(generator, level);
		put(generator, chance(generator, 2) ? "  # the rules" : "");
		put_end(generator);
	} else {
		put(generator, chance(generator, 2) ? "  # the rules" : "");
		put_end(generator);
		put_block_rules(generator, level + 1);
	}
}

static inline void put_profile(struct generator *generator, unsigned level)
{
	static const char *const values[] = {" default", " \"default\"", " ~", "", " !default"};

	put_indent(generator, level);
	put_key(generator, "profile");
	put(generator, values[chance(generator, 8) % 5]);
	put(generator, chance(generator, 3) ? "" : " # the profile");
	put_end(generator);
}

/* The mapping of profile and allow, in block style. */
static inline void put_content(struct generator *generator, unsigned level)
{
	unsigned which = chance(generator, 6);

	if (which == 0 || which == 1 || which == 2)
		put_profile(generator, level);
	if (which != 0)
		put_allow(generator, level);
	if (which == 3)
		put_profile(generator, level);
}

static inline void put_flow_content(struct generator *generator)
{
	put(generator, "{");
	if (chance(generator, 2)) {
		put_key(generator, "profile");
		put(generator, " default, ");
	}
	put_key(generator, "allow");
	put(generator, " ");
	put_flow_rules(generator, 1);
	put(generator, " }");
}

static inline void put_seccomp(struct generator *generator)
{
	unsigned which = chance(generator, 12);

	if (which == 0) {
		put(generator, "profile: default");
		put_end(generator);
	}
	put_key(generator, "seccomp");
	if (which == 1) {
		put(generator, chance(generator, 2) ? " {}" : " ~");
	} else if (which == 2 || which == 3) {
		put(generator, " ");
		put_flow_content(generator);
	} else {
		put(generator, chance(generator, 2) ? "" : "   # the filter");
		put_end(generator);
		put_content(generator, 1);
		return;
	}
	put_end(generator);
}

static inline void put_others(struct generator *generator, bool is_before)
{
	static const char *const lines[] = {"# a comment", "uid: 1000", "args: [a, \"b # c\"]",
		"env: {A: é, B: '#'}", "", "   # deeper", "gid: 0x10  # group", "# lone \r# return",
		"title: \"a\xc2\x85 b\"", "# one\xe2\x80\xa8# two\xe2\x80\xa9",
		"group: a\rnice: 1"};

	if (is_before)
		put(generator, "name: hello\xe2\x82\xac   # the name");
	else
		put(generator, "version: 1.0.0");
	put_end(generator);
	for (unsigned i = 0; i < 11; i++) {
		if ((i % 2 == 0) != is_before || chance(generator, 2))
			continue;
		put(generator, lines[i]);
		put_end(generator);
	}
	if (is_before) {
		put(generator, "init: /hello");
		put_end(generator);
	}
}

static inline const char *some_line_end(struct generator *generator, bool *ret_is_odd)
{
	static const char *const odd[] = {"\r", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};

	*ret_is_odd = chance(generator, 8) == 0;
	if (*ret_is_odd)
		return odd[chance(generator, 4)];
	return chance(generator, 3) ? "\n" : "\r\n";
}

/* Makes the manifest of the seed (not 0). The caller frees the texts. */
static inline struct generated generate(uint64_t seed)
{
	struct generator generator = {.state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1};
	struct generated made = {0};
	unsigned kind = chance(&generator, 5);

	generator.end = some_line_end(&generator, &made.is_odd);
	generator.step = 1 + chance(&generator, 4);
	generator.is_quoted = chance(&generator, 4) == 0;
	generator.text = &made.before;
	if (kind >= 2)
		put_others(&generator, true);
	generator.text = &made.entry;
	if (kind == 0)
		put_content(&generator, 0);
	else
		put_seccomp(&generator);
	generator.text = &made.after;
	if (kind >= 3)
		put_others(&generator, false);
	return made;
}

static inline void generated_free(struct generated *made)
{
	text_free(&made->before);
	text_free(&made->entry);
	text_free(&made->after);
}

#endif
