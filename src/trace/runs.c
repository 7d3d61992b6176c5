#include "trace/runs.h"

#include "trace/log.h"

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

static bool read_run(const char *const *logs, size_t count, size_t first, struct tally *tally,
	struct strace_report *reports, struct error *error)
{
	struct strace_parser *parser = strace_new(add_call, tally);
	bool done = true;

	for (size_t i = first; done && i < count; i++) {
		if (i > first && !log_is_same_run(logs[first], logs[i]))
			continue;
		strace_begin_file(parser, i, log_pid_of_name(logs[i]));
		done = log_read(logs[i], parser, error);
		strace_end_file(parser);
		reports[i] = *strace_report(parser);
	}
	strace_end_run(parser);
	strace_free(parser);
	return done;
}

bool runs_read(const char *const *logs, size_t count, struct tally *tally,
	struct strace_report *reports, struct error *error)
{
	for (size_t i = 0; i < count; i++)
		if (!is_read(logs, i) && !read_run(logs, count, i, tally, reports, error))
			return false;
	return true;
}
