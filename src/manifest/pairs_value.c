/*
 * Replacing the value of a pair. The new value is what follows the colon: " any",
 * " !args" and lines, or only lines. Its first line takes the place of the old value's first line,
 * before a comment there; its other lines follow that line.
 */
#include "manifest/pairs.h"

#include "manifest/lines.h"

/* Returns where the first line of `text` ends. */
static size_t first_line_length(struct slice text)
{
	size_t end = slice_find_byte(text, '\n');

	return end > 0 && end < text.length && text.start[end - 1] == '\r' ? end - 1 : end;
}

static bool is_block(const struct node *value)
{
	if (value->kind == NODE_SCALAR)
		return value->style >= STYLE_LITERAL;
	return (value->kind == NODE_MAPPING || value->kind == NODE_SEQUENCE) && !value->is_flow;
}

/* Returns where the colon after the key ends; 0 when it is not where it usually is. */
static size_t colon_end(const struct pairs *pairs, const struct pair *pair)
{
	struct slice bytes = pairs->document->bytes;
	size_t after = blanks_after(bytes, pair->key->end);

	return after < bytes.length && bytes.start[after] == ':' ? after + 1 : 0;
}

/* Returns where the line's content ends that begins at `offset`, before blanks and a comment. */
static size_t content_end(struct slice bytes, size_t offset)
{
	size_t end = line_end(bytes, offset);
	size_t i = offset;

	while (i < end && (bytes.start[i] == '#' || !line_is_done_at(bytes, i)))
		i++;
	return i;
}

/* Replaces a value over several lines in block style. */
static bool plan_lines(const struct pairs *pairs, const struct pair *pair, struct edits *edits)
{
	struct slice bytes = pairs->document->bytes;
	struct slice text = slice_of_text(&pair->text);
	size_t first = first_line_length(text);
	size_t start = colon_end(pairs, pair);
	size_t end;

	if (!start || line_start(bytes, start) != line_start(bytes, pair->key->start))
		return false;
	end = content_end(bytes, start);
	edits_replace(edits, start, end, slice_until(text, first));
	/* A comment behind the value's last line is about that line. */
	edits_replace(edits, line_end(bytes, end), line_end(bytes, pair->value->end),
		slice_after(text, first));
	return true;
}

/* Puts a value where there is none. */
static bool plan_missing(const struct pairs *pairs, const struct pair *pair, struct edits *edits)
{
	struct slice bytes = pairs->document->bytes;
	struct slice text = slice_of_text(&pair->text);
	size_t first = first_line_length(text);
	size_t place = pair->value->start;
	bool has_blank = place > 0 && blanks_before(bytes, place) < place;

	edits_insert(edits, place, slice_after(slice_until(text, first), has_blank && first > 0));
	if (first < text.length)
		edits_insert(edits, line_end(bytes, place), slice_after(text, first));
	return true;
}

bool pair_plan_value(const struct pairs *pairs, const struct pair *pair, struct edits *edits)
{
	struct slice bytes = pairs->document->bytes;
	const struct node *value = pair->value;
	struct slice text = slice_of_text(&pair->text);
	size_t first = first_line_length(text);
	size_t start = value->start;

	if (value->start == value->end)
		return (!pairs->mapping->is_flow || first == text.length) &&
		       plan_missing(pairs, pair, edits);
	if (pairs->mapping->is_flow) {
		edits_replace(edits, start, value->end, slice_after(text, 1));
		return true;
	}
	if (!pairs->mapping->is_flow && is_block(value))
		return plan_lines(pairs, pair, edits);
	if (first > 0) {
		edits_replace(edits, start, value->end, slice_after(slice_until(text, first), 1));
	} else {
		start = blanks_before(bytes, start);
		if (start == line_start(bytes, start) && start > 0)
			start = line_end(bytes, line_start(bytes, start - 1));
		edits_remove(edits, start, value->end);
	}
	if (first < text.length)
		edits_insert(edits, line_end(bytes, value->end), slice_after(text, first));
	return true;
}
