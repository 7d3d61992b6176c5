#include "editor/advice.h"
#include "editor/commands.h"
#include "review/fix.h"
#include "review/suggest.h"

struct effect command_open_findings(struct editor *editor, int argument)
{
	(void)argument;
	editor->view = VIEW_FINDINGS;
	return (struct effect){0};
}

struct effect command_close_findings(struct editor *editor, int argument)
{
	(void)argument;
	editor->view = VIEW_LIST;
	return (struct effect){0};
}

/* The finding under the cursor of the view, NULL when there is none. */
static const struct finding *chosen_finding(const struct editor *editor)
{
	const struct list *rows = &editor->finding_rows;

	return rows->count > 0 ? &editor->findings.items[rows->cursor] : NULL;
}

struct effect command_jump_to_finding(struct editor *editor, int argument)
{
	const struct finding *finding = chosen_finding(editor);

	(void)argument;
	if (!finding || !finding->name) {
		editor_warn(editor, finding ? "It is about the whole entry, not about a syscall"
					    : "There is no finding");
		return (struct effect){0};
	}
	if (!review_find(&editor->review, slice_of(finding->name))) {
		editor_warn(editor, "%s is neither in the trace nor in the entry", finding->name);
		return (struct effect){0};
	}
	if (!editor_go_to(editor, slice_of(finding->name)))
		editor_set_filter(editor, slice_of(""), slice_of(finding->name));
	editor->view = VIEW_LIST;
	return (struct effect){0};
}

/* Applies the fix of a finding as one step that can be undone. */
static void fix(struct editor *editor, const struct finding *finding)
{
	struct snapshot before = editor_begin(editor);
	struct text sentence = {0};

	text_append_format(&sentence, "fixed %s: ", finding_label(finding));
	finding_append_fix(finding, &editor->now.target, &sentence);
	finding_fix(&editor->now.entry, finding, editor->tally, &editor->now.target);
	if (!editor_commit(editor, before, text_string(&sentence)))
		editor_warn(editor, "There was nothing left to fix");
	text_free(&sentence);
}

static void warn_without_fix(struct editor *editor, const struct finding *finding)
{
	struct text text = {0};

	advice_append_without_fix(&text, finding, editor->view == VIEW_LIST);
	editor_warn(editor, "%s", text_string(&text));
	text_free(&text);
}

struct effect command_fix_finding(struct editor *editor, int argument)
{
	const struct finding *finding = chosen_finding(editor);

	(void)argument;
	if (!finding)
		editor_warn(editor, "There is no finding");
	else if (finding_is_fixable(finding))
		fix(editor, finding);
	else
		warn_without_fix(editor, finding);
	return (struct effect){0};
}

/* The first finding of the row that can be mended, else the first one; NULL: there is none. */
static const struct finding *finding_of(const struct editor *editor, const struct review_row *row)
{
	const struct finding *first = NULL;

	for (size_t i = 0; i < editor->findings.count; i++) {
		const struct finding *finding = &editor->findings.items[i];

		if (!finding->name || !slice_is(row->name, finding->name))
			continue;
		if (finding_is_fixable(finding))
			return finding;
		if (!first)
			first = finding;
	}
	return first;
}

/* Says why only a rule without restrictions lets all pass. */
static void append_refusal(
	struct text *sentence, const struct editor *editor, const struct review_row *row)
{
	unsigned index = row->rule->restriction.index;
	struct restriction traced;

	if (suggest_for_argument(
		    editor->tally, row->traced, &editor->now.target, index, &traced, NULL))
		text_append_string(
			sentence, "what the rule lets pass and what the trace needs is too much");
	else
		suggest_append_refusal(
			editor->tally, row->traced, &editor->now.target, index, sentence);
	text_append_string(sentence, "; allowed with any arguments: ");
	text_append_visible(sentence, row->name);
}

/* What the killing rule must let pass: of the same argument what the trace has, beside what it lets
 * pass already; else anything. */
static void widen(struct editor *editor, const struct review_row *row)
{
	struct snapshot before = editor_begin(editor);
	struct restriction restriction = {0};
	struct text sentence = {0};

	if (!suggest_wider(editor->tally, row->traced, &editor->now.target, &row->rule->restriction,
		    &restriction, &sentence))
		append_refusal(&sentence, editor, row);
	entry_set(&editor->now.entry, row->name, &restriction);
	editor_commit(editor, before, text_string(&sentence));
	text_free(&sentence);
}

static void say_why_not(
	struct editor *editor, const struct review_row *row, const struct finding *finding)
{
	struct text name = {0};

	text_append_visible(&name, row->name);
	if (finding)
		warn_without_fix(editor, finding);
	else if (row->coverage[MEANING_BUILT].killed > row->coverage[MEANING_BUILT].compat)
		editor_warn(editor, "%s has no rule: Space allows it, t only what the trace needs",
			text_string(&name));
	else
		editor_warn(editor, "Nothing is found of %s", text_string(&name));
	text_free(&name);
}

struct effect command_fix(struct editor *editor, int argument)
{
	const struct review_row *row = editor_row(editor);
	const struct finding *finding = row ? finding_of(editor, row) : NULL;

	(void)argument;
	if (!row)
		editor_warn(editor, "There is no syscall here");
	else if (finding && finding_is_fixable(finding))
		fix(editor, finding);
	else if (advice_can_widen(row))
		widen(editor, row);
	else
		say_why_not(editor, row, finding);
	return (struct effect){0};
}

/* Makes the rule, or a new one, what the trace shows. What is asked of an argument that says little
 * stays with that argument. Appends why it did, or did not. */
static void tighten(struct editor *editor, const struct review_row *row, struct text *why)
{
	const struct restriction *asked = row->rule ? &row->rule->restriction : NULL;
	struct restriction restriction;

	if (!row->traced)
		text_append_string(why, "The trace never calls it, and so shows no arguments");
	else if (row->by_profile.verdict == VERDICT_PASSES)
		text_append_string(why, "It passes without a rule, and no rule can narrow that; e "
					"drops the profile");
	else if (suggest_restriction(editor->tally, row->traced, &editor->now.target,
			 SUGGEST_STABLE, &restriction, why) ||
		 (asked && !restriction_is_any(asked) &&
			 suggest_for_argument(editor->tally, row->traced, &editor->now.target,
				 asked->index, &restriction, why)))
		entry_set(&editor->now.entry, row->name, &restriction);
	else
		text_append_format(why,
			"The trace shows no argument of it that is worth a restriction; %s",
			advice_can_widen(row) ? "F lets the traced calls pass"
					      : "Enter shows what it shows");
}

struct effect command_tighten(struct editor *editor, int argument)
{
	const struct review_row *row = editor_row(editor);
	struct text why = {0};
	struct snapshot before;

	(void)argument;
	if (!row)
		return (struct effect){0};
	before = editor_begin(editor);
	tighten(editor, row, &why);
	if (!editor_commit(editor, before, text_string(&why)))
		editor_warn(editor, "%s", text_string(&why));
	text_free(&why);
	return (struct effect){0};
}
