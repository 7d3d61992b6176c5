/*
 * The search for calls with a value: an index of them, made by reading all logs, step by step.
 *
 * Which values a part of a log has is not noted when it is read first; there are too many.
 */
#ifndef TRACE_CALLS_SEARCH_H
#define TRACE_CALLS_SEARCH_H

#include <stdbool.h>

#include "base/error.h"
#include "trace/call_filter.h"
#include "trace/call_index.h"
#include "trace/launch.h"
#include "trace/runs.h"

struct calls_search; /* owned by who made it */

struct calls_search_setup {
	const char *const *logs; /* files that can be read again */
	size_t log_count;
	enum launch_scope scope;
	enum arch arch;
};

/* Begins to search calls that pass `filter`, which is copied; NULL: all. The names of the logs are
 * copied too. The caller frees the result with calls_search_free(). */
struct calls_search *calls_search_new(
	const struct calls_search_setup *setup, const struct call_filter *filter);
void calls_search_free(struct calls_search *search);

/* Reads on, about a megabyte. Returns RUNS_MORE, RUNS_DONE, or RUNS_FAILED, which sets `error`. */
enum runs_state calls_search_step(struct calls_search *search, struct error *error);

/* Reads on to the end. */
bool calls_search_all(struct calls_search *search, struct error *error);

/* What was found so far. It belongs to the search. */
const struct call_index *calls_search_index(const struct calls_search *search);

/* Returns how much was read, in percent. */
unsigned calls_search_percent(const struct calls_search *search);

#endif
