#include "editor/argument_proposals.h"

#include "editor/argument_edit.h"
#include "review/fix.h"
#include "review/suggest.h"

bool argument_proposals_suggest(struct arguments *arguments, struct text *message)
{
	unsigned index = (unsigned)arguments->registers.cursor;
	struct restriction restriction;
	struct text why = {0};
	bool done = false;

	if (argument_edit_append_refusal(arguments, message))
		return false;
	if (!arguments->traced)
		text_append_string(message, "The trace has no such call, and so suggests nothing; "
					    "= and & type something");
	else if (!suggest_for_argument(arguments->tally, arguments->traced, arguments->target,
			 index, &restriction, &why))
		suggest_append_refusal(
			arguments->tally, arguments->traced, arguments->target, index, message);
	else
		done = !argument_edit_warns_of_loss(arguments, "t", message);
	if (done) {
		arguments->has_rule = true;
		arguments->draft = restriction;
		arguments_refresh(arguments);
		text_append(message, slice_of_text(&why));
	}
	text_free(&why);
	return done;
}

static const struct finding *first_fixable(const struct arguments *arguments)
{
	const struct finding *finding;
	size_t cursor = 0;

	while ((finding = arguments_next_finding(arguments, &cursor)) != NULL)
		if (finding_is_fixable(finding))
			return finding;
	return NULL;
}

bool argument_proposals_fix(struct arguments *arguments, struct text *message)
{
	const struct finding *finding = first_fixable(arguments);
	struct entry entry = entry_copy(&arguments->entry);
	const struct rule *rule;
	bool done = finding && finding_fix(&entry, finding, arguments->tally, arguments->target);

	if (done) {
		text_append_format(message, "fixed %s: ", finding_label(finding));
		finding_append_fix(finding, arguments->target, message);
		rule = entry_find(&entry, slice_of(arguments->name));
		arguments->has_rule = rule != NULL;
		arguments->draft = rule ? rule->restriction : (struct restriction){0};
		arguments_refresh(arguments);
	} else {
		text_append_string(message, "Nothing is found of this rule that F can fix");
		if (arguments->coverage[MEANING_BUILT].killed > 0)
			text_append_string(message, "; t suggests one that all traced calls pass");
	}
	entry_free(&entry);
	return done;
}
