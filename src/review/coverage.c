/*
 * The tally keeps each argument's values apart, not whole calls. So a filter's tests are judged
 * register by register: exact as long as the tests of a syscall look at one register. Where they
 * look at several, and the tally has not kept the calls whole (trace/joint), the calls that one
 * register's tests let pass are a lower bound of what passes, and the rest is undecided unless no
 * register lets any through.
 */
#include "review/coverage.h"

#include <stddef.h>
#include <string.h>

#include "review/judge.h"
#include "review/phrase.h"
#include "trace/joint.h"

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {
		[VERDICT_PASSES] = "passes",
		[VERDICT_PARTLY] = "partly",
		[VERDICT_KILLED] = "killed",
		[VERDICT_UNDECIDED] = "undecided",
		[VERDICT_NOT_TRACED] = "not-traced",
	};

	return names[verdict];
}

/* The tests of one syscall, and how to read them. */
struct tests {
	const struct filter_test *first;
	size_t count;
	enum meaning meaning;
};

static enum fate fate_of_value(
	const struct tests *tests, unsigned index, const struct tally_value *value)
{
	struct argument_value number = {.candidate_count = value->candidate_count};
	uint64_t refused;

	memcpy(number.candidates, value->candidates, sizeof(number.candidates));
	return judge_register(tests->first, tests->count, index, &number, tests->meaning, &refused);
}

/* Calls that the entry decides on. */
static uint64_t native_calls(const struct tally_row *row)
{
	return row->calls - row->compat;
}

static struct coverage sum_register(const struct tally *tally, const struct tally_row *row,
	const struct tests *tests, unsigned index)
{
	struct coverage coverage = {0};
	struct tally_value value;
	size_t cursor = 0;

	while (tally_next_value(tally, row, index, &cursor, &value)) {
		enum fate fate = fate_of_value(tests, index, &value);

		if (fate == FATE_PASSES)
			coverage.passes += value.count;
		else if (fate == FATE_KILLED)
			coverage.killed += value.count;
	}
	coverage.undecided = native_calls(row) - coverage.passes - coverage.killed;
	return coverage;
}

static bool any_admits_all(const struct tests *tests)
{
	for (size_t i = 0; i < tests->count; i++)
		if (restriction_admits_all(&tests->first[i].restriction))
			return true;
	return false;
}

static unsigned registers_tested(const struct tests *tests)
{
	unsigned registers = 0;

	for (size_t i = 0; i < tests->count; i++)
		registers |= 1U << tests->first[i].restriction.index;
	return registers;
}

static enum fate fate_of_call(const struct tests *tests, const struct joint_call *call)
{
	unsigned registers = registers_tested(tests);
	enum fate worst = FATE_KILLED;
	uint64_t refused;

	for (unsigned index = 0; index < SYSCALL_REGISTERS; index++) {
		enum fate fate;

		if (!(registers >> index & 1))
			continue;
		fate = judge_register(tests->first, tests->count, index, &call->registers[index],
			tests->meaning, &refused);
		if (fate == FATE_PASSES)
			return fate;
		if (fate == FATE_UNDECIDED)
			worst = fate;
	}
	return worst;
}

/* Exact whatever the tests look at. */
static struct coverage sum_joint(const struct joint *joint, const struct tests *tests)
{
	struct coverage coverage = {0};

	for (size_t i = 0; i < joint->count; i++) {
		const struct joint_call *call = &joint->calls[i];
		enum fate fate = fate_of_call(tests, call);

		if (fate == FATE_PASSES)
			coverage.passes += call->count;
		else if (fate == FATE_KILLED)
			coverage.killed += call->count;
		else
			coverage.undecided += call->count;
	}
	return coverage;
}

static struct coverage sum_registers(
	const struct tally *tally, const struct tally_row *row, const struct tests *tests)
{
	unsigned registers = registers_tested(tests);
	struct coverage best = {0};
	bool killed_by_all = true;

	for (unsigned index = 0; index < SYSCALL_REGISTERS; index++) {
		struct coverage coverage;

		if (!(registers >> index & 1))
			continue;
		coverage = sum_register(tally, row, tests, index);
		if (registers == 1U << index)
			return coverage;
		if (coverage.passes > best.passes)
			best.passes = coverage.passes;
		if (coverage.killed < native_calls(row))
			killed_by_all = false;
	}
	if (killed_by_all)
		best.killed = native_calls(row);
	best.undecided = native_calls(row) - best.passes - best.killed;
	return best;
}

static enum verdict verdict_of(const struct coverage *coverage, uint64_t calls)
{
	if (calls == 0)
		return VERDICT_NOT_TRACED;
	if (coverage->killed == calls)
		return VERDICT_KILLED;
	if (coverage->passes == calls)
		return VERDICT_PASSES;
	return coverage->killed > 0 ? VERDICT_PARTLY : VERDICT_UNDECIDED;
}

static struct coverage judge_calls(const struct tally *tally, const struct tally_row *row,
	const struct filter *filter, enum arch arch, enum meaning meaning)
{
	int number = row->syscall ? row->syscall->numbers[arch] : -1;
	struct tests tests = {.meaning = meaning};
	const struct joint *joint;

	if (number < 0)
		return (struct coverage){.killed = native_calls(row)};
	tests.first = filter_tests(filter, (unsigned)number, &tests.count);
	if (any_admits_all(&tests))
		return (struct coverage){.passes = native_calls(row)};
	if (tests.count == 0)
		return (struct coverage){.killed = native_calls(row)};
	joint = tally_joint(tally, row);
	return joint ? sum_joint(joint, &tests) : sum_registers(tally, row, &tests);
}

bool coverage_is_full(const struct coverage *coverage)
{
	return coverage->verdict != VERDICT_NOT_TRACED && coverage->undecided == 0 &&
	       coverage->killed == coverage->compat;
}

struct coverage coverage_judge(const struct tally *tally, const struct tally_row *row,
	const struct filter *filter, enum arch arch, enum meaning meaning)
{
	struct coverage coverage = {.verdict = VERDICT_NOT_TRACED};

	if (!row)
		return coverage;
	coverage = judge_calls(tally, row, filter, arch, meaning);
	coverage.killed += row->compat;
	coverage.compat = row->compat;
	coverage.verdict = verdict_of(&coverage, row->calls);
	return coverage;
}

/* Whether the tally had to give up values of a register. */
static bool has_forgotten(const struct tally_row *row)
{
	for (unsigned index = 0; index < SYSCALL_REGISTERS; index++)
		if (row->registers[index].forgotten > 0)
			return true;
	return false;
}

void coverage_append_undecided(
	const struct coverage *coverage, const struct tally_row *row, struct text *text)
{
	if (!has_forgotten(row))
		text_append_string(text, "of ");
	phrase_append_count(text, coverage->undecided);
	text_append_string(text, has_forgotten(row)
					 ? " not decided: more values than are kept (--check "
					   "decides on each call)"
					 : " the log does not tell");
}
