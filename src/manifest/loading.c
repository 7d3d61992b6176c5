/*
 * libyaml's marks count characters, not bytes, and its parser is told that the bytes are UTF-8, as
 * the runtime tells it: then a byte order mark counts as a character too. So a byte offset is found
 * by walking over the bytes from the last mark.
 */
#include "manifest/loading.h"

#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "base/memory.h"

struct anchor {
	char *name;
	uint32_t node; /* the last one of this name so far */
	UT_hash_handle hh;
};

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

size_t loading_offset(struct loading *loading, size_t characters)
{
	struct slice bytes = loading->document.bytes;

	while (loading->characters < characters && loading->offset < bytes.length) {
		loading->offset++;
		while (loading->offset < bytes.length &&
			is_continuation(bytes.start[loading->offset]))
			loading->offset++;
		loading->characters++;
	}
	while (loading->characters > characters) {
		loading->offset--;
		while (is_continuation(bytes.start[loading->offset]))
			loading->offset--;
		loading->characters--;
	}
	return loading->offset;
}

static uint32_t store_string(struct document *document, const void *bytes, size_t length)
{
	uint32_t place;

	/* Place 0 means no string. */
	if (!document->strings.length)
		text_append_byte(&document->strings, '\0');
	place = (uint32_t)document->strings.length;
	text_append(&document->strings, (struct slice){bytes, length});
	text_append_byte(&document->strings, '\0');
	return place;
}

static bool add_node(struct loading *loading, const yaml_event_t *event, uint32_t *ret_number)
{
	struct document *document = &loading->document;
	uint32_t number = document->count;
	unsigned depth = loading->depth;
	struct node node = {.start = (uint32_t)loading_offset(loading, event->start_mark.index)};

	node.end = (uint32_t)loading_offset(loading, event->end_mark.index);
	if (number > DOCUMENT_NODES)
		return document_fail(loading->name, document->bytes, node.start, loading->error,
			"more than %d values in one file", DOCUMENT_NODES);
	if (depth == 0) {
		document->root = number;
	} else {
		uint32_t last = loading->last[depth - 1];

		node.parent = loading->open[depth - 1];
		if (last)
			document->nodes[last].next = number;
		else
			document->nodes[node.parent].first = number;
		loading->last[depth - 1] = number;
	}
	document->nodes = memory_reserve(
		document->nodes, &document->capacity, (size_t)number + 1, sizeof(node));
	document->nodes[number] = node;
	document->count = number + 1;
	*ret_number = number;
	return true;
}

static void set_anchor(struct loading *loading, uint32_t number, const yaml_char_t *name)
{
	struct anchor *anchor;
	size_t length;

	if (!name)
		return;
	loading->document.nodes[number].has_anchor = true;
	length = strlen((const char *)name);
	HASH_FIND(hh, loading->anchors, name, length, anchor);
	if (!anchor) {
		anchor = memory_allocate(1, sizeof(*anchor));
		anchor->name = memory_copy_string((const char *)name, length);
		HASH_ADD_KEYPTR(hh, loading->anchors, anchor->name, length, anchor);
	}
	anchor->node = number;
}

static void set_tag(struct loading *loading, uint32_t number, const yaml_char_t *tag)
{
	if (tag)
		loading->document.nodes[number].tag =
			store_string(&loading->document, tag, strlen((const char *)tag));
}

static enum node_style scalar_style(yaml_scalar_style_t style)
{
	switch (style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
		return STYLE_SINGLE;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		return STYLE_DOUBLE;
	case YAML_LITERAL_SCALAR_STYLE:
		return STYLE_LITERAL;
	case YAML_FOLDED_SCALAR_STYLE:
		return STYLE_FOLDED;
	default:
		return STYLE_PLAIN;
	}
}

/* The end of a scalar with | or > lies after the empty lines that follow it. */
static uint32_t end_without_blanks(struct slice bytes, const struct node *node)
{
	uint32_t end = node->end;

	while (end > node->start && strchr(" \t\r\n", bytes.start[end - 1]))
		end--;
	return end;
}

static bool add_scalar(struct loading *loading, const yaml_event_t *event)
{
	struct document *document = &loading->document;
	uint32_t number;
	struct node *node;

	if (!add_node(loading, event, &number))
		return false;
	set_anchor(loading, number, event->data.scalar.anchor);
	set_tag(loading, number, event->data.scalar.tag);
	node = &document->nodes[number];
	node->style = scalar_style(event->data.scalar.style);
	node->value = store_string(document, event->data.scalar.value, event->data.scalar.length);
	node->length = (uint32_t)event->data.scalar.length;
	if (node->style >= STYLE_LITERAL)
		node->end = end_without_blanks(document->bytes, node);
	return true;
}

static bool add_alias(struct loading *loading, const yaml_event_t *event)
{
	const char *name = (const char *)event->data.alias.anchor;
	struct anchor *anchor;
	uint32_t number;

	if (!add_node(loading, event, &number))
		return false;
	HASH_FIND(hh, loading->anchors, name, strlen(name), anchor);
	if (!anchor)
		return document_fail(loading->name, loading->document.bytes,
			loading->document.nodes[number].start, loading->error,
			"no anchor '&%s' stands before this alias", name);
	loading->document.nodes[number].kind = NODE_ALIAS;
	loading->document.nodes[number].target = anchor->node;
	return true;
}

static bool open_collection(struct loading *loading, const yaml_event_t *event)
{
	bool is_mapping = event->type == YAML_MAPPING_START_EVENT;
	struct node *node;
	uint32_t number;

	if (!add_node(loading, event, &number))
		return false;
	if (loading->depth == DOCUMENT_DEPTH)
		return document_fail(loading->name, loading->document.bytes,
			loading->document.nodes[number].start, loading->error,
			"more than %d levels deep", DOCUMENT_DEPTH);
	if (is_mapping) {
		set_anchor(loading, number, event->data.mapping_start.anchor);
		set_tag(loading, number, event->data.mapping_start.tag);
	} else {
		set_anchor(loading, number, event->data.sequence_start.anchor);
		set_tag(loading, number, event->data.sequence_start.tag);
	}
	node = &loading->document.nodes[number];
	node->kind = is_mapping ? NODE_MAPPING : NODE_SEQUENCE;
	node->is_flow = is_mapping ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
				   : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	loading->open[loading->depth] = number;
	loading->last[loading->depth] = 0;
	loading->depth++;
	return true;
}

/* The end mark of a block collection lies past the comments that follow it; its last child ends
 * where it ends. */
static void close_collection(struct loading *loading, const yaml_event_t *event)
{
	unsigned depth = --loading->depth;
	struct node *node = &loading->document.nodes[loading->open[depth]];
	uint32_t last = loading->last[depth];

	if (node->is_flow)
		node->end = (uint32_t)loading_offset(loading, event->end_mark.index);
	else if (last)
		node->end = loading->document.nodes[last].end;
}

bool loading_take(struct loading *loading, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (loading->document.root)
			return document_fail(loading->name, loading->document.bytes,
				loading_offset(loading, event->start_mark.index), loading->error,
				"a second YAML document begins here; one is allowed");
		return true;
	case YAML_SCALAR_EVENT:
		return add_scalar(loading, event);
	case YAML_ALIAS_EVENT:
		return add_alias(loading, event);
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		return open_collection(loading, event);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_collection(loading, event);
		return true;
	default:
		return true;
	}
}

void loading_free_anchors(struct loading *loading)
{
	struct anchor *anchor;
	struct anchor *next;

	HASH_ITER (hh, loading->anchors, anchor, next) {
		HASH_DEL(loading->anchors, anchor);
		free(anchor->name);
		free(anchor);
	}
}
