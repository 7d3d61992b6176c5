/* Walking over the nodes of a document. */
#include "manifest/document.h"

#include <string.h>

static const struct node *node_of(const struct document *document, uint32_t number)
{
	return number ? &document->nodes[number] : NULL;
}

const struct node *document_root(const struct document *document)
{
	return node_of(document, document->root);
}

const struct node *node_first(const struct document *document, const struct node *node)
{
	return node_of(document, node->first);
}

const struct node *node_next(const struct document *document, const struct node *node)
{
	return node_of(document, node->next);
}

const struct node *node_parent(const struct document *document, const struct node *node)
{
	return node_of(document, node->parent);
}

const struct node *node_resolve(const struct document *document, const struct node *node)
{
	return node && node->kind == NODE_ALIAS ? node_of(document, node->target) : node;
}

struct slice node_value(const struct document *document, const struct node *node)
{
	if (node->kind != NODE_SCALAR)
		return (struct slice){"", 0};
	return (struct slice){document->strings.bytes + node->value, node->length};
}

struct slice node_tag(const struct document *document, const struct node *node)
{
	const char *tag;

	if (!node->tag)
		return (struct slice){NULL, 0};
	tag = document->strings.bytes + node->tag;
	return (struct slice){tag, strlen(tag)};
}
