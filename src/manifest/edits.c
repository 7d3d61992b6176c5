#include "manifest/edits.h"

#include <stdlib.h>

#include "base/memory.h"

void edits_replace(struct edits *edits, size_t start, size_t end, struct slice text)
{
	edits->items = memory_reserve(
		edits->items, &edits->capacity, edits->count + 1, sizeof(edits->items[0]));
	edits->items[edits->count] = (struct edit){
		.start = start,
		.end = end,
		.text = memory_copy_string(text.start, text.length),
		.length = text.length,
		.order = edits->count,
	};
	edits->count++;
}

void edits_insert(struct edits *edits, size_t place, struct slice text)
{
	edits_replace(edits, place, place, text);
}

void edits_remove(struct edits *edits, size_t start, size_t end)
{
	if (start == end)
		return;
	edits_replace(edits, start, end, (struct slice){"", 0});
	edits->items[edits->count - 1].is_removal = true;
}

void edits_truncate(struct edits *edits, size_t count)
{
	while (edits->count > count)
		free(edits->items[--edits->count].text);
}

static int compare_numbers(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_edits(const void *a, const void *b)
{
	const struct edit *first = a;
	const struct edit *second = b;

	if (first->start != second->start)
		return compare_numbers(first->start, second->start);
	/* What is inserted before a byte comes before what replaces the byte. */
	if ((first->end == first->start) != (second->end == second->start))
		return first->end == first->start ? -1 : 1;
	return compare_numbers(first->order, second->order);
}

bool edits_apply(struct edits *edits, struct slice bytes, struct text *text)
{
	size_t done = 0;

	if (edits->count)
		qsort(edits->items, edits->count, sizeof(edits->items[0]), compare_edits);
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];

		if (edit->start < done || edit->end > bytes.length)
			return false;
		text_append(text, slice_until(slice_after(bytes, done), edit->start - done));
		text_append(text, (struct slice){edit->text, edit->length});
		done = edit->end;
	}
	text_append(text, slice_after(bytes, done));
	return true;
}

void edits_free(struct edits *edits)
{
	edits_truncate(edits, 0);
	free(edits->items);
	*edits = (struct edits){0};
}
