#include "editor/target_choice.h"

#include "facts/capability.h"
#include "facts/default_profile.h"
#include "review/phrase.h"

enum { NAMES_MAX = 4 };

void target_choice_open(struct target_choice *choice, const struct target *target)
{
	size_t page = choice->rows.page;

	*choice = (struct target_choice){.is_open = true, .draft = *target};
	list_resize(&choice->rows, TARGET_ROW_CAPABILITY + CAPABILITY_COUNT, page);
}

void target_choice_close(struct target_choice *choice)
{
	size_t page = choice->rows.page;

	review_free(&choice->review);
	*choice = (struct target_choice){.rows.page = page};
}

void target_choice_refresh(
	struct target_choice *choice, struct tally *tally, const struct entry *entry)
{
	tally_set_arch(tally, choice->draft.arch);
	review_free(&choice->review);
	choice->review = review_make(tally, entry, &choice->draft);
}

unsigned target_choice_capability(size_t row)
{
	return (unsigned)(row - TARGET_ROW_CAPABILITY);
}

/* Steps through `count` values from `first` on. */
static unsigned step_around(unsigned value, unsigned first, unsigned count, int step)
{
	unsigned position = value - first;

	return first + (position + (step > 0 ? 1 : count - 1)) % count;
}

void target_choice_step(struct target_choice *choice, int step)
{
	struct target *draft = &choice->draft;
	size_t row = choice->rows.cursor;

	if (row == TARGET_ROW_ARCH)
		draft->arch = (enum arch)step_around(draft->arch, 0, ARCH_COUNT, step);
	else if (row == TARGET_ROW_RUNTIME)
		draft->runtime = step_around(draft->runtime, TARGET_RUNTIME_OLDEST,
			TARGET_RUNTIME_NEWEST - TARGET_RUNTIME_OLDEST + 1, step);
	else if (row == TARGET_ROW_JUDGE)
		draft->judge = (enum meaning)step_around(draft->judge, 0, MEANING_COUNT, step);
	else
		draft->capabilities ^= UINT64_C(1) << target_choice_capability(row);
}

/* Whether architecture and runtime have the row. */
static bool is_known(const struct profile_row *row, const struct target *target)
{
	const struct syscall_fact *syscall = syscall_find(slice_of(row->syscall));

	return (row->arches >> target->arch & 1) && row->since <= target->runtime &&
	       target->runtime <= row->until && syscall && syscall->numbers[target->arch] >= 0;
}

static bool grants(const struct profile_row *row, unsigned capability, const struct target *target)
{
	return row->condition == PROFILE_WITH_CAPABILITY && row->capability == capability &&
	       is_known(row, target);
}

void target_choice_append_grants(
	struct text *text, unsigned capability, const struct target *target)
{
	size_t count;
	const struct profile_row *rows = default_profile_rows(&count);
	struct text names = {0};
	size_t granted = 0;

	for (size_t i = 0; i < count; i++) {
		if (!grants(&rows[i], capability, target))
			continue;
		text_append_string(&names, granted++ > 0 ? ", " : ": ");
		text_append_string(&names, rows[i].syscall);
	}
	if (granted > 0)
		text_append_format(text, "%zu syscall%s%s", granted, granted == 1 ? "" : "s",
			text_string(&names));
	text_free(&names);
}

const char *target_choice_judge_text(enum meaning judge)
{
	return judge == MEANING_BUILT ? "as built: the first value only"
				      : "as documented: every value";
}

/* A review, and the meaning that counts in it. */
struct judged {
	const struct review *review;
	enum meaning judge;
};

static uint64_t killed_in(const struct judged *judged, size_t row)
{
	return judged->review->rows[row].coverage[judged->judge].killed;
}

/* "Killed then: mount (2), clone (1) and 3 more." for syscalls of which more calls are killed in
 * `worse` than in `better`; both have the same rows. */
static void append_names(struct text *text, const char *head, const struct judged *better,
	const struct judged *worse)
{
	size_t found = 0;

	for (size_t i = 0; i < worse->review->count && i < better->review->count; i++) {
		uint64_t before = killed_in(better, i);
		uint64_t after = killed_in(worse, i);

		if (after <= before || ++found > NAMES_MAX)
			continue;
		text_append_string(text, found == 1 ? head : ", ");
		text_append_visible(text, worse->review->rows[i].name);
		text_append_string(text, " (");
		phrase_append_count(text, after - before);
		text_append_byte(text, ')');
	}
	if (found > NAMES_MAX)
		text_append_format(text, " and %zu more", found - NAMES_MAX);
	text_append_string(text, found > 0 ? ".\n" : "");
}

static void append_killed(struct text *text, const struct review *review)
{
	uint64_t built = review->killed[MEANING_BUILT];
	uint64_t documented = review->killed[MEANING_DOCUMENTED];

	phrase_append_count(text, built);
	if (documented == built)
		return;
	text_append_string(text, " (");
	phrase_append_count(text, documented);
	text_append_string(text, " as documented)");
}

/* Beside no capability of the list stands what any of them allows. */
static void append_any(struct text *text, const struct target *target)
{
	size_t count;
	const struct profile_row *rows = default_profile_rows(&count);
	struct text names = {0};

	for (size_t i = 0; i < count; i++) {
		if (rows[i].condition != PROFILE_SOME_BUT_NOT_CAPABILITY ||
			!is_known(&rows[i], target))
			continue;
		text_append_string(&names, names.length > 0 ? ", " : "");
		text_append_string(&names, rows[i].syscall);
	}
	if (names.length > 0)
		text_append_format(text, "Any capability also lets %s pass, with some arguments.\n",
			text_string(&names));
	text_free(&names);
}

void target_choice_append_effect(const struct target_choice *choice, const struct target *kept,
	const struct review *before, const struct entry *entry, struct text *text)
{
	struct judged old = {before, kept->judge};
	struct judged new = {&choice->review, choice->draft.judge};

	text_append_string(text, "Calls that would be killed: ");
	append_killed(text, before);
	text_append_string(text, " as it was, ");
	append_killed(text, &choice->review);
	text_append_string(text, " with this target.\n");
	append_names(text, "Killed then: ", &old, &new);
	append_names(text, "Not killed then: ", &new, &old);
	if (entry->profile == PROFILE_NONE)
		text_append_string(
			text, "The entry has no profile: capabilities change nothing.\n");
	else if (choice->draft.capabilities == 0)
		append_any(text, &choice->draft);
}

void target_choice_append_source(
	const struct target_choice *choice, const struct target_source *source, struct text *text)
{
	if (source->from_option)
		text_append_string(text, "The session began with the capabilities of the command "
					 "line.\n");
	else if (source->manifest)
		text_append_format(
			text, "The session began with the capabilities of %s.\n", source->manifest);
	else
		text_append_string(text, "The session began without capabilities: neither a "
					 "manifest nor --capabilities told of some.\n");
	if (!source->manifest || source->capabilities == choice->draft.capabilities)
		return;
	text_append_format(text, "%s says ", source->manifest);
	target_append_capabilities(text, source->capabilities);
	text_append_string(text, ", and saving does not change that: edit its capabilities by "
				 "hand, or the container is another one than is judged here.\n");
}

void target_choice_append_changes(
	struct text *text, const struct target *from, const struct target *to)
{
	const char *separator = "";

	if (from->arch != to->arch) {
		text_append_string(text, arch_name(to->arch));
		separator = ", ";
	}
	if (from->runtime != to->runtime) {
		text_append_format(text, "%sNorthstar 0.%u", separator, to->runtime);
		separator = ", ";
	}
	if (from->judge != to->judge) {
		text_append_format(text, "%sjudged as %s", separator,
			to->judge == MEANING_BUILT ? "built" : "documented");
		separator = ", ";
	}
	if (from->capabilities == to->capabilities)
		return;
	text_append_format(text, "%scapabilities ", separator);
	target_append_capabilities(text, to->capabilities);
}
