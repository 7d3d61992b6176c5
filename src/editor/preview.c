#include "editor/preview.h"

#include <stdint.h>

/* A rule's name stands at this indentation, what belongs to it deeper. */
#define RULE_INDENT   "    "
#define DEEPER_INDENT "      "

/* From here on there is room for a blank before the text. */
enum { ROOMY_COLUMNS = 30 };

static size_t indent_of(struct slice row)
{
	size_t indent = 0;

	while (indent < row.length && row.start[indent] == ' ')
		indent++;
	return indent;
}

/* Without room each level is indented by one column. */
static struct slice without_half_indent(struct slice row, size_t columns)
{
	return slice_after(row, columns < ROOMY_COLUMNS ? indent_of(row) / 2 : 0);
}

size_t preview_margin(size_t columns)
{
	return columns < ROOMY_COLUMNS ? 0 : 1;
}

struct slice preview_drawn(struct slice row, size_t columns)
{
	struct slice drawn = without_half_indent(row, columns);
	size_t room = columns - preview_margin(columns);
	size_t indent = slice_starts_with(row, DEEPER_INDENT) ? indent_of(drawn) : 0;
	size_t excess = drawn.length > room ? drawn.length - room : 0;

	return slice_after(drawn, excess < indent ? excess : indent);
}

/* Returns how much of a row is put into one: up to the last blank that leaves it short enough, else
 * up to the first one. */
static size_t row_length(struct slice row, size_t columns)
{
	size_t room = columns - preview_margin(columns) +
		      (row.length - without_half_indent(row, columns).length);
	size_t length = 0;

	if (row.length <= room || !slice_starts_with(row, DEEPER_INDENT))
		return row.length;
	for (size_t at = indent_of(row); at < row.length; at++)
		if (row.start[at] == ' ' && (length == 0 || at <= room))
			length = at;
	return length > 0 ? length : row.length;
}

/* A number must not lose its last digits: a name and `any` may. */
static void fold_line(struct slice line, size_t columns, struct text *rows)
{
	size_t indent = indent_of(line);
	struct text row = {0};

	text_append(&row, line);
	for (;;) {
		struct slice all = slice_of_text(&row);
		size_t length = row_length(all, columns);
		struct text rest = {0};

		text_append(rows, slice_until(all, length));
		text_append_byte(rows, '\n');
		if (length == all.length)
			break;
		text_append_format(&rest, "%*s", (int)indent + 2, "");
		text_append(&rest, slice_after(all, length + 1));
		text_free(&row);
		row = rest;
	}
	text_free(&row);
}

void preview_fold(struct slice entry, size_t columns, struct text *rows)
{
	while (entry.length > 0) {
		struct slice line = slice_until(entry, slice_find_byte(entry, '\n'));

		fold_line(line, columns > 0 ? columns : SIZE_MAX, rows);
		entry = slice_after(entry, line.length + 1);
	}
}

/* Whether the line is the first of the rule of this name. */
static bool begins_rule(struct slice line, struct slice name)
{
	if (!slice_starts_with(line, RULE_INDENT))
		return false;
	line = slice_after(line, sizeof(RULE_INDENT) - 1);
	return line.length > name.length && line.start[name.length] == ':' &&
	       slice_equal(slice_until(line, name.length), name);
}

bool preview_find_rule(struct slice preview, struct slice name, size_t *ret_first, size_t *ret_last)
{
	bool found = false;

	for (size_t number = 0; preview.length > 0; number++) {
		struct slice line = slice_until(preview, slice_find_byte(preview, '\n'));

		if (found && !slice_starts_with(line, DEEPER_INDENT))
			break;
		if (!found && begins_rule(line, name)) {
			*ret_first = number;
			found = true;
		}
		if (found)
			*ret_last = number;
		preview = slice_after(preview, line.length + 1);
	}
	return found;
}
