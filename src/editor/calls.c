#include "editor/calls.h"

#include <stdlib.h>

#include "base/memory.h"

void calls_open(struct calls *calls, struct slice name, const char *subject, unsigned index,
	const struct tally_value *value)
{
	size_t page = calls->rows.page;

	calls_close(calls);
	calls->name = memory_copy_string(name.start, name.length);
	calls->subject = subject;
	calls->index = index;
	if (subject)
		text_append(&calls->value, value->text);
	list_resize(&calls->rows, 0, page);
	list_resize(&calls->lines, 0, page);
}

void calls_close(struct calls *calls)
{
	free(calls->name);
	text_free(&calls->value);
	calls_free(&calls->page);
	*calls = (struct calls){.opening = calls->opening + 1};
}

void calls_restart(struct calls *calls)
{
	calls->is_read = false;
	calls->hunt.is_on = false;
	calls->opening++;
}

void calls_grow(struct calls *calls, uint64_t total)
{
	if (calls->is_read && total != calls->page.total)
		calls->is_stale = true;
}

bool calls_are_missing(const struct calls *calls)
{
	const struct list *rows = &calls->rows;
	size_t end = rows->top + rows->page;

	if (!calls->name)
		return false;
	if (!calls->is_read || calls->is_stale)
		return true;
	if (end > rows->count)
		end = rows->count;
	return rows->top < calls->page.first || end > calls->page.first + calls->page.count;
}

struct calls_query calls_next_query(const struct calls *calls)
{
	size_t page = calls->rows.page;
	size_t before = page > CALLS_BLOCK / 4 ? page : CALLS_BLOCK / 4;
	size_t top = calls->rows.top;

	return (struct calls_query){
		.filter =
			{
				.name = slice_of(calls->name),
				.has_value = calls->subject != NULL,
				.index = calls->index,
				.value = slice_of_text(&calls->value),
			},
		.first = top > before ? top - before : 0,
		.count = 3 * page > CALLS_BLOCK ? 3 * page : CALLS_BLOCK,
	};
}

void calls_begin_hunt(struct calls *calls, int step)
{
	size_t count = calls->rows.count;
	size_t from = calls->rows.cursor;

	if (step != 0)
		from = (from + (step > 0 ? 1 : count - 1)) % count;
	calls->hunt = (struct calls_hunt){true, step < 0, from};
}

/* A call that ended late stands before those that are shown: the cursor stays on its line. */
static void follow_line(struct calls *calls, struct place place)
{
	for (size_t i = 0; i < calls->page.count; i++) {
		struct place other = calls->page.lines[i].place;

		if (other.line == place.line && other.log == place.log)
			list_go(&calls->rows, calls->page.first + i);
	}
}

void calls_take_page(struct calls *calls, struct calls_page *page)
{
	const struct calls_line *chosen = calls_at(calls, calls->rows.cursor);
	struct place place = chosen ? chosen->place : (struct place){0};
	bool was_stale = calls->is_stale;

	calls_free(&calls->page);
	calls->page = *page;
	*page = (struct calls_page){0};
	calls->is_read = true;
	calls->is_stale = false;
	calls->is_failed = false;
	list_resize(&calls->rows, calls->page.total, calls->rows.page);
	if (was_stale && place.line > 0)
		follow_line(calls, place);
}

struct calls_line *calls_unjoined(const struct calls *calls)
{
	const struct calls_page *page = &calls->page;
	const struct calls_line *chosen = calls_at(calls, calls->rows.cursor);

	if (!chosen || !chosen->is_interrupted || chosen->is_joined)
		return NULL;
	return &page->lines[calls->rows.cursor - page->first];
}

const struct calls_line *calls_at(const struct calls *calls, size_t row)
{
	const struct calls_page *page = &calls->page;

	if (row < page->first || row - page->first >= page->count)
		return NULL;
	return &page->lines[row - page->first];
}

void calls_append_subject(const struct calls *calls, struct text *text)
{
	text_append_visible(text, slice_of(calls->name));
	if (!calls->subject)
		return;
	text_append_format(text, ", %s = ", calls->subject);
	text_append_visible(text, slice_of_text(&calls->value));
}
