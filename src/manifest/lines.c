#include "manifest/lines.h"

#include "manifest/characters.h"

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

size_t line_start(struct slice bytes, size_t offset)
{
	size_t first = characters_have_mark(bytes) ? 3 : 0;

	while (offset > first && bytes.start[offset - 1] != '\n')
		offset--;
	return offset;
}

size_t line_end(struct slice bytes, size_t offset)
{
	size_t end = offset + slice_find_byte(slice_after(bytes, offset), '\n');

	if (end < bytes.length && end > offset && bytes.start[end - 1] == '\r')
		end--;
	return end;
}

size_t line_next(struct slice bytes, size_t offset)
{
	size_t end = offset + slice_find_byte(slice_after(bytes, offset), '\n');

	return end < bytes.length ? end + 1 : end;
}

bool line_is_crlf(struct slice bytes, size_t offset)
{
	size_t start = line_start(bytes, offset);
	size_t end = line_end(bytes, offset);

	if (end == bytes.length && start > 0 && bytes.start[start - 1] == '\n')
		end = line_end(bytes, line_start(bytes, start - 1));
	return end < bytes.length && bytes.start[end] == '\r';
}

struct slice line_margin(struct slice bytes, size_t offset)
{
	size_t start = line_start(bytes, offset);

	return slice_until(slice_after(bytes, start), blanks_after(bytes, start) - start);
}

bool line_is_empty(struct slice bytes, size_t offset)
{
	size_t start = line_start(bytes, offset);

	return start < bytes.length && blanks_after(bytes, start) == line_end(bytes, start);
}

bool line_is_comment(struct slice bytes, size_t offset)
{
	size_t first = blanks_after(bytes, line_start(bytes, offset));

	return first < bytes.length && bytes.start[first] == '#';
}

size_t line_column(struct slice bytes, size_t offset)
{
	return offset - line_start(bytes, offset);
}

bool line_is_blank_before(struct slice bytes, size_t offset)
{
	size_t first = blanks_before(bytes, offset);

	return first == 0 || bytes.start[first - 1] == '\n' ||
	       (first == 3 && characters_have_mark(bytes));
}

static bool is_line_end(struct slice bytes, size_t offset)
{
	return offset == bytes.length || bytes.start[offset] == '\n' ||
	       (bytes.start[offset] == '\r' && offset + 1 < bytes.length &&
		       bytes.start[offset + 1] == '\n');
}

bool line_is_done_at(struct slice bytes, size_t offset)
{
	size_t after = blanks_after(bytes, offset);

	return is_line_end(bytes, after) || bytes.start[after] == '#';
}

size_t blanks_before(struct slice bytes, size_t offset)
{
	while (offset > 0 && is_blank(bytes.start[offset - 1]))
		offset--;
	return offset;
}

size_t blanks_after(struct slice bytes, size_t offset)
{
	while (offset < bytes.length && is_blank(bytes.start[offset]))
		offset++;
	return offset;
}

size_t gap_after(struct slice bytes, size_t offset)
{
	for (;;) {
		size_t after = blanks_after(bytes, offset);

		if (after == bytes.length || !line_is_done_at(bytes, offset))
			return after;
		offset = line_next(bytes, after);
	}
}

static bool is_comment_line(struct slice bytes, size_t start, size_t *ret_column)
{
	*ret_column = blanks_after(bytes, start) - start;
	return line_is_comment(bytes, start);
}

size_t comments_above(struct slice bytes, size_t start, size_t column, size_t floor)
{
	while (start > floor) {
		size_t above = line_start(bytes, start - 1);
		size_t found;

		if (above >= start || above < floor || !is_comment_line(bytes, above, &found) ||
			found != column)
			break;
		start = above;
	}
	return start;
}

size_t comments_below(struct slice bytes, size_t offset, size_t column)
{
	size_t end = offset;
	size_t next = offset;

	while (next < bytes.length) {
		size_t found;

		if (is_comment_line(bytes, next, &found)) {
			if (found <= column)
				break;
			end = line_next(bytes, next);
		} else if (blanks_after(bytes, next) != line_end(bytes, next)) {
			break;
		}
		next = line_next(bytes, next);
	}
	return end;
}
