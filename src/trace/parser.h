/*
 * The insides of the parser, for strace.c (calls), other.c (lines that are no calls) and skip.c
 * (lines that somebody else has read).
 */
#ifndef TRACE_PARSER_H
#define TRACE_PARSER_H

#include <stdbool.h>
#include <stddef.h>

#include "trace/form.h"
#include "trace/kill.h"
#include "trace/leader.h"
#include "trace/pending.h"
#include "trace/pids.h"
#include "trace/start.h"
#include "trace/strace.h"
#include "trace/summary.h"

/* A call that is not closed where its line ends. */
struct open_call {
	bool is_open;
	bool is_certain; /* two halves of it were read */
	unsigned long pid;
	size_t name_length;
	struct place place;
	struct text text; /* the name, then the arguments */
};

struct strace_parser {
	call_function *deliver;
	void *context;
	start_function *note_start; /* NULL: nobody wants to know */
	void *start_context;
	struct pending_table *pending;
	struct kill_table *kills;
	struct form form;
	struct open_call open;
	struct text joined;	      /* both halves of a call */
	unsigned long file_pid;	      /* whose lines without a process are, 0: not known */
	bool is_ff;		      /* the file has one process, which its name tells */
	bool is_idle;		      /* no process is followed: at the start, after the last end */
	bool has_exec;		      /* a thread's execve goes on under another process */
	unsigned long exec_pid;	      /* under which */
	unsigned long resumed_pid;    /* -ff: whose execve was counted by its end, 0: nobody's */
	unsigned long unfinished_pid; /* of the first half that was read last */
	size_t unfinished_line;	      /* where that stood, 0: nowhere */
	size_t log;		      /* index of the file */
	struct pids pids;	      /* processes of the run */
	struct pids compat;	      /* of them, those whose calls are 32-bit ones */
	unsigned long compat_pid; /* the one that strace told of last, while its calls are such */
	unsigned long last_pid;	  /* the one that was put in last */
	bool has_unnamed;	  /* a call's process is not named */
	unsigned char *seen;	  /* per row of the table: the run has such a call */
	struct summary summary;
	bool summary_is_extra; /* the tables sum up calls that the log holds */
	size_t summary_calls;  /* calls before the table that was read last */
	struct strace_report report;
};

/* Counts a line that is not understood. */
void parser_count_unreadable(struct strace_parser *parser, size_t line);

/* Notes a line that is shaped like a call of a name that no table has. */
void parser_note_foreign(struct strace_parser *parser, struct slice body, size_t number);

/* Tells of a line whose body begins like a call. */
void parser_note_start(struct strace_parser *parser, struct slice body, size_t name_length,
	const struct syscall_fact *syscall, size_t number);

/* Notes a call that is handed on: the first of its name, one of a 32-bit program. */
void parser_note_new(struct strace_parser *parser, const struct call *call);

/* Returns whether the process makes 32-bit calls, as strace told. One that is not named (0) is the
 * one that was told of last. */
bool parser_is_compat(const struct strace_parser *parser, unsigned long pid);

/* Notes the process of a call (0: it is not named), and counts the processes so far. */
void parser_note_process(struct strace_parser *parser, unsigned long pid);
void parser_count_processes(struct strace_parser *parser);

/* Hands on a call that is no printed one, and counts it unless it is a remark. */
void parser_deliver(struct strace_parser *parser, const struct call *call);

/* Hands on remarks on calls that a filter stopped; `is_end`: the run is over. */
void parser_deliver_kills(struct strace_parser *parser, bool is_end);

/* Puts a first half into the table; an older one of the same process never came back. */
void parser_put_pending(
	struct strace_parser *parser, unsigned long pid, const struct pending *call);

/* Ends a process: a call that it did not return from is handed on. */
void parser_end_process(struct strace_parser *parser, unsigned long pid);

/* Drops what is open, and the lines that were held: they are output of the program. */
void parser_drop_open(struct strace_parser *parser);
void parser_reject_held(struct strace_parser *parser);

/* As if `count` lines were read, all whole calls of the log's form, but for their processes and
 * what was called. */
void parser_skip_calls(struct strace_parser *parser, size_t count);

/* As if the first half of a call of process `pid` was read, or the second one: the call itself is
 * counted elsewhere. */
void parser_skip_first_half(struct strace_parser *parser, unsigned long pid);
void parser_skip_second_half(struct strace_parser *parser, unsigned long pid);

/* Reads a line that is no call. Returns whether it is understood. */
bool parser_read_other(struct strace_parser *parser, const struct leader *leader, struct slice line,
	size_t number);

#endif
