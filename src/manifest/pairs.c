#include "manifest/pairs.h"

#include <stdlib.h>

#include "base/memory.h"
#include "manifest/lines.h"

/* Returns where an item of a list in block style begins: at its dash. */
static size_t item_start(struct slice bytes, const struct node *item)
{
	size_t after = blanks_before(bytes, item->start);

	return after > 0 && bytes.start[after - 1] == '-' ? after - 1 : item->start;
}

static void add(struct pairs *pairs, const struct node *key, const struct node *value)
{
	struct slice bytes = pairs->document->bytes;
	bool has_dash = pairs->mapping->kind == NODE_SEQUENCE && !pairs->mapping->is_flow;
	size_t start = has_dash ? item_start(bytes, key) : key->start;

	pairs->lead = slice_until(slice_after(bytes, start), key->start - start);
	pairs->items = memory_reserve(
		pairs->items, &pairs->capacity, pairs->count + 1, sizeof(pairs->items[0]));
	pairs->items[pairs->count++] = (struct pair){.key = key, .value = value, .start = start};
}

struct pairs pairs_of(const struct document *document, const struct node *mapping)
{
	struct pairs pairs = {.document = document, .mapping = mapping};
	const struct node *value;

	pairs.is_crlf = line_is_crlf(document->bytes, mapping->start);
	for (const struct node *key = node_first(document, mapping); key;
		key = node_next(document, value)) {
		value = mapping->kind == NODE_MAPPING ? node_next(document, key) : key;
		add(&pairs, key, value);
	}
	return pairs;
}

static void free_texts(struct text *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_free(&texts[i]);
	free(texts);
}

void pairs_free(struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++)
		text_free(&pairs->items[i].text);
	free(pairs->items);
	free_texts(pairs->first, pairs->first_count);
	free_texts(pairs->last, pairs->last_count);
	*pairs = (struct pairs){0};
}

struct pair *pairs_find(struct pairs *pairs, const struct node *key)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (pairs->items[i].key == key)
			return &pairs->items[i];
	return NULL;
}

void pair_replace(struct pair *pair, const struct text *written)
{
	struct slice text = slice_of_text(written);

	pair->fate = PAIR_REPLACE;
	text_clear(&pair->text);
	text_append(&pair->text, slice_after(text, slice_find_byte(text, ':') + 1));
}

void pair_remove(struct pair *pair)
{
	pair->fate = PAIR_REMOVE;
}

static void take_over(struct text **texts, size_t *count, struct text *written)
{
	*texts = memory_resize(*texts, *count + 1, sizeof((*texts)[0]));
	(*texts)[(*count)++] = *written;
	*written = (struct text){0};
}

void pairs_add_first(struct pairs *pairs, struct text *written)
{
	take_over(&pairs->first, &pairs->first_count, written);
}

void pairs_add_last(struct pairs *pairs, struct text *written)
{
	take_over(&pairs->last, &pairs->last_count, written);
}

static bool is_changed(const struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (pairs->items[i].fate != PAIR_KEEP)
			return true;
	return pairs->first_count > 0 || pairs->last_count > 0;
}

static bool keeps_any(const struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (pairs->items[i].fate != PAIR_REMOVE)
			return true;
	return false;
}

bool pairs_plan(const struct pairs *pairs, struct edits *edits)
{
	size_t before = edits->count;
	bool is_planned;

	if (!is_changed(pairs))
		return true;
	/* Nothing may remain but braces, or a key without a value. */
	if (!keeps_any(pairs) &&
		(pairs->mapping->is_flow || pairs->first_count + pairs->last_count == 0))
		return false;
	is_planned = pairs->mapping->is_flow ? pairs_plan_flow(pairs, edits)
					     : pairs_plan_block(pairs, edits);
	if (!is_planned)
		edits_truncate(edits, before);
	return is_planned;
}
