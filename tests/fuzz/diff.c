/* Two texts, divided by the first NUL: their difference leads from the one to the other. */
#include "manifest/diff.h"
#include "target.h"

/* What applies a difference. */
struct patch {
	struct slice old; /* what is left of it */
	struct text new;
	size_t line; /* of the old text, counted from 1 */
};

/* Takes a line with its end from the old text. */
static struct slice take_line(struct patch *patch)
{
	struct slice line = slice_until(patch->old, slice_find_byte(patch->old, '\n') + 1);

	demand(line.length > 0);
	patch->old = slice_after(patch->old, line.length);
	patch->line++;
	return line;
}

/* Copies the lines before the piece that `@@ -START,COUNT +...` begins. */
static void begin_piece(struct patch *patch, struct slice header)
{
	unsigned long start = 0;
	unsigned long count = 1;
	char numbers[64];

	snprintf(numbers, sizeof(numbers), "%.*s", (int)header.length, header.start);
	demand(sscanf(numbers, "@@ -%lu,%lu", &start, &count) >= 1);
	/* An empty piece stands behind line START. */
	while (patch->line < start + (count == 0))
		text_append(&patch->new, take_line(patch));
	demand(patch->line == start + (count == 0));
}

static void apply_line(struct patch *patch, struct slice line, bool ends)
{
	char sign = line.start[0];
	struct slice old;

	line = slice_after(line, 1);
	if (sign != '+') {
		old = take_line(patch);
		demand(slice_ends_with(old, "\n") == ends);
		demand(slice_equal(slice_until(old, old.length - ends), line));
	}
	if (sign == '-')
		return;
	text_append(&patch->new, line);
	if (ends)
		text_append_byte(&patch->new, '\n');
}

static void apply(struct patch *patch, struct slice difference)
{
	bool in_piece = false;

	while (difference.length > 0) {
		struct slice line = input_next_line(&difference);
		bool ends = !slice_starts_with(difference, "\\ No newline");

		demand(line.length > 0);
		if (!ends)
			input_next_line(&difference);
		if (slice_starts_with(line, "@@ "))
			begin_piece(patch, line);
		else if (in_piece)
			apply_line(patch, line, ends);
		in_piece = in_piece || slice_starts_with(line, "@@ ");
	}
	text_append(&patch->new, patch->old);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice input = input_slice(bytes, size);
	struct slice old = slice_until(input, slice_find_byte(input, '\0'));
	struct slice new = slice_after(input, old.length + 1);
	struct patch patch = {.old = old, .line = 1};
	struct text difference = {0};

	diff_append(&difference, "old", old, "new", new);
	demand((difference.length == 0) == slice_equal(old, new));
	apply(&patch, slice_of_text(&difference));
	demand_of(slice_equal(slice_of_text(&patch.new), new), text_string(&difference));
	text_free(&patch.new);
	text_free(&difference);
	return 0;
}
