#include "batch/explain.h"

#include <inttypes.h>

#include "facts/description.h"
#include "review/fix.h"
#include "review/grant.h"
#include "review/phrase.h"
#include "review/refused.h"

/* So many traced values of a restricted argument are shown. */
#define VALUES_SHOWN 8

static void append_target(const struct finding_context *context, struct text *text)
{
	const struct target *target = context->target;

	text_append_string(text, context->entry->profile == PROFILE_DEFAULT
					 ? "The default profile"
					 : "No profile: only execve passes without a rule");
	text_append_format(text, ". %s, Northstar 0.%u, capabilities: ", arch_name(target->arch),
		target->runtime);
	target_append_capabilities(text, target->capabilities);
	if (target->judge == MEANING_DOCUMENTED)
		text_append_string(text, ", judged as documented");
	text_append_string(text, ". The filter has ");
	phrase_append_count(text, context->review->instructions);
	text_append_string(text, " of ");
	phrase_append_count(text, FILTER_INSTRUCTIONS);
	text_append_string(text, " instructions.\n");
}

/* Appends the names of the traced calls without a rule that all pass, or of the others. */
static void append_without_rule(
	const struct finding_context *context, bool passing, const char *begin, struct text *text)
{
	const struct review *review = context->review;
	size_t count = 0;

	for (size_t i = 0; i < review->count; i++) {
		const struct review_row *row = &review->rows[i];
		enum verdict verdict = row->coverage[context->target->judge].verdict;

		if (row->rule || (verdict == VERDICT_PASSES) != passing)
			continue;
		text_append_string(text, count++ == 0 ? begin : ", ");
		text_append_visible(text, row->name);
		if (verdict == VERDICT_PARTLY || verdict == VERDICT_UNDECIDED)
			text_append_format(text, " (%s)", verdict_name(verdict));
	}
	if (count > 0)
		text_append_string(text, ".\n");
}

/* Appends what the profile lets pass in this container, and would not in one with other
 * capabilities. */
static void append_granted(const struct finding_context *context, struct text *text)
{
	const struct review *review = context->review;
	const struct target *target = context->target;
	const char *begin = "The profile allows because of the capabilities: ";
	size_t count = 0;

	if (context->entry->profile != PROFILE_DEFAULT)
		return;
	for (size_t i = 0; i < review->count; i++) {
		const struct review_row *row = &review->rows[i];

		if (!row->syscall || !grant_is_by_capability(row->syscall, target))
			continue;
		text_append_string(text, count++ == 0 ? begin : ", ");
		text_append_format(text, "%s (", row->syscall->name);
		grant_append(text, row->syscall, target);
		text_append_byte(text, ')');
	}
	if (count > 0)
		text_append_string(text, ".\n");
}

static void append_value(struct text *text, const struct review_row *row,
	const struct tally_value *value, const struct target *target)
{
	if (value->candidate_count > 0)
		phrase_append_value(text, row->syscall, target->arch, row->rule->restriction.index,
			value->candidates[0]);
	else
		text_append_visible(text, value->text);
	text_append_format(text, " (%" PRIu64 ")", value->count);
}

/* Appends the traced values of the argument that the rule compares. */
static void append_used(
	const struct finding_context *context, const struct review_row *row, struct text *text)
{
	struct tally_value value;
	size_t cursor = 0;
	size_t shown = 0;

	while (tally_next_value(
		context->tally, row->traced, row->rule->restriction.index, &cursor, &value)) {
		text_append_string(text, shown == 0 ? ", with " : ", ");
		if (shown++ == VALUES_SHOWN) {
			text_append_string(text, "...");
			break;
		}
		append_value(text, row, &value, context->target);
	}
}

static void append_refused(
	const struct finding_context *context, const struct review_row *row, struct text *text)
{
	struct text refused = {0};

	if (refused_append(row, context->tally, context->entry, context->target, &refused))
		text_append_format(text, ": %s", text_string(&refused));
	text_free(&refused);
}

static void append_coverage(
	const struct coverage *coverage, const struct tally_row *traced, struct text *text)
{
	if (coverage->verdict == VERDICT_PASSES) {
		text_append_string(text, "; all pass");
		return;
	}
	text_append_string(text, "; ");
	phrase_append_count(text, coverage->passes);
	text_append_string(text, coverage->passes == 1 ? " passes" : " pass");
	if (coverage->killed > 0) {
		text_append_string(text, ", ");
		phrase_append_count(text, coverage->killed);
		text_append_string(text, " would be killed");
	}
	if (coverage->undecided > 0) {
		text_append_string(text, ", ");
		coverage_append_undecided(coverage, traced, text);
	}
}

static void append_rule(
	const struct finding_context *context, const struct review_row *row, struct text *text)
{
	text_append_visible(text, row->name);
	if (row->syscall)
		text_append_format(text, " (%s)", description_of(row->syscall));
	text_append_string(text, ": passes with ");
	if (!restriction_is_any(&row->rule->restriction))
		text_append_string(text, "arguments where ");
	phrase_append_restriction(
		text, &row->rule->restriction, row->syscall, context->target->arch);
	text_append_string(text, ". ");
	if (!row->traced) {
		text_append_string(text, "The trace never calls it.\n");
		return;
	}
	text_append_string(text, "The trace has ");
	phrase_append_count(text, row->traced->calls);
	text_append_format(text, " call%s", phrase_plural(row->traced->calls));
	if (!restriction_is_any(&row->rule->restriction) &&
		row->rule->restriction.index < SYSCALL_REGISTERS)
		append_used(context, row, text);
	append_coverage(&row->coverage[context->target->judge], row->traced, text);
	append_refused(context, row, text);
	text_append_string(text, ".\n");
}

static void append_finding(
	const struct finding *finding, const struct target *target, struct text *text)
{
	text_append_format(
		text, "    %s: %s: ", severity_name(finding->severity), finding_label(finding));
	text_append(text, slice_of_text(&finding->sentence));
	if (finding_is_fixable(finding)) {
		text_append_string(text, " Fix: ");
		finding_append_fix(finding, target, text);
		text_append_byte(text, '.');
	}
	text_append_byte(text, '\n');
}

static void append_findings_of(const struct finding_context *context,
	const struct findings *findings, const char *name, struct text *text)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];

		if (finding->name && slice_is(slice_of(name), finding->name))
			append_finding(finding, context->target, text);
	}
}

static void append_rules(
	const struct finding_context *context, const struct findings *findings, struct text *text)
{
	for (size_t i = 0; i < context->entry->count; i++) {
		const char *name = context->entry->rules[i].name;

		append_rule(context, review_find(context->review, slice_of(name)), text);
		append_findings_of(context, findings, name, text);
	}
}

/* Those that belong to no rule. */
static void append_other_findings(
	const struct finding_context *context, const struct findings *findings, struct text *text)
{
	bool begun = false;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];

		if (finding->name && entry_find(context->entry, slice_of(finding->name)))
			continue;
		if (!begun)
			text_append_string(text, "About the entry and the trace:\n");
		begun = true;
		append_finding(finding, context->target, text);
	}
}

void batch_explain(
	const struct finding_context *context, const struct findings *findings, FILE *output)
{
	struct text text = {0};

	append_target(context, &text);
	append_without_rule(context, true, "Pass without a rule: ", &text);
	append_without_rule(context, false, "No rule, and not all pass: ", &text);
	append_granted(context, &text);
	append_rules(context, findings, &text);
	append_other_findings(context, findings, &text);
	fputs(text_string(&text), output);
	text_free(&text);
}
