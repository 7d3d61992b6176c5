#include "review/draft.h"

#include "entry/filter.h"
#include "review/coverage.h"

static bool on_arch(const struct tally_row *row, enum arch arch)
{
	return row->syscall && row->syscall->numbers[arch] >= 0;
}

void draft_complete(struct entry *entry, const struct tally *tally, const struct target *target)
{
	struct filter filter = filter_build(entry, target);

	for (size_t i = 0; i < tally_count(tally); i++) {
		const struct tally_row *row = tally_at(tally, i);
		struct coverage coverage;

		if (!on_arch(row, target->arch) || entry_find(entry, row->name))
			continue;
		coverage = coverage_judge(tally, row, &filter, target->arch, target->judge);
		if (!coverage_is_full(&coverage))
			entry_allow(entry, row->name);
	}
	filter_free(&filter);
}

/* Without a profile every call is written, execve too although it passes anyway: who reads the
 * entry sees all that the container does. */
static void allow_all(struct entry *entry, const struct tally *tally, enum arch arch)
{
	for (size_t i = 0; i < tally_count(tally); i++)
		if (on_arch(tally_at(tally, i), arch))
			entry_allow(entry, tally_at(tally, i)->name);
}

struct entry draft_entry(
	const struct tally *tally, enum profile profile, const struct target *target)
{
	struct entry entry = {.profile = profile};

	if (profile == PROFILE_NONE)
		allow_all(&entry, tally, target->arch);
	else
		draft_complete(&entry, tally, target);
	return entry;
}
