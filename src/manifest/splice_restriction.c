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

/* From the old values to the wanted ones: new ones, then some of the old ones,
 * then new ones again. */
struct value_plan {
	bool is_kept[RULE_VALUES]; /* of the old ones */
	size_t kept;		   /* how many of them */
	size_t before;		   /* how many new ones come before */
};

static bool has_value(const struct restriction *restriction, uint64_t value)
{
	for (size_t i = 0; i < restriction->value_count; i++)
		if (restriction->values[i] == value)
			return true;
	return false;
}

static struct value_plan plan_values(
	const struct restriction *old, const struct restriction *wanted)
{
	struct value_plan plan = {0};

	while (plan.before < wanted->value_count && !has_value(old, wanted->values[plan.before]))
		plan.before++;
	for (size_t i = 0; i < old->value_count; i++) {
		size_t next = plan.before + plan.kept;

		plan.is_kept[i] =
			next < wanted->value_count && wanted->values[next] == old->values[i];
		plan.kept += plan.is_kept[i];
	}
	return plan;
}

/* Adds the edits that change the items of a list of values. Returns false, without edits, when it
 * has to be written anew. */
static bool plan_items(struct splicing *splicing, const struct node *list,
	const struct restriction *old, const struct restriction *wanted)
{
	struct value_plan plan = plan_values(old, wanted);
	struct pairs items;
	bool is_planned;

	if (list->kind != NODE_SEQUENCE || plan.kept == 0)
		return false;
	items = pairs_of(splicing->document, list);
	for (size_t i = 0; i < items.count; i++)
		if (!plan.is_kept[i])
			pair_remove(&items.items[i]);
	for (size_t i = 0; i < wanted->value_count; i++) {
		struct text written = {0};

		if (i >= plan.before && i < plan.before + plan.kept)
			continue;
		value_append_text(&written, wanted->values[i]);
		if (i < plan.before)
			pairs_add_first(&items, &written);
		else
			pairs_add_last(&items, &written);
	}
	is_planned = pairs_plan(&items, &splicing->edits);
	pairs_free(&items);
	return is_planned;
}

/* Changes the list of values in parts, or gives it to `pairs` as a whole. */
static void plan_list(struct splicing *splicing, struct pairs *pairs,
	const struct write_style *style, const struct restriction *old,
	const struct restriction *wanted)
{
	const struct pair *pair = find_pair(pairs, "values");
	struct text written = {0};

	if (old->has_values && wanted->has_values && pair &&
		plan_items(splicing, pair->value, old, wanted))
		return;
	manifest_write_values(style, wanted, &written);
	set_pair(pairs, "values", wanted->has_values, old->has_values, &written);
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
	size_t before = splicing->edits.count;
	bool is_planned;

	if (!args || restriction_is_any(wanted))
		return false;
	style = style_of_pairs(splicing->document, args, 0, splicing->runtime);
	pairs = pairs_of(splicing->document, args);
	if (old->index != wanted->index) {
		manifest_write_number(&style, "index", wanted->index, &written);
		set_pair(&pairs, "index", true, true, &written);
	}
	if (!values_equal(old, wanted))
		plan_list(splicing, &pairs, &style, old, wanted);
	if (old->has_mask != wanted->has_mask || (old->has_mask && old->mask != wanted->mask)) {
		manifest_write_number(&style, "mask", wanted->mask, &written);
		set_pair(&pairs, "mask", wanted->has_mask, old->has_mask, &written);
	}
	is_planned = pairs_plan(&pairs, &splicing->edits);
	pairs_free(&pairs);
	if (!is_planned)
		edits_truncate(&splicing->edits, before);
	return is_planned;
}
