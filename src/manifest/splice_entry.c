/* The mapping of profile and allow. */
#include "manifest/splicing.h"

#include "manifest/scalar.h"
#include "manifest/style.h"

/* Returns whether the manifest says something with this value, not null. It has been read, so that
 * null is all it can be else. */
static bool is_there(const struct document *document, const struct node *value)
{
	const struct node *node = node_resolve(document, value);
	struct slice text;

	if (!node || node->kind != NODE_SCALAR || node->style != STYLE_PLAIN)
		return node != NULL;
	text = node_value(document, node);
	return slice_is(text, "default") || slice_starts_with(node_tag(document, node), "!") ||
	       (text.length > 0 && !scalar_is_null(text));
}

static void plan_profile(struct splicing *splicing, struct pairs *pairs)
{
	const struct manifest_layout *layout = &splicing->manifest->layout;
	bool was_there = is_there(splicing->document, layout->profile);
	bool is_wanted = splicing->entry->profile == PROFILE_DEFAULT;
	struct write_style style =
		style_of_pairs(splicing->document, pairs->mapping, 0, splicing->runtime);
	struct text written = {0};

	if (was_there == is_wanted)
		return;
	manifest_write_profile(&style, &written);
	if (!is_wanted)
		pair_remove(pairs_find(pairs, layout->profile_key));
	else if (layout->profile_key)
		pair_replace(pairs_find(pairs, layout->profile_key), &written);
	else
		pairs_add_first(pairs, &written);
	text_free(&written);
}

static bool rules_agree(const struct splicing *splicing)
{
	const struct entry *old = &splicing->manifest->entry;

	if (old->count != splicing->entry->count)
		return false;
	for (size_t i = 0; i < old->count; i++) {
		const struct rule *rule = entry_find(splicing->entry, slice_of(old->rules[i].name));

		if (!rule || !restriction_equal(&rule->restriction, &old->rules[i].restriction))
			return false;
	}
	return true;
}

static bool has_refused_form(const struct splicing *splicing, const struct node *allow)
{
	const struct document *document = splicing->document;
	const struct node *value;

	for (const struct node *key = node_first(document, allow); key;
		key = node_next(document, value)) {
		value = node_next(document, key);
		if (splice_is_refused_form(splicing, value))
			return true;
	}
	return false;
}

static void write_allow(struct splicing *splicing, struct pairs *pairs)
{
	const struct manifest_layout *layout = &splicing->manifest->layout;
	struct write_style style =
		style_of_pairs(splicing->document, pairs->mapping, 0, splicing->runtime);
	struct text written = {0};

	manifest_write_allow(&style, splicing->entry, &written);
	if (layout->allow_key)
		pair_replace(pairs_find(pairs, layout->allow_key), &written);
	else
		pairs_add_last(pairs, &written);
	text_free(&written);
}

static void plan_allow(struct splicing *splicing, struct pairs *pairs)
{
	const struct manifest_layout *layout = &splicing->manifest->layout;
	const struct node *allow = node_resolve(splicing->document, layout->allow);
	bool is_list = layout->allow && layout->allow->kind == NODE_MAPPING && allow->first;
	size_t before = splicing->edits.count;

	if (rules_agree(splicing) && (!allow || !has_refused_form(splicing, allow)))
		return;
	if (splicing->entry->count == 0 && splicing->entry->profile == PROFILE_DEFAULT) {
		pair_remove(pairs_find(pairs, layout->allow_key));
		return;
	}
	if (splicing->entry->count > 0 && is_list && splicing->scope == SPLICE_PARTS &&
		splice_plan_rules(splicing, allow))
		return;
	edits_truncate(&splicing->edits, before);
	if (is_list && splicing->entry->count > 0 && splicing->report.scope < SPLICE_ALLOW)
		splicing->report.scope = SPLICE_ALLOW;
	write_allow(splicing, pairs);
}

bool splice_plan_entry(struct splicing *splicing)
{
	const struct node *seccomp = splicing->manifest->layout.seccomp;
	size_t before = splicing->edits.count;
	struct pairs pairs;
	bool is_planned;

	if (!seccomp || seccomp->kind != NODE_MAPPING || !seccomp->first ||
		splicing->scope == SPLICE_ENTRY)
		return false;
	pairs = pairs_of(splicing->document, seccomp);
	plan_allow(splicing, &pairs);
	plan_profile(splicing, &pairs);
	is_planned = pairs_plan(&pairs, &splicing->edits);
	pairs_free(&pairs);
	if (!is_planned)
		edits_truncate(&splicing->edits, before);
	return is_planned;
}
