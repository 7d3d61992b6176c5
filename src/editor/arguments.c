#include "editor/arguments.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "editor/argument_edit.h"

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
	*arguments = (struct arguments){0};
}

bool arguments_are_changed(const struct arguments *arguments)
{
	return arguments->name && !entry_equal(&arguments->entry, arguments->kept);
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
	list_values(arguments);
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

/* Whether a call with `value` (NULL: not known) in register `index` passes the test; undecided
 * where the test looks at another register. */
static enum verdict judge_test(
	const struct restriction *test, unsigned index, const uint64_t *value, enum meaning meaning)
{
	if (restriction_is_any(test) || (test->has_values && test->value_count == 0))
		return VERDICT_PASSES;
	if (test->index != index || !value)
		return VERDICT_UNDECIDED;
	return restriction_passes(test, *value, meaning) ? VERDICT_PASSES : VERDICT_KILLED;
}

static enum verdict judge_number(
	const struct arguments *arguments, const uint64_t *value, enum meaning meaning)
{
	int number = arguments->syscall->numbers[arguments->target->arch];
	unsigned index = (unsigned)arguments->registers.cursor;
	enum verdict best = VERDICT_KILLED;
	const struct filter_test *tests;
	size_t count;

	if (number < 0)
		return VERDICT_KILLED;
	tests = filter_tests(&arguments->filter, (unsigned)number, &count);
	for (size_t i = 0; i < count; i++) {
		enum verdict verdict = judge_test(&tests[i].restriction, index, value, meaning);

		if (verdict == VERDICT_PASSES)
			return verdict;
		if (verdict == VERDICT_UNDECIDED)
			best = verdict;
	}
	return best;
}

enum verdict arguments_judge_value(
	const struct arguments *arguments, const struct tally_value *value, enum meaning meaning)
{
	enum verdict worst = VERDICT_PASSES;

	if (value->candidate_count == 0)
		return judge_number(arguments, NULL, meaning);
	for (unsigned i = 0; i < value->candidate_count; i++) {
		enum verdict verdict = judge_number(arguments, &value->candidates[i], meaning);

		if (verdict != VERDICT_PASSES)
			worst = verdict;
	}
	return worst;
}

void arguments_refresh(struct arguments *arguments)
{
	list_values(arguments);
	judge_draft(arguments);
}
