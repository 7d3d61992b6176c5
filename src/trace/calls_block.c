#include "trace/calls_block.h"

#include <string.h>

#include "trace/log.h"
#include "trace/runtime_log.h"

/* A reading of a block. */
struct picking {
	const struct calls_source *source;
	const struct call_filter *filter;
	const struct syscall_fact *syscall;
	const struct call_block *block;
	uint64_t found;	    /* calls in it so far */
	struct text needle; /* what a line must contain to begin like the call */
	struct text plain;
	found_call_function *take;
	void *context;
};

static bool is_start(struct picking *picking, struct slice line)
{
	struct call_start start;

	if (!memmem(line.start, line.length, picking->needle.bytes, picking->needle.length) &&
		!memchr(line.start, '\x1b', line.length))
		return false;
	return start_find_in_log(line, &picking->plain, &start) &&
	       call_filter_takes_start(picking->filter, &start, picking->source->arch);
}

static void take_line(struct picking *picking, struct slice line, struct place place)
{
	struct slice plain = runtime_log_uncolour(line, &picking->plain);
	struct found_call found = {picking->block->before + picking->found, place, plain, false};

	if (slice_ends_with(plain, "\r"))
		found.line.length--;
	picking->take(picking->context, &found);
}

static void pick_line(void *context, struct slice line, size_t number)
{
	struct picking *picking = context;
	struct place place = {picking->block->log, number};
	unsigned calls;

	if (picking->found == picking->block->calls)
		return;
	calls = call_index_calls_at(
		picking->source->index, picking->syscall, place, is_start(picking, line));
	for (; calls > 0 && picking->found < picking->block->calls; calls--) {
		take_line(picking, line, place);
		picking->found++;
	}
}

/* What was in the log when it was indexed, and is not there any more. */
static void take_gone_lines(struct picking *picking)
{
	struct found_call found = {.is_gone = true};

	for (; picking->found < picking->block->calls; picking->found++) {
		found.number = picking->block->before + picking->found;
		picking->take(picking->context, &found);
	}
}

static bool read_lines(struct picking *picking, struct error *error)
{
	const struct call_block *block = picking->block;
	struct log *log = log_open_at(picking->source->logs[block->log], block->offset, error);
	enum log_state state = log ? LOG_MORE : LOG_FAILED;
	size_t line = block->line;
	struct slice text;

	while (state == LOG_MORE && picking->found < block->calls) {
		state = log_read_block(log, &text, error);
		if (log_block_offset(log) >= block->end)
			break;
		if (state != LOG_FAILED)
			log_read_lines(text, pick_line, picking, &line);
	}
	log_close(log);
	return state != LOG_FAILED;
}

bool calls_read_block(const struct calls_source *source, const struct call_filter *filter,
	const struct call_block *block, found_call_function *take, void *context,
	struct error *error)
{
	struct picking picking = {
		.source = source,
		.filter = filter,
		.syscall = syscall_find(filter->name),
		.block = block,
		.take = take,
		.context = context,
	};
	bool done;

	text_append(&picking.needle, filter->name);
	text_append_byte(&picking.needle, '(');
	done = read_lines(&picking, error);
	if (done)
		take_gone_lines(&picking);
	text_free(&picking.needle);
	text_free(&picking.plain);
	return done;
}
