/*
 * What a rule is worth: next to the profile, and next to the trace.
 */
#include <string.h>

#include "facts/capability.h"
#include "facts/default_profile.h"
#include "facts/surface.h"
#include "review/check.h"
#include "review/phrase.h"
#include "review/suggest.h"

/* Whether the row has a rule of this worth. */
static bool rule_is(const struct checker *checker, const struct review_row *row, enum state worth)
{
	int number = check_number(checker, row);

	return row->rule && number >= 0 &&
	       state_of_rule(&row->rule->restriction, &checker->profile, (unsigned)number) == worth;
}

static bool is_execve(const struct checker *checker, const struct review_row *row)
{
	return check_number(checker, row) == (int)checker->profile.execve;
}

/* Without a profile execve stands in the entry for who reads it (review/draft). */
void check_redundant(struct checker *checker, const struct review_row *row)
{
	struct finding *finding;

	if (!rule_is(checker, row, STATE_REDUNDANT) ||
		(is_execve(checker, row) && checker->context->entry->profile == PROFILE_NONE))
		return;
	finding = check_add(checker, FINDING_REDUNDANT, row->name, -1);
	check_say_name(finding);
	check_say(finding, "%s allows it anyway, so the rule can go.",
		is_execve(checker, row) ? "the runtime" : "the default profile");
	check_fix_drop(finding);
}

void check_without_effect(struct checker *checker, const struct review_row *row)
{
	struct finding *finding;

	if (!rule_is(checker, row, STATE_WITHOUT_EFFECT))
		return;
	finding = check_add(
		checker, FINDING_WITHOUT_EFFECT, row->name, (int)row->rule->restriction.index);
	check_say_name(finding);
	if (is_execve(checker, row))
		check_say(finding, "the runtime always allows it with any arguments, and a rule "
				   "cannot narrow that.");
	else
		check_say(finding, "the default profile allows it with any arguments, and a rule "
				   "cannot narrow that; only an entry without profile can.");
	check_fix_drop(finding);
}

/* The profile's restriction of a call, to be shown. */
static const struct restriction *profile_restriction(
	const struct checker *checker, const struct review_row *row)
{
	size_t count;
	const struct filter_test *tests =
		filter_tests(&checker->profile, (unsigned)check_number(checker, row), &count);

	return &tests[0].restriction;
}

/* The rule goes where the profile suffices for what was traced; else it is narrowed. */
static void fix_widening(
	struct finding *finding, const struct checker *checker, const struct review_row *row)
{
	const struct finding_context *context = checker->context;
	unsigned index = profile_restriction(checker, row)->index;
	struct restriction restriction;

	if (!row->traced || coverage_is_full(&row->by_profile))
		check_fix_drop(finding);
	else if (suggest_for_argument(
			 context->tally, row->traced, context->target, index, &restriction, NULL))
		check_fix_set(finding, &restriction);
}

void check_widening(struct checker *checker, const struct review_row *row)
{
	struct finding *finding;

	if (!rule_is(checker, row, STATE_WIDENING))
		return;
	finding = check_add(checker, FINDING_WIDENING, row->name, -1);
	check_say_name(finding);
	check_say(finding, "the default profile allows it only where ");
	phrase_append_restriction(&finding->sentence, profile_restriction(checker, row),
		row->syscall, checker->context->target->arch);
	if (profile_restriction(checker, row)->value_count > 1)
		check_say(finding, " (as built, only the first of these passes)");
	check_say(finding, "; this rule allows all arguments.");
	if (row->traced && coverage_is_full(&row->by_profile))
		check_say(finding, " For the traced calls the profile suffices.");
	fix_widening(finding, checker, row);
}

static bool is_in_force(const struct profile_row *row, const struct target *target)
{
	return (row->arches >> target->arch & 1) && row->since <= target->runtime &&
	       target->runtime <= row->until;
}

/* Whether the profile lets the call pass, with the arguments that were traced, in a container that
 * has this capability too. */
static bool capability_suffices(
	const struct checker *checker, const struct review_row *row, unsigned capability)
{
	struct target target = *checker->context->target;
	struct coverage coverage;
	struct filter filter;

	if (!row->traced)
		return true;
	target.capabilities |= UINT64_C(1) << capability;
	filter = filter_build_profile_of(row->name, &target);
	coverage = coverage_judge(
		checker->context->tally, row->traced, &filter, target.arch, target.judge);
	filter_free(&filter);
	return coverage_is_full(&coverage);
}

/* Appends the capabilities that make the profile allow the call, with "or" between them. Returns
 * how many there are. */
static unsigned append_capabilities(
	struct text *text, const struct checker *checker, const struct review_row *row)
{
	size_t count;
	const struct profile_row *rows = default_profile_rows(&count);
	unsigned found = 0;

	for (size_t i = 0; i < count; i++) {
		if (!slice_is(row->name, rows[i].syscall) ||
			!is_in_force(&rows[i], checker->context->target) ||
			rows[i].condition != PROFILE_WITH_CAPABILITY ||
			!capability_suffices(checker, row, rows[i].capability))
			continue;
		text_append_string(text, found++ > 0 ? " or " : "");
		text_append_string(text, capability_name(rows[i].capability));
	}
	return found;
}

/* A container without any capability has no clone either; with any it has one, but not for all
 * arguments. */
static bool any_capability_suffices(const struct checker *checker, const struct review_row *row)
{
	const struct target *target = checker->context->target;
	size_t count;
	const struct profile_row *rows = default_profile_rows(&count);

	if (target->capabilities != 0 || !row->traced)
		return false;
	for (size_t i = 0; i < count; i++)
		if (slice_is(row->name, rows[i].syscall) && is_in_force(&rows[i], target) &&
			rows[i].condition == PROFILE_SOME_BUT_NOT_CAPABILITY)
			return capability_suffices(checker, row, rows[i].capability ? 0 : 1);
	return false;
}

/* Whether the profile is no help, but something needs the call: a rule, or the trace. */
static bool needs_more_than_profile(const struct checker *checker, const struct review_row *row)
{
	if (checker->context->entry->profile != PROFILE_DEFAULT || check_number(checker, row) < 0)
		return false;
	if (row->traced)
		return !coverage_is_full(&row->by_profile);
	return rule_is(checker, row, STATE_NEEDED);
}

void check_needed_capability(struct checker *checker, const struct review_row *row)
{
	struct text words = {0};
	struct finding *finding;

	if (!needs_more_than_profile(checker, row))
		return;
	if (any_capability_suffices(checker, row))
		text_append_string(&words, "any capability at all; this one has none");
	else if (append_capabilities(&words, checker, row) > 0)
		text_append_string(&words, "; this one has not");
	if (words.length > 0) {
		finding = check_add(checker, FINDING_NEEDED_CAPABILITY, row->name, -1);
		check_say_name(finding);
		check_say(finding,
			"the default profile allows %s to a container that has %s, so it needs %s.",
			row->traced ? "the traced calls" : "it", text_string(&words),
			row->rule ? "this rule" : "a rule");
	}
	text_free(&words);
}

/* Records of calls that were stopped are no trace of what a program does. */
static bool has_trace(const struct checker *checker)
{
	const struct finding_evidence *evidence = checker->context->evidence;

	return tally_calls(checker->context->tally) > 0 && !(evidence && evidence->is_only_records);
}

/* What a group adds is there because a trace does not show it. */
void check_never_seen(struct checker *checker, const struct review_row *row)
{
	struct finding *finding;

	if (!row->rule || row->traced || check_number(checker, row) < 0 || !has_trace(checker) ||
		additions_have(&checker->reserves, row->name))
		return;
	finding = check_add(checker, FINDING_NEVER_SEEN, row->name, -1);
	check_say_name(finding);
	check_say(finding, "the entry allows it, but the trace never calls it. If the trace shows "
			   "all that the program does, the rule can go.");
	check_fix_drop(finding);
}

/* Whether the rule admits what is dangerous about the call. */
static bool admits_danger(const struct restriction *restriction, const struct surface *surface)
{
	if (surface->flags == 0 || restriction_admits_all(restriction) || restriction->index != 0)
		return true;
	if (restriction->has_values && (restriction->values[0] & surface->flags) != 0)
		return true;
	return restriction->has_mask && (restriction->mask & surface->flags) != 0;
}

/* Where only some flags are dangerous, and the trace uses none of them, they can be refused. */
static void fix_danger(struct finding *finding, const struct checker *checker,
	const struct review_row *row, const struct surface *surface)
{
	const struct finding_context *context = checker->context;
	struct restriction restriction;

	if (surface->flags == 0 || !row->traced ||
		!suggest_for_argument(
			context->tally, row->traced, context->target, 0, &restriction, NULL) ||
		admits_danger(&restriction, surface))
		return;
	check_fix_set(finding, &restriction);
}

void check_attack_surface(struct checker *checker, const struct review_row *row)
{
	const struct surface *surface = surface_find(row->name);
	struct finding *finding;

	if (!surface || check_number(checker, row) < 0 ||
		(row->rule ? !admits_danger(&row->rule->restriction, surface)
			   : row->coverage[checker->context->target->judge].passes == 0))
		return;
	finding = check_add(checker, FINDING_ATTACK_SURFACE, row->name, -1);
	check_say_name(finding);
	check_say(finding, "it %s.", surface->why);
	if (!row->rule) {
		check_say(finding, " The default profile allows it, and the trace calls it.");
		return;
	}
	fix_danger(finding, checker, row, surface);
	check_say(finding, finding->fix.kind == FIX_NONE
				   ? " Allow it only if the container cannot do without."
				   : " The trace does not use that: it can be refused.");
}

void check_limits(struct checker *checker, const struct review_row *row)
{
	struct finding *finding;

	if (!row->rule || restriction_is_any(&row->rule->restriction))
		return;
	if (row->rule->restriction.index < SYSCALL_REGISTERS &&
		row->rule->restriction.value_count <= RULE_VALUES)
		return;
	finding = check_add(checker, FINDING_LIMITS, row->name, -1);
	check_say_name(finding);
	if (row->rule->restriction.index >= SYSCALL_REGISTERS)
		check_say(finding,
			"a call has the registers 0 to %d, but the rule looks at %u; the runtime "
			"refuses the manifest.",
			SYSCALL_REGISTERS - 1, row->rule->restriction.index);
	else
		check_say(finding,
			"a rule has at most %d values, but this one has %zu; the runtime refuses "
			"the manifest.",
			RULE_VALUES, row->rule->restriction.value_count);
}
