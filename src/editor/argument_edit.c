#include "editor/argument_edit.h"

#include <string.h>

#include "facts/family.h"
#include "review/phrase.h"
#include "trace/typed.h"

bool argument_edit_has_value(const struct restriction *restriction, uint64_t value)
{
	for (size_t i = 0; i < restriction->value_count; i++)
		if (restriction->values[i] == value)
			return true;
	return false;
}

bool argument_edit_append_refusal(const struct arguments *arguments, struct text *message)
{
	const struct argument_fact *argument = arguments_chosen(arguments);

	if (argument->kind != KIND_POINTER)
		return false;
	text_append_format(message,
		"%s is a pointer: the filter sees only the address, which differs from run to "
		"run, not what stands there. It cannot be restricted.",
		argument->name);
	return true;
}

void argument_edit_append_draft(struct text *text, const struct arguments *arguments)
{
	if (restriction_is_any(&arguments->draft))
		text_append_string(text, "any");
	else
		phrase_append_restriction(
			text, &arguments->draft, arguments->syscall, arguments->target->arch);
}

bool argument_edit_append_loss(const struct arguments *arguments, struct text *message)
{
	const struct restriction *draft = &arguments->draft;

	if (restriction_is_any(draft) || draft->index == arguments->registers.cursor)
		return false;
	text_append_format(message,
		"A rule looks at one argument: restricting %s drops what it asks now: ",
		arguments_chosen(arguments)->name);
	argument_edit_append_draft(message, arguments);
	text_append_byte(message, '.');
	return true;
}

bool argument_edit_warns_of_loss(struct arguments *arguments, const char *key, struct text *message)
{
	if (arguments->is_warned || !argument_edit_append_loss(arguments, message))
		return false;
	text_append_format(message, " %s again does it, u brings it back.", key);
	arguments->is_warned = true;
	return true;
}

void argument_edit_append_mask(struct text *text, const struct arguments *arguments)
{
	const struct family *family = family_of(arguments->syscall, arguments->draft.index);
	enum arch arch = arguments->target->arch;
	struct text names = {0};
	uint64_t read;

	if (arguments->draft.mask != 0 && family && family_has_bits(family))
		family_append_mask(&names, family, arch, arguments->draft.mask);
	if (names.length > 0 &&
		typed_mask(slice_of_text(&names), arguments_chosen(arguments), arch, &read) &&
		read == arguments->draft.mask)
		text_append(text, slice_of_text(&names));
	else
		value_append_text(text, arguments->draft.mask);
	text_free(&names);
}

/* Makes the chosen register the draft's. What was asked of another one is lost, and said. */
static void claim_draft(struct arguments *arguments, struct text *message)
{
	struct restriction *draft = &arguments->draft;
	unsigned index = (unsigned)arguments->registers.cursor;

	if (draft->index != index) {
		if (!restriction_is_any(draft)) {
			text_append_string(message, "The rule was: ");
			argument_edit_append_draft(message, arguments);
			text_append_string(message, ". ");
		}
		*draft = (struct restriction){.index = index};
	}
	arguments->has_rule = true;
}

void argument_edit_append_rule(struct text *text, const struct arguments *arguments)
{
	if (arguments->has_rule)
		argument_edit_append_draft(text, arguments);
	else
		text_append_string(text, "no rule");
}

static void append_result(const struct arguments *arguments, struct text *message)
{
	if (!arguments->has_rule) {
		text_append_string(message, "No restriction, and no rule, as before");
		return;
	}
	text_append_string(message, "The rule is now: ");
	argument_edit_append_draft(message, arguments);
}

/* Without values and mask the draft is what it was before anything was asked: `any`, or no rule. */
static void settle_draft(struct arguments *arguments)
{
	struct restriction *draft = &arguments->draft;

	draft->has_values = draft->value_count > 0;
	if (restriction_is_any(draft))
		arguments->has_rule =
			entry_find(arguments->kept, slice_of(arguments->name)) != NULL;
}

static void remove_value(struct restriction *draft, uint64_t value)
{
	for (size_t i = 0; i < draft->value_count; i++) {
		if (draft->values[i] != value)
			continue;
		memmove(&draft->values[i], &draft->values[i + 1],
			(draft->value_count - i - 1) * sizeof(draft->values[0]));
		draft->value_count--;
		return;
	}
}

/* Adds the values that the draft lacks; false, and nothing is added, when there are too many. */
static bool add_values(struct restriction *draft, const uint64_t *values, size_t count)
{
	size_t kept = draft->value_count;

	for (size_t i = 0; i < count; i++) {
		if (argument_edit_has_value(draft, values[i]))
			continue;
		if (draft->value_count == RULE_VALUES) {
			draft->value_count = kept;
			return false;
		}
		draft->values[draft->value_count++] = values[i];
	}
	draft->has_values = draft->value_count > 0;
	return true;
}

static bool refuse_number_of_values(struct text *message)
{
	text_append_format(message, "Northstar takes at most %d values in one rule", RULE_VALUES);
	return false;
}

static bool put_values(
	struct arguments *arguments, const uint64_t *values, size_t count, struct text *message)
{
	claim_draft(arguments, message);
	if (add_values(&arguments->draft, values, count))
		return true;
	settle_draft(arguments);
	return refuse_number_of_values(message);
}

/* Says what a change has led to, and makes it a step. */
static bool finish(struct arguments *arguments, struct text *message)
{
	append_result(arguments, message);
	arguments_refresh(arguments);
	return true;
}

static bool untick(
	struct arguments *arguments, const struct tally_value *value, struct text *message)
{
	for (unsigned i = 0; i < value->candidate_count; i++)
		remove_value(&arguments->draft, value->candidates[i]);
	settle_draft(arguments);
	return finish(arguments, message);
}

bool argument_edit_toggle(struct arguments *arguments, struct text *message)
{
	struct tally_value value;

	if (argument_edit_append_refusal(arguments, message))
		return false;
	if (arguments->values.count == 0) {
		text_append_string(message, "The trace has no value here; type one with =");
		return false;
	}
	value = arguments->rows[arguments->values.cursor].value;
	if (value.candidate_count == 0) {
		text_append_string(message, "The log does not give this value as a number; type "
					    "the number with =");
		return false;
	}
	if (arguments_have_ticked(arguments, &value))
		return untick(arguments, &value, message);
	if (argument_edit_warns_of_loss(arguments, "Space", message))
		return false;
	return put_values(arguments, value.candidates, value.candidate_count, message) &&
	       finish(arguments, message);
}

static bool refuse_number(
	const struct arguments *arguments, struct slice typed, struct text *message)
{
	if (typed_append_refusal(message, typed, arguments->syscall,
		    (unsigned)arguments->registers.cursor, arguments->target->arch))
		text_append_byte(message, '?');
	else
		text_append_string(
			message, " (10, 0xa, 012, O_RDWR|O_CLOEXEC; several with commas)");
	return false;
}

/* `bad` is what stopped the reading of typed values: no number, or one too many. */
static bool refuse_values(const struct arguments *arguments, struct slice bad, struct text *message)
{
	struct argument_value value =
		typed_value(bad, arguments_chosen(arguments), arguments->target->arch);

	return value.candidate_count > 0 ? refuse_number_of_values(message)
					 : refuse_number(arguments, bad, message);
}

bool argument_edit_try_values(struct arguments *arguments, struct slice typed, struct text *message)
{
	uint64_t values[RULE_VALUES];
	struct slice bad;
	size_t count;

	if (argument_edit_append_refusal(arguments, message))
		return false;
	if (!typed_values(typed, arguments_chosen(arguments), arguments->target->arch, values,
		    RULE_VALUES, &count, &bad))
		return refuse_values(arguments, bad, message);
	return put_values(arguments, values, count, message);
}

bool argument_edit_add(struct arguments *arguments, struct slice typed, struct text *message)
{
	return argument_edit_try_values(arguments, typed, message) && finish(arguments, message);
}

static bool remove_mask(struct arguments *arguments, struct text *message)
{
	if (arguments->draft.index != arguments->registers.cursor) {
		text_append_string(message, "There is no mask here");
		return false;
	}
	arguments->draft.has_mask = false;
	arguments->draft.mask = 0;
	settle_draft(arguments);
	return true;
}

static void put_mask(struct arguments *arguments, uint64_t mask, struct text *message)
{
	claim_draft(arguments, message);
	arguments->draft.has_mask = true;
	arguments->draft.mask = mask;
}

bool argument_edit_tick_mask(struct arguments *arguments, uint64_t mask, struct text *message)
{
	put_mask(arguments, mask, message);
	return finish(arguments, message);
}

bool argument_edit_try_mask(struct arguments *arguments, struct slice typed, struct text *message)
{
	uint64_t mask;

	if (argument_edit_append_refusal(arguments, message))
		return false;
	if (slice_trim(typed).length == 0)
		return remove_mask(arguments, message);
	if (!typed_mask(typed, arguments_chosen(arguments), arguments->target->arch, &mask))
		return refuse_number(arguments, typed, message);
	put_mask(arguments, mask, message);
	return true;
}

bool argument_edit_mask(struct arguments *arguments, struct slice typed, struct text *message)
{
	return argument_edit_try_mask(arguments, typed, message) && finish(arguments, message);
}

bool argument_edit_clear(struct arguments *arguments, struct text *message)
{
	arguments->has_rule = true;
	arguments->draft = (struct restriction){0};
	return finish(arguments, message);
}

bool argument_edit_undo(struct arguments *arguments, struct text *message)
{
	struct text undone = {0};
	bool done;

	argument_edit_append_rule(&undone, arguments);
	done = arguments_undo(arguments);
	if (done) {
		text_append_format(message, "Undone: %s. ", text_string(&undone));
		append_result(arguments, message);
	} else {
		text_append_string(message, "There is nothing to undo in this rule; u in the list "
					    "undoes what was kept");
	}
	text_free(&undone);
	return done;
}

bool argument_edit_redo(struct arguments *arguments, struct text *message)
{
	bool done = arguments_redo(arguments);

	if (done) {
		text_append_string(message, "Done again. ");
		append_result(arguments, message);
	} else {
		text_append_string(message, "There is nothing to do again");
	}
	return done;
}
