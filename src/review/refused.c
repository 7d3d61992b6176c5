#include "review/refused.h"

#include <string.h>

#include "review/judge.h"
#include "review/phrase.h"

/* So many are named. */
#define VALUES_NAMED 6

/* Returns the register that all tests look at, -1 when there is no such. */
static int tested_register(const struct filter_test *tests, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (restriction_admits_all(&tests[i].restriction) ||
			tests[i].restriction.index != tests[0].restriction.index)
			return -1;
	return count > 0 ? (int)tests[0].restriction.index : -1;
}

static bool is_killed(const struct filter_test *tests, size_t count, unsigned index,
	const struct tally_value *value, enum meaning meaning)
{
	struct argument_value number = {.candidate_count = value->candidate_count};
	uint64_t refused;

	memcpy(number.candidates, value->candidates, sizeof(number.candidates));
	return judge_register(tests, count, index, &number, meaning, &refused) == FATE_KILLED;
}

static void append_value(const struct review_row *row, const struct tally_value *value,
	unsigned index, enum arch arch, struct text *text)
{
	phrase_append_value(text, row->syscall, arch, index, value->candidates[0]);
	text_append_string(text, " (");
	phrase_append_calls(text, value->count);
	text_append_byte(text, ')');
}

static bool append_killed(const struct review_row *row, const struct tally *tally,
	const struct filter *filter, const struct target *target, struct text *text)
{
	size_t count;
	const struct filter_test *tests =
		filter_tests(filter, (unsigned)row->syscall->numbers[target->arch], &count);
	int index = tested_register(tests, count);
	struct tally_value value;
	size_t cursor = 0;
	size_t named = 0;

	while (index >= 0 &&
		tally_next_value(tally, row->traced, (unsigned)index, &cursor, &value)) {
		if (!is_killed(tests, count, (unsigned)index, &value, target->judge))
			continue;
		if (named == VALUES_NAMED) {
			text_append_string(text, " and others");
			break;
		}
		text_append_string(text, named++ > 0 ? ", " : "");
		append_value(row, &value, (unsigned)index, target->arch, text);
	}
	return named > 0;
}

bool refused_append(const struct review_row *row, const struct tally *tally,
	const struct entry *entry, const struct target *target, struct text *text)
{
	struct filter filter;
	bool found;

	if (!row->traced || !row->syscall || row->syscall->numbers[target->arch] < 0 ||
		row->coverage[target->judge].killed == row->coverage[target->judge].compat)
		return false;
	filter = filter_build(entry, target);
	found = append_killed(row, tally, &filter, target, text);
	filter_free(&filter);
	return found;
}
