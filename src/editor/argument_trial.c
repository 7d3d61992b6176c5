#include "editor/argument_trial.h"

#include "editor/argument_edit.h"

static bool put(
	struct arguments *arguments, enum trial_kind kind, struct slice typed, struct text *message)
{
	return kind == TRIAL_VALUES ? argument_edit_try_values(arguments, typed, message)
				    : argument_edit_try_mask(arguments, typed, message);
}

/* `reason` is why it was refused; a name that is not whole yet needs another one, an
 * empty text none. */
static void note_trouble(struct argument_trial *trial, struct slice typed, bool begins_name,
	const struct text *reason)
{
	if (slice_trim(typed).length == 0)
		return;
	if (begins_name)
		text_append_string(&trial->trouble, "a name is not whole; Tab completes it");
	else
		text_append(&trial->trouble, slice_of_text(reason));
}

void argument_trial_follow(
	struct arguments *arguments, enum trial_kind kind, struct slice typed, bool begins_name)
{
	struct argument_trial *trial = &arguments->trial;
	struct text message = {0};
	struct draft draft;

	trial->is_open = true;
	text_clear(&trial->trouble);
	text_clear(&trial->loss);
	if (!trial->is_shown)
		trial->before = arguments->judged;
	arguments->has_rule = trial->before.has_rule;
	arguments->draft = trial->before.restriction;
	argument_edit_append_loss(arguments, &trial->loss);
	trial->is_shown = put(arguments, kind, typed, &message);
	draft = (struct draft){arguments->has_rule, arguments->draft};
	if (!trial->is_shown) {
		draft = trial->before;
		note_trouble(trial, typed, begins_name, &message);
	}
	arguments_show_draft(arguments, &draft);
	text_free(&message);
}

void argument_trial_end(struct arguments *arguments)
{
	struct argument_trial *trial = &arguments->trial;

	if (trial->is_shown)
		arguments_show_draft(arguments, &trial->before);
	trial->is_open = false;
	trial->is_shown = false;
	text_clear(&trial->trouble);
	text_clear(&trial->loss);
}
