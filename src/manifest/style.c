#include "manifest/style.h"

#include <string.h>

#include "manifest/lines.h"

bool style_is_json(const struct document *document)
{
	const struct node *root = document_root(document);

	if (!root || root->kind == NODE_SCALAR)
		return false;
	for (uint32_t i = 1; i < document->count; i++) {
		const struct node *node = &document->nodes[i];
		const struct node *parent = node_parent(document, node);

		if (node->kind == NODE_ALIAS || node->tag || node->has_anchor)
			return false;
		if (node->kind != NODE_SCALAR && !node->is_flow)
			return false;
		if (node->kind == NODE_SCALAR && parent && parent->kind == NODE_MAPPING &&
			parent->first == i && node->style != STYLE_DOUBLE)
			return false;
	}
	return true;
}

static enum node_style word_style(enum node_style style)
{
	return style == STYLE_SINGLE || style == STYLE_DOUBLE ? style : STYLE_PLAIN;
}

/* Returns how much deeper than its key the block mapping or list `value` stands; 0: it does not. */
static unsigned step_between(
	const struct document *document, const struct node *key, const struct node *value)
{
	const struct node *first = node_first(document, value);
	size_t outer = line_column(document->bytes, key->start);
	size_t inner;

	if (!first || value->is_flow || value->kind == NODE_ALIAS)
		return 0;
	inner = line_column(document->bytes, first->start);
	return inner > outer ? (unsigned)(inner - outer) : 0;
}

/* Returns the step of the first pair of `mapping` that has one, 0: none. */
static unsigned step_in(const struct document *document, const struct node *mapping)
{
	const struct node *value;

	for (const struct node *key = mapping ? node_first(document, mapping) : NULL; key;
		key = node_next(document, value)) {
		unsigned step;

		value = node_next(document, key);
		step = value->kind == NODE_MAPPING ? step_between(document, key, value) : 0;
		if (step > 0)
			return step;
	}
	return 0;
}

/* Returns the step of the mappings around, from the inside out, 0: none. */
static unsigned step_around(const struct document *document, const struct node *mapping)
{
	unsigned step = 0;

	while (mapping && step == 0) {
		if (mapping->kind == NODE_MAPPING)
			step = step_in(document, mapping);
		mapping = node_parent(document, mapping);
	}
	return step;
}

/* Returns whether a plain scalar is what JSON writes without quotes: such a one says nothing of the
 * style of words. */
static bool is_bare_in_json(struct slice text)
{
	return text.length == 0 || strchr("+-.0123456789", text.start[0]) ||
	       slice_is(text, "true") || slice_is(text, "false") || slice_is(text, "null");
}

/* Sets the styles of keys and words from the last pairs that show them. */
static void set_quotes(
	const struct document *document, const struct node *mapping, struct write_style *style)
{
	bool has_word = false;
	const struct node *value;

	for (const struct node *key = node_first(document, mapping); key;
		key = node_next(document, value)) {
		value = node_next(document, key);
		if (key->kind == NODE_SCALAR)
			style->keys = word_style(key->style);
		if (value->kind == NODE_SCALAR &&
			(value->style != STYLE_PLAIN ||
				!is_bare_in_json(node_value(document, value)))) {
			style->words = word_style(value->style);
			has_word = true;
		}
	}
	if (!has_word && mapping->is_flow)
		style->words = style->keys;
}

/* Sets how new pairs of a mapping with braces are spread over lines: as its pairs are. */
static void set_lines(
	const struct document *document, const struct node *mapping, struct write_style *style)
{
	struct slice bytes = document->bytes;
	struct slice outer = line_margin(bytes, mapping->start);
	const struct node *key = node_first(document, mapping);

	style->margin = line_margin(bytes, key->start);
	style->has_lines = line_start(bytes, mapping->start) != line_start(bytes, key->start);
	for (; key && style->has_lines; key = node_next(document, node_next(document, key)))
		style->has_lines = line_is_blank_before(bytes, key->start);
	style->is_tabbed = memchr(style->margin.start, '\t', style->margin.length) != NULL;
	if (style->margin.length > outer.length)
		style->step = (unsigned)(style->margin.length - outer.length);
}

struct write_style style_of_pairs(const struct document *document, const struct node *mapping,
	unsigned step, unsigned runtime)
{
	struct write_style style = write_style_canonical(runtime);

	style.is_crlf = line_is_crlf(document->bytes, mapping ? mapping->start : 0);
	style.is_json = runtime <= 5 && style_is_json(document);
	if (!mapping || !mapping->first)
		return style;
	style.is_flow = mapping->is_flow;
	set_quotes(document, mapping, &style);
	if (!mapping->is_flow)
		style.indent = (unsigned)line_column(
			document->bytes, node_first(document, mapping)->start);
	if (step == 0)
		step = step_around(document, mapping);
	if (step > 0)
		style.step = step;
	if (mapping->is_flow)
		set_lines(document, mapping, &style);
	return style;
}

struct write_style style_of_rules(
	const struct document *document, const struct node *allow, unsigned runtime)
{
	struct write_style style = style_of_pairs(document, allow, 0, runtime);
	const struct node *value;

	for (const struct node *key = node_first(document, allow); key;
		key = node_next(document, value)) {
		value = node_next(document, key);
		if (value->kind != NODE_MAPPING)
			continue;
		style.is_args_flow = value->is_flow;
		if (step_between(document, key, value) > 0)
			style.step = step_between(document, key, value);
	}
	return style;
}
