/*
 * Was the splice faithful? The result has been read again. Its entry must be the one that is
 * wanted, and outside of the entry the two documents must have the same nodes. The same bytes are
 * not enough: an alias there may stand for something inside the entry.
 */
#include "manifest/splicing.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static bool holds_entry(const struct manifest *manifest, const struct entry *entry)
{
	if (!manifest->has_filter || manifest->entry.profile != entry->profile ||
		manifest->entry.count != entry->count)
		return false;
	for (size_t i = 0; i < entry->count; i++) {
		const struct rule *rule =
			entry_find(&manifest->entry, slice_of(entry->rules[i].name));

		if (!rule || !restriction_equal(&rule->restriction, &entry->rules[i].restriction))
			return false;
	}
	return true;
}

static bool has_refused_form(const struct manifest *manifest)
{
	for (size_t i = 0; i < manifest->remarks.count; i++)
		if (remark_is_mended_by_saving(manifest->remarks.items[i].code))
			return true;
	return false;
}

static bool is_below(
	const struct document *document, const struct node *node, const struct node *ancestor)
{
	while (node && node != ancestor)
		node = node_parent(document, node);
	return node && ancestor;
}

static bool is_of_entry(const struct manifest *manifest, const struct node *node)
{
	const struct manifest_layout *layout = &manifest->layout;

	return node == layout->seccomp_key || node == layout->outer_profile_key ||
	       node == layout->outer_profile ||
	       is_below(&manifest->document, node, layout->seccomp);
}

const struct node *splice_find_user(const struct manifest *manifest)
{
	const struct document *document = &manifest->document;

	for (uint32_t i = 1; i < document->count; i++) {
		const struct node *node = &document->nodes[i];

		if (node->kind == NODE_ALIAS && !is_of_entry(manifest, node) &&
			is_of_entry(manifest, &document->nodes[node->target]))
			return node;
	}
	return NULL;
}

/* The nodes of a document that do not belong to the entry. */
struct outside {
	const struct manifest *manifest;
	const struct node **nodes; /* in their order */
	uint32_t *places; /* of each node of the document: its place above, else the count */
	uint32_t count;
};

static struct outside find_outside(const struct manifest *manifest)
{
	const struct document *document = &manifest->document;
	struct outside outside = {.manifest = manifest};

	outside.nodes = memory_allocate(document->count, sizeof(outside.nodes[0]));
	outside.places = memory_allocate(document->count, sizeof(outside.places[0]));
	for (uint32_t i = 1; i < document->count; i++) {
		outside.places[i] = UINT32_MAX;
		if (is_of_entry(manifest, &document->nodes[i]))
			continue;
		outside.places[i] = outside.count;
		outside.nodes[outside.count++] = &document->nodes[i];
	}
	return outside;
}

/* The nodes below a node stand right after it. */
static bool has_alias(const struct document *document, const struct node *node)
{
	uint32_t i = (uint32_t)(node - document->nodes) + 1;

	while (i < document->count && is_below(document, &document->nodes[i], node))
		if (document->nodes[i++].kind == NODE_ALIAS)
			return true;
	return false;
}

/* Returns whether two aliases outside of the entry stand for the same. */
static bool aliases_agree(const struct outside *before, const struct node *old,
	const struct outside *after, const struct node *new)
{
	const struct document *from = &before->manifest->document;
	const struct document *to = &after->manifest->document;
	const struct node *first = &from->nodes[old->target];
	const struct node *second = &to->nodes[new->target];
	size_t length = first->end - first->start;

	if (before->places[old->target] != after->places[new->target])
		return false;
	if (before->places[old->target] != UINT32_MAX)
		return true;
	return length == second->end - second->start &&
	       memcmp(from->bytes.start + first->start, to->bytes.start + second->start, length) ==
		       0 &&
	       !has_alias(from, first);
}

static bool tags_agree(struct slice a, struct slice b)
{
	return (!a.start && !b.start) || (a.start && b.start && slice_equal(a, b));
}

static bool nodes_agree(const struct outside *before, const struct outside *after, uint32_t place)
{
	const struct document *from = &before->manifest->document;
	const struct document *to = &after->manifest->document;
	const struct node *old = before->nodes[place];
	const struct node *new = after->nodes[place];

	if (old->kind != new->kind || old->style != new->style)
		return false;
	if (old->kind == NODE_ALIAS)
		return aliases_agree(before, old, after, new);
	return slice_equal(node_value(from, old), node_value(to, new)) &&
	       tags_agree(node_tag(from, old), node_tag(to, new));
}

static bool outsides_agree(const struct manifest *before, const struct manifest *after)
{
	struct outside from = find_outside(before);
	struct outside to = find_outside(after);
	bool do_agree = from.count == to.count;

	for (uint32_t i = 0; do_agree && i < from.count; i++)
		do_agree = nodes_agree(&from, &to, i);
	free(from.nodes);
	free(from.places);
	free(to.nodes);
	free(to.places);
	return do_agree;
}

bool splice_is_faithful(
	const struct manifest *before, const struct manifest *after, const struct entry *entry)
{
	return before->kind == after->kind && holds_entry(after, entry) &&
	       !has_refused_form(after) && outsides_agree(before, after);
}
