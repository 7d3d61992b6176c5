#include "trace/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/runtime_log.h"

/* Containers of one log at most; what more there are is not read. */
#define STREAMS 64

/* The lines of one container, or those that are no messages of the runtime. */
struct stream {
	char *container; /* NULL: of none */
	struct strace_parser *parser;
	struct launch *launch;
};

struct reader {
	enum launch_scope scope;
	call_function *deliver;
	void *context;
	start_function *note_start; /* NULL: nobody wants to know */
	void *start_context;
	struct stream streams[STREAMS]; /* the first one is of no container */
	size_t stream_count;
	size_t log;
	unsigned long pid;
	size_t other_lines; /* of the runtime */
	struct text plain;  /* a line without its colours */
};

static struct stream *add_stream(struct reader *reader, struct slice container)
{
	struct stream *stream = &reader->streams[reader->stream_count++];

	stream->container =
		container.length > 0 ? memory_copy_string(container.start, container.length) : NULL;
	stream->launch = launch_new(reader->scope, reader->deliver, reader->context);
	stream->parser = strace_new(launch_take, stream->launch);
	strace_watch_starts(stream->parser, reader->note_start, reader->start_context);
	strace_begin_file(stream->parser, reader->log, reader->pid);
	return stream;
}

struct reader *reader_new(enum launch_scope scope, call_function *deliver, void *context)
{
	struct reader *reader = memory_allocate(1, sizeof(*reader));

	reader->scope = scope;
	reader->deliver = deliver;
	reader->context = context;
	add_stream(reader, (struct slice){0});
	return reader;
}

void reader_free(struct reader *reader)
{
	if (!reader)
		return;
	for (size_t i = 0; i < reader->stream_count; i++) {
		free(reader->streams[i].container);
		strace_free(reader->streams[i].parser);
		launch_free(reader->streams[i].launch);
	}
	text_free(&reader->plain);
	free(reader);
}

void reader_watch_starts(struct reader *reader, start_function *note_start, void *context)
{
	reader->note_start = note_start;
	reader->start_context = context;
	strace_watch_starts(reader->streams[0].parser, note_start, context);
}

void reader_begin_file(struct reader *reader, size_t log, unsigned long pid)
{
	reader->log = log;
	reader->pid = pid;
	reader->other_lines = 0;
	for (size_t i = 0; i < reader->stream_count; i++)
		strace_begin_file(reader->streams[i].parser, log, pid);
}

/* Returns the stream of `container`, NULL when there are too many. */
static struct stream *find_stream(struct reader *reader, struct slice container)
{
	for (size_t i = 1; i < reader->stream_count; i++)
		if (slice_is(container, reader->streams[i].container))
			return &reader->streams[i];
	return reader->stream_count < STREAMS ? add_stream(reader, container) : NULL;
}

/* A line that is not read begins like a call all the same. */
static void note_unread(struct reader *reader, struct slice line, size_t number)
{
	struct call_start start;

	if (!reader->note_start || !start_find(line, &start))
		return;
	start.place = (struct place){reader->log, number};
	reader->note_start(reader->start_context, &start);
}

void reader_read_line(void *context, struct slice line, size_t number)
{
	struct reader *reader = context;
	struct stream *stream = reader->streams;
	struct message message;

	line = runtime_log_uncolour(line, &reader->plain);
	message = runtime_log_read(line);
	if (message.kind == MESSAGE_CONTAINER) {
		stream = find_stream(reader, message.container);
		line = message.content;
	}
	if (!stream)
		note_unread(reader, line, number);
	if (message.kind == MESSAGE_OTHER || !stream)
		reader->other_lines++;
	else
		strace_read_line(stream->parser, line, number);
}

struct strace_parser *reader_parser(struct reader *reader)
{
	return reader->streams[0].parser;
}

const struct launch *reader_launch(const struct reader *reader)
{
	return reader->streams[0].launch;
}

size_t reader_count_held(const struct reader *reader)
{
	size_t count = 0;

	for (size_t i = 0; i < reader->stream_count; i++)
		count += launch_count_held(reader->streams[i].launch);
	return count;
}

static size_t earlier_line(size_t a, size_t b)
{
	return a == 0 || (b != 0 && b < a) ? b : a;
}

/* Whether lines that are not understood are worth a word. A container without a call prints, and is
 * not traced; the lines around the kernel's records are its other messages. */
static bool is_trace(const struct strace_report *part, bool is_container)
{
	return is_container ? part->calls > 0 : part->records == 0 || part->calls > part->records;
}

static void add_report(
	struct strace_report *sum, const struct strace_report *part, bool is_container)
{
	sum->lines += part->lines;
	sum->calls += part->calls;
	if (is_trace(part, is_container)) {
		sum->unreadable += part->unreadable;
		if (sum->unknown_calls == 0) {
			sum->first_unknown_line = part->first_unknown_line;
			memcpy(sum->unknown_name, part->unknown_name, sizeof(sum->unknown_name));
		}
		sum->unknown_calls += part->unknown_calls;
		sum->first_unreadable_line =
			earlier_line(sum->first_unreadable_line, part->first_unreadable_line);
	}
	sum->processes += part->processes;
	sum->exits += part->exits;
	if (part->last_new_line > sum->last_new_line)
		sum->last_new_line = part->last_new_line;
	sum->shape |= part->shape;
	sum->modes |= part->modes;
	sum->mode_line = earlier_line(sum->mode_line, part->mode_line);
	sum->compat_calls += part->compat_calls;
	sum->first_compat_line = earlier_line(sum->first_compat_line, part->first_compat_line);
	sum->summed_calls += part->summed_calls;
	sum->records += part->records;
	sum->foreign_records += part->foreign_records;
	sum->first_foreign_line = earlier_line(sum->first_foreign_line, part->first_foreign_line);
	sum->record_arches |= part->record_arches;
}

void reader_end_file(struct reader *reader, struct trace_report *ret_report)
{
	*ret_report = (struct trace_report){.text.lines = reader->other_lines};
	for (size_t i = 0; i < reader->stream_count; i++) {
		const struct strace_report *part = strace_report(reader->streams[i].parser);

		strace_end_file(reader->streams[i].parser);
		add_report(&ret_report->text, part, i > 0);
		ret_report->containers += i > 0 && part->calls > 0;
	}
}

static void add_launch(struct launch_report *sum, const struct launch_report *part)
{
	sum->inits += part->inits;
	sum->init_calls += part->init_calls;
	sum->child_calls += part->child_calls;
	sum->filters += part->filters;
	sum->launch_calls += part->launch_calls;
	sum->artefacts += part->artefacts;
}

void reader_end_run(struct reader *reader, struct trace_report *ret_report)
{
	for (size_t i = 0; i < reader->stream_count; i++) {
		struct stream *stream = &reader->streams[i];
		struct strace_report before = *strace_report(stream->parser);

		strace_end_run(stream->parser);
		launch_end(stream->launch);
		ret_report->text.calls += strace_report(stream->parser)->calls - before.calls;
		ret_report->text.processes +=
			strace_report(stream->parser)->processes - before.processes;
		add_launch(&ret_report->launch, launch_report(stream->launch));
	}
}
