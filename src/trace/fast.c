/*
 * The plan:
 *
 * 1. A plain line is a whole call, `[pid 7] name(args) = result`, of a process whose calls go
 *    straight to the tally (trace/launch), in the form of the log (trace/form), of a name that was
 *    seen before, with values that the tally has already. Such a line changes nothing but counts.
 *    Nearly all lines of a long log are plain.
 * 2. fast_read() counts the plain lines in arrays of its own, by number of row and value, so that
 *    nothing shared is written. Strings and arguments that are pointers are passed over.
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

/* How to read calls of one name, found anew for each block. */
struct plan {
	size_t block;  /* for which it was made */
	bool is_known; /* calls can be plain */
	bool is_end;   /* its process may be over */
	uint8_t full;  /* bits: registers that take no new values */
	size_t row;    /* in the tally */
	struct plain_layout layout;
};

/* A process that the block has lines of. */
struct process {
	unsigned long pid;
	size_t block;
	bool is_settled;   /* its calls go straight to the tally */
	size_t line;	   /* of its last plain line in the block that is not noted yet; 0: none */
	struct slice text; /* that line */
	bool has_plain;
};

/* A line that is left over, or the last plain one of its process. */
struct rest {
	struct slice text;
	uint32_t line; /* counted from 1 in the block */
	bool is_note;
};

struct fast {
	struct fast_view view;
	struct slice text; /* the block */
	size_t block;	   /* its number, counted from 1 */
	size_t lines;
	unsigned long file_pid; /* what the view had */
	bool is_blind;		/* all lines from here on are left over */
	bool is_unnamed_over;	/* so are those that name no process */
	struct plain_names *names;
	struct plan *plans; /* per row of the table of syscalls */
	struct process *processes;
	size_t *used; /* slots of processes in this block */
	size_t used_count;
	struct rest *rests;
	size_t rest_count;
	size_t rest_capacity;
	uint32_t *counts; /* per value of the tally */
	size_t count_capacity;
	uint32_t *touched; /* values whose count is not 0 */
	size_t touched_count;
	size_t touched_capacity;
	struct row_count *rows; /* per row of the tally */
	size_t row_capacity;
	struct plain plain; /* the call that is read */
};

struct row_count {
	uint32_t calls;
	uint32_t errors[ERRORS_KINDS + 1]; /* by kind */
	uint32_t forgotten[SYSCALL_REGISTERS];
};

struct fast *fast_new(void)
{
	struct fast *fast = memory_allocate(1, sizeof(*fast));

	fast->names = plain_names_new();
	fast->plans = memory_allocate(syscall_count(), sizeof(fast->plans[0]));
	fast->processes = memory_allocate(PROCESS_SLOTS, sizeof(fast->processes[0]));
	fast->used = memory_allocate(PROCESS_SLOTS, sizeof(fast->used[0]));
	return fast;
}

void fast_free(struct fast *fast)
{
	if (!fast)
		return;
	free(fast->names);
	free(fast->plans);
	free(fast->processes);
	free(fast->used);
	free(fast->rests);
	free(fast->counts);
	free(fast->touched);
	free(fast->rows);
	free(fast);
}

static struct plan make_plan(const struct fast *fast, size_t syscall_row)
{
	const struct strace_parser *parser = fast->view.parser;
	const struct tally *tally = fast->view.tally;
	const struct syscall_fact *syscall = syscall_at(syscall_row);
	struct slice name = slice_of(syscall->name);
	struct plan plan = {.block = fast->block};

	plan.is_end = slice_is(name, "exit") || slice_is(name, "exit_group");
	plan.is_known = parser->seen[syscall_row] && tally->by_syscall[syscall_row] &&
			!plan.is_end && !compat_only(syscall);
	if (!plan.is_known)
		return plan;
	plan.row = tally->by_syscall[syscall_row] - 1;
	plan.is_known = tally->rows[plan.row]->shown.calls > 0 &&
			tally->rows[plan.row]->shown.first.log <= parser->log;
	plan.layout = plain_layout_of(syscall, tally->arch);
	for (unsigned i = 0; i < SYSCALL_REGISTERS; i++)
		if (tally_is_full(tally, tally->rows[plan.row], i))
			plan.full |= (uint8_t)(1U << i);
	return plan;
}

static const struct plan *find_plan(struct fast *fast, size_t syscall_row)
{
	struct plan *plan = &fast->plans[syscall_row];

	if (plan->block != fast->block)
		*plan = make_plan(fast, syscall_row);
	return plan;
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

static void leave(struct fast *fast, struct slice text, size_t line, bool is_note)
{
	fast->rests = memory_reserve(
		fast->rests, &fast->rest_capacity, fast->rest_count + 1, sizeof(fast->rests[0]));
	fast->rests[fast->rest_count++] = (struct rest){text, (uint32_t)line, is_note};
}

/* Leaves the last plain lines of all processes to be noted. */
static void leave_notes(struct fast *fast)
{
	for (size_t i = 0; i < fast->used_count; i++) {
		struct process *process = &fast->processes[fast->used[i]];

		if (process->line)
			leave(fast, process->text, process->line, true);
		process->line = 0;
	}
}

/* Finds the numbers of the values of the call that is read. Returns false when one is new. */
static bool find_values(
	const struct fast *fast, const struct plan *plan, uint32_t numbers[SYSCALL_REGISTERS])
{
	const struct values *values = &fast->view.tally->values;

	for (unsigned i = 0; i < fast->plain.piece_count; i++) {
		const struct piece *piece = &fast->plain.pieces[i];

		numbers[i] = values_find_hashed(
			values, piece->key, piece->text, piece->word, piece->hash);
		if (numbers[i] == VALUES_NONE && !(plan->full >> piece->index & 1))
			return false;
	}
	return true;
}

static void count_values(
	struct fast *fast, const struct plan *plan, const uint32_t numbers[SYSCALL_REGISTERS])
{
	for (unsigned i = 0; i < fast->plain.piece_count; i++) {
		if (numbers[i] == VALUES_NONE)
			fast->rows[plan->row].forgotten[fast->plain.pieces[i].index]++;
		else if (fast->counts[numbers[i]]++ == 0)
			fast->touched[fast->touched_count++] = numbers[i];
	}
}

/* Finds where the error is counted that the call ended with. Returns false when it is new. */
static bool find_error(const struct fast *fast, const struct plan *plan, size_t *ret_kind)
{
	const struct row *row = fast->view.tally->rows[plan->row];

	*ret_kind = ERRORS_NEW;
	if (fast->plain.error.length == 0)
		return true;
	*ret_kind = errors_find(&row->shown.errors_by_name, fast->plain.error);
	return *ret_kind != ERRORS_NEW;
}

/* Counts the call whose argument list begins at `list`. Returns false when it is not plain. */
static bool count_call(
	struct fast *fast, const struct plan *plan, const char *list, const char *end)
{
	uint32_t numbers[SYSCALL_REGISTERS];
	size_t kind;

	fast->plain.values = &fast->view.tally->values;
	fast->plain.row = plan->row;
	if (!plan->is_known || !plain_read(&fast->plain, &plan->layout, list, end) ||
		!find_error(fast, plan, &kind) || !find_values(fast, plan, numbers))
		return false;
	count_values(fast, plan, numbers);
	fast->rows[plan->row].calls++;
	if (kind != ERRORS_NEW)
		fast->rows[plan->row].errors[kind]++;
	return true;
}

/* What a line that is no plain call may do to the lines after it. */
static void heed(struct fast *fast, const struct leader *leader, struct process *process)
{
	struct slice body = leader->body;
	struct slice rest;
	struct slice resumed = body_resumed_name(body, &rest);
	bool is_message = slice_starts_with(body, "+++ ") || slice_starts_with(body, "--- ");

	if (is_message && slice_find(body, "SIGSYS") < body.length)
		leave_notes(fast);
	if (slice_starts_with(body, "+++ ")) {
		fast->is_unnamed_over = true;
		if (process)
			process->is_settled = false;
	} else if (slice_starts_with(body, "strace: ")) {
		fast->is_unnamed_over = true;
	} else if (resumed.length > 0) {
		fast->is_blind |= slice_starts_with(resumed, "exit") && leader->pid == 0;
		if (slice_starts_with(resumed, "exit") && process)
			process->is_settled = false;
	} else if (!is_message) {
		fast->is_blind = true;
	}
}

/* Returns whether the line is a plain call, and is counted. */
static bool count_line(struct fast *fast, struct slice line, size_t number)
{
	struct leader leader = plain_peel(line);
	const char *end = line.start + line.length;
	bool is_unnamed = leader.pid == 0;
	struct process *process = find_process(fast, is_unnamed ? fast->file_pid : leader.pid);
	size_t length = 0;
	size_t row = SIZE_MAX;

	if (leader.body.length > 0 && *leader.body.start >= 'a' && *leader.body.start <= 'z')
		row = plain_find_name(fast->names, leader.body.start, end, &length);
	if (row == SIZE_MAX || !form_has(&fast->view.parser->form, leader.parts)) {
		heed(fast, &leader, process);
		return false;
	}
	if (find_plan(fast, row)->is_end && process)
		process->is_settled = false;
	if (!process || !process->is_settled || (is_unnamed && fast->is_unnamed_over) ||
		!count_call(fast, find_plan(fast, row), leader.body.start + length + 1, end))
		return false;
	process->text = line;
	process->line = number;
	process->has_plain = true;
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

void fast_read(struct fast *fast, const struct fast_view *view, struct slice block)
{
	const char *at = block.start;
	const char *end = block.start + block.length;

	fast->view = *view;
	fast->text = block;
	fast->block++;
	fast->lines = 0;
	fast->file_pid = view->parser->file_pid;
	fast->is_unnamed_over = false;
	fast->used_count = 0;
	fast->rest_count = 0;
	fast->touched_count = 0;
	fast->is_blind = is_for_parser(fast);
	reserve(fast);
	while (at < end) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));
		struct slice line = {at, (size_t)((line_end ? line_end : end) - at)};

		fast->lines++;
		if (fast->is_blind || line.length == 0 || !count_line(fast, line, fast->lines))
			leave(fast, line, fast->lines, false);
		at += line.length + 1;
	}
	leave_notes(fast);
	if (fast->rest_count > 1)
		qsort(fast->rests, fast->rest_count, sizeof(fast->rests[0]), compare_rests);
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

/* Takes the parser through the block: it reads what is left over. */
static void read_rests(struct fast *fast, struct strace_parser *parser, line_function *read_line,
	void *context, size_t base)
{
	size_t last = 0;

	for (size_t i = 0; i < fast->rest_count; i++) {
		const struct rest *rest = &fast->rests[i];

		parser_skip_calls(parser, rest->line - last - !rest->is_note);
		if (rest->is_note)
			note_line(parser, rest->text, base + rest->line);
		else
			read_line(context, rest->text, base + rest->line);
		last = rest->line;
	}
	parser_skip_calls(parser, fast->lines - last);
	for (size_t i = 0; i < fast->used_count; i++) {
		const struct process *process = &fast->processes[fast->used[i]];

		if (process->has_plain)
			parser_note_process(parser, process->pid);
	}
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
			tally_add_calls(tally, i, fast->rows[i].calls, fast->rows[i].errors,
				fast->rows[i].forgotten);
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
