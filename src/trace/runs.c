#include "trace/runs.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "trace/crew.h"
#include "trace/indexing.h"
#include "trace/log.h"
#include "trace/reader.h"

/* Fewer are sooner read than threads are woken for them: there may be thousands of small files. */
enum { CREW_BYTES_MIN = 8 * 1024 };

/* A log at its place in the order of reading. */
struct turn {
	size_t log;   /* its index */
	size_t first; /* index of the first log of its run */
	struct slice
		run; /* the name that the logs of its run share; empty: it has a run of its own */
	unsigned long pid;
};

struct runs {
	const char *const *logs;
	size_t count;
	struct runs_sink sink;
	struct trace_report *reports;
	struct turn *turns;	   /* in the order of reading */
	size_t turn;		   /* the one that is read, or the next one */
	struct reader *reader;	   /* NULL: no run was begun */
	struct indexing *indexing; /* NULL: nothing is indexed */
	struct crew *crew;	   /* NULL: each call is handed on */
	struct log *log;	   /* NULL: none is open */
	struct slice rest;	   /* of its block: lines that are left for the next steps */
	enum log_state after;	   /* the state of the log when the block is read */
	size_t line;		   /* number of the last line that was read of it */
	uint64_t bytes;		   /* of the logs before it */
	unsigned jobs;
	bool is_over; /* nothing more is read */
};

static void add_call(void *context, const struct call *call)
{
	tally_add(context, call);
}

static int compare_sizes(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

/* Logs of one run stand together, the first one of the command line before the others. */
static int compare_names(const void *left, const void *right)
{
	const struct turn *a = left;
	const struct turn *b = right;
	size_t shorter = a->run.length < b->run.length ? a->run.length : b->run.length;
	int order = shorter ? memcmp(a->run.start, b->run.start, shorter) : 0;

	if (order == 0)
		order = compare_sizes(a->run.length, b->run.length);
	return order ? order : compare_sizes(a->log, b->log);
}

/* Runs are read in the order of their first logs. The processes of one are read in the order in
 * which they were made, so that an init comes before its child. */
static int compare_turns(const void *left, const void *right)
{
	const struct turn *a = left;
	const struct turn *b = right;

	if (a->first != b->first)
		return compare_sizes(a->first, b->first);
	return a->pid != b->pid ? compare_sizes(a->pid, b->pid) : compare_sizes(a->log, b->log);
}

static struct turn *order_logs(const char *const *logs, size_t count)
{
	struct turn *turns = memory_allocate(count, sizeof(turns[0]));

	for (size_t i = 0; i < count; i++)
		turns[i] = (struct turn){
			.log = i,
			.run = log_run_of_name(logs[i]),
			.pid = log_pid_of_name(logs[i]),
		};
	if (count > 1)
		qsort(turns, count, sizeof(turns[0]), compare_names);
	for (size_t i = 0; i < count; i++) {
		bool is_first = i == 0 || turns[i].run.length == 0 ||
				!slice_equal(turns[i].run, turns[i - 1].run);

		turns[i].first = is_first ? turns[i].log : turns[i - 1].first;
	}
	if (count > 1)
		qsort(turns, count, sizeof(turns[0]), compare_turns);
	return turns;
}

static struct indexing *open_indexing(const struct runs_sink *sink)
{
	return sink->index ? indexing_new(&(struct indexing_setup){
				     .index = sink->index,
				     .filter = sink->filter,
				     .arch = sink->arch,
				     .tally = sink->tally,
				     .deliver = sink->deliver,
				     .context = sink->context,
			     })
			   : NULL;
}

struct runs *runs_open(const char *const *logs, size_t count, const struct runs_sink *sink,
	struct trace_report *reports)
{
	struct runs *runs = memory_allocate(1, sizeof(*runs));

	runs->logs = logs;
	runs->count = count;
	runs->sink = *sink;
	runs->reports = reports;
	runs->turns = order_logs(logs, count);
	runs->jobs = sink->jobs ? sink->jobs : crew_default_size();
	runs->indexing = open_indexing(sink);
	runs->crew = sink->tally ? crew_new(runs->jobs) : NULL;
	for (size_t i = 0; i < count; i++)
		reports[i] = (struct trace_report){0};
	return runs;
}

/* Whether the next turn is of another run than the one before, or none is left. */
static bool is_run_over(const struct runs *runs)
{
	return runs->turn == runs->count || runs->turn == 0 ||
	       runs->turns[runs->turn].first != runs->turns[runs->turn - 1].first;
}

static void end_run(struct runs *runs)
{
	if (!runs->reader)
		return;
	reader_end_run(runs->reader, &runs->reports[runs->turns[runs->turn - 1].first]);
	reader_free(runs->reader);
	runs->reader = NULL;
}

static void end_log(struct runs *runs)
{
	const struct turn *turn = &runs->turns[runs->turn];

	if (runs->crew)
		crew_settle(runs->crew, runs->sink.tally);
	reader_end_file(runs->reader, &runs->reports[turn->log]);
	runs->bytes += runs->log ? log_bytes(runs->log) - runs->rest.length : 0;
	runs->rest = (struct slice){0};
	log_close(runs->log);
	runs->log = NULL;
	runs->turn++;
	if (is_run_over(runs))
		end_run(runs);
}

/* The log begins anew, in another file: so does the run. */
static void renew_log(struct runs *runs)
{
	const struct turn *turn = &runs->turns[runs->turn];

	end_log(runs);
	end_run(runs);
	if (runs->sink.index)
		call_index_forget(runs->sink.index, runs->sink.first_log + turn->log);
	runs->turn--;
}

static struct reader *make_reader(const struct runs *runs)
{
	struct reader *reader;

	if (!runs->indexing)
		return reader_new(runs->sink.scope, runs->sink.deliver, runs->sink.context);
	reader = reader_new(runs->sink.scope, indexing_take, runs->indexing);
	reader_watch_starts(reader, indexing_take_start, runs->indexing);
	return reader;
}

static bool begin_log(struct runs *runs, struct error *error)
{
	const struct turn *turn = &runs->turns[runs->turn];

	if (!runs->reader)
		runs->reader = make_reader(runs);
	reader_begin_file(runs->reader, runs->sink.first_log + turn->log, turn->pid);
	runs->line = 0;
	runs->log = log_open(runs->logs[turn->log], error);
	if (runs->log && runs->crew)
		log_set_blocks(runs->log, runs->jobs);
	if (runs->log && runs->sink.at_end)
		log_follow(runs->log, runs->sink.at_end, runs->sink.end_context, turn->log);
	return runs->log != NULL;
}

static enum runs_state fail(struct runs *runs)
{
	end_log(runs);
	end_run(runs);
	runs->is_over = true;
	return RUNS_FAILED;
}

static void read_ahead(void *context)
{
	log_read_ahead(context);
}

static void read_lines(struct runs *runs, struct slice block)
{
	const struct crew_task task = {
		.parser = reader_parser(runs->reader),
		.plain = launch_plain(reader_launch(runs->reader)),
		.tally = runs->sink.tally,
		.read_line = reader_read_line,
		.context = runs->reader,
		.meanwhile = runs->rest.length > 0 ? NULL : read_ahead,
		.meanwhile_context = runs->log,
	};

	if (runs->crew && block.length >= CREW_BYTES_MIN)
		crew_read(runs->crew, &task, block, &runs->line);
	else
		log_read_lines(block, reader_read_line, runs->reader, &runs->line);
}

/* Returns as much of what is left of the block as a step reads, between lines. */
static struct slice take_piece(struct runs *runs)
{
	size_t length = runs->sink.step_bytes * (runs->crew ? runs->jobs : 1);
	struct slice piece = runs->rest;

	if (length > 0 && length < piece.length)
		piece = slice_until(
			piece, length + slice_find_byte(slice_after(piece, length), '\n') + 1);
	runs->rest = slice_after(runs->rest, piece.length);
	return piece;
}

/* Reads lines of the block, and has them indexed. */
static void read_piece(struct runs *runs)
{
	struct slice piece = take_piece(runs);

	if (piece.length == 0)
		return;
	if (runs->indexing)
		indexing_begin_lines(runs->indexing);
	read_lines(runs, piece);
	/* Who reads in small steps looks at the tally between them. */
	if (runs->crew && runs->sink.step_bytes > 0)
		crew_settle(runs->crew, runs->sink.tally);
	if (runs->indexing)
		indexing_end_lines(runs->indexing);
}

/* Takes the next block of the log that is open. */
static enum log_state take_block(struct runs *runs, struct error *error)
{
	const struct place before = {
		runs->sink.first_log + runs->turns[runs->turn].log, runs->line};
	enum log_state state = log_read_block(runs->log, &runs->rest, error);

	if (state != LOG_FAILED && runs->indexing && runs->rest.length > 0)
		indexing_begin_block(runs->indexing, before, log_block_offset(runs->log));
	return state;
}

/* Reads on in the log that is open. */
static enum runs_state read_log(struct runs *runs, struct error *error)
{
	if (runs->rest.length == 0)
		runs->after = take_block(runs, error);
	if (runs->after == LOG_FAILED)
		return fail(runs);
	read_piece(runs);
	if (runs->rest.length > 0)
		return RUNS_MORE;
	if (runs->after == LOG_ENDED)
		end_log(runs);
	else if (runs->after == LOG_RENEWED)
		renew_log(runs);
	return runs->after == LOG_WAITING ? RUNS_WAITING : RUNS_MORE;
}

enum runs_state runs_step(struct runs *runs, struct error *error)
{
	if (runs->is_over || runs->turn == runs->count)
		return RUNS_DONE;
	if (!runs->log && !begin_log(runs, error))
		return fail(runs);
	return read_log(runs, error);
}

int runs_descriptor(const struct runs *runs)
{
	return runs->log ? log_descriptor(runs->log) : -1;
}

struct runs_progress runs_progress(const struct runs *runs)
{
	return (struct runs_progress){
		.bytes = runs->bytes + (runs->log ? log_bytes(runs->log) - runs->rest.length : 0),
		.held = runs->reader ? reader_count_held(runs->reader) : 0,
		.log = runs->turn < runs->count ? runs->turns[runs->turn].log : runs->count,
	};
}

uint64_t runs_measure(const struct runs *runs)
{
	uint64_t total = 0;

	for (size_t i = 0; i < runs->count; i++) {
		struct stat status;
		bool is_input = strcmp(runs->logs[i], "-") == 0;

		if ((is_input ? fstat(0, &status) : stat(runs->logs[i], &status)) != 0 ||
			!S_ISREG(status.st_mode))
			return 0;
		total += (uint64_t)status.st_size;
	}
	return total;
}

void runs_end(struct runs *runs)
{
	if (runs->log)
		end_log(runs);
	end_run(runs);
	runs->is_over = true;
}

void runs_free(struct runs *runs)
{
	if (!runs)
		return;
	log_close(runs->log);
	reader_free(runs->reader);
	crew_free(runs->crew);
	indexing_free(runs->indexing);
	free(runs->turns);
	free(runs);
}

/* Standard input may have been made non-blocking by somebody else. */
static void wait_for(int descriptor)
{
	struct pollfd wanted = {.fd = descriptor, .events = POLLIN};

	poll(&wanted, 1, -1);
}

bool runs_deliver(const char *const *logs, size_t count, const struct runs_sink *sink,
	struct trace_report *reports, struct error *error)
{
	struct runs *runs = runs_open(logs, count, sink, reports);
	enum runs_state state;

	while ((state = runs_step(runs, error)) == RUNS_MORE || state == RUNS_WAITING)
		if (state == RUNS_WAITING)
			wait_for(runs_descriptor(runs));
	runs_end(runs);
	runs_free(runs);
	return state != RUNS_FAILED;
}

bool runs_read(const char *const *logs, size_t count, enum launch_scope scope, struct tally *tally,
	struct trace_report *reports, struct error *error)
{
	const struct runs_sink sink = {
		.scope = scope, .deliver = add_call, .context = tally, .tally = tally};

	return runs_deliver(logs, count, &sink, reports, error);
}
