#include "editor/argument_notes.h"

#include <inttypes.h>

#include "editor/argument_edit.h"

void argument_notes_append_coverage(const struct arguments *arguments, struct text *text)
{
	const struct coverage *built = &arguments->coverage[MEANING_BUILT];
	const struct coverage *documented = &arguments->coverage[MEANING_DOCUMENTED];
	uint64_t calls = arguments->traced ? arguments->traced->calls : 0;

	if (calls == 0) {
		text_append_string(text, "The trace has no such call.");
		return;
	}
	text_append_format(text,
		"Passes %" PRIu64 " of %" PRIu64 " traced calls as documented, %" PRIu64
		" as built",
		documented->passes, calls, built->passes);
	if (built->undecided > 0)
		text_append_format(
			text, "; of %" PRIu64 " the log does not tell", built->undecided);
	text_append_string(text, ".");
}

static void note_no_rule(const struct arguments *arguments, struct text *text)
{
	if (arguments->has_rule)
		return;
	if (arguments->state == STATE_PROFILE)
		text_append_format(text,
			"No rule: %s passes without one. A restriction in the entry cannot narrow "
			"what the profile allows.\n",
			arguments->name);
	else
		text_append_string(text, "No rule yet. Tick values, or press x to allow any.\n");
}

static void note_state(const struct arguments *arguments, struct text *text)
{
	if (!arguments->has_rule || arguments->state == STATE_NEEDED)
		return;
	if (arguments->state == STATE_WITHOUT_EFFECT)
		text_append_format(text,
			"Without effect: the default profile allows %s with any arguments, and a "
			"rule cannot narrow that.\n",
			arguments->name);
	else
		text_append_format(text, "%s\n", state_explanation(arguments->state));
}

static void note_other_register(const struct arguments *arguments, struct text *text)
{
	const struct restriction *draft = &arguments->draft;

	if (restriction_is_any(draft) || draft->index == arguments->registers.cursor)
		return;
	text_append_string(text, "One argument per syscall: what you set here replaces ");
	restriction_append_text(text, draft, arguments->syscall, arguments->target->arch);
	text_append_string(text, ".\n");
}

static void note_several_values(const struct arguments *arguments, struct text *text)
{
	const struct restriction *draft = &arguments->draft;

	if (draft->has_values && draft->value_count == 0)
		text_append_string(text, "An empty list of values lets every argument pass.\n");
	if (draft->value_count < 2)
		return;
	text_append_string(text, "Northstar as built compares with the first value only (");
	value_append_text(text, draft->values[0]);
	text_append_string(text, ") and kills the others. Keep one value and cover the others "
				 "with a mask (&).\n");
}

static void note_forgotten(const struct arguments *arguments, struct text *text)
{
	uint64_t forgotten;

	if (!arguments->traced)
		return;
	forgotten = arguments->traced->registers[arguments->registers.cursor].forgotten;
	if (forgotten > 0)
		text_append_format(text,
			"There were more values than are kept: %" PRIu64 " calls had others.\n",
			forgotten);
}

void argument_notes_append(const struct arguments *arguments, struct text *text)
{
	if (argument_edit_append_refusal(arguments, text))
		text_append_byte(text, '\n');
	note_no_rule(arguments, text);
	note_state(arguments, text);
	note_other_register(arguments, text);
	note_several_values(arguments, text);
	note_forgotten(arguments, text);
}
