/*
 * northstar-seccomp: from the strace log of a Northstar container to the seccomp entry of its
 * manifest. This file only wires the parts together. The map:
 *
 *   options.c   the command line, one table
 *   work.c      what a mode works on: manifest, logs, entry
 *   checking.c  --check as a mode
 *   editing.c   the editor as a mode
 *   reading.c   logs read on: before the editor opens, and while a log is followed without it
 *
 *   base/       memory.c (or the program ends), text.c (slices, growing strings), visible.c
 *               (foreign bytes made harmless), error.c (one value says what went wrong), file.c
 *               (read), file_replace.c (at once), file_target.c (what a name leads to),
 *               clock.c
 *   facts/      arch.c, capability.c, syscall.c (names, numbers, arguments: gperf over
 *               data/syscalls.tsv), nearest.c (did you mean), constant.c and family.c (names
 *               of values), default_profile.c (Northstar's, plain rows),
 *               description.c (what a call does), class.c (%file, %network, ...)
 *   trace/      runs.c (several logs), log.c (file -> lines), long_line.c, reader.c and
 *               runtime_log.c (lines of the runtime's own log), leader.c (pid, time, ... before a
 *               line's body), body.c and scan.c (names, results, argument lists), strace.c (line ->
 *               call), with pending.c (interrupted calls), other.c (lines that are no calls:
 *               message.c, summary.c, audit.c, kill.c), report.c (what is noted of a log),
 *               crew.c, fast.c, plain.c, plans.c, marks.c and halves.c (most calls of a block
 *               counted at once), fast_apply.c and skip.c (the rest is left to the above),
 *               form.c (is it strace's line at all?), shape.c (options of strace);
 *               launch.c, signs.c, held.c, pids.c (which calls run under the filter);
 *               layout.c and compat.c (printed argument -> register), argument.c and function.c
 *               (text -> value), typed.c (the same, as users type it), tally.c, values.c, joint.c
 *               (calls -> distinct ones with counts), errors.c (how they failed), origin.c (which
 *               architecture); call_index.c and indexing.c (where calls are, noted while reading),
 *               start.c and call_filter.c (what a line alone tells), calls.c and calls_block.c,
 *               calls_find.c, calls_join.c (calls found again in the logs), calls_search.c (those
 *               with a value); feed.c, feed_log.c and writer.c (logs read bit by bit), progress.c
 *               (how far), spool.c (logs that can be read only once)
 *   entry/      rule.c, entry.c (the value that is edited), target.c (where it will be in force),
 *               filter.c (what passes, documented and as built), remark.c (what a reader noticed)
 *   manifest/   reader.c and reader_*.c (YAML -> entry) on document.c, loading.c, node.c (the tree
 *               with its places), scalar.c, characters.c; writer.c (entry -> YAML); splice.c and
 *               splice_*.c (into a manifest's own bytes) on pairs.c, edits.c, lines.c,
 *               style.c; diff.c
 *   review/     judge.c (what becomes of one call), coverage.c (of all traced calls), state.c (what
 *               a rule is worth), review.c (one row per syscall), draft.c (the entry a trace
 *               needs); finding.c and check_*.c (what to know of rules and trace), fix.c,
 *               suggest.c, groups.c, admits.c, grant.c (what the profile says), on cover.c,
 *               launch_set.c, phrase.c, refused.c
 *   batch/      annotate.c, check.c, explain.c, list.c, list_values.c: the modes without a
 *               terminal; edit.c (options that edit), report.c (what is said of
 *               logs), reading_line.c
 *   editor/     the state of a session and its commands: no screen, no files; completion.c and
 *               candidates.c (Tab in a prompt), advice.c (how findings are told), shown.c (filter
 *               and order of the list) on row_filter.c and row_state.c; spots.c (what the mouse
 *               points at)
 *   ui/         the only ncurses: terminal, reset.c (how to leave it after a fault), common_keys.c
 *               (what descriptions of terminals leave out), mouse, paste, screen, one file per
 *               pane
 *   session/    the editor's outside: keys in, files out (save.c, save_plan.c), signals, crash.c
 *               (faults of the program), recovery.c (what is left unsaved then), manual.c (man 2),
 *               typing.c (which keys are meant), live.c (logs read between keys), listing.c (where
 *               the calls view gets its calls),
 *               files.c (names of files for a prompt)
 */
#include <inttypes.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "batch/annotate.h"
#include "batch/explain.h"
#include "batch/list.h"
#include "batch/list_values.h"
#include "batch/report.h"
#include "checking.h"
#include "editing.h"
#include "editor/keys.h"
#include "manifest/diff.h"
#include "manifest/splice.h"
#include "manifest/writer.h"
#include "reading.h"
#include "review/review.h"
#include "work.h"

enum status { STATUS_DONE = 0, STATUS_NOT = 1, STATUS_TROUBLE = 2 };

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

/* Says what the reader noticed about the manifest. Returns whether the runtime would refuse it. */
static bool report_manifest(const struct work *work)
{
	const struct remarks *remarks = &work->manifest.remarks;
	bool is_refused = false;

	for (size_t i = 0; i < remarks->count; i++) {
		report_remark(work->options.manifest, &remarks->items[i], stderr);
		is_refused = is_refused || remark_is_refusal(remarks->items[i].code);
	}
	return is_refused;
}

/* Writes `text` to -o's file, or to standard output. */
static enum status write_text(const struct work *work, const struct text *text)
{
	struct error error = {0};

	if (!work->options.output) {
		fputs(text_string(text), stdout);
		return STATUS_DONE;
	}
	if (!file_replace(work->options.output, slice_of_text(text), &error))
		return fail(&error);
	return STATUS_DONE;
}

/* Writes the manifest with the entry in its place: into itself, or as a difference. */
static enum status write_manifest(const struct work *work)
{
	const struct options *options = &work->options;
	struct splice_report report;
	struct error error = {0};
	struct text bytes = {0};
	struct text text = {0};
	enum status status = STATUS_DONE;

	if (!manifest_splice(&work->manifest, &work->entry, options->target.runtime, &bytes,
		    &report, &error)) {
		error_set(&error, options->manifest, error.line, error.column, "%s", error.what);
		status = fail(&error);
	} else if (options->diff) {
		diff_append(&text, options->manifest, slice_of_text(&work->manifest.bytes),
			options->manifest, slice_of_text(&bytes));
		status = write_text(work, &text);
	} else if (!work_replace_manifest(work, slice_of_text(&bytes), stderr, &error)) {
		status = fail(&error);
	}
	if (status == STATUS_DONE && !options->quiet)
		report_splice(options->manifest, &report, stderr);
	text_free(&bytes);
	text_free(&text);
	return status;
}

static enum status print_entry(const struct work *work)
{
	const struct options *options = &work->options;
	struct text text = {0};
	enum status status;

	report_killing_rules(work->tally, &work->entry, &options->target, stderr);
	if (!options->quiet && options->log_count > 0) {
		report_foreign(work->tally, work->arch.arch, stderr);
		report_summary(work->tally, &work->arch, stderr);
	}
	if (options->in_place || options->diff)
		return write_manifest(work);
	if (options->annotate)
		annotate_entry(&work->entry, options->target.runtime, work->tally, options->command,
			options->logs, options->log_count, &text);
	else
		manifest_write_entry_for(&work->entry, options->target.runtime, &text);
	status = write_text(work, &text);
	text_free(&text);
	return status;
}

static enum status list_values(const struct work *work)
{
	batch_list_values(work->tally, work->arch.arch, stdout);
	if (!work->options.quiet)
		report_summary(work->tally, &work->arch, stderr);
	return STATUS_DONE;
}

static enum status explain(const struct work *work)
{
	struct review review = review_make(work->tally, &work->entry, &work->options.target);
	struct findings findings = work_find(work, &work->entry, &review);

	batch_explain(
		&(struct finding_context){
			.tally = work->tally,
			.entry = &work->entry,
			.target = &work->options.target,
			.review = &review,
		},
		&findings, stdout);
	findings_free(&findings);
	review_free(&review);
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

/* What was noticed while reading. Of logs that a session did not come to there is
 * nothing to say. */
static void report_reading(const struct work *work, bool is_whole)
{
	for (size_t i = 0; i < work->options.log_count; i++)
		if (is_whole || work->reports[i].text.lines > 0)
			report_log(work->options.logs[i], &work->reports[i], stderr);
	if (!work->options.quiet)
		report_lines(&work->notes, stderr);
}

/* What was edited by hand is not lost with who was to read it. That it was not written is told at
 * the end. */
static void write_edited(const struct text *output)
{
	signal(SIGPIPE, SIG_IGN);
	if (fputs(text_string(output), stdout) < 0 || fflush(stdout) != 0)
		fputs(text_string(output), stderr);
}

/* A signal ends the program as it would have without an editor; an edit for standard output is
 * written there, or was discarded. */
static enum status edit(struct work *work)
{
	struct editing_result result = {0};
	struct error error = {0};
	bool is_read = feed_is_done(work->feed);

	if (!editing_run(work, &result, &error))
		return fail(&error);
	if (!is_read)
		report_reading(work, false);
	if (result.signal) {
		signal(result.signal, SIG_DFL);
		raise(result.signal);
	}
	write_edited(&result.output);
	text_free(&result.output);
	return result.is_discarded ? STATUS_NOT : STATUS_DONE;
}

static bool is_edited(const struct options *options)
{
	return options->mode == MODE_EDIT || (options->mode == MODE_AUTO && isatty(STDOUT_FILENO));
}

static enum status run_mode(struct work *work)
{
	const struct options *options = &work->options;

	if (options->mode == MODE_LIST)
		return list(work);
	if (options->mode == MODE_EXPLAIN)
		return explain(work);
	if (options->mode == MODE_LIST_VALUES)
		return list_values(work);
	return print_entry(work);
}

/* Where it is shown how far the reading is; not among the lines of a check. */
static FILE *progress_terminal(const struct options *options)
{
	bool is_mixed = options->mode == MODE_CHECK && isatty(STDOUT_FILENO);

	return isatty(STDERR_FILENO) && !options->quiet && !is_mixed ? stderr : NULL;
}

/* --check: judges the calls as they are read. */
static enum status check(struct work *work, bool is_refused)
{
	const struct checking_streams streams = {
		.output = stdout,
		.messages = stderr,
		.progress = progress_terminal(&work->options),
	};
	struct error error = {0};
	bool survives;

	if (!checking_run(work, &streams, &survives, &error))
		return fail(&error);
	if (!work_has_logs(work))
		return STATUS_TROUBLE;
	/* Behind a summary that says that no call is killed, the status needs a reason. */
	if (is_refused && !work->options.quiet)
		fprintf(stderr,
			"northstar-seccomp: %s: Northstar refuses the manifest as it is, and does "
			"not start the container\n",
			work->options.manifest);
	return survives && !is_refused ? STATUS_DONE : STATUS_NOT;
}

/* The editor opens at once: what is not read by then is read on in it. */
static enum status run_editor(struct work *work)
{
	const struct work_feed how = {.keeps = true};
	struct error error = {0};

	if (!work_open_feed(work, &how, &error) || !reading_begin(work->feed, &error))
		return fail(&error);
	work_take_feed(work, work->feed);
	if (!work_make_entry(work, &error))
		return fail(&error);
	if (feed_is_done(work->feed)) {
		report_reading(work, true);
		if (!work_has_logs(work))
			return STATUS_TROUBLE;
	}
	return edit(work);
}

/* The modes that read the whole trace first. */
static enum status run_whole(struct work *work)
{
	const struct work_feed how = {0};
	struct error error = {0};

	if (!work_read_logs(work, &how, stdout, progress_terminal(&work->options), &error))
		return fail(&error);
	work_report_logs(work, stderr);
	if (!work_has_logs(work))
		return STATUS_TROUBLE;
	if (!work_make_entry(work, &error))
		return fail(&error);
	if (!work->options.quiet)
		report_lines(&work->notes, stderr);
	return run_mode(work);
}

/* Standard input is read when no log is given; not for a manifest alone, nor from a terminal. */
static bool choose_logs(struct options *options)
{
	static const char *const standard_input[] = {"-"};

	if (options->log_count > 0 || options->manifest)
		return true;
	if (isatty(STDIN_FILENO))
		return false;
	options->logs = standard_input;
	options->log_count = 1;
	return true;
}

static enum status run(struct work *work)
{
	struct error error = {0};
	bool is_refused;

	if (!choose_logs(&work->options))
		return usage();
	if (!work_find_inputs(work, &error) || !work_read_manifest(work, &error))
		return fail(&error);
	is_refused = report_manifest(work);
	if (work->options.mode == MODE_CHECK)
		return check(work, is_refused);
	return is_edited(&work->options) ? run_editor(work) : run_whole(work);
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
	work_free(&work);
	return (int)status;
}
