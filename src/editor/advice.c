#include "editor/advice.h"

#include "review/fix.h"
#include "review/phrase.h"

static struct slice without_name(const struct finding *finding)
{
	struct slice sentence = slice_of_text(&finding->sentence);
	size_t length = finding->name ? slice_of(finding->name).length : 0;

	if (length > 0 && slice_starts_with(sentence, finding->name) &&
		slice_starts_with(slice_after(sentence, length), ": "))
		return slice_after(sentence, length + 2);
	return sentence;
}

static bool restricts_itself(const struct finding *finding)
{
	const struct fix *fix = &finding->fix;

	return fix->kind == FIX_SET && !restriction_is_any(&fix->restriction) &&
	       (!fix->name || slice_is(slice_of(fix->name), finding->name));
}

/* A sentence that proposes something is not followed by the same words. */
static void append_fix(
	struct text *text, const struct finding *finding, const struct target *target)
{
	struct slice sentence = slice_of_text(&finding->sentence);
	struct text fix = {0};

	if (restricts_itself(finding))
		phrase_append_restriction(&fix, &finding->fix.restriction,
			syscall_find(slice_of(finding->name)), target->arch);
	else
		finding_append_fix(finding, target, &fix);
	if (finding->fix.kind == FIX_DROP)
		text_append_string(text, " F drops the rule.");
	else if (slice_find(sentence, text_string(&fix)) < sentence.length)
		text_append_string(text, " F does that.");
	else
		text_append_format(text, " F: %s.", text_string(&fix));
	text_free(&fix);
}

void advice_append(
	struct text *text, const struct finding *finding, const struct target *target, bool has_key)
{
	text_append_format(text, "%s: ", finding_label(finding));
	text_append(text, without_name(finding));
	if (has_key && finding_is_fixable(finding))
		append_fix(text, finding, target);
}

/* What helps otherwise; `has_key`: with a key of the list. */
struct hint {
	const char *text;
	bool has_key;
};

static struct hint hint_for(const struct finding *finding)
{
	static const struct hint trace_anew = {
		"only another trace helps; o reads one more log, r the same ones again", true};
	static const struct hint other_rule = {
		"Enter opens the arguments to ask something else, x makes the rule any", true};

	switch (finding->code) {
	case FINDING_WIDENING:
		return (struct hint){"Enter opens the arguments, to restrict one", true};
	case FINDING_NEEDED_CAPABILITY:
		return (struct hint){
			"with c tick the capability if the container has it, else keep "
			"the rule",
			true};
	case FINDING_FIRST_VALUE_ONLY:
	case FINDING_SIGN_EXTENSION:
	case FINDING_POINTER_ARGUMENT:
	case FINDING_VOLATILE_ARGUMENT:
	case FINDING_LIMITS:
		return other_rule;
	case FINDING_UNKNOWN_SYSCALL:
		return (struct hint){"nothing in an entry allows what has no known name", false};
	case FINDING_WRONG_ARCHITECTURE:
		return (struct hint){"c chooses the architecture", true};
	case FINDING_COMPAT_PROCESS:
		return (struct hint){"only a 64-bit program helps", false};
	case FINDING_CHILDREN_UNSEEN:
	case FINDING_FILTERED_TRACE:
		return trace_anew;
	case FINDING_NEWER_THAN_RUNTIME:
		return (struct hint){"c chooses the runtime", true};
	case FINDING_ATTACK_SURFACE:
		return (struct hint){finding->name ? "where the container can do without, Space "
						     "drops the rule, and e the profile"
						   : "where the container can do without, e drops "
						     "the profile",
			true};
	case FINDING_TOO_LONG:
		return (struct hint){"Space drops a rule, Enter opens its arguments", true};
	case FINDING_REMARK:
		return finding->is_mended_by_saving
			       ? (struct hint){"w, saving, does", true}
			       : (struct hint){"change it in the manifest by hand", false};
	default:
		return (struct hint){"nothing in the entry helps", false};
	}
}

void advice_append_without_fix(struct text *text, const struct finding *finding, bool is_in_list)
{
	struct hint hint = hint_for(finding);

	text_append_format(text, "F cannot fix it%s%s",
		hint.has_key && !is_in_list ? ". In the list: " : ": ", hint.text);
}

bool advice_can_widen(const struct review_row *row)
{
	const struct coverage *built = &row->coverage[MEANING_BUILT];

	return row->rule && row->traced && row->syscall &&
	       !restriction_is_any(&row->rule->restriction) &&
	       (built->killed > built->compat || built->undecided > 0);
}

bool advice_tells_state(const struct finding *finding, enum state state)
{
	switch (finding->code) {
	case FINDING_REDUNDANT:
		return state == STATE_REDUNDANT;
	case FINDING_WITHOUT_EFFECT:
		return state == STATE_WITHOUT_EFFECT;
	case FINDING_WIDENING:
		return state == STATE_WIDENING;
	case FINDING_UNKNOWN_SYSCALL:
		return state == STATE_UNKNOWN;
	case FINDING_WRONG_ARCHITECTURE:
		return state == STATE_WRONG_ARCH;
	case FINDING_NEVER_SEEN:
		return state == STATE_NEVER_SEEN;
	default:
		return false;
	}
}
