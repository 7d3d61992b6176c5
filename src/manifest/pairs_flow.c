/* Changing a mapping, or a list, in flow style: pairs are separated by commas, in one
 * line or in several. */
#include "manifest/pairs.h"

#include "manifest/lines.h"

struct flow_pair {
	bool has_comma; /* after the pair */
	size_t comma;	/* where it stands */
	size_t after;	/* after the pair and its comma */
};

static bool is_list(const struct pairs *pairs)
{
	return pairs->mapping->kind == NODE_SEQUENCE;
}

static bool look_at(const struct pairs *pairs, size_t number, struct flow_pair *ret)
{
	struct slice bytes = pairs->document->bytes;
	const struct pair *pair = &pairs->items[number];
	size_t next = gap_after(bytes, pair->value->end);

	if (next == bytes.length ||
		(bytes.start[next] != ',' && bytes.start[next] != (is_list(pairs) ? ']' : '}')))
		return false;
	ret->has_comma = bytes.start[next] == ',';
	ret->comma = next;
	ret->after = ret->has_comma ? next + 1 : pair->value->end;
	return true;
}

/* Returns whether a pair is written as `key: value`, without a question mark before it. */
static bool is_plain_pair(const struct pairs *pairs, size_t number)
{
	struct slice bytes = pairs->document->bytes;
	struct flow_pair look = {0};
	size_t start;

	if (number > 0)
		return look_at(pairs, number - 1, &look) && look.has_comma &&
		       gap_after(bytes, look.after) == pairs->items[number].start;
	start = pairs->items[0].start;
	while (start > pairs->mapping->start &&
		bytes.start[start - 1] != (is_list(pairs) ? '[' : '{'))
		start--;
	return gap_after(bytes, start) == pairs->items[0].start;
}

static bool has_own_lines(
	const struct pairs *pairs, const struct pair *pair, const struct flow_pair *look)
{
	struct slice bytes = pairs->document->bytes;

	return line_is_blank_before(bytes, pair->start) && line_is_done_at(bytes, look->after);
}

/* Removes the comment lines right above a pair. */
static void plan_comment_removal(const struct pairs *pairs, size_t number, struct edits *edits)
{
	struct slice bytes = pairs->document->bytes;
	size_t key = pairs->items[number].start;
	size_t before = number > 0 ? pairs->items[number - 1].value->end : pairs->mapping->start;
	size_t start = line_start(bytes, key);

	edits_remove(edits,
		comments_above(bytes, start, line_column(bytes, key), line_next(bytes, before)),
		start);
}

static void plan_removal(
	const struct pairs *pairs, size_t number, const struct flow_pair *look, struct edits *edits)
{
	struct slice bytes = pairs->document->bytes;
	const struct pair *pair = &pairs->items[number];
	size_t start = pair->start;
	size_t end = look->after;

	if (line_is_blank_before(bytes, start))
		plan_comment_removal(pairs, number, edits);
	if (has_own_lines(pairs, pair, look)) {
		start = line_start(bytes, start);
		end = line_next(bytes, end);
	} else if (look->has_comma && !line_is_done_at(bytes, end)) {
		end = blanks_after(bytes, end);
	} else {
		start = blanks_before(bytes, start);
	}
	edits_remove(edits, start, end);
}

static void plan_first(const struct pairs *pairs, struct edits *edits)
{
	struct slice bytes = pairs->document->bytes;
	size_t start = pairs->items[0].start;
	bool has_line = line_is_blank_before(bytes, start);
	struct text text = {0};

	for (size_t i = 0; i < pairs->first_count; i++) {
		text_append(&text, slice_of_text(&pairs->first[i]));
		text_append_string(&text, !has_line ? ", " : pairs->is_crlf ? ",\r\n" : ",\n");
		if (has_line)
			text_append(&text, line_margin(bytes, start));
	}
	if (pairs->first_count > 0)
		edits_insert(edits, start, slice_of_text(&text));
	text_free(&text);
}

/* Returns whether nothing follows the commas: [1,2]. */
static bool is_tight(const struct pairs *pairs)
{
	struct flow_pair look = {0};

	return look_at(pairs, 0, &look) && look.has_comma && pairs->count > 1 &&
	       look.after == pairs->items[1].start;
}

/* Appends the new pairs at the end, with the commas between them; `margin` begins each line, start
 * NULL: they have no lines of their own. */
static void append_last(const struct pairs *pairs, struct slice margin, struct text *text)
{
	const char *blank = is_tight(pairs) ? "" : " ";

	for (size_t i = 0; i < pairs->last_count; i++) {
		if (i > 0)
			text_append_byte(text, ',');
		if (margin.start)
			text_append_string(text, pairs->is_crlf ? "\r\n" : "\n");
		else
			text_append_string(text, blank);
		text_append(text, margin);
		text_append(text, slice_of_text(&pairs->last[i]));
	}
}

/* Puts the new pairs after the last one that is kept, and sees to the commas. */
static void plan_last(const struct pairs *pairs, size_t kept, const struct flow_pair *look,
	bool ends_in_comma, struct edits *edits)
{
	struct slice bytes = pairs->document->bytes;
	const struct pair *pair = &pairs->items[kept];
	bool has_line = has_own_lines(pairs, pair, look);
	struct slice margin = {NULL, 0};
	struct text text = {0};

	if (has_line)
		margin = line_margin(bytes, pair->start);
	if (look->has_comma && pairs->last_count == 0 && !ends_in_comma)
		edits_remove(edits, look->comma, look->comma + 1);
	if (!look->has_comma && pairs->last_count > 0)
		edits_insert(edits, pair->value->end, slice_of(","));
	append_last(pairs, margin, &text);
	if (pairs->last_count > 0 && ends_in_comma)
		text_append_byte(&text, ',');
	if (pairs->last_count > 0)
		edits_insert(edits, has_line ? line_end(bytes, look->after) : look->after,
			slice_of_text(&text));
	text_free(&text);
}

static size_t last_kept(const struct pairs *pairs)
{
	size_t kept = pairs->count - 1;

	while (kept > 0 && pairs->items[kept].fate == PAIR_REMOVE)
		kept--;
	return kept;
}

bool pairs_plan_flow(const struct pairs *pairs, struct edits *edits)
{
	struct flow_pair look = {0};
	struct flow_pair kept = {0};

	plan_first(pairs, edits);
	for (size_t i = 0; i < pairs->count; i++) {
		const struct pair *pair = &pairs->items[i];

		if (!is_plain_pair(pairs, i) || !look_at(pairs, i, &look))
			return false;
		if (i == last_kept(pairs))
			kept = look;
		if (pair->fate == PAIR_REMOVE)
			plan_removal(pairs, i, &look, edits);
		else if (pair->fate == PAIR_REPLACE && !pair_plan_value(pairs, pair, edits))
			return false;
	}
	plan_last(pairs, last_kept(pairs), &kept, look.has_comma, edits);
	return true;
}
