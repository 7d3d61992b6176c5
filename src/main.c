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
 *   trace/      runs.c (several logs), log.c (file -> lines), reader.c and runtime_log.c (lines of the
 *               runtime's own log), leader.c (pid, time, ... before a line's body), body.c and scan.c
 *               (names, results, argument lists), strace.c (line -> call), with pending.c (interrupted
 *               calls), other.c (lines that are no calls: message.c, summary.c, audit.c, kill.c),
 *               form.c (is it strace's line at all?), shape.c (options of strace);
 *               launch.c, signs.c, held.c, pids.c (which calls run under the filter);
 *               layout.c (printed argument -> register), argument.c and function.c (text -> value),
 *               typed.c (the same, as users type it), tally.c (calls -> distinct ones with counts),
 *               origin.c (which architecture)
 *   entry/      rule.c, entry.c (the value that is edited), target.c (where it will be in force),
 *               filter.c (what passes, documented and as built)
 *   manifest/   writer.c (entry -> YAML)
 *   review/     judge.c (what becomes of one call), coverage.c (of all traced calls), state.c (what a
 *               rule is worth), review.c (one row per syscall), draft.c (the entry a trace needs)
 *   batch/      print.c, check.c, list.c, list_values.c: the modes without a terminal; edit.c (options
 *               that edit), report.c (what is said of logs)
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
#include "batch/check.h"
#include "batch/edit.h"
#include "batch/list.h"
#include "batch/list_values.h"
#include "batch/print.h"
#include "batch/report.h"
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
	const char **inputs;	      /* the files of the logs */
	struct trace_report *reports; /* one for each log */
	struct report_arch arch;
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

/* Says what is amiss with the logs. Returns false when one of them is none: there are lines in it
 * that nobody understands, and not one call. */
static bool report_logs(const struct work *work)
{
	const struct options *options = &work->options;
	bool done = true;

	for (size_t i = 0; i < options->log_count; i++) {
		const struct strace_report *report = &work->reports[i].text;

		report_log(options->logs[i], &work->reports[i], stderr);
		done = done && (report->calls > 0 || report->unreadable == 0);
	}
	return done;
}
/* Reads the logs. Returns false after a message when one cannot be read, or holds no call. */
static bool read_logs(struct work *work)
{
	struct options *options = &work->options;
	struct error error = {0};

	work->tally = tally_new(options->target.arch);
	if (!runs_read(options->logs, options->log_count, options->scope, work->tally,
		    work->reports, &error)) {
		fail(&error);
		return false;
	}
	return report_logs(work);
}

static void choose_arch(struct work *work)
{
	struct target *target = &work->options.target;
	unsigned recorded = 0;

	work->arch.is_told = work->options.has_arch;
	for (size_t i = 0; i < work->options.log_count; i++)
		recorded |= work->reports[i].text.record_arches;
	if (!work->arch.is_told && !origin_find(work->tally, &target->arch, &work->arch.witness) &&
		(recorded == 1U << ARCH_X86_64 || recorded == 1U << ARCH_AARCH64)) {
		work->arch.is_recorded = true;
		target->arch = recorded == 1U << ARCH_X86_64 ? ARCH_X86_64 : ARCH_AARCH64;
	}
	work->arch.arch = target->arch;
	tally_set_arch(work->tally, target->arch);
}

/* Applies the options that edit. Returns false after a message when one cannot be. */
static bool apply_edits(
	const struct options *options, const struct target *target, struct entry *entry)
{
	struct error error = {0};
	bool done = true;

	for (size_t i = 0; done && i < options->edit_count; i++) {
		struct slice text = slice_of(options->edits[i].text);

		switch (options->edits[i].kind) {
		case EDIT_ALLOW:
			done = edit_allow(entry, text, &error);
			break;
		case EDIT_DROP:
			done = edit_drop(entry, text, &error);
			break;
		case EDIT_RESTRICT:
			done = edit_restrict(entry, text, target, &error);
			break;
		}
	}
	if (!done)
		fail(&error);
	return done;
}

/* Sets the names by which the files behind the logs are found. */
static void find_inputs(struct work *work)
{
	const struct options *options = &work->options;

	work->inputs = memory_allocate(options->log_count, sizeof(work->inputs[0]));
	for (size_t i = 0; i < options->log_count; i++)
		work->inputs[i] =
			strcmp(options->logs[i], "-") == 0 ? "/dev/stdin" : options->logs[i];
}

/* Refuses to write over what is read. */
static bool check_output(const struct work *work)
{
	const char *output = work->options.output;
	struct error error = {0};

	for (size_t i = 0; output && i < work->options.log_count; i++) {
		if (!file_is_same(output, work->inputs[i]))
			continue;
		error_set(&error, output, 0, 0, "it is one of the logs");
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
		report_foreign(work->tally, work->arch.arch, stderr);
		report_summary(work->tally, &work->arch, stderr);
	}
	return write_entry(work);
}

static enum status list_values(const struct work *work)
{
	batch_list_values(work->tally, work->arch.arch, stdout);
	if (!work->options.quiet)
		report_summary(work->tally, &work->arch, stderr);
	return STATUS_DONE;
}

static enum status list(const struct work *work)
{
	const struct target *target = &work->options.target;
	struct review review = review_make(work->tally, &work->entry, target);

	batch_list(&review, target, work->options.logs, stdout);
	review_free(&review);
	if (work->options.quiet)
		return STATUS_DONE;
	for (size_t i = 0; i < work->options.log_count; i++)
		report_quality(work->options.logs[i], &work->reports[i], stderr);
	report_summary(work->tally, &work->arch, stderr);
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
		.inputs = work->inputs,
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

/* "checked 12 calls of 4 syscalls: 3 calls of 1 syscall would be killed" */
static void report_check(const struct check_result *result)
{
	fprintf(stderr,
		"northstar-seccomp: checked %" PRIu64 " call%s of %zu syscall%s: %" PRIu64
		" call%s of %zu syscall%s would be killed",
		result->calls, result->calls == 1 ? "" : "s", result->syscalls,
		result->syscalls == 1 ? "" : "s", result->killed, result->killed == 1 ? "" : "s",
		result->killed_syscalls, result->killed_syscalls == 1 ? "" : "s");
	if (result->undecided > 0)
		fprintf(stderr, ", %" PRIu64 " of %zu not decided", result->undecided,
			result->undecided_syscalls);
	fprintf(stderr, " (%s)\n", arch_name(result->arch));
}

static enum status check_logs(struct work *work, const struct entry *entries)
{
	const struct options *options = &work->options;
	struct check *check = check_new(&(struct check_setup){
		.entries = entries,
		.target = &options->target,
		.knows_arch = options->has_arch,
		.meaning = options->meaning,
		.one_line_per_call = options->verbose,
		.logs = options->logs,
		.output = stdout,
	});
	const struct runs_sink sink = {options->scope, check_take, check};
	struct check_result result;
	struct error error = {0};
	enum status status = STATUS_TROUBLE;

	if (!runs_deliver(options->logs, options->log_count, &sink, work->reports, &error)) {
		fail(&error);
	} else {
		result = check_end(check);
		if (report_logs(work))
			status = result.killed + result.undecided > 0 ? STATUS_NOT : STATUS_DONE;
		if (!options->quiet)
			report_check(&result);
	}
	check_free(check);
	return status;
}

/* --check: judges the calls as they are read. A name may stand for another value on each
 * architecture, so there is an entry for each until the logs show which it is. */
static enum status run_check(struct work *work)
{
	struct entry entries[ARCH_COUNT] = {0};
	enum status status = STATUS_TROUBLE;
	bool done = true;

	for (int arch = 0; done && arch < ARCH_COUNT; arch++) {
		struct target target = work->options.target;

		target.arch = (enum arch)arch;
		entries[arch].profile = work->options.profile;
		done = apply_edits(&work->options, &target, &entries[arch]);
	}
	if (done)
		status = check_logs(work, entries);
	for (int arch = 0; arch < ARCH_COUNT; arch++)
		entry_free(&entries[arch]);
	return status;
}

/* The modes that read the whole trace first. */
static enum status run_whole(struct work *work)
{
	struct options *options = &work->options;

	if (!read_logs(work))
		return STATUS_TROUBLE;
	choose_arch(work);
	work->entry = draft_entry(work->tally, options->profile, &options->target);
	if (!apply_edits(options, &options->target, &work->entry))
		return STATUS_TROUBLE;
	return run_mode(work);
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
	find_inputs(work);
	if (!check_output(work))
		return STATUS_TROUBLE;
	work->reports = memory_allocate(options->log_count, sizeof(work->reports[0]));
	return options->mode == MODE_CHECK ? run_check(work) : run_whole(work);
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
	if (options_parse(argc, argv, &work.options, &error)) {
		status = flush_output(run_options(&work));
	} else {
		status = fail(&error);
		fputs("Try northstar-seccomp --help\n", stderr);
	}
	options_free(&work.options);
	tally_free(work.tally);
	entry_free(&work.entry);
	free(work.inputs);
	free(work.reports);
	return (int)status;
}
