/* A restriction that changes in parts: index, values and mask are pairs of a mapping. */
#include "manifest/splicing.h"

#include "manifest/style.h"

/* Returns the mapping of index, values and mask that a rule's value is or, in the map form, holds;
 * NULL when an alias stands for it. */
static const struct node *args_mapping(const struct document *document, const struct node *value)
{
	const struct node *args = value;

	if (value->kind == NODE_MAPPING && !value->tag && value->first)
		args = node_next(document, node_first(document, value));
	return args && args->kind == NODE_MAPPING && args->first ? args : NULL;
}

static struct pair *find_pair(struct pairs *pairs, const char *name)
{
	for (size_t i = 0; i < pairs->count; i++) {
		const struct node *key = node_resolve(pairs->document, pairs->items[i].key);

		if (slice_is(node_value(pairs->document, key), name))
			return &pairs->items[i];
	}
	return NULL;
}

/* Gives the mapping the pair `written`, or takes it away when it is not wanted. */
static void set_pair(
	struct pairs *pairs, const char *name, bool is_wanted, bool was_there, struct text *written)
{
	struct pair *pair = find_pair(pairs, name);

	if (is_wanted && pair)
		pair_replace(pair, written);
	else if (is_wanted)
		pairs_add_last(pairs, written);
	else if (was_there && pair)
		pair_remove(pair);
	text_free(written);
}

static bool values_equal(const struct restriction *a, const struct restriction *b)
{
	struct restriction first = *a;
	struct restriction second = *b;

	first.has_mask = second.has_mask = false;
	first.index = second.index;
	return restriction_equal(&first, &second);
}

bool splice_plan_restriction(struct splicing *splicing, const struct node *value,
	const struct restriction *old, const struct restriction *wanted)
{
	const struct node *args = args_mapping(splicing->document, value);
	struct write_style style;
	struct pairs pairs;
	struct text written = {0};
	bool is_planned;

	if (!args || restriction_is_any(wanted))
		return false;
	style = style_of_pairs(splicing->document, args, 0, splicing->runtime);
	pairs = pairs_of(splicing->document, args);
	if (old->index != wanted->index) {
		manifest_write_number(&style, "index", wanted->index, &written);
		set_pair(&pairs, "index", true, true, &written);
	}
	if (!values_equal(old, wanted)) {
		manifest_write_values(&style, wanted, &written);
		set_pair(&pairs, "values", wanted->has_values, old->has_values, &written);
	}
	if (old->has_mask != wanted->has_mask || (old->has_mask && old->mask != wanted->mask)) {
		manifest_write_number(&style, "mask", wanted->mask, &written);
		set_pair(&pairs, "mask", wanted->has_mask, old->has_mask, &written);
	}
	is_planned = pairs_plan(&pairs, &splicing->edits);
	pairs_free(&pairs);
	return is_planned;
}
