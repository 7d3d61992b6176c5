#include "editor/argument_notes.h"

#include <string.h>

#include "editor/advice.h"
#include "editor/argument_edit.h"
#include "review/admits.h"
#include "review/phrase.h"

/* What the rule admits is of interest where the rule decides. */
static bool decides(const struct arguments *arguments)
{
	return arguments->has_rule &&
	       (arguments->state == STATE_NEEDED || arguments->state == STATE_NEVER_SEEN ||
		       arguments->state == STATE_WIDENING);
}

static void append_besides(const struct arguments *arguments, struct text *text)
{
	admits_append_besides(text, &arguments->draft, arguments->tally, arguments->traced,
		arguments->syscall, arguments->target->arch);
}

static void append_passes(const struct arguments *arguments, uint64_t calls, struct text *text)
{
	text_append_string(text, arguments->trial.is_shown ? "With this: passes " : "Passes ");
	phrase_append_count(text, arguments->coverage[MEANING_DOCUMENTED].passes);
	text_append_string(text, " of ");
	phrase_append_count(text, calls);
	text_append_string(text, " traced calls as documented, ");
	phrase_append_count(text, arguments->coverage[MEANING_BUILT].passes);
	text_append_string(text, " as built");
}

void argument_notes_append_coverage(const struct arguments *arguments, struct text *text)
{
	const struct coverage *built = &arguments->coverage[MEANING_BUILT];
	uint64_t calls = arguments->traced ? arguments->traced->calls : 0;

	if (arguments->trial.trouble.length > 0) {
		text_append_string(text, "Typed so far: ");
		text_append(text, slice_of_text(&arguments->trial.trouble));
		return;
	}
	if (calls == 0)
		text_append_string(text, "The trace has no such call");
	else
		append_passes(arguments, calls, text);
	if (calls > 0 && built->undecided > 0) {
		text_append_string(text, "; ");
		coverage_append_undecided(built, arguments->traced, text);
	}
	if (decides(arguments)) {
		text_append_string(text, calls > 0 ? "; admits besides: " : "; admits: ");
		append_besides(arguments, text);
	}
	text_append_string(text, ".");
}

static void note_no_rule(const struct arguments *arguments, struct text *text)
{
	if (arguments->has_rule)
		return;
	if (filter_always_allows(slice_of(arguments->name)))
		text_append_string(text,
			"No rule: the runtime always allows execve, and no entry can "
			"restrict it.\n");
	else if (arguments->state == STATE_PROFILE)
		text_append_format(text,
			"No rule: %s passes without one. A restriction in the entry cannot narrow "
			"what the profile allows.\n",
			arguments->name);
	else
		text_append_string(text, "No rule yet. Tick values, or press x to allow any.\n");
}

/* States that are findings too are told there. */
static void note_state(const struct arguments *arguments, struct text *text)
{
	if (arguments->has_rule &&
		(arguments->state == STATE_NEVER_SEEN || arguments->state == STATE_WRONG_ARCH))
		text_append_format(text, "%s\n", state_explanation(arguments->state));
}

static void note_other_register(const struct arguments *arguments, struct text *text)
{
	const struct text *loss = &arguments->trial.loss;

	if (loss->length > 0)
		text_append_format(text, "%s\n", text_string(loss));
	else if (argument_edit_append_loss(arguments, text))
		text_append_byte(text, '\n');
}

/* The finding on several values says it of the rule; the profile has such lists too. */
static void note_profile_values(const struct arguments *arguments, struct text *text)
{
	if (arguments->coverage[MEANING_BUILT].passes !=
			arguments->coverage[MEANING_DOCUMENTED].passes &&
		arguments->draft.value_count < 2)
		text_append_string(text, "The profile lists several values, of which Northstar as "
					 "built compares with the first only.\n");
}

static void note_forgotten(const struct arguments *arguments, struct text *text)
{
	uint64_t forgotten;

	if (!arguments->traced)
		return;
	forgotten = arguments->traced->registers[arguments->registers.cursor].forgotten;
	if (forgotten == 0)
		return;
	text_append_string(text, "There were more values than are kept: ");
	phrase_append_calls(text, forgotten);
	text_append_string(text, " had others.\n");
}

/* F mends the first thing that can be mended. */
static void note_findings(const struct arguments *arguments, struct text *text)
{
	const struct finding *finding;
	bool has_key = true;
	size_t cursor = 0;

	while ((finding = arguments_next_finding(arguments, &cursor)) != NULL) {
		advice_append(text, finding, arguments->target, has_key);
		text_append_byte(text, '\n');
		has_key = has_key && !finding_is_fixable(finding);
	}
}

void argument_notes_append(const struct arguments *arguments, struct text *text)
{
	if (argument_edit_append_refusal(arguments, text))
		text_append_byte(text, '\n');
	note_other_register(arguments, text);
	note_no_rule(arguments, text);
	note_state(arguments, text);
	if (arguments->shows_bits)
		argument_bits_append_effect(arguments, text);
	note_findings(arguments, text);
	note_profile_values(arguments, text);
	note_forgotten(arguments, text);
}
