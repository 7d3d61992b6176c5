/* Changing a mapping in block style: each pair has lines of its own. */
#include "manifest/pairs.h"

#include "manifest/lines.h"

/* Returns where the lines of a pair end, with the deeper comments that follow them. */
static size_t pair_end(const struct pairs *pairs, const struct pair *pair)
{
	struct slice bytes = pairs->document->bytes;
	size_t column = line_column(bytes, pair->key->start);

	return comments_below(bytes, line_next(bytes, pair->value->end), column);
}

/* Returns where a pair begins, with the comments right above it. */
static size_t pair_start(const struct pairs *pairs, size_t number)
{
	struct slice bytes = pairs->document->bytes;
	const struct pair *pair = &pairs->items[number];
	size_t start = line_start(bytes, pair->key->start);
	size_t floor = 0;

	if (number > 0)
		floor = line_next(bytes, pairs->items[number - 1].value->end);
	else if (pairs->mapping->parent)
		floor = line_next(bytes, pairs->document->nodes[pairs->mapping->parent].start);
	return comments_above(bytes, start, pair->key->start - start, floor);
}

static bool has_own_lines(const struct pairs *pairs, size_t number)
{
	struct slice bytes = pairs->document->bytes;

	return line_is_blank_before(bytes, pairs->items[number].key->start) &&
	       line_is_done_at(bytes, pairs->items[number].value->end);
}

/* Returns whether the pairs that something happens to, or beside, have lines of their own. */
static bool has_lines(const struct pairs *pairs)
{
	if (pairs->first_count > 0 && !has_own_lines(pairs, 0))
		return false;
	if (pairs->last_count > 0 && !has_own_lines(pairs, pairs->count - 1))
		return false;
	for (size_t i = 0; i < pairs->count; i++)
		if (pairs->items[i].fate != PAIR_KEEP && !has_own_lines(pairs, i))
			return false;
	return true;
}

static void append_line_end(const struct pairs *pairs, struct text *text)
{
	text_append_string(text, pairs->is_crlf ? "\r\n" : "\n");
}

static void append_indent(const struct pairs *pairs, struct text *text)
{
	struct slice bytes = pairs->document->bytes;
	size_t start = pairs->items[0].key->start;

	text_append_format(text, "%*s", (int)line_column(bytes, start), "");
}

static void plan_first(const struct pairs *pairs, struct edits *edits)
{
	struct text text = {0};

	for (size_t i = 0; i < pairs->first_count; i++) {
		append_indent(pairs, &text);
		text_append(&text, slice_of_text(&pairs->first[i]));
		append_line_end(pairs, &text);
	}
	if (pairs->first_count > 0)
		edits_insert(edits, pair_start(pairs, 0), slice_of_text(&text));
	text_free(&text);
}

static void plan_last(const struct pairs *pairs, struct edits *edits)
{
	const struct pair *last = &pairs->items[pairs->count - 1];
	struct slice bytes = pairs->document->bytes;
	size_t end = pair_end(pairs, last);
	bool is_ended = end > 0 && bytes.start[end - 1] == '\n';
	struct text text = {0};

	for (size_t i = 0; i < pairs->last_count; i++) {
		/* The file has no line end at its end, and is to have none. */
		if (!is_ended && (i > 0 || last->fate != PAIR_REMOVE))
			append_line_end(pairs, &text);
		append_indent(pairs, &text);
		text_append(&text, slice_of_text(&pairs->last[i]));
		if (is_ended)
			append_line_end(pairs, &text);
	}
	if (pairs->last_count > 0)
		edits_insert(edits, end, slice_of_text(&text));
	text_free(&text);
}

bool pairs_plan_block(const struct pairs *pairs, struct edits *edits)
{
	if (!has_lines(pairs))
		return false;
	plan_first(pairs, edits);
	for (size_t i = 0; i < pairs->count; i++) {
		const struct pair *pair = &pairs->items[i];

		if (pair->fate == PAIR_REMOVE)
			edits_remove(edits, pair_start(pairs, i), pair_end(pairs, pair));
		else if (pair->fate == PAIR_REPLACE && !pair_plan_value(pairs, pair, edits))
			return false;
	}
	plan_last(pairs, edits);
	return true;
}
