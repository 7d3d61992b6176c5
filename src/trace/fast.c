/*
 * The plan:
 *
 * 1. A plain line is a whole call, `[pid 7] name(args) = result`, of a process whose calls go
 *    straight to the tally (trace/launch), in the form of the log (trace/form), of a name that was
 *    seen before, with values that the tally has already. Such a line changes nothing but counts.
 *    Nearly all lines of a long log are plain.
 * 2. fast_read() finds the marks of some lines at once (trace/marks), reads each line from mark to
 *    mark (trace/plain), and counts the plain ones in arrays of its own, by number of row and value,
 *    so that nothing shared is written. Strings and arguments that are pointers are passed over.
 * 3. Every other line is left over, with its number. A new value, name, process or form is read by
 *    the parser, once; from the next block on it is known here.
 * 4. fast_apply() goes through what is left over in order. For the plain lines in between it tells
 *    the parser how many there were, and of each process the last one, as somebody may be killed
 *    for it. So the parser is in the state it would be in had it read them all.
 * 5. What may end a process, or is not understood, makes later lines of that process, or all later
 *    lines of the block, be left over too. And if the state at the start of a block is not what
 *    fast_read() went by (another block was applied since), the parser reads all of it.
 *
 * Since all that is new passes through the parser in order, and rows and values are never forgotten,
 * the result does not depend on where blocks begin, how many threads read, or who is first.
 */
#include "trace/fast.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/body.h"
#include "trace/compat.h"
#include "trace/plain.h"
#include "trace/scan.h"
#include "trace/shape.h"
#include "trace/tally_parts.h"

#define PROCESS_SLOTS 1024 /* a power of two */

/* A process that the block has lines of. */
struct process {
	unsigned long pid;
	size_t block;
	bool is_settled;   /* its calls go straight to the tally */
	size_t line;	   /* of its last plain line in the block that is not noted yet; 0: none */
	struct slice text; /* that line */
	bool has_plain;
};

/* A line. */
struct rest {
	struct slice text;
	size_t line;	     /* counted from 1 in the block */
	bool is_after_plain; /* the line before it is plain, */
	unsigned long pid;   /* and whose that is */
};

struct rests {
	struct rest *items;
	size_t count;
	size_t capacity;
};

struct fast {
	struct fast_view view;
	struct slice text; /* the block */
	size_t block;	   /* its number, counted from 1 */
	size_t lines;
	unsigned long file_pid;	 /* what the view had */
	bool is_after_plain;	 /* the last line was plain, */
	unsigned long plain_pid; /* and whose it was */
	bool is_blind;		 /* all lines from here on are left over */
	bool is_unnamed_over;	 /* so are those that name no process */
	struct marks *marks;
	struct plain *plain;
	struct process *processes;
	size_t *used; /* slots of processes in this block */
	size_t used_count;
	struct rests left; /* lines that are left over */
	struct rests
		notes; /* last plain lines of their processes; in the end they are in order, too */
	uint32_t *counts; /* per value of the tally */
	size_t count_capacity;
	uint32_t *touched; /* values whose count is not 0 */
	size_t touched_count;
	size_t touched_capacity;
	struct row_count *rows; /* per row of the tally */
	size_t row_capacity;
};

struct fast *fast_new(void)
{
	struct fast *fast = memory_allocate(1, sizeof(*fast));

	fast->marks = marks_new();
	fast->plain = plain_new();
	fast->processes = memory_allocate(PROCESS_SLOTS, sizeof(fast->processes[0]));
	fast->used = memory_allocate(PROCESS_SLOTS, sizeof(fast->used[0]));
	return fast;
}

void fast_free(struct fast *fast)
{
	if (!fast)
		return;
	marks_free(fast->marks);
	plain_free(fast->plain);
	free(fast->processes);
	free(fast->used);
	free(fast->left.items);
	free(fast->notes.items);
	free(fast->counts);
	free(fast->touched);
	free(fast->rows);
	free(fast);
}

/* Returns the process, NULL when there are so many that it has no place. */
static struct process *find_process(struct fast *fast, unsigned long pid)
{
	size_t at = pid & (PROCESS_SLOTS - 1);
	struct process *process = &fast->processes[at];

	if (process->block == fast->block)
		return process->pid == pid ? process : NULL;
	fast->used[fast->used_count++] = at;
	*process = (struct process){
		.pid = pid,
		.block = fast->block,
		.is_settled = pid < PIDS_LIMIT && pids_has(fast->view.plain, pid),
	};
	return process;
}

static void add_rest(struct rests *rests, struct rest rest)
{
	rests->items = memory_reserve(
		rests->items, &rests->capacity, rests->count + 1, sizeof(rests->items[0]));
	rests->items[rests->count++] = rest;
}

/* Has the last plain lines of all processes noted. */
static void note_processes(struct fast *fast)
{
	for (size_t i = 0; i < fast->used_count; i++) {
		struct process *process = &fast->processes[fast->used[i]];

		if (process->line)
			add_rest(&fast->notes,
				(struct rest){process->text, process->line, false, 0});
		process->line = 0;
	}
}

static void count_call(struct fast *fast, const struct plain_call *call)
{
	struct row_count *row = &fast->rows[call->row];

	row->calls++;
	if (call->error != ERRORS_NEW)
		row->errors[call->error]++;
	for (unsigned i = 0; i < call->count; i++) {
		uint32_t number = call->values[i];

		if (number == VALUES_NONE) {
			row->forgotten[call->registers[i]]++;
			continue;
		}
		row->counted[call->registers[i]]++;
		if (fast->counts[number]++ == 0)
			fast->touched[fast->touched_count++] = number;
	}
}

/* What a line that is no call may do to the lines after it. */
static void heed(struct fast *fast, const struct plain_call *call, struct process *process)
{
	struct slice body = call->body;
	struct slice rest;
	struct slice resumed = body_resumed_name(body, &rest);
	bool is_message = slice_starts_with(body, "+++ ") || slice_starts_with(body, "--- ");

	if (is_message && slice_find(body, "SIGSYS") < body.length)
		note_processes(fast);
	if (slice_starts_with(body, "+++ ")) {
		fast->is_unnamed_over = true;
		if (process)
			process->is_settled = false;
	} else if (slice_starts_with(body, "strace: ")) {
		fast->is_unnamed_over = true;
	} else if (resumed.length > 0) {
		fast->is_blind |= slice_starts_with(resumed, "exit") && call->pid == 0;
		if (slice_starts_with(resumed, "exit") && process)
			process->is_settled = false;
	} else if (!is_message) {
		fast->is_blind = true;
	}
}

/* Returns whether the line is a plain call, and is counted. */
static bool count_line(struct fast *fast, struct marked_line *line)
{
	struct plain_call call;
	bool is_plain = plain_read(fast->plain, line, &call);
	struct process *process = find_process(fast, call.pid ? call.pid : fast->file_pid);

	if (!call.is_call)
		heed(fast, &call, process);
	else if (call.is_end && process)
		process->is_settled = false;
	if (!is_plain || !process || !process->is_settled ||
		(call.pid == 0 && fast->is_unnamed_over))
		return false;
	count_call(fast, &call);
	process->text = line->text;
	process->line = fast->lines;
	process->has_plain = true;
	fast->is_after_plain = true;
	fast->plain_pid = process->pid;
	return true;
}

/* Whether there are processes that make 32-bit calls, which must be told apart. */
static bool has_compat(const struct strace_parser *parser)
{
	return parser->compat.count > 0 || parser->compat_pid > 0;
}

/* Lines of several containers, colours, and a log that has only begun are the parser's. */
static bool is_for_parser(const struct fast *fast)
{
	const struct strace_parser *parser = fast->view.parser;

	return parser->report.calls < SHAPE_SAMPLE || has_compat(parser) ||
	       memchr(fast->text.start, '\x1b', fast->text.length);
}

/* Makes room for whatever the block can hold, and a bit: so that it is never nothing. */
static void reserve(struct fast *fast)
{
	size_t values = fast->view.tally->values.count + 1;
	size_t rows = fast->view.tally->row_count + 1;
	size_t before = fast->count_capacity;

	fast->counts = memory_reserve(
		fast->counts, &fast->count_capacity, values, sizeof(fast->counts[0]));
	if (fast->count_capacity > before)
		memset(fast->counts + before, 0,
			(fast->count_capacity - before) * sizeof(fast->counts[0]));
	fast->touched = memory_reserve(
		fast->touched, &fast->touched_capacity, values, sizeof(fast->touched[0]));
	before = fast->row_capacity;
	fast->rows = memory_reserve(fast->rows, &fast->row_capacity, rows, sizeof(fast->rows[0]));
	if (fast->row_capacity > before)
		memset(fast->rows + before, 0,
			(fast->row_capacity - before) * sizeof(fast->rows[0]));
}

static int compare_rests(const void *left, const void *right)
{
	const struct rest *a = left;
	const struct rest *b = right;

	return a->line < b->line ? -1 : a->line > b->line;
}

static void leave(struct fast *fast, struct slice text)
{
	add_rest(&fast->left,
		(struct rest){text, fast->lines, fast->is_after_plain, fast->plain_pid});
	fast->is_after_plain = false;
}

static void take_line(struct fast *fast, struct marked_line *line)
{
	fast->lines++;
	if (fast->is_blind || line->text.length == 0 || !count_line(fast, line))
		leave(fast, line->text);
}

/* Returns as many whole lines of `text` as can be looked at at once, at least one. */
static struct slice cut_lines(struct slice text)
{
	struct slice lines = slice_until(text, MARKS_TEXT_MAX);
	const char *last = memrchr(lines.start, '\n', lines.length);

	if (lines.length == text.length)
		return text;
	if (last)
		return slice_until(lines, (size_t)(last + 1 - lines.start));
	return slice_until(text, slice_find_byte(text, '\n') + 1);
}

/* Reads whole lines; a line that is too long to be looked at has no marks. */
static void read_lines(struct fast *fast, struct slice lines)
{
	struct marked_line line = {.count = 1};

	if (lines.length > MARKS_TEXT_MAX) {
		line.text = slice_until(lines, slice_find_byte(lines, '\n'));
		take_line(fast, &line);
		return;
	}
	marks_find(fast->marks, lines);
	while (marks_next_line(fast->marks, &line))
		take_line(fast, &line);
}

static void begin_block(struct fast *fast, const struct fast_view *view, struct slice block)
{
	fast->view = *view;
	fast->text = block;
	fast->block++;
	fast->lines = 0;
	fast->file_pid = view->parser->file_pid;
	fast->is_after_plain = false;
	fast->is_unnamed_over = false;
	fast->used_count = 0;
	fast->left.count = 0;
	fast->notes.count = 0;
	fast->touched_count = 0;
	fast->is_blind = is_for_parser(fast);
	plain_begin(fast->plain, view->parser, view->tally);
	reserve(fast);
}

void fast_read(struct fast *fast, const struct fast_view *view, struct slice block)
{
	begin_block(fast, view, block);
	while (block.length > 0) {
		struct slice lines = cut_lines(block);

		read_lines(fast, lines);
		block = slice_after(block, lines.length);
	}
	note_processes(fast);
	if (fast->notes.count > 1)
		qsort(fast->notes.items, fast->notes.count, sizeof(fast->notes.items[0]),
			compare_rests);
}

/* Whether the state at the start of the block is what fast_read() went by. What was held or begun
 * before may be the end of a process. */
static bool is_expected(
	const struct fast *fast, const struct strace_parser *parser, const struct pids *plain)
{
	if (parser->open.is_open || parser->form.held_count > 0 ||
		parser->file_pid != fast->file_pid || has_compat(parser))
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
static void note_line(struct strace_parser *parser, struct slice line, size_t number)
{
	struct leader leader = leader_peel(line);
	struct call call = {
		.pid = leader.pid ? leader.pid : parser->file_pid,
		.place = {parser->log, number},
		.arguments_known = true,
	};
	size_t length = body_name_length(leader.body, &call.syscall);
	struct scan scan;

	call.name = slice_until(leader.body, length);
	scan_arguments(slice_after(leader.body, length + 1), &scan);
	body_read_result(scan.rest, &call.result, &call.failed);
	kill_note_call(parser->kills, &call, true);
}

/* Notes the plain lines before `line`. `*last` is the line that the parser has come to. */
static void note_lines(struct fast *fast, struct strace_parser *parser, size_t line, size_t *next,
	size_t *last, size_t base)
{
	for (; *next < fast->notes.count && fast->notes.items[*next].line < line; ++*next) {
		const struct rest *note = &fast->notes.items[*next];

		parser_skip_calls(parser, note->line - *last);
		note_line(parser, note->text, base + note->line);
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
		read_line(context, rest->text, base + rest->line);
		last = rest->line;
	}
	note_lines(fast, parser, SIZE_MAX, &note, &last, base);
	parser_skip_calls(parser, fast->lines - last);
	if (fast->is_after_plain)
		parser_note_process(parser, fast->plain_pid);
}

/* Adds the counts of the block to the tally where there is one, and makes them 0. */
static void flush_counts(struct fast *fast, struct tally *tally)
{
	for (size_t i = 0; i < fast->touched_count; i++) {
		uint32_t *count = &fast->counts[fast->touched[i]];

		if (tally)
			tally_add_count(tally, fast->touched[i], *count);
		*count = 0;
	}
	for (size_t i = 0; i < fast->row_capacity; i++) {
		if (tally && fast->rows[i].calls > 0)
			tally_add_calls(tally, i, &fast->rows[i]);
		fast->rows[i] = (struct row_count){0};
	}
}

void fast_apply(struct fast *fast, struct strace_parser *parser, const struct pids *plain,
	struct tally *tally, line_function *read_line, void *context, size_t *line)
{
	if (!is_expected(fast, parser, plain)) {
		flush_counts(fast, NULL);
		log_read_lines(fast->text, read_line, context, line);
		return;
	}
	read_rests(fast, parser, read_line, context, *line);
	flush_counts(fast, tally);
	*line += fast->lines;
}
