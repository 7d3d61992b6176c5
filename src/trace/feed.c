#include "trace/feed.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "trace/feed_log.h"
#include "trace/log.h"
#include "trace/runs.h"

#define STEP_BYTES (64 * 1024) /* that a step reads of small files */
/* What a thread reads in a step while keys are to be answered. */
#define KEEPING_STEP_BYTES (256 * 1024)

/* Logs that are read as one. */
struct part {
	struct feed *feed;
	size_t first; /* index of its first log */
	size_t count;
	const char **sources;
	struct trace_report *reports;
	struct runs *runs; /* NULL: not begun, or done */
	bool is_done;
	uint64_t bytes; /* that were read, when it is done */
};

struct feed {
	struct feed_setup setup;
	struct tally *tally;
	struct call_index *index; /* NULL: logs are not kept */
	struct feed_log *logs;
	size_t log_count;
	size_t log_capacity;
	const char **sources; /* of the logs */
	struct part **parts;  /* they do not move: a reading refers to its part */
	size_t part_count;
	size_t part_capacity;
	size_t next;	    /* the part that is stepped next */
	int waits;	    /* what the last step waited for; -1: nothing that tells */
	struct error error; /* of a copy; none: what is {0} */
};

static void take_call(void *context, const struct call *call)
{
	struct feed *feed = context;

	if (feed->setup.deliver)
		feed->setup.deliver(feed->setup.context, call);
	tally_add(feed->tally, call);
}

/* Adds a log, which belongs to the feed then. */
static void append_log(struct feed *feed, struct feed_log log)
{
	feed->logs = memory_reserve(
		feed->logs, &feed->log_capacity, feed->log_count + 1, sizeof(feed->logs[0]));
	feed->logs[feed->log_count++] = log;
}

/* Logs were added from number `first` on. */
static void append_sources(struct feed *feed, size_t first)
{
	feed->sources = memory_resize(feed->sources, feed->log_count, sizeof(feed->sources[0]));
	for (size_t i = first; i < feed->log_count; i++)
		feed->sources[i] = feed->logs[i].source;
}

static void add_part(struct feed *feed, size_t first, size_t count)
{
	struct part *part = memory_allocate(1, sizeof(*part));

	*part = (struct part){
		.feed = feed,
		.first = first,
		.count = count,
		.sources = memory_allocate(count, sizeof(part->sources[0])),
		.reports = memory_allocate(count, sizeof(part->reports[0])),
	};
	for (size_t i = 0; i < count; i++)
		part->sources[i] = feed->logs[first + i].source;
	feed->parts = memory_reserve(
		feed->parts, &feed->part_capacity, feed->part_count + 1, sizeof(feed->parts[0]));
	feed->parts[feed->part_count++] = part;
}

/* Logs that are followed are read side by side, but for the files of one run. */
static void divide(struct feed *feed)
{
	size_t first = 0;

	if (!feed->setup.follows && feed->log_count > 0) {
		add_part(feed, 0, feed->log_count);
		return;
	}
	for (size_t i = 1; i <= feed->log_count; i++) {
		if (i < feed->log_count &&
			log_is_same_run(feed->logs[first].name, feed->logs[i].name))
			continue;
		add_part(feed, first, i - first);
		first = i;
	}
}

/* Opens the logs from number `first` on. All are looked at before one is copied. */
static bool open_logs(struct feed *feed, size_t first, struct error *error)
{
	if (feed->setup.keeps) {
		for (size_t i = first; i < feed->log_count; i++)
			if (!feed_log_check(&feed->logs[i], error))
				return false;
		for (size_t i = first; i < feed->log_count; i++)
			if (!feed_log_keep(&feed->logs[i], error))
				return false;
	}
	append_sources(feed, first);
	return true;
}

/* Returns a feed that has no logs yet. */
static struct feed *make_feed(const struct feed_setup *setup)
{
	struct feed *feed = memory_allocate(1, sizeof(*feed));

	feed->setup = *setup;
	feed->tally = tally_new(setup->arch);
	feed->index = setup->keeps ? call_index_new() : NULL;
	return feed;
}

struct feed *feed_new(const struct feed_setup *setup, struct error *error)
{
	struct feed *feed = make_feed(setup);

	for (size_t i = 0; i < setup->count; i++)
		append_log(feed, feed_log_find(setup->logs[i]));
	if (!open_logs(feed, 0, error)) {
		feed_free(feed);
		return NULL;
	}
	divide(feed);
	return feed;
}

static void free_part(struct part *part)
{
	runs_free(part->runs);
	free(part->sources);
	free(part->reports);
	free(part);
}

void feed_free(struct feed *feed)
{
	if (!feed)
		return;
	for (size_t i = 0; i < feed->part_count; i++)
		free_part(feed->parts[i]);
	for (size_t i = 0; i < feed->log_count; i++)
		feed_log_free(&feed->logs[i]);
	free(feed->parts);
	free(feed->logs);
	free(feed->sources);
	tally_free(feed->tally);
	call_index_free(feed->index);
	error_free(&feed->error);
	free(feed);
}

struct feed *feed_again(const struct feed *feed, const char *one_more, struct error *error)
{
	struct feed *anew = make_feed(&feed->setup);

	for (size_t i = 0; i < feed->log_count; i++)
		append_log(anew, feed_log_share(&feed->logs[i]));
	append_sources(anew, 0);
	if (one_more)
		append_log(anew, feed_log_find(one_more));
	if (!open_logs(anew, feed->log_count, error)) {
		feed_free(anew);
		return NULL;
	}
	divide(anew);
	return anew;
}

/* Only the log of a run that is read last can be followed. */
static bool is_last(const struct part *part, size_t index)
{
	unsigned long pid = log_pid_of_name(part->sources[index]);

	for (size_t i = 0; i < part->count; i++)
		if (i != index && log_pid_of_name(part->sources[i]) > pid)
			return false;
	return true;
}

/* Whether nobody goes on with a log that is followed, nor with another one of its name. */
static bool is_left(const struct part *part, struct feed_log *log)
{
	struct stat status;

	return stat(log->source, &status) == 0 && S_ISREG(status.st_mode) &&
	       writer_is_gone(&log->writer, runs_descriptor(part->runs));
}

/* At the end of a log: is it its end? */
static enum log_end at_end(void *context, size_t index)
{
	struct part *part = context;
	struct feed *feed = part->feed;
	struct feed_log *log = &feed->logs[part->first + index];
	bool can_grow = feed->setup.follows && log->is_regular && is_last(part, index);

	if (!log->spool)
		return can_grow && !is_left(part, log) ? LOG_END_WAITS : LOG_END_REACHED;
	switch (spool_copy(log->spool, &feed->error)) {
	case SPOOL_GREW:
		return LOG_END_GREW;
	case SPOOL_WAITS:
		return LOG_END_WAITS;
	case SPOOL_ENDED:
	case SPOOL_FAILED:
		break;
	}
	return LOG_END_REACHED;
}

static void begin_part(struct part *part)
{
	const struct runs_sink sink = {
		.scope = part->feed->setup.scope,
		.deliver = take_call,
		.context = part->feed,
		.jobs = part->feed->setup.jobs,
		.step_bytes = part->feed->setup.keeps ? KEEPING_STEP_BYTES : 0,
		.tally = part->feed->setup.deliver ? NULL : part->feed->tally,
		.first_log = part->first,
		.index = part->feed->index,
		.at_end = at_end,
		.end_context = part,
	};

	part->runs = runs_open(part->sources, part->count, &sink, part->reports);
}

static void end_part(struct part *part)
{
	if (part->runs) {
		runs_end(part->runs);
		part->bytes = runs_progress(part->runs).bytes;
		runs_free(part->runs);
	}
	part->runs = NULL;
	part->is_done = true;
}

/* An error names the log as the user does. */
static void rename_source(const struct part *part, struct error *error)
{
	for (size_t i = 0; error->file && i < part->count; i++) {
		const char *name = part->feed->logs[part->first + i].name;

		if (strcmp(error->file, part->sources[i]) != 0)
			continue;
		free(error->file);
		error->file = memory_copy_string(name, strlen(name));
		return;
	}
}

static const struct feed_log *current_log(const struct part *part)
{
	return &part->feed->logs[part->first + runs_progress(part->runs).log];
}

/* Returns what to wait for where nothing can be read: where it comes from, if it is copied; -1: a
 * regular file does not tell. */
static int awaited(const struct part *part)
{
	const struct feed_log *log = current_log(part);

	if (log->spool)
		return spool_descriptor(log->spool);
	return log->is_regular ? -1 : runs_descriptor(part->runs);
}

/* Reads one large piece, or some small files. */
static enum runs_state step_runs(struct runs *runs, struct error *error)
{
	uint64_t before = runs_progress(runs).bytes;
	enum runs_state state;

	do
		state = runs_step(runs, error);
	while (state == RUNS_MORE && runs_progress(runs).bytes - before < STEP_BYTES);
	return state;
}

static enum feed_state step_part(struct part *part, struct error *error)
{
	struct feed *feed = part->feed;
	enum runs_state state;

	if (!part->runs)
		begin_part(part);
	state = step_runs(part->runs, error);
	if (state == RUNS_WAITING)
		feed->waits = awaited(part);
	if (state == RUNS_MORE || state == RUNS_WAITING)
		return state == RUNS_MORE ? FEED_MORE : FEED_WAITING;
	end_part(part);
	if (state == RUNS_FAILED) {
		rename_source(part, error);
		return FEED_FAILED;
	}
	if (!feed->error.what)
		return FEED_MORE;
	*error = feed->error;
	feed->error = (struct error){0};
	return FEED_FAILED;
}

enum feed_state feed_step(struct feed *feed, struct error *error)
{
	enum feed_state all = FEED_DONE;

	feed->waits = -1;
	for (size_t i = 0; i < feed->part_count; i++) {
		struct part *part = feed->parts[(feed->next + i) % feed->part_count];
		enum feed_state state;

		if (part->is_done)
			continue;
		state = step_part(part, error);
		if (state == FEED_WAITING && feed->setup.follows) {
			all = FEED_WAITING;
			continue;
		}
		/* Who is followed takes turns; else one part is read after the other. */
		feed->next = feed->setup.follows ? feed->next + i + 1 : feed->next + i;
		return state;
	}
	return all;
}

int feed_descriptor(const struct feed *feed)
{
	return feed->waits;
}

void feed_end(struct feed *feed)
{
	for (size_t i = 0; i < feed->part_count; i++)
		if (!feed->parts[i]->is_done)
			end_part(feed->parts[i]);
}

bool feed_has_run_of(const struct feed *feed, const char *log)
{
	for (size_t i = 0; i < feed->log_count; i++)
		if (log_is_same_run(feed->logs[i].name, log))
			return true;
	return false;
}

bool feed_add(struct feed *feed, const char *log, struct error *error)
{
	append_log(feed, feed_log_find(log));
	if (!open_logs(feed, feed->log_count - 1, error)) {
		feed_log_free(&feed->logs[--feed->log_count]);
		return false;
	}
	add_part(feed, feed->log_count - 1, 1);
	return true;
}

void feed_remove_last(struct feed *feed)
{
	free_part(feed->parts[--feed->part_count]);
	feed_log_free(&feed->logs[--feed->log_count]);
	if (feed->index)
		call_index_forget(feed->index, feed->log_count);
}

uint64_t feed_total(const struct feed *feed)
{
	uint64_t total = 0;

	for (size_t i = 0; i < feed->log_count; i++) {
		uint64_t size = feed_log_size(&feed->logs[i]);

		if (size == 0 && feed->logs[i].spool)
			return 0;
		total += size;
	}
	return total;
}

uint64_t feed_bytes(const struct feed *feed)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < feed->part_count; i++) {
		const struct part *part = feed->parts[i];

		bytes += part->runs ? runs_progress(part->runs).bytes : part->bytes;
	}
	return bytes;
}

size_t feed_held(const struct feed *feed)
{
	size_t held = 0;

	for (size_t i = 0; i < feed->part_count; i++)
		if (feed->parts[i]->runs)
			held += runs_progress(feed->parts[i]->runs).held;
	return held;
}

struct tally *feed_tally(const struct feed *feed)
{
	return feed->tally;
}

const struct call_index *feed_index(const struct feed *feed)
{
	return feed->index;
}

size_t feed_count(const struct feed *feed)
{
	return feed->log_count;
}

const char *feed_name(const struct feed *feed, size_t index)
{
	return feed->logs[index].name;
}

const char *feed_source(const struct feed *feed, size_t index)
{
	return feed->logs[index].source;
}

const struct trace_report *feed_report(const struct feed *feed, size_t index)
{
	const struct part *part = feed->parts[0];

	for (size_t i = 0; i < feed->part_count; i++)
		if (feed->parts[i]->first <= index)
			part = feed->parts[i];
	return &part->reports[index - part->first];
}

const char *const *feed_sources(const struct feed *feed)
{
	return feed->sources;
}

bool feed_is_done(const struct feed *feed)
{
	for (size_t i = 0; i < feed->part_count; i++)
		if (!feed->parts[i]->is_done)
			return false;
	return true;
}

bool feed_follows(const struct feed *feed)
{
	return feed->setup.follows;
}
