/*
 * northstar-seccomp: from the strace log of a Northstar container to the seccomp entry of its
 * manifest. This file only wires the parts together. The map:
 *
 *   options.c   the command line, one table
 *
 *   base/       memory.c (or the program ends), text.c (slices, growing strings), visible.c (foreign
 *               bytes made harmless), error.c (one value says what went wrong), file.c (read; replace
 *               at once)
 *   facts/      arch.c, capability.c, syscall.c (names, numbers, arguments: gperf over
 *               data/syscalls.tsv), syscall_nearest.c (did you mean), constant.c and family.c (names
 *               of values), default_profile.c (Northstar's, plain rows)
 *   trace/      log.c (file -> lines), leader.c (pid, time, ... before a line's body), scan.c
 *               (argument lists), message.c (lines that are no calls), pending.c (interrupted calls),
 *               strace.c (line -> call), runs.c (several logs), layout.c (printed argument ->
 *               register), argument.c and function.c (text -> value), typed.c (the same, as users
 *               type it), tally.c (calls -> distinct ones with counts), origin.c (which architecture)
 *   entry/      rule.c, entry.c (the value that is edited), target.c (where it will be in force),
 *               filter.c (what passes, documented and as built)
 *   manifest/   writer.c (entry -> YAML)
 *   review/     judge.c (what becomes of one call), coverage.c (of all traced calls), state.c (what a
 *               rule is worth), review.c (one row per syscall), draft.c (the entry a trace needs)
 *   batch/      print.c, list.c, list_values.c, edit.c: the modes without a terminal
 *   editor/     the state of a session and its commands: no screen, no files
 *   ui/         the only ncurses: terminal, screen, one file per pane
 *   session/    the editor's outside: keys in, files out, signals
 */
#include <inttypes.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "batch/list.h"
#include "batch/list_values.h"
#include "batch/print.h"
#include "editor/editor.h"
#include "editor/keys.h"
#include "manifest/writer.h"
#include "options.h"
#include "review/draft.h"
#include "review/review.h"
#include "session/session.h"
#include "trace/origin.h"
#include "trace/runs.h"

enum status { STATUS_DONE = 0, STATUS_NOT = 1, STATUS_TROUBLE = 2 };

/* All that a mode works on. */
struct work {
	struct options options;
	struct tally *tally;
	struct strace_report *reports; /* one for each log */
	struct slice witness;	       /* the call that told the architecture; empty: none did */
	struct entry entry;
};

static enum status fail(struct error *error)
{
	struct text text = {0};

	error_append_text(error, &text);
	fprintf(stderr, "northstar-seccomp: %s\n", text_string(&text));
	text_free(&text);
	error_free(error);
	return STATUS_TROUBLE;
}

static enum status print_text(void (*append)(struct text *text))
{
	struct text text = {0};

	append(&text);
	fputs(text_string(&text), stdout);
	text_free(&text);
	return STATUS_DONE;
}

static enum status usage(void)
{
	fputs("northstar-seccomp: no LOG given, and standard input is a terminal\n"
	      "Usage: northstar-seccomp [OPTION]... [LOG]...     (--help tells more)\n",
		stderr);
	return STATUS_TROUBLE;
}

/* "hello.strace:17: not an strace line (and 3 more)" */
static void report_unreadable(const char *log, const struct strace_report *report)
{
	struct error place = {0};
	struct text text = {0};

	if (report->unreadable == 0)
		return;
	error_set(&place, log, report->first_unreadable_line, 0, "not an strace line");
	error_append_text(&place, &text);
	if (report->unreadable > 1)
		text_append_format(&text, " (and %zu more)", report->unreadable - 1);
	fprintf(stderr, "northstar-seccomp: %s\n", text_string(&text));
	text_free(&text);
	error_free(&place);
}

/* Names that the entry cannot hold, since the architecture has no such call. */
static void report_foreign(const struct work *work)
{
	enum arch arch = work->options.target.arch;

	for (size_t i = 0; i < tally_count(work->tally); i++) {
		const struct tally_row *row = tally_at(work->tally, i);

		if (row->syscall && row->syscall->numbers[arch] >= 0)
			continue;
		fprintf(stderr,
			"northstar-seccomp: %.*s is no call of %s; it is left out (%" PRIu64
			" call%s)\n",
			(int)row->name.length, row->name.start, arch_name(arch), row->calls,
			row->calls == 1 ? "" : "s");
	}
}

static void report_summary(const struct work *work)
{
	enum arch arch = work->options.target.arch;

	fprintf(stderr, "northstar-seccomp: %" PRIu64 " calls of %zu syscalls; %s",
		tally_calls(work->tally), tally_count(work->tally), arch_name(arch));
	if (work->options.has_arch)
		fputs(" (as told)\n", stderr);
	else if (work->witness.length > 0)
		fprintf(stderr, " (the log has %.*s)\n", (int)work->witness.length,
			work->witness.start);
	else
		fputs(" (this machine's; the log does not tell)\n", stderr);
}

/* Reads the logs. Returns false after a message when one cannot be read, or holds no call. */
static bool read_logs(struct work *work)
{
	struct options *options = &work->options;
	struct error error = {0};
	size_t lines = 0;

	work->tally = tally_new(options->target.arch);
	work->reports = memory_allocate(options->log_count, sizeof(work->reports[0]));
	if (!runs_read(options->logs, options->log_count, work->tally, work->reports, &error)) {
		fail(&error);
		return false;
	}
	for (size_t i = 0; i < options->log_count; i++) {
		report_unreadable(options->logs[i], &work->reports[i]);
		lines += work->reports[i].lines;
	}
	if (lines == 0)
		fprintf(stderr, "northstar-seccomp: %s: the log is empty\n", options->logs[0]);
	else if (tally_count(work->tally) == 0)
		fprintf(stderr, "northstar-seccomp: %s: no system call in it\n", options->logs[0]);
	return lines == 0 || tally_count(work->tally) > 0;
}

static void choose_arch(struct work *work)
{
	struct target *target = &work->options.target;

	if (!work->options.has_arch)
		origin_find(work->tally, &target->arch, &work->witness);
	tally_set_arch(work->tally, target->arch);
}

/* Refuses to write over what is read. */
static bool check_output(const struct options *options)
{
	struct error error = {0};

	for (size_t i = 0; options->output && i < options->log_count; i++) {
		if (!file_is_same(options->output, options->logs[i]))
			continue;
		error_set(&error, options->output, 0, 0, "it is one of the logs");
		fail(&error);
		return false;
	}
	return true;
}

static enum status write_entry(const struct work *work)
{
	struct error error = {0};
	struct text text = {0};
	bool done;

	if (!work->options.output) {
		batch_print(&work->entry, stdout);
		return STATUS_DONE;
	}
	manifest_write_entry(&work->entry, &text);
	done = file_replace(work->options.output, slice_of_text(&text), &error);
	text_free(&text);
	return done ? STATUS_DONE : fail(&error);
}

static enum status print_entry(const struct work *work)
{
	if (!work->options.quiet) {
		report_foreign(work);
		report_summary(work);
	}
	return write_entry(work);
}

static enum status list_values(const struct work *work)
{
	batch_list_values(work->tally, work->options.target.arch, stdout);
	if (!work->options.quiet)
		report_summary(work);
	return STATUS_DONE;
}

static enum status list(const struct work *work)
{
	const struct target *target = &work->options.target;
	struct review review = review_make(work->tally, &work->entry, target);

	batch_list(&review, target, work->options.logs, stdout);
	review_free(&review);
	if (!work->options.quiet)
		report_summary(work);
	return STATUS_DONE;
}

static void append_title(struct text *title, const struct options *options)
{
	for (size_t i = 0; i < options->log_count; i++) {
		if (i > 0)
			text_append_string(title, ", ");
		text_append_string(title,
			strcmp(options->logs[i], "-") == 0 ? "standard input" : options->logs[i]);
	}
}

/* What the end of a session means for the program: a signal ends it as it would have without an
 * editor; an edit for standard output is written there, or was discarded. */
static enum status end_session(const struct editor *editor, const struct session_result *result)
{
	if (result->signal) {
		signal(result->signal, SIG_DFL);
		raise(result->signal);
	}
	if (!editor->to_output)
		return STATUS_DONE;
	if (!result->is_accepted)
		return STATUS_NOT;
	batch_print(&editor->saved.entry, stdout);
	return STATUS_DONE;
}

static enum status edit(struct work *work)
{
	const struct options *options = &work->options;
	const struct session_options session = {
		.color = options->color,
		.ascii = options->ascii,
		.inputs = options->logs,
		.input_count = options->log_count,
	};
	struct session_result result = {0};
	struct error error = {0};
	struct text title = {0};
	struct editor *editor;
	enum status status;

	append_title(&title, options);
	editor = editor_new(&(struct editor_setup){
		.tally = work->tally,
		.entry = &work->entry,
		.target = &options->target,
		.title = text_string(&title),
		.path = options->output,
		.to_output = !options->output && !isatty(STDOUT_FILENO),
	});
	if (session_run(editor, &session, &result, &error))
		status = end_session(editor, &result);
	else
		status = fail(&error);
	editor_free(editor);
	text_free(&title);
	return status;
}

static enum status run_mode(struct work *work)
{
	const struct options *options = &work->options;
	bool on_terminal = isatty(STDOUT_FILENO) != 0;

	if (options->mode == MODE_LIST)
		return list(work);
	if (options->mode == MODE_LIST_VALUES)
		return list_values(work);
	if (options->mode == MODE_EDIT || (options->mode == MODE_AUTO && on_terminal))
		return edit(work);
	return print_entry(work);
}

static enum status run(struct work *work)
{
	static const char *const standard_input[] = {"-"};
	struct options *options = &work->options;

	if (options->log_count == 0) {
		if (isatty(STDIN_FILENO))
			return usage();
		options->logs = standard_input;
		options->log_count = 1;
	}
	if (!check_output(options) || !read_logs(work))
		return STATUS_TROUBLE;
	choose_arch(work);
	work->entry = draft_entry(work->tally, options->profile, &options->target);
	return run_mode(work);
}

/* A result that did not reach its reader is no success. */
static enum status flush_output(enum status status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	perror("northstar-seccomp: standard output");
	return STATUS_TROUBLE;
}

static enum status run_options(struct work *work)
{
	switch (work->options.mode) {
	case MODE_HELP:
		return print_text(options_append_help);
	case MODE_VERSION:
		puts("northstar-seccomp " PACKAGE_VERSION);
		return STATUS_DONE;
	case MODE_LIST_KEYS:
		return print_text(keys_append_list);
	default:
		return run(work);
	}
}

int main(int argc, char **argv)
{
	struct work work = {0};
	struct error error = {0};
	enum status status;

	setlocale(LC_ALL, "");
	if (!options_parse(argc, argv, &work.options, &error)) {
		fail(&error);
		fputs("Try northstar-seccomp --help\n", stderr);
		return STATUS_TROUBLE;
	}
	status = flush_output(run_options(&work));
	tally_free(work.tally);
	entry_free(&work.entry);
	free(work.reports);
	return (int)status;
}
