#include "trace/calls.h"

#include <stdlib.h>

#include "base/memory.h"
#include "trace/log.h"
#include "trace/runs.h"
#include "trace/runtime_log.h"
#include "trace/tally.h"

/* A place as one number, in the order of places. */
#define LINE_BITS 48

static uint64_t pack_place(struct place place)
{
	return (uint64_t)place.log << LINE_BITS | place.line;
}

static struct place unpack_place(uint64_t packed)
{
	return (struct place){
		(size_t)(packed >> LINE_BITS),
		(size_t)(packed & ((UINT64_C(1) << LINE_BITS) - 1)),
	};
}

/* A reading of the logs for calls: where those are that fit the query, then the text of some. */
struct search {
	const struct calls_query *query;
	const struct syscall_fact *syscall; /* NULL: no table has the name */
	enum arch arch;
	uint64_t *places; /* packed */
	size_t count;
	size_t capacity;
	bool is_cut; /* there were more */
	struct calls_page page;
};

static bool has_value(const struct search *search, const struct call *call)
{
	const struct calls_query *query = search->query;

	for (unsigned i = 0; i < call->argument_count; i++) {
		struct slice text;
		unsigned index;

		/* The first one of a register counts, as in the tally. */
		if (tally_read_argument(call, i, search->arch, &index, &text) &&
			index == query->index)
			return slice_equal(text, query->value);
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

static void take_place(void *context, const struct call *call)
{
	struct search *search = context;

	if (!is_wanted(search, call))
		return;
	search->is_cut = search->count == CALLS_LISTED;
	if (search->is_cut)
		return;
	search->places = memory_reserve(
		search->places, &search->capacity, search->count + 1, sizeof(search->places[0]));
	search->places[search->count++] = pack_place(call->place);
}

static int compare_places(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left;
	uint64_t b = *(const uint64_t *)right;

	return a < b ? -1 : a > b;
}

/* Calls are handed on when they end, and some are held before: they are put in order here. */
static void make_page(struct search *search)
{
	struct calls_page *page = &search->page;
	size_t first = search->query->first;

	if (search->count > 1)
		qsort(search->places, search->count, sizeof(search->places[0]), compare_places);
	page->total = search->count;
	page->is_cut = search->is_cut;
	page->first = first;
	page->count = first < search->count ? search->count - first : 0;
	if (page->count > search->query->count)
		page->count = search->query->count;
	page->lines = memory_allocate(page->count, sizeof(page->lines[0]));
	for (size_t i = 0; i < page->count; i++)
		page->lines[i].place = unpack_place(search->places[first + i]);
}

/* Reads the lines of one log. */
struct picking {
	struct calls_line *lines; /* in the order of the log */
	size_t count;
	size_t next;
	struct text plain;
};

static void pick_line(void *context, struct slice line, size_t number)
{
	struct picking *picking = context;

	for (; picking->next < picking->count; picking->next++) {
		struct calls_line *wanted = &picking->lines[picking->next];
		struct slice plain;

		if (wanted->place.line != number)
			return;
		plain = runtime_log_uncolour(line, &picking->plain);
		if (slice_ends_with(plain, "\r"))
			plain.length--;
		wanted->is_interrupted = slice_find(plain, "<unfinished ...>") < plain.length;
		text_append(&wanted->text, slice_until(plain, CALLS_LINE_MAX));
	}
}

static bool read_lines(
	struct calls_page *page, const struct calls_source *source, struct error *error)
{
	struct picking picking = {0};
	size_t end = 0;
	bool done = true;

	while (done && end < page->count) {
		size_t start = end;
		size_t log = page->lines[start].place.log;

		while (end < page->count && page->lines[end].place.log == log)
			end++;
		picking.lines = &page->lines[start];
		picking.count = end - start;
		picking.next = 0;
		done = log_read(source->logs[log], pick_line, &picking, error);
	}
	text_free(&picking.plain);
	return done;
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

static int compare_line(const void *key, const void *line)
{
	uint64_t place = pack_place(((const struct calls_line *)line)->place);

	return compare_places(key, &place);
}

static void take_joined(void *context, const struct call *call)
{
	struct search *search = context;
	uint64_t place = pack_place(call->place);
	struct calls_line *line;

	if (!is_wanted(search, call))
		return;
	line = bsearch(&place, search->page.lines, search->page.count,
		sizeof(search->page.lines[0]), compare_line);
	if (line && line->is_interrupted && line->joined.length == 0)
		append_call(&line->joined, call);
}

static bool has_interrupted(const struct calls_page *page)
{
	for (size_t i = 0; i < page->count; i++)
		if (page->lines[i].is_interrupted)
			return true;
	return false;
}

static bool deliver(struct search *search, const struct calls_source *source,
	call_function *function, struct error *error)
{
	const struct runs_sink sink = {
		.scope = source->scope, .deliver = function, .context = search};
	struct trace_report *reports = memory_allocate(source->log_count, sizeof(reports[0]));
	bool done = runs_deliver(source->logs, source->log_count, &sink, reports, error);

	free(reports);
	return done;
}

static bool fill_page(struct search *search, const struct calls_source *source, struct error *error)
{
	make_page(search);
	return read_lines(&search->page, source, error) &&
	       (!has_interrupted(&search->page) || deliver(search, source, take_joined, error));
}

bool calls_read(const struct calls_source *source, const struct calls_query *query,
	struct calls_page *ret_page, struct error *error)
{
	struct search search = {
		.query = query,
		.syscall = syscall_find(query->name),
		.arch = source->arch,
	};
	bool done =
		deliver(&search, source, take_place, error) && fill_page(&search, source, error);

	free(search.places);
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
