/*
 * The writer: an entry as YAML, through libyaml's emitter; the whole, in one canonical form, or
 * single pairs in the style of a file (for manifest/splice).
 *
 *     seccomp:
 *       profile: default
 *       allow:
 *         delete_module: any
 *         write: !args
 *           index: 0
 *           values: [1]
 *           mask: 0x80800
 *
 * With a profile an empty `allow` is left out; an empty entry without one is `seccomp: {}`, since a
 * bare `seccomp:` would install no filter. Northstar 0.6 to 0.9 read this form; 0.5 reads
 * `write: {args: {...}}` instead of `!args`, and neither reads the other's.
 */
#ifndef MANIFEST_WRITER_H
#define MANIFEST_WRITER_H

#include <stdbool.h>

#include "base/text.h"
#include "entry/entry.h"
#include "manifest/document.h"

/* How pairs are written. */
struct write_style {
	unsigned runtime; /* Northstar 0.`runtime`, 5 to 9: up to 5 the map form */
	bool is_flow;	  /* mappings with braces, all in one line unless has_lines */
	bool has_lines;	  /* with is_flow: the pairs of seccomp and allow have lines of their own */
	bool is_tabbed;	  /* with has_lines: each level is one tab deeper, not `step` blanks */
	bool is_json;	  /* numbers are decimal, as JSON has them */
	struct slice
		margin;	   /* with has_lines: what the line begins with in which the pair stands */
	bool is_args_flow; /* the mapping of a restricted rule with braces; so if is_flow */
	bool is_crlf;	   /* lines end in CR LF */
	unsigned indent;   /* the column of the pair; its first line is written without it */
	unsigned step;	   /* how much deeper the pairs of a mapping stand than its key; from 1 */
	enum node_style keys;  /* STYLE_PLAIN, STYLE_SINGLE or STYLE_DOUBLE */
	enum node_style words; /* the same for `any` and `default` */
};

/* Returns the canonical style. */
struct write_style write_style_canonical(unsigned runtime);

/* Appends the entry under its key `seccomp:`, ended by a line end, for Northstar 0.6 and newer. */
void manifest_write_entry(const struct entry *entry, struct text *text);

/* The same for Northstar 0.`runtime`. */
void manifest_write_entry_for(const struct entry *entry, unsigned runtime, struct text *text);

/* Append one pair, without a line end after it and without braces around it. */
void manifest_write_seccomp(
	const struct write_style *style, const struct entry *entry, struct text *text);
void manifest_write_allow(
	const struct write_style *style, const struct entry *entry, struct text *text);
void manifest_write_profile(const struct write_style *style, struct text *text);
void manifest_write_rule(
	const struct write_style *style, const struct rule *rule, struct text *text);
void manifest_write_number(
	const struct write_style *style, const char *key, uint64_t value, struct text *text);
void manifest_write_values(
	const struct write_style *style, const struct restriction *restriction, struct text *text);

/* Appends the pairs inside `seccomp:`; for an empty entry without a profile `{}`. */
void manifest_write_content(
	const struct write_style *style, const struct entry *entry, struct text *text);

#endif
