/* Changing a mapping, or a list, in block style: each pair has lines of its own. */
#include "manifest/pairs.h"

#include "manifest/lines.h"

/* Returns where the lines of a pair end, with the deeper comments that follow them. */
static size_t pair_end(const struct pairs *pairs, const struct pair *pair)
{
	struct slice bytes = pairs->document->bytes;
	size_t column = line_column(bytes, pair->start);

	return comments_below(bytes, line_next(bytes, pair->value->end), column);
}

/* Returns whether the document begins at `start`: comments there are about the file. */
static bool begins_document(struct slice bytes, size_t start)
{
	if (start == line_start(bytes, 0))
		return true;
	return slice_starts_with(slice_after(bytes, line_start(bytes, start - 1)), "---");
}

/* Returns where a pair begins, with the comments right above it. */
static size_t pair_start(const struct pairs *pairs, size_t number)
{
	struct slice bytes = pairs->document->bytes;
	const struct pair *pair = &pairs->items[number];
	size_t start = line_start(bytes, pair->start);
	size_t floor = 0;
	size_t above;

	if (number > 0)
		floor = line_next(bytes, pairs->items[number - 1].value->end);
	else if (pairs->mapping->parent)
		floor = line_next(bytes, pairs->document->nodes[pairs->mapping->parent].start);
	above = comments_above(bytes, start, pair->start - start, floor);
	return number == 0 && begins_document(bytes, above) ? start : above;
}

static bool has_own_lines(const struct pairs *pairs, size_t number)
{
	struct slice bytes = pairs->document->bytes;
	const struct pair *pair = &pairs->items[number];

	return line_is_blank_before(bytes, pair->start) &&
	       line_is_done_at(bytes, pair->value->end) &&
	       (pairs->mapping->kind == NODE_MAPPING || bytes.start[pair->start] == '-');
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

/* Appends a new pair at the place of its line. */
static void append_pair(const struct pairs *pairs, const struct text *pair, struct text *text)
{
	struct slice bytes = pairs->document->bytes;

	text_append_format(text, "%*s", (int)line_column(bytes, pairs->items[0].start), "");
	text_append(text, pairs->lead);
	text_append(text, slice_of_text(pair));
}

static void plan_first(const struct pairs *pairs, struct edits *edits)
{
	struct text text = {0};

	for (size_t i = 0; i < pairs->first_count; i++) {
		append_pair(pairs, &pairs->first[i], &text);
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
		append_pair(pairs, &pairs->last[i], &text);
		if (is_ended)
			append_line_end(pairs, &text);
	}
	if (pairs->last_count > 0)
		edits_insert(edits, end, slice_of_text(&text));
	text_free(&text);
}

/* Lines that go, one after the other. */
struct gone {
	size_t start;
	size_t end;
	bool is_gap_above; /* an empty line stands above them, or the mapping begins there */
};

static size_t empty_lines_below(struct slice bytes, size_t offset)
{
	while (line_is_empty(bytes, offset))
		offset = line_next(bytes, offset);
	return offset;
}

static size_t empty_lines_above(struct slice bytes, size_t offset)
{
	while (offset > line_start(bytes, 0) && line_is_empty(bytes, offset - 1))
		offset = line_start(bytes, offset - 1);
	return offset;
}

static bool has_gap_above(const struct pairs *pairs, size_t number, size_t start)
{
	struct slice bytes = pairs->document->bytes;

	if (start == line_start(bytes, 0) || line_is_empty(bytes, start - 1))
		return true;
	return number == 0 && !line_is_comment(bytes, start - 1);
}

/* Adds the lines of a pair to those that go. Where an empty line would follow another one then, or
 * begin the mapping, it goes too. */
static void take_lines(const struct pairs *pairs, size_t number, struct gone *gone)
{
	struct slice bytes = pairs->document->bytes;
	size_t start = pair_start(pairs, number);

	if (start != gone->end || number == 0) {
		gone->start = start;
		gone->is_gap_above = has_gap_above(pairs, number, start);
	}
	gone->end = pair_end(pairs, &pairs->items[number]);
	if (gone->is_gap_above && number + 1 < pairs->count)
		gone->end = empty_lines_below(bytes, gone->end);
}

/* Removes the pairs from `number` on that go. Returns the number of the next one that does not. */
static size_t plan_removal(const struct pairs *pairs, size_t number, struct edits *edits)
{
	struct slice bytes = pairs->document->bytes;
	struct gone gone = {0};

	while (number < pairs->count && pairs->items[number].fate == PAIR_REMOVE) {
		size_t before = gone.end;
		size_t start = gone.start;

		take_lines(pairs, number++, &gone);
		if (gone.start != start && before > 0)
			edits_remove(edits, start, before);
	}
	/* What follows the mapping is not its own, so that it is the lines above that go there. */
	if (number == pairs->count && pairs->last_count == 0 &&
		(gone.end == bytes.length || line_is_empty(bytes, gone.end)))
		gone.start = empty_lines_above(bytes, gone.start);
	edits_remove(edits, gone.start, gone.end);
	return number;
}

bool pairs_plan_block(const struct pairs *pairs, struct edits *edits)
{
	size_t i = 0;

	if (!has_lines(pairs))
		return false;
	plan_first(pairs, edits);
	while (i < pairs->count) {
		const struct pair *pair = &pairs->items[i];

		if (pair->fate == PAIR_REMOVE) {
			i = plan_removal(pairs, i, edits);
			continue;
		}
		if (pair->fate == PAIR_REPLACE && !pair_plan_value(pairs, pair, edits))
			return false;
		i++;
	}
	plan_last(pairs, edits);
	return true;
}
