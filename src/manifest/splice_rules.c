/*
 * The rules of `allow`. First each pair's fate is decided, then the pairs are planned.
 *
 * A name that stands twice: the last pair holds. When the rule changes, that pair does; the others
 * say nothing and stay. When their value has to be written anew, it is that of the rule.
 *
 * An anchor may stand in a pair that goes or changes. Then the other pairs that use it by an alias
 * are written out: what they stood for is gone.
 */
#include "manifest/splicing.h"

#include <stdlib.h>

#include "base/memory.h"
#include "manifest/style.h"

enum fate {
	FATE_KEEP,
	FATE_CHANGE, /* another restriction */
	FATE_MEND,   /* the same in an accepted form */
	FATE_EXPAND, /* the same without an alias */
	FATE_REMOVE,
};

struct line {
	struct slice name;
	bool holds; /* no later pair has its name */
	enum fate fate;
	const struct rule *old;
	const struct rule *wanted; /* NULL: none */
};

struct planning {
	struct splicing *splicing;
	struct pairs pairs;
	struct line *lines; /* one for each pair */
};

bool splice_is_refused_form(const struct splicing *splicing, const struct node *value)
{
	const struct document *document = splicing->document;
	const struct node *node = node_resolve(document, value);
	const struct node *args;

	if (node->kind != NODE_MAPPING)
		return false;
	if (node->tag && slice_starts_with(node_tag(document, node), "!"))
		return splicing->runtime <= 5;
	if (splicing->runtime > 5)
		return true;
	args = node_resolve(document, node_next(document, node_first(document, node)));
	for (const struct node *key = node_first(document, args); key;
		key = node_next(document, node_next(document, key)))
		if (slice_is(node_value(document, node_resolve(document, key)), "args"))
			return true;
	return false;
}

static enum fate first_fate(const struct planning *planning, size_t number)
{
	const struct line *line = &planning->lines[number];
	bool is_refused =
		splice_is_refused_form(planning->splicing, planning->pairs.items[number].value);

	if (!line->wanted)
		return FATE_REMOVE;
	if (line->holds && !restriction_equal(&line->old->restriction, &line->wanted->restriction))
		return FATE_CHANGE;
	return is_refused ? FATE_MEND : FATE_KEEP;
}

static void decide(struct planning *planning)
{
	const struct splicing *splicing = planning->splicing;
	const struct pairs *pairs = &planning->pairs;

	planning->lines = memory_allocate(pairs->count, sizeof(planning->lines[0]));
	for (size_t i = pairs->count; i-- > 0;) {
		struct line *line = &planning->lines[i];

		line->name = node_value(
			splicing->document, node_resolve(splicing->document, pairs->items[i].key));
		line->old = entry_find(&splicing->manifest->entry, line->name);
		line->wanted = entry_find(splicing->entry, line->name);
		line->holds = true;
		for (size_t j = i + 1; j < pairs->count && line->holds; j++)
			line->holds = !slice_equal(planning->lines[j].name, line->name);
		line->fate = first_fate(planning, i);
	}
}

/* Returns the number of the pair that the node stands in, pairs.count for none. */
static size_t pair_around(const struct planning *planning, const struct node *node)
{
	const struct pairs *pairs = &planning->pairs;
	size_t low = 0;
	size_t high = pairs->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (pairs->items[middle].value->end < node->start)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < pairs->count && pairs->items[low].key->start <= node->start)
		return low;
	return pairs->count;
}

/* Looks at one alias. Returns false when it is a name whose anchor goes. */
static bool expand_alias(struct planning *planning, const struct node *alias, bool *is_changed)
{
	const struct document *document = planning->splicing->document;
	const struct pairs *pairs = &planning->pairs;
	size_t user = pair_around(planning, alias);
	size_t used = pair_around(planning, node_resolve(document, alias));

	if (user == pairs->count || used == pairs->count || user == used ||
		planning->lines[used].fate == FATE_KEEP || planning->lines[user].fate != FATE_KEEP)
		return true;
	if (pairs->items[user].key == alias || !planning->lines[user].wanted)
		return false;
	planning->lines[user].fate = FATE_EXPAND;
	*is_changed = true;
	return true;
}

static bool expand_aliases(struct planning *planning)
{
	const struct document *document = planning->splicing->document;
	bool is_changed = true;

	while (is_changed) {
		is_changed = false;
		for (uint32_t i = 1; i < document->count; i++)
			if (document->nodes[i].kind == NODE_ALIAS &&
				!expand_alias(planning, &document->nodes[i], &is_changed))
				return false;
	}
	return true;
}

static void replace_value(struct planning *planning, size_t number, const struct write_style *style)
{
	struct rule rule = {.name = (char[]){"k"}}; /* any key without a colon */
	struct text written = {0};

	rule.restriction = planning->lines[number].wanted->restriction;
	manifest_write_rule(style, &rule, &written);
	pair_replace(&planning->pairs.items[number], &written);
	text_free(&written);
}

static bool plan_in_parts(
	struct splicing *splicing, const struct pair *pair, const struct line *line)
{
	if (line->fate == FATE_MEND)
		return splice_plan_tag(splicing, pair);
	return line->fate == FATE_CHANGE && !splice_is_refused_form(splicing, pair->value) &&
	       splice_plan_restriction(
		       splicing, pair->value, &line->old->restriction, &line->wanted->restriction);
}

static void plan_line(struct planning *planning, size_t number, const struct write_style *style)
{
	struct splicing *splicing = planning->splicing;
	struct pair *pair = &planning->pairs.items[number];
	const struct line *line = &planning->lines[number];

	splicing->report.mended += line->fate == FATE_MEND;
	splicing->report.expanded += line->fate == FATE_EXPAND;
	if (line->fate == FATE_REMOVE)
		pair_remove(pair);
	else if (line->fate != FATE_KEEP && !plan_in_parts(splicing, pair, line))
		replace_value(planning, number, style);
}

static void add_rules(struct planning *planning, const struct write_style *style)
{
	struct splicing *splicing = planning->splicing;

	for (size_t i = 0; i < splicing->entry->count; i++) {
		const struct rule *rule = &splicing->entry->rules[i];
		struct text written = {0};

		if (entry_find(&splicing->manifest->entry, slice_of(rule->name)))
			continue;
		manifest_write_rule(style, rule, &written);
		pairs_add_last(&planning->pairs, &written);
	}
}

bool splice_plan_rules(struct splicing *splicing, const struct node *allow)
{
	struct planning planning = {
		.splicing = splicing, .pairs = pairs_of(splicing->document, allow)};
	struct write_style style = style_of_rules(splicing->document, allow, splicing->runtime);
	bool is_planned;

	decide(&planning);
	is_planned = expand_aliases(&planning);
	if (is_planned) {
		for (size_t i = 0; i < planning.pairs.count; i++)
			plan_line(&planning, i, &style);
		add_rules(&planning, &style);
		is_planned = pairs_plan(&planning.pairs, &splicing->edits);
	}
	free(planning.lines);
	pairs_free(&planning.pairs);
	return is_planned;
}
