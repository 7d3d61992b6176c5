/*
 * Each line is peeled of its leader and then is one of
 *   - a call, `name(args) = result`: handed on;
 *   - its first half, `name(args <unfinished ...>`: waits in the table of pending calls;
 *   - its second half, `<... name resumed>args) = result`: joined with the first, handed on;
 *   - a call that is not closed: messages and program output land in the middle of a line. It is
 *     kept as the open call until a line closes it, and counts as unreadable if none does;
 *   - a message, known to be no call;
 *   - anything else: unreadable.
 */
#include "trace/strace.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/body.h"
#include "trace/parser.h"
#include "trace/scan.h"
#include "trace/shape.h"
#include "trace/signs.h"

struct strace_parser *strace_new(call_function *deliver, void *context)
{
	struct strace_parser *parser = memory_allocate(1, sizeof(*parser));

	parser->deliver = deliver;
	parser->context = context;
	parser->pending = pending_new();
	parser->kills = kill_new();
	parser->seen = memory_allocate(syscall_count(), 1);
	return parser;
}

void strace_free(struct strace_parser *parser)
{
	if (!parser)
		return;
	pending_free(parser->pending);
	kill_free(parser->kills);
	form_free(&parser->form);
	pids_free(&parser->pids);
	pids_free(&parser->compat);
	free(parser->seen);
	text_free(&parser->open.text);
	text_free(&parser->joined);
	free(parser);
}

const struct strace_report *strace_report(const struct strace_parser *parser)
{
	return &parser->report;
}

/* What a line is, less its leader. */
struct peeled {
	struct leader leader;
	size_t name_length;		    /* it begins with a call; 0: it does not */
	const struct syscall_fact *syscall; /* which; NULL: one that no table has */
	struct slice resumed; /* the name in `<... name resumed>`; empty: it is none */
	struct slice rest;    /* what follows that */
};

/* A printed call on its way to being handed on. */
struct printed {
	struct slice name;
	const struct syscall_fact *syscall;
	struct slice list; /* from after the opening parenthesis */
	unsigned long pid;
	struct place place;
	bool is_joined; /* it was interrupted, and put together again */
	struct slice result;
	bool failed;
};

void parser_deliver(struct strace_parser *parser, const struct call *call)
{
	if (call->form != CALL_REMARK) {
		parser->report.calls++;
		if (call->syscall)
			parser_note_new(parser, call);
	}
	parser->deliver(parser->context, call);
}

/* A new process makes calls of the same kind as the one that made it. */
static void note_child(struct strace_parser *parser, const struct call *call)
{
	uint64_t child;

	if (parser->compat.count == 0 || !signs_is_fork(call) ||
		!slice_parse_number(call->result, &child))
		return;
	if (call->is_compat)
		pids_add(&parser->compat, (unsigned long)child);
	else
		pids_remove(&parser->compat, (unsigned long)child);
}

static void deliver(
	struct strace_parser *parser, const struct printed *printed, const struct scan *scan)
{
	struct call call = {
		.name = printed->name,
		.syscall = printed->syscall,
		.argument_count = scan ? scan->count : 0,
		.arguments_known = scan != NULL,
		.failed = printed->failed,
		.is_compat = parser_is_compat(parser, printed->pid),
		.pid = printed->pid,
		.place = printed->place,
		.result = printed->result,
	};

	if (scan)
		memcpy(call.arguments, scan->arguments, scan->count * sizeof(scan->arguments[0]));
	if (kill_is_due(parser->kills))
		parser_deliver_kills(parser, false);
	note_child(parser, &call);
	parser_note_process(parser, call.pid);
	parser->is_idle = false;
	parser_deliver(parser, &call);
	kill_note_call(parser->kills, &call, !printed->is_joined);
}

/* Hands on a call of which only the entry was seen, with the arguments printed there. */
static void deliver_entry(
	struct strace_parser *parser, const struct pending *call, unsigned long pid)
{
	struct printed printed = {
		.name = call->name,
		.syscall = syscall_find(call->name),
		.list = call->arguments,
		.pid = pid,
		.place = call->place,
		.is_joined = true,
	};
	struct scan scan;

	scan_arguments(printed.list, &scan);
	deliver(parser, &printed, &scan);
}

static struct pending open_as_pending(const struct open_call *open)
{
	struct slice text = slice_of_text(&open->text);

	return (struct pending){
		slice_until(text, open->name_length),
		slice_after(text, open->name_length),
		open->place,
	};
}

/* No line closed it, so that it may have been program output. A call of which two halves were read
 * is none. */
void parser_drop_open(struct strace_parser *parser)
{
	struct pending call = open_as_pending(&parser->open);

	if (!parser->open.is_open)
		return;
	parser->open.is_open = false;
	if (parser->open.is_certain)
		deliver_entry(parser, &call, parser->open.pid);
	else
		parser_count_unreadable(parser, parser->open.place.line);
}

static void open_call(struct strace_parser *parser, const struct printed *printed)
{
	struct open_call *open = &parser->open;

	open->is_open = true;
	open->is_certain = printed->is_joined;
	open->pid = printed->pid;
	open->place = printed->place;
	open->name_length = printed->name.length;
	text_clear(&open->text);
	text_append(&open->text, printed->name);
	text_append(&open->text, body_uncut_arguments(printed->list));
}

void parser_put_pending(struct strace_parser *parser, unsigned long pid, const struct pending *call)
{
	struct pending older;
	unsigned long first;

	if (pending_take(parser->pending, pid, &older))
		deliver_entry(parser, &older, pid);
	if (pending_make_room(parser->pending, &older, &first))
		deliver_entry(parser, &older, first);
	pending_put(parser->pending, pid, call);
}

/* Reads a whole call, or what there is of it. Returns false when it is neither closed with a
 * result, nor unfinished, nor detached. */
static bool read_printed(struct strace_parser *parser, struct printed *printed)
{
	unsigned long pid = printed->pid;
	struct scan scan;

	if (slice_ends_with(printed->list, ">") &&
		body_cut_unfinished(&printed->list, &printed->pid)) {
		if (printed->pid != pid && printed->pid == parser->resumed_pid)
			return true; /* it was counted in the other process's file */
		parser_put_pending(parser, printed->pid,
			&(struct pending){printed->name, printed->list, printed->place});
		parser->unfinished_pid = printed->pid;
		parser->unfinished_line = parser->report.lines;
		return true;
	}
	scan_arguments(printed->list, &scan);
	if (scan.closed && body_read_result(scan.rest, &printed->result, &printed->failed)) {
		deliver(parser, printed, &scan);
		return true;
	}
	if (slice_ends_with(printed->list, "<detached ...>")) {
		printed->is_joined = true; /* it did not end */
		deliver(parser, printed, &scan);
		return true;
	}
	return false;
}

static void read_call(struct strace_parser *parser, const struct peeled *peeled, size_t line)
{
	struct slice body = peeled->leader.body;
	struct printed printed = {
		.name = slice_until(body, peeled->name_length),
		.syscall = peeled->syscall,
		.list = slice_after(body, peeled->name_length + 1),
		.pid = peeled->leader.pid,
		.place = {parser->log, line},
	};

	parser_drop_open(parser);
	if (!read_printed(parser, &printed))
		open_call(parser, &printed);
}

/* Finds the first half of a call that process `pid` resumes. On standard error the process of a
 * line is not named while there is only one. */
static bool find_first_half(
	struct strace_parser *parser, struct slice name, unsigned long *pid, struct pending *ret)
{
	return pending_take_named(parser->pending, *pid, name, ret) ||
	       (*pid != 0 && pending_take_named(parser->pending, 0, name, ret)) ||
	       (*pid == 0 && pending_take_any(parser->pending, name, ret, pid));
}

/* Makes `printed` the call whose first half is `first` and whose second half is `rest`. */
static void join(struct strace_parser *parser, struct printed *printed, const struct pending *first,
	struct slice rest)
{
	text_clear(&parser->joined);
	text_append(&parser->joined, first->arguments);
	text_append(&parser->joined, rest);
	printed->name = first->name;
	printed->syscall = syscall_find(first->name);
	printed->list = slice_of_text(&parser->joined);
	printed->place = first->place;
	printed->is_joined = true;
}

/* Whether process `pid` goes on with the execve of another thread; it does so once. */
static bool take_exec(struct strace_parser *parser, unsigned long pid)
{
	bool is_exec = parser->has_exec && parser->exec_pid == pid;

	if (is_exec)
		parser->has_exec = false;
	return is_exec;
}

/* `<... name resumed>` and the rest; to strace 4.26 with a blank before the rest. */
static void read_resumed(struct strace_parser *parser, const struct leader *leader,
	struct slice name, struct slice rest, size_t line)
{
	struct printed printed = {
		.name = name,
		.syscall = syscall_find(name),
		.pid = leader->pid,
		.place = {parser->log, line},
	};
	struct pending first;

	if (!find_first_half(parser, name, &printed.pid, &first)) {
		if (slice_is(name, "execve") && take_exec(parser, leader->pid))
			return; /* it was counted where the thread began it, if it is here */
		if (parser->is_ff && slice_is(name, "execve"))
			parser->resumed_pid = leader->pid;
		printed.is_joined = true;
		deliver(parser, &printed, NULL);
		return;
	}
	join(parser, &printed, &first, rest);
	if (!read_printed(parser, &printed))
		open_call(parser, &printed);
}

/* A line that goes on with the open call. */
static bool continue_open(struct strace_parser *parser, struct slice body)
{
	struct pending call = open_as_pending(&parser->open);
	struct printed printed = {.pid = parser->open.pid};
	struct slice trimmed = slice_trim(body);

	if (slice_is(trimmed, "<unfinished ...>")) {
		parser_put_pending(parser, parser->open.pid, &call);
	} else if (slice_is(trimmed, "<detached ...>")) {
		deliver_entry(parser, &call, parser->open.pid);
	} else if (body_is_ending(body)) {
		join(parser, &printed, &call, body);
		if (!read_printed(parser, &printed))
			deliver_entry(parser, &call, parser->open.pid);
	} else {
		return false;
	}
	parser->open.is_open = false;
	return true;
}

/* With -z and -e status= a first half can be followed at once by its end, without a leader. */
static bool continue_unfinished(struct strace_parser *parser, struct slice body)
{
	struct printed printed = {.pid = parser->unfinished_pid};
	struct pending call;

	if (parser->unfinished_line + 1 != parser->report.lines || !body_is_ending(body) ||
		!pending_take(parser->pending, printed.pid, &call))
		return false;
	join(parser, &printed, &call, body);
	if (!read_printed(parser, &printed))
		deliver_entry(parser, &call, parser->unfinished_pid);
	return true;
}

static struct peeled peel(const struct strace_parser *parser, struct slice line)
{
	struct peeled peeled = {.leader = leader_peel(line)};
	struct slice body = peeled.leader.body;

	if (peeled.leader.pid == 0)
		peeled.leader.pid = parser->file_pid;
	peeled.name_length = body_name_length(body, &peeled.syscall);
	if (peeled.name_length > 0 || body.length == 0 || *body.start != '<')
		return peeled;
	peeled.resumed = body_resumed_name(body, &peeled.rest);
	if (!body_is_call_name(peeled.resumed, &peeled.syscall))
		peeled.resumed.length = 0;
	return peeled;
}

static void read_peeled(struct strace_parser *parser, const struct peeled *peeled, size_t number)
{
	if (peeled->name_length > 0)
		read_call(parser, peeled, number);
	else
		read_resumed(parser, &peeled->leader, peeled->resumed, peeled->rest, number);
}

/* The lines that were held are of the trace. */
static void accept_held(struct strace_parser *parser)
{
	struct form *form = &parser->form;
	size_t count = form->held_count;

	if (count == 0)
		return;
	form_accept(form);
	form_drop(form);
	for (size_t i = 0; i < count; i++) {
		struct slice line = slice_of_text(&form->held[i].text);
		struct peeled peeled = peel(parser, line);

		read_peeled(parser, &peeled, form->held[i].number);
	}
}

/* A line that looks like a call. */
static void read_call_line(
	struct strace_parser *parser, const struct peeled *peeled, struct slice line, size_t number)
{
	struct form *form = &parser->form;
	unsigned parts = peeled->leader.parts;

	if (form->held_count > 0 && !form_is_held(form, parts) && !form_has(form, parts)) {
		/* Several new forms: the log is put together of many. */
		accept_held(parser);
		form_doubt(form);
	}
	if (form_is_accepted(form, parts)) {
		parser_reject_held(parser);
		read_peeled(parser, peeled, number);
		if (parser->report.calls < SHAPE_SAMPLE)
			parser->report.shape |= shape_of_line(line, &peeled->leader);
	} else if (form_hold(form, parts, line, number) ||
		   slice_starts_with(peeled->leader.body, "execve(")) {
		accept_held(parser); /* whole logs begin with an execve */
	}
}

static void read_other_line(
	struct strace_parser *parser, const struct peeled *peeled, struct slice line, size_t number)
{
	const struct leader *leader = &peeled->leader;

	/* The message of an end shows that lines like it are no noise. */
	if (form_is_held(&parser->form, leader->parts) && slice_starts_with(leader->body, "+++ "))
		accept_held(parser);
	if (parser->open.is_open ? continue_open(parser, line) : continue_unfinished(parser, line))
		return;
	if (parser_read_other(parser, leader, line, number))
		return;
	parser_count_unreadable(parser, number);
}

void strace_read_line(struct strace_parser *parser, struct slice line, size_t number)
{
	struct peeled peeled;

	parser->report.lines++;
	if (slice_ends_with(line, "\r"))
		line.length--;
	peeled = peel(parser, line);
	parser_note_start(parser, peeled.leader.body, peeled.name_length, peeled.syscall, number);
	if (peeled.name_length > 0 || peeled.resumed.length > 0)
		read_call_line(parser, &peeled, line, number);
	else
		read_other_line(parser, &peeled, line, number);
}

void strace_begin_file(struct strace_parser *parser, size_t log, unsigned long pid)
{
	parser->log = log;
	parser->file_pid = pid;
	parser->is_ff = pid > 0;
	parser->is_idle = !parser->is_ff;
	parser->compat_pid = 0;
	parser->unfinished_line = 0;
	parser->report = (struct strace_report){0};
	parser->summary = (struct summary){0};
	parser->summary_is_extra = false;
	parser->summary_calls = 0;
	form_begin(&parser->form);
}

void strace_end_file(struct strace_parser *parser)
{
	struct pending call;

	accept_held(parser);
	call = open_as_pending(&parser->open);
	if (parser->open.is_open)
		deliver_entry(parser, &call, parser->open.pid);
	parser->open.is_open = false;
	parser_count_processes(parser);
}

void parser_end_process(struct strace_parser *parser, unsigned long pid)
{
	struct pending call;

	if (pending_take(parser->pending, pid, &call))
		deliver_entry(parser, &call, pid);
	pending_forget(parser->pending, pid);
}

void strace_end_run(struct strace_parser *parser)
{
	struct pending call;
	unsigned long pid;

	while (pending_take_first(parser->pending, &call, &pid))
		deliver_entry(parser, &call, pid);
	parser_deliver_kills(parser, true);
	parser_count_processes(parser);
}
