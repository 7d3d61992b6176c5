#include "trace/calls_search.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct calls_search {
	char **logs;
	size_t log_count;
	char *name;
	char *value;
	struct call_filter filter;
	struct call_index *index;
	struct trace_report *reports;
	struct runs *runs;
	uint64_t total; /* bytes of the logs when it began */
};

static char *copy(struct slice slice)
{
	return memory_copy_string(slice.length ? slice.start : "", slice.length);
}

static void copy_filter(struct calls_search *search, const struct call_filter *filter)
{
	search->name = copy(filter->name);
	search->value = copy(filter->value);
	search->filter = *filter;
	search->filter.name.start = search->name;
	search->filter.value.start = search->value;
}

struct calls_search *calls_search_new(
	const struct calls_search_setup *setup, const struct call_filter *filter)
{
	struct calls_search *search = memory_allocate(1, sizeof(*search));
	struct runs_sink sink = {.scope = setup->scope, .arch = setup->arch};

	search->log_count = setup->log_count;
	search->logs = memory_allocate(setup->log_count, sizeof(search->logs[0]));
	for (size_t i = 0; i < setup->log_count; i++)
		search->logs[i] = copy(slice_of(setup->logs[i]));
	search->reports = memory_allocate(setup->log_count, sizeof(search->reports[0]));
	search->index = call_index_new();
	sink.index = search->index;
	if (filter) {
		copy_filter(search, filter);
		sink.filter = &search->filter;
	}
	search->runs = runs_open(
		(const char *const *)search->logs, search->log_count, &sink, search->reports);
	search->total = runs_measure(search->runs);
	return search;
}

void calls_search_free(struct calls_search *search)
{
	if (!search)
		return;
	runs_free(search->runs);
	call_index_free(search->index);
	for (size_t i = 0; i < search->log_count; i++)
		free(search->logs[i]);
	free(search->logs);
	free(search->reports);
	free(search->name);
	free(search->value);
	free(search);
}

enum runs_state calls_search_step(struct calls_search *search, struct error *error)
{
	enum runs_state state = runs_step(search->runs, error);

	if (state == RUNS_DONE || state == RUNS_FAILED)
		runs_end(search->runs);
	return state;
}

bool calls_search_all(struct calls_search *search, struct error *error)
{
	enum runs_state state;

	do
		state = calls_search_step(search, error);
	while (state == RUNS_MORE);
	return state == RUNS_DONE;
}

const struct call_index *calls_search_index(const struct calls_search *search)
{
	return search->index;
}

unsigned calls_search_percent(const struct calls_search *search)
{
	uint64_t bytes = runs_progress(search->runs).bytes;

	if (search->total == 0 || bytes >= search->total)
		return search->total == 0 ? 0 : 100;
	return (unsigned)((double)bytes * 100 / (double)search->total);
}
