#include "trace/calls.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/log.h"
#include "trace/runtime_log.h"

bool calls_are_indexed(const struct call_filter *filter)
{
	return !filter->has_value && syscall_find(filter->name);
}

/* A reading of blocks for the lines of a page. */
struct picking {
	const struct calls_source *source;
	const struct calls_query *query;
	const struct syscall_fact *syscall;
	struct call_block block; /* that is read */
	uint64_t found;		 /* calls in it so far */
	struct text needle;	 /* what a line must contain to begin like the call */
	struct text plain;
	struct calls_page *page;
};

static bool is_start(struct picking *picking, struct slice line)
{
	struct call_start start;

	if (!memmem(line.start, line.length, picking->needle.bytes, picking->needle.length) &&
		!memchr(line.start, '\x1b', line.length))
		return false;
	return start_find_in_log(line, &picking->plain, &start) &&
	       call_filter_takes_start(&picking->query->filter, &start, picking->source->arch);
}

/* Whether the page has a place for the call that is found next. */
static bool has_place(const struct picking *picking)
{
	uint64_t number = picking->block.before + picking->found;

	return number >= picking->page->first &&
	       number - picking->page->first == picking->page->count &&
	       picking->page->count < picking->query->count;
}

static void add_line(struct picking *picking, struct slice line, size_t number)
{
	struct calls_line *added = &picking->page->lines[picking->page->count++];
	struct slice plain = runtime_log_uncolour(line, &picking->plain);

	if (slice_ends_with(plain, "\r"))
		plain.length--;
	added->place = (struct place){picking->block.log, number};
	added->is_interrupted = slice_find(plain, "<unfinished ...>") < plain.length;
	text_append(&added->text, slice_until(plain, CALLS_LINE_MAX));
}

static void pick_line(void *context, struct slice line, size_t number)
{
	struct picking *picking = context;
	struct place place = {picking->block.log, number};
	unsigned calls;

	if (picking->found == picking->block.calls)
		return;
	calls = call_index_calls_at(
		picking->source->index, picking->syscall, place, is_start(picking, line));
	for (; calls > 0 && picking->found < picking->block.calls; calls--) {
		if (has_place(picking))
			add_line(picking, line, number);
		picking->found++;
	}
}

/* What was in the log when it was indexed, and is not there any more. */
static void add_gone_lines(struct picking *picking)
{
	for (; picking->found < picking->block.calls; picking->found++)
		if (has_place(picking))
			picking->page->lines[picking->page->count++].is_gone = true;
}

static bool read_block(struct picking *picking, struct error *error)
{
	const struct call_block *block = &picking->block;
	struct log *log = log_open_at(picking->source->logs[block->log], block->offset, error);
	enum log_state state = log ? LOG_MORE : LOG_FAILED;
	size_t line = block->line;
	struct slice text;

	picking->found = 0;
	while (state == LOG_MORE && picking->found < block->calls) {
		state = log_read_block(log, &text, error);
		if (log_block_offset(log) >= block->end)
			break;
		if (state != LOG_FAILED)
			log_read_lines(text, pick_line, picking, &line);
	}
	log_close(log);
	add_gone_lines(picking);
	return state != LOG_FAILED;
}

static bool read_page(struct picking *picking, struct error *error)
{
	const struct call_index *index = picking->source->index;
	uint64_t end = (uint64_t)picking->page->first + picking->query->count;
	struct call_block *block = &picking->block;

	while (call_index_next_block(index, picking->syscall, block)) {
		if (block->log >= picking->source->log_count || block->before >= end)
			break;
		if (block->before + block->calls > picking->page->first &&
			!read_block(picking, error))
			return false;
	}
	return true;
}

bool calls_read(const struct calls_source *source, const struct calls_query *query,
	struct calls_page *ret_page, struct error *error)
{
	struct picking picking = {
		.source = source,
		.query = query,
		.syscall = syscall_find(query->filter.name),
		.page = ret_page,
	};
	bool done;

	text_append(&picking.needle, query->filter.name);
	text_append_byte(&picking.needle, '(');
	*ret_page = (struct calls_page){
		.total = (size_t)call_index_count(source->index, picking.syscall),
		.is_cut = call_index_is_cut(source->index),
		.first = query->first,
		.lines = memory_allocate(query->count, sizeof(ret_page->lines[0])),
	};
	done = read_page(&picking, error);
	text_free(&picking.needle);
	text_free(&picking.plain);
	if (!done)
		calls_free(ret_page);
	return done;
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
