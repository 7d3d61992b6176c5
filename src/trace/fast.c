/*
 * The plan:
 *
 * 1. A plain line is a whole call, `[pid 7] name(args) = result`, of a process whose calls go
 *    straight to the tally (trace/launch), in the form of the log (trace/form), of a name that was
 *    seen before, with values that the tally has already. Such a line changes nothing but counts.
 *    Nearly all lines of a long log are plain.
 * 2. fast_read() finds the marks of some lines at once (trace/marks), reads each line from mark to
 *    mark (trace/plain), and counts the plain ones in arrays of its own, by number of row and
 *    value, so that nothing shared is written. Strings and arguments that are pointers are passed
 *    over. Calls of values are added up over many blocks, as there are many values; each block
 *    notes which ones it has counted, so that it can be taken back.
 * 3. Every other line is left over, with its number. A new value, name, process or form is read by
 *    the parser, once; from the next block on it is known here.
 * 4. fast_apply() goes through what is left over in order. For the plain lines in between it tells
 *    the parser how many there were, and of each process the last one, as somebody may be killed
 *    for it. So the parser is in the state it would be in had it read them all.
 * 5. Of a call that another process interrupted both halves are read as one plain line where the
 *    second one comes, if nothing else of its process stands between them (trace/halves), and no
 *    line between may have made it another process's: each such line makes the first halves before
 *    it too old. Both are noted among what is left over, as the parser must know that it has read a
 *    line there.
 * 6. What may end a process, or is not understood, makes later lines of that process, or all later
 *    lines of the block, be left over too. And if the state at the start of a block is not what
 *    fast_read() went by (another block was applied since), the parser reads all of it.
 *
 * Since all that is new passes through the parser in order, and rows and values are never
 * forgotten, the result does not depend on where blocks begin, how many threads read, or who is
 * first.
 */
#include "trace/fast.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/body.h"
#include "trace/fast_parts.h"
#include "trace/shape.h"

struct fast *fast_new(void)
{
	struct fast *fast = memory_allocate(1, sizeof(*fast));

	fast->marks = marks_new();
	fast->plain = plain_new();
	fast->halves = halves_new();
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
	halves_free(fast->halves);
	free(fast->processes);
	free(fast->used);
	free(fast->left.items);
	free(fast->notes.items);
	free(fast->counts);
	free(fast->counted);
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

static void add_note(struct notes *notes, const struct note *note)
{
	notes->items = memory_reserve(
		notes->items, &notes->capacity, notes->count + 1, sizeof(notes->items[0]));
	notes->items[notes->count++] = *note;
}

/* Has the last plain lines of all processes noted. */
static void note_processes(struct fast *fast)
{
	for (size_t i = 0; i < fast->used_count; i++) {
		struct process *process = &fast->processes[fast->used[i]];

		if (process->last.line)
			add_note(&fast->notes, &process->last);
		process->last.line = 0;
	}
}

/* Where something is counted depends on values that nobody can guess: there is no branch for
 * that. */
static void count_call(struct fast *fast, const struct plain_call *call)
{
	struct row_count *row = &fast->rows[call->row];
	uint32_t *counted;

	fast->counted = memory_reserve(fast->counted, &fast->counted_capacity,
		fast->counted_count + SYSCALL_REGISTERS, sizeof(fast->counted[0]));
	counted = fast->counted + fast->counted_count;
	fast->counted_count += call->count;
	row->calls++;
	if (call->error != ERRORS_NEW)
		row->errors[call->error]++;
	for (unsigned i = 0; i < call->count; i++) {
		uint32_t number = call->values[i];
		uint32_t *counts = number == VALUES_NONE ? row->forgotten : row->counted;

		counts[call->registers[i]]++;
		*fast_value_count(fast, number) += 1;
		counted[i] = number;
	}
}

/* Whether a line ends like a half that goes on later: `<unfinished ...>`, `<pid changed to 7
 * ...>`. */
static bool goes_on(struct slice line)
{
	if (slice_ends_with(line, "\r"))
		line.length--;
	return slice_ends_with(line, "...>");
}

/* Whether a line is a second half that belongs to a first one of its own process, and is the end of
 * that call. */
static bool takes_own_half(const struct plain_call *call, struct slice resumed)
{
	const struct syscall_fact *syscall;

	return call->pid > 0 && body_is_call_name(resumed, &syscall) &&
	       !slice_starts_with(resumed, "exec") && !goes_on(call->body);
}

/* What a line that is no call, or the second half of one, may do to the lines after it. */
static void heed(struct fast *fast, const struct plain_call *call, struct process *process)
{
	struct slice body = call->body;
	struct slice rest;
	struct slice resumed = body_resumed_name(body, &rest);
	bool is_message = slice_starts_with(body, "+++ ") || slice_starts_with(body, "--- ");

	if (is_message && slice_find(body, "SIGSYS") < body.length)
		note_processes(fast);
	/* The parser may take it for the end of a first half, or give one to another process. */
	if (!takes_own_half(call, resumed))
		fast->age++;
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

/* Leaves the line over. */
static void leave(struct fast *fast, struct slice text, enum rest_kind kind, unsigned long pid)
{
	struct rests *left = &fast->left;

	left->items = memory_reserve(
		left->items, &left->capacity, left->count + 1, sizeof(left->items[0]));
	left->items[left->count++] =
		(struct rest){text, fast->lines, fast->is_after_plain, fast->plain_pid, kind, pid};
	fast->is_after_plain = false;
}

/* Counts the line if it is the second half of a plain call of the process, which had the first half
 * before it. Returns whether it is. */
static bool count_second_half(struct fast *fast, const struct plain_call *line,
	const struct half *half, struct process *process)
{
	struct rest *first = &fast->left.items[half->rest - 1];
	struct slice rest;
	struct slice resumed = body_resumed_name(line->body, &rest);
	struct marked_line joined;
	struct plain_call call;

	if (half->age != fast->age || !process->is_settled || resumed.length == 0 ||
		!line->has_form || !slice_equal(resumed, half->name) ||
		!halves_join(fast->halves, half->first, rest, &joined) ||
		!plain_read(fast->plain, &joined, &call))
		return false;
	first->kind = REST_FIRST_HALF;
	first->half_of = process->pid;
	process->last = (struct note){fast->lines, rest, first->line, half->first};
	process->has_plain = true;
	count_call(fast, &call);
	leave(fast, line->body, REST_SECOND_HALF, process->pid);
	return true;
}

/* Returns the first half that a call's line is; rest is 0 when it is none whose second one can be
 * told by its process. */
static struct half find_half(
	const struct fast *fast, const struct plain_call *call, const struct marked_line *line)
{
	struct slice first = halves_cut_first(line);

	if (first.length == 0 || call->is_end || call->pid == 0)
		return (struct half){0};
	return (struct half){
		.rest = fast->left.count + 1, /* where it will be put */
		.age = fast->age,
		.first = first,
		.name = slice_until(call->body, slice_find_byte(call->body, '(')),
	};
}

/* Goes on from a line that is no plain call. Returns whether it is the second half of one, and
 * counted. */
static bool count_odd_line(struct fast *fast, const struct marked_line *line,
	const struct plain_call *call, struct process *process)
{
	struct half before = process ? process->half : (struct half){0};
	struct half half = {0};

	if (process)
		process->half.rest = 0;
	if (before.rest > 0 && count_second_half(fast, call, &before, process))
		return true;
	if (!call->is_call) {
		heed(fast, call, process);
	} else if (goes_on(line->text)) {
		half = find_half(fast, call, line);
		/* Perhaps the call of another process that goes on with it is pending. */
		if (half.rest == 0)
			fast->age++;
	}
	if (process && call->is_call && call->is_end)
		process->is_settled = false;
	if (process)
		process->half = half;
	return false;
}

/* Returns whether the line is a plain call, or the second half of one, and is counted. */
static bool count_line(struct fast *fast, struct marked_line *line)
{
	struct plain_call call;
	bool is_plain = plain_read(fast->plain, line, &call);
	struct process *process = find_process(fast, call.pid ? call.pid : fast->file_pid);

	if (!is_plain)
		return count_odd_line(fast, line, &call, process);
	if (process)
		process->half.rest = 0;
	if (!process || !process->is_settled || (call.pid == 0 && fast->is_unnamed_over))
		return false;
	process->last.line = fast->lines;
	process->last.text = line->text;
	process->last.first_line = 0;
	process->has_plain = true;
	fast->is_after_plain = true;
	fast->plain_pid = process->pid;
	count_call(fast, &call);
	return true;
}

/* Lines of several containers, and a log that has only begun, are the parser's. */
static bool is_for_parser(const struct fast *fast)
{
	const struct strace_parser *parser = fast->view.parser;

	return parser->report.calls < SHAPE_SAMPLE || fast_has_compat(parser);
}

/* Makes room for whatever the block can hold, and a bit: so that it is never nothing. */
static void reserve(struct fast *fast)
{
	size_t values = fast->view.tally->values.count + 2;
	size_t rows = fast->view.tally->row_count + 1;
	size_t before = fast->count_capacity;

	fast->counts = memory_reserve(
		fast->counts, &fast->count_capacity, values, sizeof(fast->counts[0]));
	if (fast->count_capacity > before)
		memset(fast->counts + before, 0,
			(fast->count_capacity - before) * sizeof(fast->counts[0]));
	before = fast->row_capacity;
	fast->rows = memory_reserve(fast->rows, &fast->row_capacity, rows, sizeof(fast->rows[0]));
	if (fast->row_capacity > before)
		memset(fast->rows + before, 0,
			(fast->row_capacity - before) * sizeof(fast->rows[0]));
}

static int compare_notes(const void *left, const void *right)
{
	const struct note *a = left;
	const struct note *b = right;

	return a->line < b->line ? -1 : a->line > b->line;
}

static void take_line(struct fast *fast, struct marked_line *line)
{
	fast->lines++;
	if (fast->is_blind || line->text.length == 0 || !count_line(fast, line))
		leave(fast, line->text, REST_PARSED, 0);
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

/* Reads whole lines; a line that is too long to be looked at has no marks. From the first ones with
 * colours on all are the parser's. */
static void read_lines(struct fast *fast, struct slice lines)
{
	struct marked_line line = {.count = 1};

	fast->is_blind |= memchr(lines.start, '\x1b', lines.length) != NULL;
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
	fast->counted_count = 0;
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
			compare_notes);
}
