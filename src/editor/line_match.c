#include "editor/line_match.h"

static struct line_match find(struct slice line, const struct text *search, size_t match)
{
	struct line_match found = {0};
	size_t at = 0;

	if (search->length == 0)
		return found;
	for (;;) {
		at += slice_find(slice_after(line, at), text_string(search));
		if (at >= line.length)
			return found;
		at += search->length;
		if (found.count++ <= match) {
			found.number = found.count;
			found.end = at;
		}
	}
}

struct line_match line_match_find(const struct calls *calls, struct slice search)
{
	const struct calls_line *line = calls_at(calls, calls->rows.cursor);
	struct line_match found = {0};
	struct text shown = {0};
	struct text searched = {0};

	if (!line || line->is_gone)
		return found;
	text_append_visible(&shown, slice_of_text(&line->text));
	text_append_visible(&searched, search);
	found = find(slice_of_text(&shown), &searched, calls->match);
	text_free(&shown);
	text_free(&searched);
	return found;
}
