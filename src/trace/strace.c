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

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/leader.h"
#include "trace/message.h"
#include "trace/pending.h"
#include "trace/scan.h"

struct open_call {
	bool is_open;
	unsigned long pid;
	size_t name_length;
	struct place place;
	struct text text; /* the name, then the arguments */
};

struct strace_parser {
	call_function *deliver;
	void *context;
	struct pending_table *pending;
	struct open_call open;
	struct text joined;	      /* both halves of a call */
	unsigned long file_pid;	      /* whose the file is, 0: not known */
	unsigned long exec_pid;	      /* whose execve another thread began, 0: nobody's */
	unsigned long unfinished_pid; /* of the first half that was read last */
	size_t unfinished_line;	      /* where that stood, 0: nowhere */
	size_t log;		      /* index of the file */
	struct strace_report report;
};

struct strace_parser *strace_new(call_function *deliver, void *context)
{
	struct strace_parser *parser = memory_allocate(1, sizeof(*parser));

	parser->deliver = deliver;
	parser->context = context;
	parser->pending = pending_new();
	return parser;
}

void strace_free(struct strace_parser *parser)
{
	if (!parser)
		return;
	pending_free(parser->pending);
	text_free(&parser->open.text);
	text_free(&parser->joined);
	free(parser);
}

const struct strace_report *strace_report(const struct strace_parser *parser)
{
	return &parser->report;
}

/* A printed call on its way to being handed on. */
struct printed {
	struct slice name;
	struct slice list; /* from after the opening parenthesis */
	unsigned long pid;
	struct place place;
};

static void count_unreadable(struct strace_parser *parser, size_t line)
{
	if (parser->report.unreadable++ == 0 || line < parser->report.first_unreadable_line)
		parser->report.first_unreadable_line = line;
}

static void deliver(struct strace_parser *parser, const struct printed *printed,
	const struct scan *scan, bool failed)
{
	struct call call = {
		.name = printed->name,
		.syscall = syscall_find(printed->name),
		.argument_count = scan ? scan->count : 0,
		.arguments_known = scan != NULL,
		.failed = failed,
		.pid = printed->pid,
		.place = printed->place,
	};

	if (scan)
		memcpy(call.arguments, scan->arguments, scan->count * sizeof(scan->arguments[0]));
	parser->report.calls++;
	parser->deliver(parser->context, &call);
}

/* Hands on a call of which only the entry was seen, with the arguments printed there. */
static void deliver_entry(
	struct strace_parser *parser, const struct pending *call, unsigned long pid)
{
	struct printed printed = {call->name, call->arguments, pid, call->place};
	struct scan scan;

	scan_arguments(printed.list, &scan);
	deliver(parser, &printed, &scan, false);
}

/* Whether `rest`, what follows the closing parenthesis, is a result; sets whether it is an error:
 * `-1 ENOENT (No such file or directory)`, `-1 (errno 600)`, `4294967274 EINVAL (...)`. */
static bool read_result(struct slice rest, bool *ret_failed)
{
	size_t space;

	rest = slice_trim(rest);
	if (!slice_starts_with(rest, "= "))
		return false;
	rest = slice_after(rest, 2);
	space = slice_find_byte(rest, ' ');
	*ret_failed = *rest.start != '?' &&
		      (slice_starts_with(slice_after(rest, space), " E") ||
			      slice_starts_with(slice_after(rest, space), " (errno"));
	return true;
}

/* Drops what is open: no line closed it, so that it may have been program output. */
static void drop_open(struct strace_parser *parser)
{
	if (parser->open.is_open)
		count_unreadable(parser, parser->open.place.line);
	parser->open.is_open = false;
}

/* Returns what strace itself printed of a list that something else cuts in two. Where that is no
 * message of strace the last argument may have grown by it: `write(1, "5\n", 2` and a `5`. */
static struct slice uncut_arguments(struct slice list)
{
	size_t message = slice_find(list, "strace: Process ");
	struct scan scan;

	if (message < list.length)
		return slice_until(list, message);
	scan_arguments(list, &scan);
	if (scan.count == 0)
		return (struct slice){list.start, 0};
	return slice_until(list, (size_t)(scan.arguments[scan.count - 1].start - list.start));
}

static void open_call(struct strace_parser *parser, const struct printed *printed)
{
	struct open_call *open = &parser->open;

	open->is_open = true;
	open->pid = printed->pid;
	open->place = printed->place;
	open->name_length = printed->name.length;
	text_clear(&open->text);
	text_append(&open->text, printed->name);
	text_append(&open->text, uncut_arguments(printed->list));
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

/* Puts a first half into the table; an older one of the same process never came back. */
static void put_pending(struct strace_parser *parser, unsigned long pid, const struct pending *call)
{
	struct pending older;

	if (pending_take(parser->pending, pid, &older))
		deliver_entry(parser, &older, pid);
	pending_put(parser->pending, pid, call);
}

/* Cuts the mark of a first half off `list`. Returns false when it has none. The mark of a thread
 * that becomes another one by execve (`<pid changed to 23067 ...>`) says whose call it is then. */
static bool cut_unfinished(struct slice *list, unsigned long *pid)
{
	static const char changed[] = "<pid changed to ";
	size_t at;
	uint64_t number;
	struct slice digits;

	if (slice_ends_with(*list, "<unfinished ...>")) {
		*list = slice_until(*list, list->length - strlen("<unfinished ...>"));
		return true;
	}
	if (!slice_ends_with(*list, " ...>"))
		return false;
	at = slice_find(*list, changed);
	digits = slice_after(*list, at + sizeof(changed) - 1);
	digits = slice_until(digits, slice_find_byte(digits, ' '));
	if (!slice_parse_number(digits, &number))
		return false;
	*list = slice_until(*list, at);
	*pid = (unsigned long)number;
	return true;
}

/* Reads a whole call, or what there is of it. Returns false when it is neither closed with a
 * result, nor unfinished, nor detached. */
static bool read_printed(struct strace_parser *parser, struct printed *printed)
{
	struct scan scan;
	bool failed;

	if (slice_ends_with(printed->list, ">") && cut_unfinished(&printed->list, &printed->pid)) {
		put_pending(parser, printed->pid,
			&(struct pending){printed->name, printed->list, printed->place});
		parser->unfinished_pid = printed->pid;
		parser->unfinished_line = parser->report.lines;
		return true;
	}
	scan_arguments(printed->list, &scan);
	if (scan.closed && read_result(scan.rest, &failed)) {
		deliver(parser, printed, &scan, failed);
		return true;
	}
	if (slice_ends_with(printed->list, "<detached ...>")) {
		deliver(parser, printed, &scan, false);
		return true;
	}
	return false;
}

static bool is_name_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

/* Returns the length of the name of a call that `body` begins with, 0 when it begins with none. A
 * name is one of the tables, or syscall_0x1f4 for a number that strace has no name for: text that
 * only looks like a call is program output. */
static size_t name_length(struct slice body)
{
	size_t length = 0;
	struct slice name;

	while (length < body.length && is_name_byte(body.start[length]))
		length++;
	if (length == 0 || length + 1 >= body.length || body.start[length] != '(')
		return 0;
	name = slice_until(body, length);
	return syscall_find(name) || slice_starts_with(name, "syscall_") ? length : 0;
}

static bool read_call(struct strace_parser *parser, const struct leader *leader, size_t line)
{
	size_t length = name_length(leader->body);
	struct printed printed = {
		.name = slice_until(leader->body, length),
		.list = slice_after(leader->body, length + 1),
		.pid = leader->pid,
		.place = {parser->log, line},
	};

	if (length == 0)
		return false;
	drop_open(parser);
	if (!read_printed(parser, &printed))
		open_call(parser, &printed);
	return true;
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
	printed->list = slice_of_text(&parser->joined);
	printed->place = first->place;
}

/* `<... name resumed>` and the rest; to strace 4.26 with a blank before the rest. */
static bool read_resumed(struct strace_parser *parser, const struct leader *leader, size_t line)
{
	static const char mark[] = " resumed>";
	struct slice body = slice_after(leader->body, strlen("<... "));
	size_t end = slice_find(body, mark);
	struct printed printed = {
		.name = slice_until(body, end),
		.pid = leader->pid,
		.place = {parser->log, line},
	};
	struct pending first;

	if (end == body.length || !syscall_find(printed.name))
		return slice_starts_with(printed.name, "syscall_");
	body = slice_after(body, end + sizeof(mark) - 1);
	if (!find_first_half(parser, printed.name, &printed.pid, &first)) {
		if (slice_is(printed.name, "execve") && parser->exec_pid == leader->pid)
			return true; /* it was counted where the thread began it, if it is here */
		deliver(parser, &printed, NULL, false);
		return true;
	}
	join(parser, &printed, &first, body);
	if (!read_printed(parser, &printed))
		open_call(parser, &printed);
	return true;
}

/* Whether `body` is the end of a call: the rest of its arguments, and a result. */
static bool is_ending(struct slice body)
{
	struct scan scan;
	bool failed;

	scan_arguments(body, &scan);
	return scan.closed && read_result(scan.rest, &failed);
}

/* A line that goes on with the open call. */
static bool continue_open(struct strace_parser *parser, struct slice body)
{
	struct pending call = open_as_pending(&parser->open);
	struct printed printed = {.pid = parser->open.pid};
	struct slice trimmed = slice_trim(body);

	if (slice_is(trimmed, "<unfinished ...>")) {
		put_pending(parser, parser->open.pid, &call);
	} else if (slice_is(trimmed, "<detached ...>")) {
		deliver_entry(parser, &call, parser->open.pid);
	} else if (is_ending(body)) {
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

	if (parser->unfinished_line + 1 != parser->report.lines || !is_ending(body) ||
		!pending_take(parser->pending, printed.pid, &call))
		return false;
	join(parser, &printed, &call, body);
	return read_printed(parser, &printed);
}

/* `+++ superseded by execve in pid 23295 +++`: that thread's execve comes back under this pid. */
static void note_superseded(struct strace_parser *parser, const struct leader *leader)
{
	static const char mark[] = "+++ superseded by execve in pid ";
	struct slice digits = slice_after(leader->body, sizeof(mark) - 1);
	struct pending call;
	uint64_t from;

	if (!slice_starts_with(leader->body, mark))
		return;
	digits = slice_until(digits, slice_find_byte(digits, ' '));
	parser->exec_pid = leader->pid;
	if (slice_parse_number(digits, &from) &&
		pending_take(parser->pending, (unsigned long)from, &call))
		put_pending(parser, leader->pid, &call);
}

void strace_read_line(struct strace_parser *parser, struct slice line, size_t number)
{
	struct leader leader;

	parser->report.lines++;
	if (slice_ends_with(line, "\r"))
		line.length--;
	leader = leader_peel(line);
	if (leader.pid == 0)
		leader.pid = parser->file_pid;
	if (read_call(parser, &leader, number))
		return;
	if (slice_starts_with(leader.body, "<... ") && read_resumed(parser, &leader, number))
		return;
	if (parser->open.is_open ? continue_open(parser, line) : continue_unfinished(parser, line))
		return;
	if (message_is_known(leader.body))
		note_superseded(parser, &leader);
	else
		count_unreadable(parser, number);
}

void strace_begin_file(struct strace_parser *parser, size_t log, unsigned long pid)
{
	parser->log = log;
	parser->file_pid = pid;
	parser->report = (struct strace_report){0};
}

void strace_end_file(struct strace_parser *parser)
{
	struct pending call = open_as_pending(&parser->open);

	if (parser->open.is_open)
		deliver_entry(parser, &call, parser->open.pid);
	parser->open.is_open = false;
}

void strace_end_run(struct strace_parser *parser)
{
	struct pending call;
	unsigned long pid;

	while (pending_take_first(parser->pending, &call, &pid))
		deliver_entry(parser, &call, pid);
}
