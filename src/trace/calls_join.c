/* Puts an interrupted call together: its log is read on from the line where it was entered. */
#include "trace/calls.h"
#include "trace/log.h"
#include "trace/reader.h"

struct joining {
	struct calls_line *line;
	struct reader *reader;
};

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
	struct joining *joining = context;

	if (call->form != CALL_REMARK && call->place.line == joining->line->place.line &&
		joining->line->joined.length == 0)
		append_call(&joining->line->joined, call);
}

static void read_line(void *context, struct slice line, size_t number)
{
	struct joining *joining = context;

	if (number >= joining->line->place.line && joining->line->joined.length == 0)
		reader_read_line(joining->reader, line, number);
}

/* A call that never returned is told of at the end of the log. */
static void end_log(struct joining *joining)
{
	struct trace_report report = {0};

	reader_end_file(joining->reader, &report);
	reader_end_run(joining->reader, &report);
}

static bool read_log(struct joining *joining, const struct call_block *block, const char *path,
	struct error *error)
{
	struct log *log = log_open_at(path, block->offset, error);
	enum log_state state = log ? LOG_MORE : LOG_FAILED;
	size_t line = block->line;
	struct slice text;

	while (state == LOG_MORE && joining->line->joined.length == 0 &&
		log_bytes(log) - block->offset < CALLS_JOIN_BYTES) {
		state = log_read_block(log, &text, error);
		if (state != LOG_FAILED)
			log_read_lines(text, read_line, joining, &line);
	}
	if (state == LOG_ENDED)
		end_log(joining);
	log_close(log);
	return state != LOG_FAILED;
}

bool calls_join(const struct calls_source *source, struct calls_line *line, struct error *error)
{
	struct joining joining = {.line = line};
	struct call_block block;
	const char *path;
	bool done;

	line->is_joined = true;
	if (!call_index_find_block(source->index, line->place, &block))
		return true;
	path = source->logs[line->place.log];
	joining.reader = reader_new(LAUNCH_ALL, take_call, &joining);
	reader_begin_file(joining.reader, line->place.log, log_pid_of_name(path));
	done = read_log(&joining, &block, path, error);
	reader_free(joining.reader);
	return done;
}
