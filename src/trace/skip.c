/*
 * What the parser does about lines that somebody else has read: see trace/fast.
 */
#include "trace/parser.h"

void parser_reject_held(struct strace_parser *parser)
{
	for (size_t i = 0; i < parser->form.held_count; i++)
		parser_count_unreadable(parser, parser->form.held[i].number);
	form_drop(&parser->form);
}

static void skip_lines(struct strace_parser *parser, size_t count)
{
	parser_reject_held(parser);
	parser->form.lines += count;
	parser->report.lines += count;
}

/* With the lines as many calls return. */
static void skip_returns(struct strace_parser *parser, size_t count)
{
	if (kill_is_due(parser->kills))
		parser_deliver_kills(parser, false);
	parser->is_idle = false;
	parser->report.calls += count;
}

void parser_skip_calls(struct strace_parser *parser, size_t count)
{
	if (count == 0)
		return;
	skip_lines(parser, count);
	parser_drop_open(parser);
	skip_returns(parser, count);
}

void parser_skip_first_half(struct strace_parser *parser, unsigned long pid)
{
	skip_lines(parser, 1);
	parser_drop_open(parser);
	/* An older call of the process never came back. */
	parser_end_process(parser, pid);
}

void parser_skip_second_half(struct strace_parser *parser, unsigned long pid)
{
	/* What is open stays open. */
	skip_lines(parser, 1);
	skip_returns(parser, 1);
	parser_note_process(parser, pid);
}
