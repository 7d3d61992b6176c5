#include "manifest/style.h"

#include "manifest/lines.h"

bool style_is_crlf(struct slice bytes)
{
	size_t end = slice_find_byte(bytes, '\n');

	return end > 0 && end < bytes.length && bytes.start[end - 1] == '\r';
}

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
		if (node->kind == NODE_SCALAR && parent && parent->first == i &&
			node->style != STYLE_DOUBLE)
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
		if (value->kind == NODE_SCALAR && value->length > 0) {
			style->words = word_style(value->style);
			has_word = true;
		}
	}
	if (!has_word && mapping->is_flow)
		style->words = style->keys;
}

struct write_style style_of_pairs(const struct document *document, const struct node *mapping,
	unsigned step, unsigned runtime)
{
	struct write_style style = write_style_canonical(runtime);

	style.is_crlf = style_is_crlf(document->bytes);
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
