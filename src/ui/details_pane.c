#include "editor/advice.h"
#include "editor/row_state.h"
#include "facts/description.h"
#include "review/grant.h"
#include "review/phrase.h"
#include "review/refused.h"
#include "ui/panes.h"

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

static void append_errors(struct text *text, const struct tally_row *traced)
{
	struct text kinds = {0};

	if (traced->errors == 0) {
		text_append_string(text, ", none failed");
		return;
	}
	errors_append(&traced->errors_by_name, &kinds);
	text_append_string(text, ", ");
	phrase_append_count(text, traced->errors);
	text_append_string(text, " failed");
	if (kinds.length > 0)
		text_append_format(text, " (%s)", text_string(&kinds));
	text_free(&kinds);
}

static void append_trace(
	struct text *text, const struct review_row *row, const struct editor *editor)
{
	const struct tally_row *traced = row->traced;

	if (!traced) {
		text_append_string(text, "Not in the trace.");
		return;
	}
	phrase_append_calls(text, traced->calls);
	append_errors(text, traced);
	text_append_string(text, "; the first in ");
	if (editor->log_count > 1)
		calls_pane_append_place(text, editor, traced->first);
	else
		text_append_format(text, "line %zu", traced->first.line);
	text_append_byte(text, '.');
}

static void append_rule(
	struct text *text, const struct review_row *row, const struct editor *editor)
{
	text_append_string(text, "Rule: ");
	if (!row->rule)
		text_append_string(text, "none");
	else if (restriction_is_any(&row->rule->restriction))
		text_append_string(text, "any");
	else
		phrase_append_restriction(
			text, &row->rule->restriction, row->syscall, editor->now.target.arch);
}

static void append_coverage(
	struct text *text, const struct review_row *row, const struct editor *editor)
{
	struct text refused = {0};
	const struct coverage *built = &row->coverage[MEANING_BUILT];
	const struct coverage *documented = &row->coverage[MEANING_DOCUMENTED];

	if (!row->traced)
		return;
	text_append_string(text, "Passes: ");
	phrase_append_count(text, built->passes);
	text_append_string(text, " of ");
	phrase_append_count(text, row->traced->calls);
	if (documented->passes != built->passes) {
		text_append_string(text, " as built, ");
		phrase_append_count(text, documented->passes);
		text_append_string(text,
			" as documented: so far every Northstar looks only at the first of several "
			"values");
	}
	if (built->undecided > 0) {
		text_append_string(text, "; ");
		coverage_append_undecided(built, row->traced, text);
	}
	if (refused_append(row, editor->tally, &editor->now.entry, &editor->now.target, &refused))
		text_append_format(text, "; killed: %s", text_string(&refused));
	text_append_byte(text, '\n');
	text_free(&refused);
}

static bool is_about(const struct finding *finding, const struct review_row *row)
{
	return finding->name && slice_is(row->name, finding->name);
}

/* What the profile lets pass, where nothing else tells it: states and findings tell of a profile
 * that does not look at capabilities, and of what passes without one. */
static bool is_profile_told(const struct review_row *row, const struct target *target)
{
	if (row->state == STATE_WIDENING || filter_always_allows(row->name))
		return true;
	return (row->state == STATE_REDUNDANT || row->state == STATE_WITHOUT_EFFECT) &&
	       !grant_is_by_capability(row->syscall, target);
}

/* Returns whether there was something to say. */
static bool append_profile(
	struct text *text, const struct review_row *row, const struct editor *editor)
{
	struct text passes = {0};
	bool is_told = editor->now.entry.profile == PROFILE_DEFAULT && row->syscall &&
		       !is_profile_told(row, &editor->now.target) &&
		       grant_append(&passes, row->syscall, &editor->now.target);

	if (is_told)
		text_append_format(text, "Profile: %s\n", text_string(&passes));
	text_free(&passes);
	return is_told;
}

/* A finding that says it too says more. */
static void append_state(
	struct text *text, const struct review_row *row, const struct editor *editor)
{
	for (size_t i = 0; i < editor->findings.count; i++)
		if (is_about(&editor->findings.items[i], row) &&
			advice_tells_state(&editor->findings.items[i], row->state))
			return;
	text_append_format(text, "%s: ", state_name(row->state));
	review_append_explanation(row, text);
	text_append_byte(text, '\n');
}

/* What is found of the syscall, and what F does about the first thing that can be mended. The list
 * counts those with a "!". */
static void append_findings(
	struct text *text, const struct review_row *row, const struct editor *editor)
{
	bool has_key = true;

	for (size_t i = 0; i < editor->findings.count; i++) {
		const struct finding *finding = &editor->findings.items[i];

		if (!is_about(finding, row))
			continue;
		text_append_string(text, finding->severity > SEVERITY_NOTE ? "! " : "");
		advice_append(text, finding, &editor->now.target, has_key);
		text_append_byte(text, '\n');
		has_key = has_key && !finding_is_fixable(finding);
	}
	if (has_key && advice_can_widen(row))
		text_append_string(text, "F lets the traced calls pass, too.\n");
}

/* Below the prototype. */
static void append_details(
	struct text *text, const struct review_row *row, const struct editor *editor)
{
	bool is_told;

	if (row->syscall)
		text_append_format(text, "%s\n", description_of(row->syscall));
	append_trace(text, row, editor);
	text_append_byte(text, '\n');
	append_rule(text, row, editor);
	text_append_byte(text, '\n');
	if (row_state_is_missing(row, editor_written(editor)))
		text_append_string(
			text, "missing: The manifest has no such rule; saving adds it.\n");
	is_told = append_profile(text, row, editor);
	append_coverage(text, row, editor);
	if (row->state != STATE_PROFILE || !is_told)
		append_state(text, row, editor);
	append_findings(text, row, editor);
}

/* Puts prototype, blank line and details into `rows` rows from `y` on. Returns how many they take;
 * with `rows` 0 it only counts. */
static int put_details(
	const struct canvas *canvas, int y, int width, int rows, const struct editor *editor)
{
	const struct review_row *row = editor_row(editor);
	struct text text = {0};
	int used;

	if (!row)
		return 0;
	append_prototype(&text, row, editor);
	used = 1 + put_wrapped(canvas, y, 1, width - 1, rows, ROLE_STRONG, slice_of_text(&text));
	text_clear(&text);
	append_details(&text, row, editor);
	used += put_wrapped(canvas, y + used, 1, width - 1, rows > used ? rows - used : 0,
		ROLE_NORMAL, slice_of_text(&text));
	text_free(&text);
	return used;
}

size_t details_pane_measure(const struct canvas *canvas, const struct editor *editor, int columns)
{
	return (size_t)put_details(canvas, 0, columns, 0, editor);
}

/* Says which key leads on: to what is below, or to what has no room beside the details. */
static const char *head_text(const struct editor *editor, bool has_more)
{
	bool has_focus = editor->pane == PANE_DETAILS;

	if (!editor->has_preview && has_focus)
		return has_more ? "details (Down: more below, Tab: entry, Esc: list)"
				: "details (Tab: entry, Esc: list)";
	if (has_more)
		return has_focus ? "details (more below)" : "details (more below: Tab)";
	return "details";
}

void details_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	enum role head;
	const struct list *lines = &editor->details;
	int width = getmaxx(canvas->window);
	int top = (int)lines->top;
	size_t below = lines->count - lines->top;

	put_spot(canvas, 0, 0, getmaxy(canvas->window), width, SPOT_DETAILS, 0);
	/* What is scrolled away lies above the window, or under the head. */
	put_details(canvas, 1 - top, width, getmaxy(canvas->window) - 1 + top, editor);
	head = put_head(canvas, 0, editor->pane == PANE_DETAILS);
	put_string(canvas, 0, PUT_HEAD_X, width, head, head_text(editor, below > lines->page));
}
