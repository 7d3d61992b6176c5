#include "trace/halves.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/log.h"

struct halves {
	struct text line;
	struct marks *marks;
};

struct halves *halves_new(void)
{
	struct halves *halves = memory_allocate(1, sizeof(*halves));

	halves->marks = marks_new();
	return halves;
}

void halves_free(struct halves *halves)
{
	if (!halves)
		return;
	text_free(&halves->line);
	marks_free(halves->marks);
	free(halves);
}

/* strace writes a blank after a comma and another one before what it could not finish: with one of
 * them the line is as it would have been. Only after a comma between arguments is it sure to be no
 * part of a value. */
static bool has_two_blanks(const struct marked_line *line, struct slice cut)
{
	size_t last = line->count - 1;

	if (line->count < 3 || !slice_ends_with(cut, ",  "))
		return false;
	for (size_t i = 1; i < last; i++)
		if (line->origin[line->at[i]] != ',')
			return false;
	return line->origin + line->at[last - 1] == cut.start + cut.length - strlen(",  ");
}

struct slice halves_cut_first(const struct marked_line *line)
{
	static const char end[] = "<unfinished ...>";
	struct slice text = line->text;

	if (!slice_ends_with(text, end))
		return (struct slice){0};
	text.length -= strlen(end);
	text.length -= has_two_blanks(line, text);
	return text;
}

bool halves_join(
	struct halves *halves, struct slice first, struct slice rest, struct marked_line *ret_line)
{
	static const char padding[LOG_PADDING] = {0};
	size_t length = first.length + rest.length;

	if (length > MARKS_TEXT_MAX)
		return false;
	text_clear(&halves->line);
	text_append(&halves->line, first);
	text_append(&halves->line, rest);
	text_append(&halves->line, (struct slice){padding, sizeof(padding)});
	marks_find(halves->marks, slice_until(slice_of_text(&halves->line), length));
	return marks_next_line(halves->marks, ret_line);
}
