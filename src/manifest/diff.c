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

/* The steps from the old text to the new one: a line of both (' '), of the old one ('-') or of
 * the new one ('+'). */
struct script {
	struct text signs;
	const struct lines *old;
	const struct lines *new;
};

/* A place in a script: how many steps, lines of the old text and of the new one come before it. */
struct place {
	size_t step;
	size_t old;
	size_t new;
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

static void add_steps(struct script *script, char sign, size_t count)
{
	while (count-- > 0)
		text_append_byte(&script->signs, sign);
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
			add_steps(script, ' ', 1);
			i++;
			j++;
		} else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) {
			add_steps(script, '-', 1);
			i++;
		} else {
			add_steps(script, '+', 1);
			j++;
		}
	}
	add_steps(script, '-', a_count - i);
	add_steps(script, '+', b_count - j);
	free(table);
}

static struct script compare(const struct lines *a, const struct lines *b)
{
	struct script script = {.old = a, .new = b};
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
	add_steps(&script, ' ', head);
	if (a_count < CELLS / (b_count + 1) - 1) {
		add_difference(&script, a->items + head, a_count, b->items + head, b_count);
	} else {
		add_steps(&script, '-', a_count);
		add_steps(&script, '+', b_count);
	}
	add_steps(&script, ' ', tail);
	return script;
}

static void append_line(struct text *text, char sign, struct slice line)
{
	text_append_byte(text, sign);
	text_append(text, line);
	if (!slice_ends_with(line, "\n"))
		text_append_string(text, "\n\\ No newline at end of file\n");
}

/* Appends one side of a hunk's head: its first line, counted from 1, and its length. */
static void append_range(struct text *text, char sign, size_t before, size_t count)
{
	text_append_format(text, "%c%zu", sign, count > 0 ? before + 1 : before);
	if (count != 1)
		text_append_format(text, ",%zu", count);
}

/* Moves the place on to a step. */
static void advance(const struct script *script, size_t step, struct place *place)
{
	for (; place->step < step; place->step++) {
		place->old += script->signs.bytes[place->step] != '+';
		place->new += script->signs.bytes[place->step] != '-';
	}
}

/* Returns where the hunk ends that has its first change at `change`. */
static size_t hunk_end(const struct script *script, size_t change)
{
	size_t count = script->signs.length;
	size_t last = change;

	for (size_t i = change; i < count && i <= last + 2 * context + 1; i++)
		if (script->signs.bytes[i] != ' ')
			last = i;
	return last + 1 + context < count ? last + 1 + context : count;
}

/* Appends the steps from `place` to `end`, and moves the place there. */
static void append_hunk(
	struct text *text, const struct script *script, struct place *place, size_t end)
{
	struct place start = *place;

	advance(script, end, place);
	text_append_string(text, "@@ ");
	append_range(text, '-', start.old, place->old - start.old);
	text_append_byte(text, ' ');
	append_range(text, '+', start.new, place->new - start.new);
	text_append_string(text, " @@\n");
	while (start.step < end) {
		char sign = script->signs.bytes[start.step];
		struct slice line =
			sign == '+' ? script->new->items[start.new] : script->old->items[start.old];

		append_line(text, sign, line);
		advance(script, start.step + 1, &start);
	}
}

static void append_name(struct text *text, const char *sign, const char *name)
{
	text_append_string(text, sign);
	text_append_visible(text, slice_of(name));
	text_append_byte(text, '\n');
}

void diff_append(struct text *text, const char *old_name, struct slice old, const char *new_name,
	struct slice new)
{
	struct lines a = split(old);
	struct lines b = split(new);
	struct script script = compare(&a, &b);
	struct place place = {0};

	if (!slice_equal(old, new)) {
		append_name(text, "--- ", old_name);
		append_name(text, "+++ ", new_name);
	}
	for (size_t i = 0; i < script.signs.length; i++) {
		if (script.signs.bytes[i] == ' ')
			continue;
		advance(&script, i > context ? i - context : 0, &place);
		append_hunk(text, &script, &place, hunk_end(&script, i));
		i = place.step - 1;
	}
	text_free(&script.signs);
	free(a.items);
	free(b.items);
}
