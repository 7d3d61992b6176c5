#include "review/fix.h"

#include "review/admits.h"
#include "review/phrase.h"

static struct slice fixed_name(const struct finding *finding)
{
	return slice_of(finding->fix.name ? finding->fix.name : finding->name);
}

static bool set_rule(struct entry *entry, struct slice name, const struct restriction *restriction)
{
	const struct rule *rule = entry_find(entry, name);

	if (rule && restriction_equal(&rule->restriction, restriction))
		return false;
	entry_set(entry, name, restriction);
	return true;
}

static bool move_rule(struct entry *entry, const struct finding *finding)
{
	bool dropped = entry_drop(entry, slice_of(finding->name));

	if (entry_find(entry, fixed_name(finding)))
		return dropped;
	entry_set(entry, fixed_name(finding), &finding->fix.restriction);
	return true;
}

static bool add_group(struct entry *entry, enum group group, const struct tally *tally,
	const struct target *target)
{
	struct additions additions = groups_additions(1U << group, entry, tally, target);
	bool any = additions.count > 0;

	additions_apply(&additions, entry);
	additions_free(&additions);
	return any;
}

bool finding_fix(struct entry *entry, const struct finding *finding, const struct tally *tally,
	const struct target *target)
{
	switch (finding->fix.kind) {
	case FIX_NONE:
		break;
	case FIX_DROP:
		return entry_drop(entry, slice_of(finding->name));
	case FIX_SET:
		return set_rule(entry, fixed_name(finding), &finding->fix.restriction);
	case FIX_MOVE:
		return move_rule(entry, finding);
	case FIX_GROUP:
		return add_group(entry, finding->fix.group, tally, target);
	}
	return false;
}

static void append_set(
	const struct finding *finding, const struct target *target, struct text *text)
{
	struct slice name = fixed_name(finding);

	if (restriction_is_any(&finding->fix.restriction)) {
		text_append_string(text, "allow ");
		text_append_visible(text, name);
		text_append_string(text, " with any arguments");
		return;
	}
	text_append_string(text, "allow ");
	text_append_visible(text, name);
	text_append_string(text, " where ");
	phrase_append_restriction(
		text, &finding->fix.restriction, syscall_find(name), target->arch);
}

void finding_append_fix(
	const struct finding *finding, const struct target *target, struct text *text)
{
	switch (finding->fix.kind) {
	case FIX_NONE:
		break;
	case FIX_DROP:
		text_append_string(text, "remove the rule of ");
		text_append_visible(text, slice_of(finding->name));
		break;
	case FIX_SET:
		append_set(finding, target, text);
		break;
	case FIX_MOVE:
		append_set(finding, target, text);
		text_append_string(text, " instead of ");
		text_append_visible(text, slice_of(finding->name));
		break;
	case FIX_GROUP:
		text_append_format(
			text, "allow the calls of the group '%s'", group_name(finding->fix.group));
		break;
	}
}

/* "CODE: SENTENCE Fixed: allow write where fd is 1 (admits besides the trace: nothing else)" */
static void append_note(struct text *notes, const struct finding *finding,
	const struct tally *tally, const struct target *target)
{
	const struct restriction *restriction = &finding->fix.restriction;
	struct slice name;

	text_append_format(notes, "%s: ", finding_label(finding));
	text_append(notes, slice_of_text(&finding->sentence));
	text_append_string(notes, " Fixed: ");
	finding_append_fix(finding, target, notes);
	if (finding->fix.kind == FIX_SET && !restriction_is_any(restriction)) {
		name = fixed_name(finding);
		text_append_string(notes, " (admits besides the trace: ");
		admits_append_besides(notes, restriction, tally, tally_find(tally, name),
			syscall_find(name), target->arch);
		text_append_byte(notes, ')');
	}
	text_append_byte(notes, '\n');
}

size_t finding_fix_all(struct entry *entry, enum finding_code code, const struct tally *tally,
	const struct target *target, const struct finding_evidence *evidence, struct text *notes)
{
	struct review review = review_make(tally, entry, target);
	struct findings findings = findings_make(&(struct finding_context){.tally = tally,
		.entry = entry,
		.target = target,
		.review = &review,
		.evidence = evidence});
	size_t fixed = 0;

	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.items[i];

		if (finding->code != code || !finding_fix(entry, finding, tally, target))
			continue;
		fixed++;
		if (notes)
			append_note(notes, finding, tally, target);
	}
	findings_free(&findings);
	review_free(&review);
	return fixed;
}
