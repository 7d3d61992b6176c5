#include "batch/report.h"

#include "review/phrase.h"
#include "review/review.h"
#include "trace/shape.h"

/* Appends "12,345 calls", or of whatever else the noun says. */
static void append_amount(struct text *text, uint64_t count, const char *noun)
{
	phrase_append_count(text, count);
	text_append_format(text, " %s%s", noun, phrase_plural(count));
}

/* Writes "northstar-seccomp: LOG:LINE: " (without a line when it is 0). */
static void write_place(const char *log, size_t line, FILE *output)
{
	struct text place = {0};

	text_append_visible(&place, slice_of(log));
	if (line > 0)
		text_append_format(&place, ":%zu", line);
	fprintf(output, "northstar-seccomp: %s: ", text_string(&place));
	text_free(&place);
}

static void write_unreadable(const char *log, const struct strace_report *report, FILE *output)
{
	if (report->unreadable == report->unknown_calls)
		return;
	write_place(log, report->first_unreadable_line, output);
	fputs("not an strace line", output);
	if (report->unreadable > 1)
		fprintf(output, " (and %zu more)", report->unreadable - 1);
	fputs("\n", output);
}

static void write_unknown(const char *log, const struct strace_report *report, FILE *output)
{
	if (report->unknown_calls == 0)
		return;
	write_place(log, report->first_unknown_line, output);
	fprintf(output,
		"'%s' is in no table of system calls (Linux 6.12); if it is a call, allow it by "
		"hand",
		report->unknown_name);
	if (report->unknown_calls > 1)
		fprintf(output, " (and %zu more such lines)", report->unknown_calls - 1);
	fputs("\n", output);
}

static void write_calls_aside(const char *log, size_t calls, const char *which, FILE *output)
{
	struct text amount = {0};

	if (calls == 0)
		return;
	phrase_append_calls(&amount, calls);
	write_place(log, 0, output);
	fprintf(output, "set aside %s %s\n", text_string(&amount), which);
	text_free(&amount);
}

static void write_set_aside(const char *log, const struct launch_report *launch, FILE *output)
{
	write_calls_aside(log, launch->init_calls + launch->child_calls,
		"of the runtime that no filter sees (--scope all counts them)", output);
	write_calls_aside(log, launch->artefacts, "that strace shows when it attaches", output);
}

static void write_foreign_programs(
	const char *log, const struct strace_report *report, FILE *output)
{
	if (report->modes || report->compat_calls > 0) {
		size_t line = report->modes ? report->mode_line : report->first_compat_line;
		bool is_x32 = report->modes == STRACE_MODE_X32;

		write_place(log, line, output);
		fprintf(output, "%s: Northstar kills such a program whatever the entry says\n",
			is_x32 ? "an x32 program" : "a 32-bit program");
	}
	if (report->foreign_records > 0) {
		struct text amount = {0};

		append_amount(&amount, report->foreign_records, "record");
		write_place(log, report->first_foreign_line, output);
		fprintf(output,
			"%s of another architecture: Northstar kills such a program whatever the "
			"entry says\n",
			text_string(&amount));
		text_free(&amount);
	}
}

static void write_emptiness(const char *log, const struct strace_report *report, FILE *output)
{
	if (report->calls > 0)
		return;
	write_place(log, 0, output);
	fputs(report->lines == 0 ? "the log is empty\n" : "no system call in it\n", output);
}

void report_log(const char *log, const struct trace_report *report, FILE *output)
{
	write_unreadable(log, &report->text, output);
	write_unknown(log, &report->text, output);
	write_set_aside(log, &report->launch, output);
	write_foreign_programs(log, &report->text, output);
	write_emptiness(log, &report->text, output);
	if (report->text.summed_calls > 0) {
		write_place(log, 0, output);
		fputs("only a summary (strace -c): arguments are unknown\n", output);
	}
}

void report_foreign(const struct tally *tally, enum arch arch, FILE *output)
{
	struct text calls = {0};

	for (size_t i = 0; i < tally_count(tally); i++) {
		const struct tally_row *row = tally_at(tally, i);

		if (row->syscall && row->syscall->numbers[arch] >= 0)
			continue;
		text_clear(&calls);
		phrase_append_calls(&calls, row->calls);
		fprintf(output, "northstar-seccomp: %.*s is no call of %s; it is left out (%s)\n",
			(int)row->name.length, row->name.start, arch_name(arch),
			text_string(&calls));
	}
	text_free(&calls);
}

/* Appends "12,345 calls of 41 syscalls". */
static void append_calls(struct text *text, uint64_t calls, size_t syscalls)
{
	phrase_append_calls(text, calls);
	text_append_string(text, " of ");
	append_amount(text, syscalls, "syscall");
}

void report_summary(const struct tally *tally, const struct report_arch *arch, FILE *output)
{
	struct text line = {0};

	append_calls(&line, tally_calls(tally), tally_count(tally));
	text_append_format(&line, "; %s", arch_name(arch->arch));
	if (arch->is_told)
		text_append_string(&line, " (as told)");
	else if (arch->witness.length > 0)
		text_append_format(&line, " (it alone has %.*s)", (int)arch->witness.length,
			arch->witness.start);
	else if (arch->is_recorded)
		text_append_string(&line, " (the kernel's records say so)");
	else if (arch->is_placed)
		text_append_string(&line, " (it alone has such addresses)");
	else
		text_append_string(&line, " (this machine's; the log does not tell)");
	fprintf(output, "northstar-seccomp: %s\n", text_string(&line));
	text_free(&line);
}

void report_check(const struct check_result *result, size_t findings, bool are_listed, FILE *output)
{
	const char *list = are_listed || findings == 0 ? "" : ", listed by --strict";
	struct text line = {0};

	append_calls(&line, result->calls, result->syscalls);
	text_append_string(&line, ": ");
	append_calls(&line, result->killed, result->killed_syscalls);
	text_append_string(&line, " would be killed");
	if (result->undecided > 0) {
		text_append_string(&line, ", ");
		append_calls(&line, result->undecided, result->undecided_syscalls);
		text_append_string(&line, " not decided");
	}
	fprintf(output, "northstar-seccomp: checked %s; %zu finding%s%s (%s)\n", text_string(&line),
		findings, phrase_plural(findings), list, arch_name(result->arch));
	text_free(&line);
}

void report_quality(const char *log, const struct trace_report *report, FILE *output)
{
	const struct strace_report *text = &report->text;
	struct text options = {0};
	struct text line = {0};

	append_amount(&line, text->lines, "line");
	text_append_string(&line, ", ");
	phrase_append_calls(&line, text->calls);
	text_append_string(&line, ", ");
	phrase_append_count(&line, text->unreadable);
	text_append_string(&line, " unreadable, ");
	phrase_append_count(&line, text->processes);
	text_append_string(&line, text->processes == 1 ? " process" : " processes");
	shape_append(text->shape, &options);
	write_place(log, 0, output);
	fprintf(output, "%s%s%s\n", text_string(&line), options.length ? "; strace " : "",
		text_string(&options));
	if (text->last_new_line > text->lines / 10 * 9 && text->lines > 10) {
		write_place(log, text->last_new_line, output);
		fputs("a syscall first seen in the last tenth of the log: the trace may be too "
		      "short\n",
			output);
	}
	text_free(&options);
	text_free(&line);
}

void report_remark(const char *manifest, const struct remark *remark, FILE *output)
{
	struct error place = {0};
	struct text sentence = {0};
	struct text line = {0};

	remark_append_text(remark, &sentence);
	error_set(&place, manifest, remark->line, remark->column, "%s", text_string(&sentence));
	error_append_text(&place, &line);
	fprintf(output, "northstar-seccomp: %s\n", text_string(&line));
	text_free(&line);
	text_free(&sentence);
	error_free(&place);
}

/* Writes each line of `text` as a message (about a file, unless that is NULL). */
static void write_lines(const char *file, const struct text *text, FILE *output)
{
	struct slice rest = slice_of_text(text);

	while (rest.length > 0) {
		size_t end = slice_find_byte(rest, '\n');

		if (file)
			write_place(file, 0, output);
		else
			fputs("northstar-seccomp: ", output);
		fprintf(output, "%.*s\n", (int)end, rest.start);
		rest = slice_after(rest, end + 1);
	}
}

void report_splice(const char *manifest, const struct splice_report *report, FILE *output)
{
	struct text text = {0};

	splice_report_append_text(report, &text);
	write_lines(manifest, &text, output);
	text_free(&text);
}

void report_sentences(const char *file, const struct text *text, FILE *output)
{
	write_lines(file, text, output);
}

void report_lines(const struct text *text, FILE *output)
{
	write_lines(NULL, text, output);
}

static void write_finding(const struct finding *finding, FILE *output)
{
	struct text line = {0};

	text_append_format(&line, "finding: %s: ", finding_label(finding));
	text_append_visible(&line, slice_of_text(&finding->sentence));
	fprintf(output, "%s\n", text_string(&line));
	text_free(&line);
}

void report_findings(const struct findings *findings, enum severity least, FILE *output)
{
	for (size_t i = 0; i < findings->count; i++)
		if (findings->items[i].severity >= least)
			write_finding(&findings->items[i], output);
}

void report_findings_of(const struct findings *findings, enum finding_code code, FILE *output)
{
	for (size_t i = 0; i < findings->count; i++)
		if (findings->items[i].code == code)
			write_finding(&findings->items[i], output);
}

void report_killing_rules(const struct tally *tally, const struct entry *entry,
	const struct target *target, FILE *output)
{
	struct review review = review_make(tally, entry, target);
	struct text rule = {0};

	for (size_t i = 0; i < review.count; i++) {
		const struct review_row *row = &review.rows[i];
		uint64_t killed = row->coverage[target->judge].killed;

		if (!row->rule || killed == 0)
			continue;
		text_clear(&rule);
		restriction_append_text(&rule, &row->rule->restriction, row->syscall, target->arch);
		text_append_string(&rule, " kills ");
		phrase_append_count(&rule, killed);
		text_append_string(&rule, " of its ");
		phrase_append_count(&rule, row->traced->calls);
		fprintf(output, "northstar-seccomp: the rule %.*s: %s traced calls\n",
			(int)row->name.length, row->name.start, text_string(&rule));
	}
	text_free(&rule);
	review_free(&review);
}
