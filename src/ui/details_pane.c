#include <inttypes.h>

#include "review/fix.h"
#include "ui/panes.h"

enum { ROOMY_ROWS = 10 };

/* The C prototype; the restricted argument stands in [brackets]. */
static void append_prototype(
	struct text *text, const struct review_row *row, const struct editor *editor)
{
	enum arch arch = editor->now.target.arch;
	bool restricted = row->rule && !restriction_is_any(&row->rule->restriction);

	text_append(text, row->name);
	text_append_byte(text, '(');
	for (unsigned i = 0; row->syscall && i < row->syscall->argument_counts[arch]; i++) {
		const struct argument_fact *argument = syscall_argument(row->syscall, arch, i);
		bool marked = restricted && row->rule->restriction.index == i;

		text_append_format(text, "%s%s%s%s%s%s", i > 0 ? ", " : "", marked ? "[" : "",
			argument->type, slice_ends_with(slice_of(argument->type), "*") ? "" : " ",
			argument->name, marked ? "]" : "");
	}
	text_append_string(text, row->syscall ? ")" : "...)");
}

static void append_trace(struct text *text, const struct review_row *row)
{
	const struct tally_row *traced = row->traced;

	if (!traced) {
		text_append_string(text, "Not in the trace.");
		return;
	}
	text_append_format(text, "%" PRIu64 " call%s, %" PRIu64 " failed; the first in line %zu",
		traced->calls, traced->calls == 1 ? "" : "s", traced->errors, traced->first.line);
	if (traced->first.log > 0)
		text_append_format(text, " of log %zu", traced->first.log + 1);
	text_append_byte(text, '.');
}

static void append_rule(
	struct text *text, const struct review_row *row, const struct editor *editor)
{
	text_append_string(text, "Rule: ");
	if (row->rule)
		restriction_append_text(
			text, &row->rule->restriction, row->syscall, editor->now.target.arch);
	else
		text_append_string(text, "none");
}

static void append_coverage(struct text *text, const struct review_row *row)
{
	const struct coverage *built = &row->coverage[MEANING_BUILT];
	const struct coverage *documented = &row->coverage[MEANING_DOCUMENTED];

	if (!row->traced)
		return;
	text_append_format(
		text, "Passes: %" PRIu64 " of %" PRIu64, built->passes, row->traced->calls);
	if (documented->passes != built->passes)
		text_append_format(text,
			" as built, %" PRIu64
			" as documented: so far every Northstar looks only at "
			"the first of several values",
			documented->passes);
	if (built->undecided > 0)
		text_append_format(
			text, "; of %" PRIu64 " the log does not tell", built->undecided);
}

/* What is found of the syscall, and what F does about the first thing that can be mended. */
static void append_findings(
	struct text *text, const struct review_row *row, const struct editor *editor)
{
	bool has_fix = false;

	for (size_t i = 0; i < editor->findings.count; i++) {
		const struct finding *finding = &editor->findings.items[i];

		if (!finding->name || !slice_is(row->name, finding->name))
			continue;
		text_append_format(text, "\n%s: ", severity_name(finding->severity));
		text_append(text, slice_of_text(&finding->sentence));
		if (has_fix || !finding_is_fixable(finding))
			continue;
		has_fix = true;
		text_append_string(text, " F: ");
		finding_append_fix(finding, &editor->now.target, text);
		text_append_byte(text, '.');
	}
}

void details_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	const struct review_row *row = editor_row(editor);
	int width = getmaxx(canvas->window);
	int rows = getmaxy(canvas->window);
	struct text text = {0};
	int used;

	put_string(canvas, 0, 0, width, ROLE_HEAD, " details");
	if (!row)
		return;
	append_prototype(&text, row, editor);
	/* A blank line sets the prototype off where there is room. */
	used = (rows > ROOMY_ROWS ? 2 : 1) +
	       put_wrapped(canvas, 1, 1, width - 1, rows - 1, ROLE_STRONG, slice_of_text(&text));
	text_clear(&text);
	append_trace(&text, row);
	text_append_byte(&text, '\n');
	append_rule(&text, row, editor);
	text_append_byte(&text, '\n');
	append_coverage(&text, row);
	text_append_format(&text, "%s%s: ", row->traced ? "\n" : "", state_name(row->state));
	review_append_explanation(row, &text);
	append_findings(&text, row, editor);
	put_wrapped(canvas, used, 1, width - 1, rows - used, ROLE_NORMAL, slice_of_text(&text));
	text_free(&text);
}
