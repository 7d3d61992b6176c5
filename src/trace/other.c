/* Lines that are no calls: strace's messages, the tables of its summaries, the kernel's records;
 * and who wants to know of the others. */
#include <string.h>

#include "trace/audit.h"
#include "trace/message.h"
#include "trace/parser.h"
#include "trace/shape.h"

void strace_watch_starts(struct strace_parser *parser, start_function *note_start, void *context)
{
	parser->note_start = note_start;
	parser->start_context = context;
}

void parser_note_start(struct strace_parser *parser, struct slice body, size_t name_length,
	const struct syscall_fact *syscall, size_t number)
{
	const struct call_start start = {
		.name = slice_until(body, name_length),
		.syscall = syscall,
		.list = slice_after(body, name_length + 1),
		.place = {parser->log, number},
	};

	if (parser->note_start && name_length > 0)
		parser->note_start(parser->start_context, &start);
}

void parser_deliver_kills(struct strace_parser *parser, bool is_end)
{
	struct call call;

	while (kill_take(parser->kills, is_end, &call))
		parser_deliver(parser, &call);
}

bool parser_is_compat(const struct strace_parser *parser, unsigned long pid)
{
	return pid > 0 ? pids_has(&parser->compat, pid) : parser->compat_pid > 0;
}

/* `+++ superseded by execve in pid 23295 +++`: that thread's execve comes back under this pid. */
static void note_superseded(struct strace_parser *parser, unsigned long pid, unsigned long thread)
{
	struct pending call;

	parser->has_exec = true;
	parser->exec_pid = pid;
	if (thread > 0 && pending_take(parser->pending, thread, &call))
		parser_put_pending(parser, pid, &call);
}

/* The SIGSYS of a filter that traps: the call it names is in the log already. */
static void note_stopped(
	struct strace_parser *parser, unsigned long pid, struct slice name, size_t number)
{
	struct call call = {
		.form = CALL_REMARK,
		.name = name,
		.syscall = syscall_find(name),
		.killed = true,
		.pid = pid,
		.place = {parser->log, number},
	};

	kill_note_known(parser->kills, pid);
	if (call.syscall)
		parser_deliver(parser, &call);
}

static void set_compat(struct strace_parser *parser, unsigned long pid, bool is_compat)
{
	if (is_compat)
		pids_add(&parser->compat, pid);
	else
		pids_remove(&parser->compat, pid);
}

/* On standard error lines without a process are those of the process attached to, as long as it
 * lives. */
static void note_attached(struct strace_parser *parser, unsigned long pid)
{
	if (parser->is_idle)
		parser->file_pid = pid;
	parser->is_idle = false;
	set_compat(parser, pid, parser_is_compat(parser, parser->last_pid));
}

/* Only the last process alive is not named. */
static void note_ended(struct strace_parser *parser, const struct leader *leader)
{
	bool is_named = leader->parts & (LEADER_BRACKETED | LEADER_PID);

	set_compat(parser, leader->pid, false);
	if (leader->pid == parser->compat_pid)
		parser->compat_pid = 0;
	if (leader->pid > 0)
		parser_end_process(parser, leader->pid);
	if (parser->is_ff)
		return;
	if (!is_named)
		parser->is_idle = true;
	if (!is_named || leader->pid == parser->file_pid)
		parser->file_pid = 0;
}

/* strace tells of a process whose calls are of another kind than it thought: at first, than those
 * of the process that it looked at before (strace 6.1, strace.c: alloctcb, update_personality). */
static void note_mode(struct strace_parser *parser, unsigned mode, unsigned long pid, size_t number)
{
	if (mode != 0)
		parser->compat_pid = pid;
	else if (parser->compat_pid == pid)
		parser->compat_pid = 0;
	set_compat(parser, pid, mode != 0);
	if (mode != 0 && parser->report.modes == 0)
		parser->report.mode_line = number;
	parser->report.modes |= mode;
}

static bool read_message(struct strace_parser *parser, const struct leader *leader, size_t number)
{
	struct notice notice = message_read(leader->body);

	switch (notice.kind) {
	case NOTICE_NONE:
		return false;
	case NOTICE_PLAIN:
		break;
	case NOTICE_STACK:
		parser->report.shape |= SHAPE_STACK;
		break;
	case NOTICE_ATTACHED:
		note_attached(parser, notice.pid);
		break;
	case NOTICE_KILLED:
		kill_note_death(parser->kills, leader->pid);
		note_ended(parser, leader);
		break;
	case NOTICE_ENDED:
		note_ended(parser, leader);
		break;
	case NOTICE_EXITED:
		parser->report.exits++;
		note_ended(parser, leader);
		break;
	case NOTICE_SUPERSEDED:
		note_superseded(parser, leader->pid, notice.pid);
		break;
	case NOTICE_STOPPED:
		note_stopped(parser, leader->pid, notice.name, number);
		break;
	case NOTICE_32_BIT:
		note_mode(parser, STRACE_MODE_32_BIT, notice.pid, number);
		break;
	case NOTICE_X32:
		note_mode(parser, STRACE_MODE_X32, notice.pid, number);
		break;
	case NOTICE_64_BIT:
		note_mode(parser, 0, notice.pid, number);
		break;
	}
	return true;
}

/* A table after calls sums them up (-C), and so do the tables that follow it at once. */
static void deliver_row(struct strace_parser *parser, const struct summary_row *row, size_t number)
{
	struct call call = {
		.form = CALL_SUMMED,
		.name = row->name,
		.syscall = syscall_find(row->name),
		.place = {parser->log, number},
		.count = row->calls,
		.errors = row->errors,
	};

	if (parser->report.calls > parser->summary_calls)
		parser->summary_is_extra = true;
	parser->summary_calls = parser->report.calls;
	if (parser->summary_is_extra)
		return;
	parser_deliver(parser, &call);
	parser->report.summed_calls += row->calls;
	parser->summary_calls = parser->report.calls;
}

static bool read_summary(struct strace_parser *parser, struct slice line, size_t number)
{
	struct summary_row row;

	if (!summary_read_line(&parser->summary, line, &row))
		return false;
	parser->report.shape |= SHAPE_SUMMARY;
	if (row.name.length > 0)
		deliver_row(parser, &row, number);
	return true;
}

/* The record's name, or its number as strace would print it. */
static struct slice name_of_record(const struct audit_record *record, struct text *buffer)
{
	const struct syscall_fact *syscall;

	if (record->name.length > 0)
		return record->name;
	syscall = record->has_arch ? syscall_by_number(record->arch, record->number) : NULL;
	if (syscall)
		return slice_of(syscall->name);
	text_clear(buffer);
	text_append_format(buffer, "syscall_0x%lx", record->number);
	return slice_of_text(buffer);
}

static bool read_record(struct strace_parser *parser, struct slice line, size_t number)
{
	struct call call = {
		.form = CALL_RECORDED,
		.place = {parser->log, number},
	};
	struct audit_record record;

	if (!audit_read_line(line, &record))
		return false;
	parser->report.records++;
	if (record.has_arch)
		parser->report.record_arches |= 1U << record.arch;
	else if (parser->report.foreign_records++ == 0)
		parser->report.first_foreign_line = number;
	call.name = name_of_record(&record, &parser->joined);
	call.syscall = record.has_arch ? syscall_find(call.name) : NULL;
	call.is_compat = !record.has_arch;
	call.killed = record.killed;
	call.pid = record.pid;
	parser_deliver(parser, &call);
	return true;
}

bool parser_read_other(
	struct strace_parser *parser, const struct leader *leader, struct slice line, size_t number)
{
	if (read_summary(parser, line, number) || read_message(parser, leader, number) ||
		read_record(parser, line, number))
		return true;
	parser_note_foreign(parser, leader->body, number);
	return false;
}
