#include "editor/arguments.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "editor/argument_edit.h"
#include "review/judge.h"

static void find_in_draft(struct arguments *arguments, const struct review_row *row)
{
	findings_free(&arguments->findings);
	if (row && arguments->has_rule)
		arguments->findings = findings_make_of_row(
			&(struct finding_context){
				.tally = arguments->tally,
				.entry = &arguments->entry,
				.target = arguments->target,
				.review = &arguments->review,
			},
			row);
}

static bool do_meanings_differ(const struct arguments *arguments)
{
	for (size_t i = 0; i < arguments->values.count; i++) {
		const struct tally_value *value = &arguments->rows[i].value;

		if (arguments_judge_value(arguments, value, MEANING_BUILT) !=
			arguments_judge_value(arguments, value, MEANING_DOCUMENTED))
			return true;
	}
	return false;
}

/* Returns how many of the traced calls the draft's own rule lets pass. */
static uint64_t count_covered(const struct arguments *arguments)
{
	const struct target *target = arguments->target;
	struct entry alone = {.profile = PROFILE_NONE};
	struct coverage coverage;
	struct filter filter;

	if (arguments->has_rule)
		entry_set(&alone, slice_of(arguments->name), &arguments->draft);
	filter = filter_build(&alone, target);
	coverage = coverage_judge(
		arguments->tally, arguments->traced, &filter, target->arch, target->judge);
	filter_free(&filter);
	entry_free(&alone);
	return coverage.passes;
}

/* Puts the draft into a copy of the entry and judges that. */
static void judge_draft(struct arguments *arguments)
{
	struct slice name = slice_of(arguments->name);
	const struct review_row *row;

	review_free(&arguments->review);
	entry_free(&arguments->entry);
	filter_free(&arguments->filter);
	arguments->entry = entry_copy(arguments->kept);
	if (arguments->has_rule)
		entry_set(&arguments->entry, name, &arguments->draft);
	else
		entry_drop(&arguments->entry, name);
	arguments->filter = filter_build(&arguments->entry, arguments->target);

	arguments->review = review_make(arguments->tally, &arguments->entry, arguments->target);
	row = review_find(&arguments->review, name);
	arguments->state = row ? row->state : STATE_NONE;
	for (int meaning = 0; meaning < MEANING_COUNT; meaning++)
		arguments->coverage[meaning] =
			row ? row->coverage[meaning]
			    : (struct coverage){.verdict = VERDICT_NOT_TRACED};
	arguments->covered = count_covered(arguments);
	arguments->meanings_differ = do_meanings_differ(arguments);
	arguments->judged = (struct draft){arguments->has_rule, arguments->draft};
	find_in_draft(arguments, row);
	argument_bits_refresh(arguments);
}

static void add_row(struct arguments *arguments, const struct tally_value *value)
{
	size_t count = arguments->values.count;

	arguments->rows = memory_reserve(
		arguments->rows, &arguments->capacity, count + 1, sizeof(arguments->rows[0]));
	arguments->rows[count] = (struct value_row){*value, count};
	arguments->values.count++;
}

static int compare_rows(const void *left, const void *right)
{
	const struct value_row *a = left;
	const struct value_row *b = right;

	if (a->value.count != b->value.count)
		return a->value.count > b->value.count ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void add_traced_rows(struct arguments *arguments, unsigned index)
{
	struct tally_value value;
	size_t cursor = 0;

	if (!arguments->traced)
		return;
	while (tally_next_value(arguments->tally, arguments->traced, index, &cursor, &value))
		add_row(arguments, &value);
	if (arguments->values.count > 1)
		qsort(arguments->rows, arguments->values.count, sizeof(arguments->rows[0]),
			compare_rows);
}

static bool has_row_for(const struct arguments *arguments, uint64_t value)
{
	for (size_t i = 0; i < arguments->values.count; i++) {
		const struct tally_value *row = &arguments->rows[i].value;

		for (unsigned c = 0; c < row->candidate_count; c++)
			if (row->candidates[c] == value)
				return true;
	}
	return false;
}

/* Values of the draft that the trace never has. */
static void add_typed_rows(struct arguments *arguments)
{
	const struct restriction *draft = &arguments->draft;

	for (size_t i = 0; i < draft->value_count; i++) {
		struct tally_value typed = {.candidates = {draft->values[i]}, .candidate_count = 1};

		if (!has_row_for(arguments, draft->values[i]))
			add_row(arguments, &typed);
	}
}

static void list_values(struct arguments *arguments)
{
	unsigned index = (unsigned)arguments->registers.cursor;

	arguments->values.count = 0;
	list_go(&arguments->notes, 0);
	add_traced_rows(arguments, index);
	if (arguments->draft.has_values && arguments->draft.index == index)
		add_typed_rows(arguments);
	list_resize(&arguments->values, arguments->values.count, arguments->values.page);
}

/* Kinds whose values say what is asked for, so that restricting them makes sense. */
static bool is_telling(enum argument_kind kind)
{
	switch (kind) {
	case KIND_POINTER:
	case KIND_ADDRESS:
	case KIND_SIZE:
	case KIND_OFFSET:
	case KIND_COUNT:
		return false;
	default:
		return true;
	}
}

/* The register that the rule restricts, else the first one that makes sense, else the first. */
static unsigned first_register(const struct arguments *arguments)
{
	enum arch arch = arguments->target->arch;

	if (!restriction_is_any(&arguments->draft))
		return arguments->draft.index;
	for (unsigned i = 0; i < arguments->syscall->argument_counts[arch]; i++)
		if (is_telling(syscall_argument(arguments->syscall, arch, i)->kind))
			return i;
	return 0;
}

bool arguments_open(struct arguments *arguments, const struct tally *tally,
	const struct entry *kept, const struct target *target, struct slice name)
{
	const struct syscall_fact *syscall = syscall_find(name);
	const struct rule *rule = entry_find(kept, name);

	if (!syscall || syscall->argument_counts[target->arch] == 0)
		return false;
	arguments_close(arguments);
	arguments->tally = tally;
	arguments->kept = kept;
	arguments->target = target;
	arguments->name = memory_copy_string(name.start, name.length);
	arguments->syscall = syscall;
	arguments->traced = tally_find(tally, name);
	arguments->has_rule = rule != NULL;
	arguments->draft = rule ? rule->restriction : (struct restriction){0};
	list_resize(
		&arguments->registers, syscall->argument_counts[target->arch], SYSCALL_REGISTERS);
	arguments_choose(arguments, first_register(arguments));
	judge_draft(arguments);
	return true;
}

void arguments_close(struct arguments *arguments)
{
	free(arguments->name);
	free(arguments->rows);
	review_free(&arguments->review);
	entry_free(&arguments->entry);
	filter_free(&arguments->filter);
	findings_free(&arguments->findings);
	drafts_free(&arguments->drafts);
	text_free(&arguments->trial.trouble);
	text_free(&arguments->trial.loss);
	argument_bits_free(&arguments->bits);
	*arguments = (struct arguments){0};
}

bool arguments_are_changed(const struct arguments *arguments)
{
	const struct argument_trial *trial = &arguments->trial;
	const struct rule *rule;
	struct draft kept = {0};

	if (!arguments->name)
		return false;
	rule = entry_find(arguments->kept, slice_of(arguments->name));
	if (rule)
		kept = (struct draft){true, rule->restriction};
	return !draft_equal(trial->is_shown ? &trial->before : &arguments->judged, &kept);
}

const struct argument_fact *arguments_chosen(const struct arguments *arguments)
{
	return syscall_argument(
		arguments->syscall, arguments->target->arch, (unsigned)arguments->registers.cursor);
}

void arguments_choose(struct arguments *arguments, unsigned index)
{
	list_go(&arguments->registers, index);
	arguments->values.cursor = 0;
	arguments->is_warned = false;
	arguments->bits.list.cursor = 0;
	list_values(arguments);
	arguments->meanings_differ = do_meanings_differ(arguments);
	argument_bits_refresh(arguments);
}

bool arguments_have_ticked(const struct arguments *arguments, const struct tally_value *value)
{
	const struct restriction *draft = &arguments->draft;

	if (draft->index != arguments->registers.cursor || value->candidate_count == 0)
		return false;
	for (unsigned i = 0; i < value->candidate_count; i++)
		if (!argument_edit_has_value(draft, value->candidates[i]))
			return false;
	return true;
}

static bool any_admits_all(const struct filter_test *tests, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (restriction_admits_all(&tests[i].restriction))
			return true;
	return false;
}

static bool all_look_at(const struct filter_test *tests, size_t count, unsigned index)
{
	for (size_t i = 0; i < count; i++)
		if (tests[i].restriction.index != index)
			return false;
	return true;
}

enum verdict arguments_judge_value(
	const struct arguments *arguments, const struct tally_value *value, enum meaning meaning)
{
	int number = arguments->syscall->numbers[arguments->target->arch];
	unsigned index = (unsigned)arguments->registers.cursor;
	struct argument_value register_value = {.candidate_count = value->candidate_count};
	const struct filter_test *tests;
	uint64_t refused;
	enum fate fate;
	size_t count;

	if (number < 0)
		return VERDICT_KILLED;
	tests = filter_tests(&arguments->filter, (unsigned)number, &count);
	if (count == 0)
		return VERDICT_KILLED;
	if (any_admits_all(tests, count))
		return VERDICT_PASSES;
	memcpy(register_value.candidates, value->candidates, sizeof(register_value.candidates));
	fate = judge_register(tests, count, index, &register_value, meaning, &refused);
	if (fate == FATE_PASSES)
		return VERDICT_PASSES;
	return fate == FATE_UNDECIDED || !all_look_at(tests, count, index) ? VERDICT_UNDECIDED
									   : VERDICT_KILLED;
}

void arguments_refresh(struct arguments *arguments)
{
	struct draft now = {arguments->has_rule, arguments->draft};

	if (!draft_equal(&now, &arguments->judged))
		drafts_add(&arguments->drafts, &arguments->judged);
	arguments->is_warned = false;
	list_values(arguments);
	judge_draft(arguments);
}

void arguments_show_draft(struct arguments *arguments, const struct draft *draft)
{
	arguments->has_rule = draft->has_rule;
	arguments->draft = draft->restriction;
	list_values(arguments);
	judge_draft(arguments);
}

/* Shows a draft of the history, on its register. */
static void show(struct arguments *arguments, const struct draft *draft)
{
	arguments->is_warned = false;
	if (!restriction_is_any(&draft->restriction))
		list_go(&arguments->registers, draft->restriction.index);
	arguments_show_draft(arguments, draft);
}

bool arguments_undo(struct arguments *arguments)
{
	struct draft draft = arguments->judged;

	if (!drafts_undo(&arguments->drafts, &draft))
		return false;
	show(arguments, &draft);
	return true;
}

bool arguments_redo(struct arguments *arguments)
{
	struct draft draft = arguments->judged;

	if (!drafts_redo(&arguments->drafts, &draft))
		return false;
	show(arguments, &draft);
	return true;
}

/* What is said of the call as such stands in the list. */
static bool is_about_restriction(const struct finding *finding)
{
	switch (finding->code) {
	case FINDING_REDUNDANT:
	case FINDING_WIDENING:
	case FINDING_LIMITS:
		return true;
	default:
		return finding->index >= 0;
	}
}

const struct finding *arguments_next_finding(const struct arguments *arguments, size_t *cursor)
{
	while (*cursor < arguments->findings.count) {
		const struct finding *finding = &arguments->findings.items[(*cursor)++];

		if (is_about_restriction(finding))
			return finding;
	}
	return NULL;
}
