#include "trace/calls.h"

#include <stdlib.h>

#include "base/memory.h"
#include "trace/calls_block.h"

bool calls_are_indexed(const struct call_filter *filter)
{
	return !filter->has_value && syscall_find(filter->name);
}

/* A page that is filled. */
struct filling {
	struct calls_page *page;
	size_t wanted;
};

static void take_call(void *context, const struct found_call *found)
{
	struct filling *filling = context;
	struct calls_page *page = filling->page;
	struct calls_line *line = &page->lines[page->count];

	if (found->number != page->first + page->count || page->count == filling->wanted)
		return;
	page->count++;
	line->is_gone = found->is_gone;
	if (found->is_gone)
		return;
	line->place = found->place;
	line->is_interrupted = slice_find(found->line, "<unfinished ...>") < found->line.length;
	text_append(&line->text, slice_until(found->line, CALLS_LINE_MAX));
}

static bool read_page(const struct calls_source *source, const struct calls_query *query,
	struct calls_page *page, struct error *error)
{
	const struct syscall_fact *syscall = syscall_find(query->filter.name);
	struct filling filling = {page, query->count};
	struct call_block block = {0};

	while (call_index_next_block(source->index, syscall, &block)) {
		if (block.log >= source->log_count || page->count == query->count)
			break;
		if (block.before + block.calls > page->first &&
			!calls_read_block(
				source, &query->filter, &block, take_call, &filling, error))
			return false;
	}
	return true;
}

bool calls_read(const struct calls_source *source, const struct calls_query *query,
	struct calls_page *ret_page, struct error *error)
{
	const struct syscall_fact *syscall = syscall_find(query->filter.name);

	*ret_page = (struct calls_page){
		.total = (size_t)call_index_count(source->index, syscall),
		.is_cut = call_index_is_cut(source->index),
		.first = query->first,
		.lines = memory_allocate(query->count, sizeof(ret_page->lines[0])),
	};
	if (read_page(source, query, ret_page, error))
		return true;
	calls_free(ret_page);
	return false;
}

void calls_free(struct calls_page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		text_free(&page->lines[i].text);
		text_free(&page->lines[i].joined);
	}
	free(page->lines);
	*page = (struct calls_page){0};
}
