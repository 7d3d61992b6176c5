/*
 * From the map form to the tag, so that what stands in the rule stays as it is written:
 *
 *     write:              write: !args
 *       args:        ->       index: 0
 *           index: 0
 *
 * and in flow style `{args: {index: 0}}` -> `!args {index: 0}`. An empty `args:` inside goes.
 */
#include "manifest/splicing.h"

#include "manifest/lines.h"

static bool plan_flow(struct splicing *splicing, const struct node *value, const struct node *args)
{
	struct slice bytes = splicing->document->bytes;
	struct slice head =
		slice_until(slice_after(bytes, value->start), args->start - value->start);
	struct slice tail = slice_until(slice_after(bytes, args->end), value->end - args->end);

	if (slice_find_byte(head, '#') < head.length || slice_find_byte(tail, '#') < tail.length)
		return false;
	edits_replace(&splicing->edits, value->start, args->start, slice_of("!args "));
	edits_replace(&splicing->edits, args->end, value->end, (struct slice){"", 0});
	return true;
}

static bool plan_block(struct splicing *splicing, const struct pair *pair, const struct node *args)
{
	struct slice bytes = splicing->document->bytes;
	const struct node *key = node_first(splicing->document, pair->value);
	size_t colon = blanks_after(bytes, pair->key->end);
	size_t inner = blanks_after(bytes, key->end);

	if (bytes.start[colon] != ':' || bytes.start[inner] != ':' ||
		!line_is_done_at(bytes, colon + 1) ||
		line_end(bytes, inner) != blanks_after(bytes, inner + 1) ||
		!line_is_blank_before(bytes, args->start))
		return false;
	edits_insert(&splicing->edits, colon + 1, slice_of(" !args"));
	edits_remove(&splicing->edits, line_start(bytes, key->start), line_next(bytes, inner));
	return true;
}

/* Adds the edits that take an empty `args` out. */
static bool plan_empty_args(struct splicing *splicing, const struct node *args)
{
	const struct document *document = splicing->document;
	struct pairs pairs = pairs_of(document, args);
	bool is_planned;

	for (size_t i = 0; i < pairs.count; i++)
		if (slice_is(node_value(document, node_resolve(document, pairs.items[i].key)),
			    "args"))
			pair_remove(&pairs.items[i]);
	is_planned = pairs_plan(&pairs, &splicing->edits);
	pairs_free(&pairs);
	return is_planned;
}

bool splice_plan_tag(struct splicing *splicing, const struct pair *pair)
{
	const struct node *value = pair->value;
	size_t before = splicing->edits.count;
	const struct node *args;
	bool is_planned;

	if (splicing->runtime <= 5 || value->kind != NODE_MAPPING || value->tag ||
		value->has_anchor)
		return false;
	args = node_next(splicing->document, node_first(splicing->document, value));
	if (args->kind != NODE_MAPPING || args->tag || args->has_anchor ||
		(!value->is_flow && args->is_flow))
		return false;
	is_planned = (value->is_flow ? plan_flow(splicing, value, args)
				     : plan_block(splicing, pair, args)) &&
		     plan_empty_args(splicing, args);
	if (!is_planned)
		edits_truncate(&splicing->edits, before);
	return is_planned;
}
