#include "manifest/diff.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"

enum { context = 3 };

/* The table of common lines has at most this many cells of four bytes. */
#define CELLS ((size_t)4 * 1024 * 1024)

struct lines {
	struct slice *items; /* with their line ends */
	size_t count;
	size_t capacity;
};

/* One step from the old text to the new one. */
struct step {
	char sign; /* ' ', '-' or '+' */
	struct slice line;
};

struct script {
	struct step *steps;
	size_t count;
	size_t capacity;
};

static struct lines split(struct slice text)
{
	struct lines lines = {0};

	/* Not even an empty list begins at NULL, to which nothing may be added. */
	lines.items = memory_reserve(NULL, &lines.capacity, 64, sizeof(lines.items[0]));
	while (text.length) {
		struct slice line = slice_until(text, slice_find_byte(text, '\n') + 1);

		lines.items = memory_reserve(
			lines.items, &lines.capacity, lines.count + 1, sizeof(lines.items[0]));
		lines.items[lines.count++] = line;
		text = slice_after(text, line.length);
	}
	return lines;
}

static void add_steps(struct script *script, char sign, const struct slice *lines, size_t count)
{
	script->steps = memory_reserve(
		script->steps, &script->capacity, script->count + count, sizeof(script->steps[0]));
	for (size_t i = 0; i < count; i++)
		script->steps[script->count++] = (struct step){sign, lines[i]};
}

/* Returns a table whose cell [i * (b_count + 1) + j] is how many lines the texts from lines i and j
 * on have in common. */
static uint32_t *count_common(
	const struct slice *a, size_t a_count, const struct slice *b, size_t b_count)
{
	size_t width = b_count + 1;
	uint32_t *table = memory_allocate((a_count + 1) * width, sizeof(table[0]));

	for (size_t i = a_count; i-- > 0;) {
		for (size_t j = b_count; j-- > 0;) {
			uint32_t down = table[(i + 1) * width + j];
			uint32_t right = table[i * width + j + 1];

			if (slice_equal(a[i], b[j]))
				table[i * width + j] = table[(i + 1) * width + j + 1] + 1;
			else
				table[i * width + j] = down > right ? down : right;
		}
	}
	return table;
}

static void add_difference(struct script *script, const struct slice *a, size_t a_count,
	const struct slice *b, size_t b_count)
{
	uint32_t *table = count_common(a, a_count, b, b_count);
	size_t width = b_count + 1;
	size_t i = 0;
	size_t j = 0;

	while (i < a_count && j < b_count) {
		if (slice_equal(a[i], b[j])) {
			add_steps(script, ' ', &a[i++], 1);
			j++;
		} else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) {
			add_steps(script, '-', &a[i++], 1);
		} else {
			add_steps(script, '+', &b[j++], 1);
		}
	}
	add_steps(script, '-', a + i, a_count - i);
	add_steps(script, '+', b + j, b_count - j);
	free(table);
}

static struct script compare(const struct lines *a, const struct lines *b)
{
	struct script script = {0};
	size_t least = a->count < b->count ? a->count : b->count;
	size_t head = 0;
	size_t tail = 0;
	size_t a_count;
	size_t b_count;

	while (head < least && slice_equal(a->items[head], b->items[head]))
		head++;
	while (tail < least - head &&
		slice_equal(a->items[a->count - 1 - tail], b->items[b->count - 1 - tail]))
		tail++;
	a_count = a->count - head - tail;
	b_count = b->count - head - tail;
	add_steps(&script, ' ', a->items, head);
	if (a_count < CELLS / (b_count + 1) - 1) {
		add_difference(&script, a->items + head, a_count, b->items + head, b_count);
	} else {
		add_steps(&script, '-', a->items + head, a_count);
		add_steps(&script, '+', b->items + head, b_count);
	}
	add_steps(&script, ' ', a->items + (a->count - tail), tail);
	return script;
}

static void append_step(struct text *text, const struct step *step)
{
	text_append_byte(text, step->sign);
	text_append(text, step->line);
	if (!slice_ends_with(step->line, "\n"))
		text_append_string(text, "\n\\ No newline at end of file\n");
}

/* Appends one side of a hunk's head: its first line, counted from 1, and its length. */
static void append_range(struct text *text, char sign, size_t before, size_t count)
{
	text_append_format(text, "%c%zu", sign, count > 0 ? before + 1 : before);
	if (count != 1)
		text_append_format(text, ",%zu", count);
}

/* Returns how many of the steps have a line on one side: all but those of sign `absent`. */
static size_t count_lines(const struct script *script, size_t start, size_t end, char absent)
{
	size_t count = 0;

	for (size_t i = start; i < end; i++)
		count += script->steps[i].sign != absent;
	return count;
}

/* Returns where the hunk ends that has its first change at `change`. */
static size_t hunk_end(const struct script *script, size_t change)
{
	size_t last = change;

	for (size_t i = change; i < script->count && i <= last + 2 * context + 1; i++)
		if (script->steps[i].sign != ' ')
			last = i;
	return last + 1 + context < script->count ? last + 1 + context : script->count;
}

static void append_hunk(struct text *text, const struct script *script, size_t start, size_t end)
{
	text_append_string(text, "@@ ");
	append_range(text, '-', count_lines(script, 0, start, '+'),
		count_lines(script, start, end, '+'));
	text_append_byte(text, ' ');
	append_range(text, '+', count_lines(script, 0, start, '-'),
		count_lines(script, start, end, '-'));
	text_append_string(text, " @@\n");
	for (size_t i = start; i < end; i++)
		append_step(text, &script->steps[i]);
}

void diff_append(struct text *text, const char *old_name, struct slice old, const char *new_name,
	struct slice new)
{
	struct lines a = split(old);
	struct lines b = split(new);
	struct script script = compare(&a, &b);
	size_t done = 0;

	if (!slice_equal(old, new))
		text_append_format(text, "--- %s\n+++ %s\n", old_name, new_name);
	for (size_t i = 0; i < script.count; i++) {
		size_t start = i > done + context ? i - context : done;

		if (script.steps[i].sign == ' ')
			continue;
		done = hunk_end(&script, i);
		append_hunk(text, &script, start, done);
		i = done - 1;
	}
	free(script.steps);
	free(a.items);
	free(b.items);
}
