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
	*calls = (struct calls){0};
}

bool calls_are_missing(const struct calls *calls)
{
	const struct list *rows = &calls->rows;
	size_t end = rows->top + rows->page;

	if (!calls->name)
		return false;
	if (!calls->is_read)
		return true;
	if (end > rows->count)
		end = rows->count;
	return rows->top < calls->page.first || end > calls->page.first + calls->page.count;
}

struct calls_query calls_next_query(const struct calls *calls)
{
	size_t before = CALLS_BLOCK / 4;
	size_t top = calls->rows.top;

	return (struct calls_query){
		.name = slice_of(calls->name),
		.has_value = calls->subject != NULL,
		.index = calls->index,
		.value = slice_of_text(&calls->value),
		.first = top > before ? top - before : 0,
		.count = CALLS_BLOCK,
	};
}

void calls_take_page(struct calls *calls, struct calls_page *page)
{
	calls_free(&calls->page);
	calls->page = *page;
	*page = (struct calls_page){0};
	calls->is_read = true;
	calls->is_failed = false;
	list_resize(&calls->rows, calls->page.total, calls->rows.page);
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
