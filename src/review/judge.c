#include "review/judge.h"

#include "trace/layout.h"

static bool passes_on_register(const struct filter_test *tests, size_t count, unsigned index,
	uint64_t value, enum meaning meaning)
{
	for (size_t i = 0; i < count; i++) {
		const struct restriction *restriction = &tests[i].restriction;

		if (restriction->index == index && restriction_passes(restriction, value, meaning))
			return true;
	}
	return false;
}

enum fate judge_register(const struct filter_test *tests, size_t count, unsigned index,
	const struct argument_value *value, enum meaning meaning, uint64_t *ret_refused)
{
	if (value->candidate_count == 0)
		return FATE_UNDECIDED;
	for (unsigned i = 0; i < value->candidate_count; i++) {
		if (!passes_on_register(tests, count, index, value->candidates[i], meaning)) {
			*ret_refused = value->candidates[i];
			return FATE_KILLED;
		}
	}
	return FATE_PASSES;
}

static unsigned registers_tested(const struct filter_test *tests, size_t count)
{
	unsigned registers = 0;

	for (size_t i = 0; i < count; i++)
		registers |= 1U << tests[i].restriction.index;
	return registers;
}

static struct judgement judge_tests(const struct call *call, const struct filter_test *tests,
	size_t count, enum arch arch, enum meaning meaning)
{
	struct judgement judgement = {.fate = FATE_KILLED, .cause = CAUSE_REFUSED};
	unsigned registers = registers_tested(tests, count);

	for (unsigned index = 0; index < SYSCALL_REGISTERS; index++) {
		struct argument_value value;
		enum fate fate;

		if (!(registers >> index & 1))
			continue;
		value = layout_read_register(call, index, arch);
		fate = judge_register(tests, count, index, &value, meaning, &judgement.value);
		if (fate == FATE_PASSES)
			return (struct judgement){.fate = FATE_PASSES};
		if (fate == FATE_UNDECIDED || judgement.fate == FATE_KILLED)
			judgement.index = index;
		if (fate == FATE_UNDECIDED) {
			judgement.fate = FATE_UNDECIDED;
			judgement.cause = CAUSE_NOT_GIVEN;
		}
	}
	return judgement;
}

struct judgement judge_call(
	const struct call *call, const struct filter *filter, enum arch arch, enum meaning meaning)
{
	const struct filter_test *tests;
	size_t count;
	int number = call->syscall ? call->syscall->numbers[arch] : -1;

	if (call->is_compat)
		return (struct judgement){.fate = FATE_KILLED, .cause = CAUSE_COMPAT};
	if (!call->syscall)
		return (struct judgement){.fate = FATE_KILLED, .cause = CAUSE_UNKNOWN};
	if (number < 0)
		return (struct judgement){.fate = FATE_KILLED, .cause = CAUSE_WRONG_ARCH};
	tests = filter_tests(filter, (unsigned)number, &count);
	if (count == 0)
		return (struct judgement){.fate = FATE_KILLED, .cause = CAUSE_NO_RULE};
	for (size_t i = 0; i < count; i++)
		if (restriction_admits_all(&tests[i].restriction))
			return (struct judgement){.fate = FATE_PASSES};
	return judge_tests(call, tests, count, arch, meaning);
}
