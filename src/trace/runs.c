#include "trace/runs.h"

#include "trace/log.h"
#include "trace/reader.h"

static void add_call(void *context, const struct call *call)
{
	tally_add(context, call);
}

/* Returns whether an earlier log is of the same run: then this one was read along with it. */
static bool is_read(const char *const *logs, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (log_is_same_run(logs[i], logs[index]))
			return true;
	return false;
}

/* Whether logs[a] is read before logs[b] of the same run: processes are read in the order in which
 * they were made, so that an init comes before its child. */
static bool is_before(const char *const *logs, size_t a, size_t b)
{
	unsigned long pid_a = log_pid_of_name(logs[a]);
	unsigned long pid_b = log_pid_of_name(logs[b]);

	return pid_a != pid_b ? pid_a < pid_b : a < b;
}

/* Returns the log of the run of logs[first] that is read after logs[last] (`count`: before all
 * others), `count` when there is none. */
static size_t find_next(const char *const *logs, size_t count, size_t first, size_t last)
{
	size_t next = count;

	for (size_t i = first; i < count; i++)
		if ((i == first || log_is_same_run(logs[first], logs[i])) &&
			(last == count || is_before(logs, last, i)) &&
			(next == count || is_before(logs, i, next)))
			next = i;
	return next;
}

static bool read_log(const char *const *logs, size_t index, struct reader *reader,
	struct trace_report *reports, struct error *error)
{
	bool done;

	reader_begin_file(reader, index, log_pid_of_name(logs[index]));
	done = log_read(logs[index], reader_read_line, reader, error);
	reader_end_file(reader, &reports[index]);
	return done;
}

static bool read_run(const char *const *logs, size_t count, size_t first,
	const struct runs_sink *sink, struct trace_report *reports, struct error *error)
{
	struct reader *reader = reader_new(sink->scope, sink->deliver, sink->context);
	size_t index = find_next(logs, count, first, count);
	bool done = true;

	while (done && index < count) {
		done = read_log(logs, index, reader, reports, error);
		index = find_next(logs, count, first, index);
	}
	reader_end_run(reader, &reports[first]);
	reader_free(reader);
	return done;
}

bool runs_deliver(const char *const *logs, size_t count, const struct runs_sink *sink,
	struct trace_report *reports, struct error *error)
{
	for (size_t i = 0; i < count; i++)
		reports[i] = (struct trace_report){0};
	for (size_t i = 0; i < count; i++)
		if (!is_read(logs, i) && !read_run(logs, count, i, sink, reports, error))
			return false;
	return true;
}

bool runs_read(const char *const *logs, size_t count, enum launch_scope scope, struct tally *tally,
	struct trace_report *reports, struct error *error)
{
	const struct runs_sink sink = {scope, add_call, tally};

	return runs_deliver(logs, count, &sink, reports, error);
}
