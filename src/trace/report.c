/* What is noted of a log while it is read. */
#include "trace/report.h"

#include <string.h>

#include "trace/body.h"
#include "trace/compat.h"
#include "trace/parser.h"

void parser_count_unreadable(struct strace_parser *parser, size_t line)
{
	if (parser->report.unreadable++ == 0 || line < parser->report.first_unreadable_line)
		parser->report.first_unreadable_line = line;
}

void parser_note_new(struct strace_parser *parser, const struct call *call)
{
	unsigned char *seen = &parser->seen[syscall_row(call->syscall)];

	if (compat_only(call->syscall) && parser->report.compat_calls++ == 0)
		parser->report.first_compat_line = call->place.line;
	if (*seen)
		return;
	*seen = 1;
	if (call->place.line > parser->report.last_new_line)
		parser->report.last_new_line = call->place.line;
}

void parser_note_process(struct strace_parser *parser, unsigned long pid)
{
	parser->has_unnamed |= pid == 0;
	if (pid == parser->last_pid)
		return;
	parser->last_pid = pid;
	if (pid > 0)
		pids_add(&parser->pids, pid);
}

/* A line that is shaped like a call of a name that no table has. */
void parser_note_foreign(struct strace_parser *parser, struct slice body, size_t number)
{
	struct strace_report *report = &parser->report;
	size_t length = body_foreign_name_length(body);

	if (length == 0 || length >= sizeof(report->unknown_name) || report->unknown_calls++ > 0)
		return;
	report->first_unknown_line = number;
	memcpy(report->unknown_name, body.start, length);
}

/* A process that is not named counts as long as none is: it may be the same. */
void parser_count_processes(struct strace_parser *parser)
{
	parser->report.processes =
		parser->pids.count > 0 ? parser->pids.count : parser->has_unnamed;
}
