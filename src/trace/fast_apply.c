/*
 * Step 4 of the plan in fast.c: the parser is taken through what is left over of a block, in order,
 * and the tally gets the counts of the rest.
 */
#include <string.h>

#include "trace/body.h"
#include "trace/fast_parts.h"
#include "trace/scan.h"

/* Blocks whose counts of values are added up before the tally gets them: it has many, and each time
 * all are gone through. */
#define UNSETTLED_MAX 64

/* Whether the state at the start of the block is what fast_read() went by. What was held or begun
 * before may be the end of a process. */
static bool is_expected(
	const struct fast *fast, const struct strace_parser *parser, const struct pids *plain)
{
	if (parser->open.is_open || parser->form.held_count > 0 ||
		parser->file_pid != fast->file_pid || fast_has_compat(parser))
		return false;
	for (size_t i = 0; i < fast->used_count; i++) {
		const struct process *process = &fast->processes[fast->used[i]];

		if (process->has_plain && (!pids_has(plain, process->pid) ||
						  pending_is_exit(parser->pending, process->pid)))
			return false;
	}
	return true;
}

/* Notes a plain line as the last one of its process. */
static void note_line(
	struct fast *fast, struct strace_parser *parser, const struct note *note, size_t base)
{
	struct marked_line joined = {.text = note->text};
	struct leader leader;
	struct call call = {.place = {parser->log, base + note->line}, .arguments_known = true};
	struct scan scan;
	size_t length;

	if (note->first_line) {
		call.place.line = base + note->first_line;
		/* It was joined before. */
		halves_join(fast->halves, note->first, note->text, &joined);
	}
	leader = leader_peel(joined.text);
	length = body_name_length(leader.body, &call.syscall);
	call.pid = leader.pid ? leader.pid : parser->file_pid;
	call.name = slice_until(leader.body, length);
	scan_arguments(slice_after(leader.body, length + 1), &scan);
	body_read_result(scan.rest, &call.result, &call.failed);
	kill_note_call(parser->kills, &call, !note->first_line);
}

/* Notes the plain lines before `line`. `*last` is the line that the parser has come to. */
static void note_lines(struct fast *fast, struct strace_parser *parser, size_t line, size_t *next,
	size_t *last, size_t base)
{
	for (; *next < fast->notes.count && fast->notes.items[*next].line < line; ++*next) {
		const struct note *note = &fast->notes.items[*next];

		parser_skip_calls(parser, note->line - *last);
		note_line(fast, parser, note, base);
		*last = note->line;
	}
}

/* Tells the parser of the processes with plain lines, but not that they were the last ones. */
static void tell_processes(const struct fast *fast, struct strace_parser *parser)
{
	unsigned long last_pid = parser->last_pid;

	for (size_t i = 0; i < fast->used_count; i++) {
		const struct process *process = &fast->processes[fast->used[i]];

		if (process->has_plain)
			parser_note_process(parser, process->pid);
	}
	parser->last_pid = last_pid;
}

/* Has the parser read the line, or tells it that there is one. */
static void read_rest(const struct rest *rest, struct strace_parser *parser,
	line_function *read_line, void *context, size_t base)
{
	switch (rest->kind) {
	case REST_PARSED:
		read_line(context, rest->text, base + rest->line);
		break;
	case REST_FIRST_HALF:
		parser_skip_first_half(parser, rest->half_of);
		break;
	case REST_SECOND_HALF:
		parser_skip_second_half(parser, rest->half_of);
		break;
	}
}

/* Takes the parser through the block: it reads what is left over. */
static void read_rests(struct fast *fast, struct strace_parser *parser, line_function *read_line,
	void *context, size_t base)
{
	size_t note = 0;
	size_t last = 0;

	tell_processes(fast, parser);
	for (size_t i = 0; i < fast->left.count; i++) {
		const struct rest *rest = &fast->left.items[i];

		note_lines(fast, parser, rest->line, &note, &last, base);
		parser_skip_calls(parser, rest->line - last - 1);
		if (rest->is_after_plain)
			parser_note_process(parser, rest->pid);
		read_rest(rest, parser, read_line, context, base);
		last = rest->line;
	}
	note_lines(fast, parser, SIZE_MAX, &note, &last, base);
	parser_skip_calls(parser, fast->lines - last);
	if (fast->is_after_plain)
		parser_note_process(parser, fast->plain_pid);
}

/* Adds the calls of the block to the rows of the tally, where there is one, and makes them 0. */
static void flush_rows(struct fast *fast, struct tally *tally)
{
	for (size_t i = 0; i < fast->row_capacity; i++) {
		if (tally && fast->rows[i].calls > 0)
			tally_add_calls(tally, i, &fast->rows[i]);
		fast->rows[i] = (struct row_count){0};
	}
}

/* The block was read in vain. */
static void take_back(struct fast *fast)
{
	flush_rows(fast, NULL);
	for (size_t i = 0; i < fast->counted_count; i++)
		*fast_value_count(fast, fast->counted[i]) -= 1;
}

void fast_settle(struct fast *fast, struct tally *tally)
{
	if (fast->unsettled == 0)
		return;
	tally_add_counts(tally, fast_value_count(fast, 0), fast->count_capacity - 1);
	memset(fast->counts, 0, fast->count_capacity * sizeof(fast->counts[0]));
	fast->unsettled = 0;
}

void fast_apply(struct fast *fast, struct strace_parser *parser, const struct pids *plain,
	struct tally *tally, line_function *read_line, void *context, size_t *line)
{
	if (!is_expected(fast, parser, plain)) {
		take_back(fast);
		log_read_lines(fast->text, read_line, context, line);
		return;
	}
	read_rests(fast, parser, read_line, context, *line);
	flush_rows(fast, tally);
	if (++fast->unsettled == UNSETTLED_MAX)
		fast_settle(fast, tally);
	*line += fast->lines;
}
