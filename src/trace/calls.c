#include "trace/calls.h"

#include <stdlib.h>

#include "base/memory.h"
#include "trace/log.h"
#include "trace/runs.h"
#include "trace/runtime_log.h"
#include "trace/tally.h"

/* The first reading: which calls are wanted, and where they are. */
struct search {
	const struct calls_query *query;
	const struct syscall_fact *syscall; /* NULL: no table has the name */
	enum arch arch;
	struct calls_page page;
	size_t capacity;
};

static bool has_value(const struct search *search, const struct call *call)
{
	const struct calls_query *query = search->query;

	for (unsigned i = 0; i < call->argument_count; i++) {
		struct slice text;
		unsigned index;

		if (tally_read_argument(call, i, search->arch, &index, &text) &&
			index == query->index && slice_equal(text, query->value))
			return true;
	}
	return false;
}

static bool is_wanted(const struct search *search, const struct call *call)
{
	if (call->form == CALL_REMARK || call->syscall != search->syscall)
		return false;
	if (!call->syscall && !slice_equal(call->name, search->query->name))
		return false;
	return !search->query->has_value || has_value(search, call);
}

static void append_call(struct text *text, const struct call *call)
{
	text_append(text, call->name);
	text_append_byte(text, '(');
	for (unsigned i = 0; i < call->argument_count; i++) {
		text_append_string(text, i > 0 ? ", " : "");
		text_append(text, slice_until(call->arguments[i], CALLS_LINE_MAX));
	}
	text_append_byte(text, ')');
	if (call->result.length > 0) {
		text_append_string(text, " = ");
		text_append(text, slice_until(call->result, CALLS_LINE_MAX));
	}
}

static void take_call(void *context, const struct call *call)
{
	struct search *search = context;
	struct calls_page *page = &search->page;
	size_t number;

	if (!is_wanted(search, call))
		return;
	number = page->total++;
	if (number < search->query->first || page->count >= search->query->count)
		return;
	page->lines = memory_reserve(
		page->lines, &search->capacity, page->count + 1, sizeof(page->lines[0]));
	page->lines[page->count] = (struct calls_line){.place = call->place};
	if (call->form == CALL_PRINTED)
		append_call(&page->lines[page->count].joined, call);
	page->count++;
}

/* The second reading: the lines of one log. */
struct picking {
	struct calls_line **lines; /* in the order of the log */
	size_t count;
	size_t next;
	struct text plain;
};

static void pick_line(void *context, struct slice line, size_t number)
{
	struct picking *picking = context;

	for (; picking->next < picking->count; picking->next++) {
		struct calls_line *wanted = picking->lines[picking->next];
		struct slice plain;

		if (wanted->place.line != number)
			return;
		plain = runtime_log_uncolour(line, &picking->plain);
		if (slice_ends_with(plain, "\r"))
			plain.length--;
		if (slice_find(plain, "<unfinished ...>") == plain.length)
			text_free(&wanted->joined);
		text_append(&wanted->text, slice_until(plain, CALLS_LINE_MAX));
	}
}

static int compare_places(const void *left, const void *right)
{
	struct place a = (*(struct calls_line *const *)left)->place;
	struct place b = (*(struct calls_line *const *)right)->place;

	return place_is_earlier(a, b) ? -1 : place_is_earlier(b, a);
}

static bool read_lines(
	struct calls_page *page, const struct calls_source *source, struct error *error)
{
	struct calls_line **sorted = memory_allocate(page->count, sizeof(sorted[0]));
	struct picking picking = {.lines = sorted};
	size_t end = 0;
	bool done = true;

	for (size_t i = 0; i < page->count; i++)
		sorted[i] = &page->lines[i];
	if (page->count > 1)
		qsort(sorted, page->count, sizeof(sorted[0]), compare_places);
	while (done && end < page->count) {
		size_t start = end;
		size_t log = sorted[start]->place.log;

		while (end < page->count && sorted[end]->place.log == log)
			end++;
		picking.lines = &sorted[start];
		picking.count = end - start;
		picking.next = 0;
		done = log_read(source->logs[log], pick_line, &picking, error);
	}
	text_free(&picking.plain);
	free(sorted);
	return done;
}

bool calls_read(const struct calls_source *source, const struct calls_query *query,
	struct calls_page *ret_page, struct error *error)
{
	struct search search = {
		.query = query,
		.syscall = syscall_find(query->name),
		.arch = source->arch,
		.page.first = query->first,
	};
	const struct runs_sink sink = {source->scope, take_call, &search};
	struct trace_report *reports = memory_allocate(source->log_count, sizeof(reports[0]));
	bool done = runs_deliver(source->logs, source->log_count, &sink, reports, error) &&
		    read_lines(&search.page, source, error);

	free(reports);
	if (done)
		*ret_page = search.page;
	else
		calls_free(&search.page);
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
