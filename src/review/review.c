#include "review/review.h"

#include <stdlib.h>

#include "base/memory.h"
#include "review/phrase.h"

static enum mark mark_of(const struct review_row *row, enum meaning judge)
{
	const struct coverage *coverage = &row->coverage[judge];

	if (row->rule)
		return MARK_RULE;
	if (coverage->verdict == VERDICT_PASSES)
		return MARK_COVERED;
	return coverage->passes > 0 ? MARK_PARTLY : MARK_KILLED;
}

/* What every row is judged against. */
struct bench {
	const struct tally *tally;
	const struct target *target;
	struct filter filter;  /* of the whole entry */
	struct filter profile; /* of its profile alone */
};

static void judge_row(struct review_row *row, const struct bench *bench)
{
	enum arch arch = bench->target->arch;

	for (int meaning = 0; meaning < MEANING_COUNT; meaning++)
		row->coverage[meaning] = coverage_judge(
			bench->tally, row->traced, &bench->filter, arch, (enum meaning)meaning);
	row->by_profile = coverage_judge(
		bench->tally, row->traced, &bench->profile, arch, bench->target->judge);
	row->state = state_of(
		row->syscall, row->rule, row->traced, &bench->profile, &row->by_profile, arch);
	row->mark = mark_of(row, bench->target->judge);
}

static void add_traced(struct review *review, const struct tally *tally, const struct entry *entry)
{
	for (size_t i = 0; i < tally_count(tally); i++) {
		const struct tally_row *traced = tally_at(tally, i);

		review->rows[review->count++] = (struct review_row){
			.name = traced->name,
			.syscall = traced->syscall,
			.traced = traced,
			.rule = entry_find(entry, traced->name),
		};
	}
}

static void add_untraced(
	struct review *review, const struct tally *tally, const struct entry *entry)
{
	for (size_t i = 0; i < entry->count; i++) {
		struct slice name = slice_of(entry->rules[i].name);

		if (tally_find(tally, name))
			continue;
		review->rows[review->count++] = (struct review_row){
			.name = name,
			.syscall = syscall_find(name),
			.rule = &entry->rules[i],
		};
	}
}

static void sum_row(struct review *review, const struct review_row *row, enum meaning judge)
{
	const struct coverage *judged = &row->coverage[judge];

	for (int meaning = 0; meaning < MEANING_COUNT; meaning++)
		review->killed[meaning] += row->coverage[meaning].killed;
	review->undecided += judged->undecided;
	review->killed_syscalls += judged->killed > 0;
}

struct review review_make(
	const struct tally *tally, const struct entry *entry, const struct target *target)
{
	const struct entry profile = {.profile = entry->profile};
	struct review review = {0};
	struct bench bench = {.tally = tally, .target = target};

	bench.filter = filter_build(entry, target);
	bench.profile = filter_build(&profile, target);
	review.instructions = filter_instructions(&bench.filter);
	review.rows = memory_allocate(tally_count(tally) + entry->count, sizeof(review.rows[0]));
	add_traced(&review, tally, entry);
	add_untraced(&review, tally, entry);
	for (size_t i = 0; i < review.count; i++) {
		judge_row(&review.rows[i], &bench);
		sum_row(&review, &review.rows[i], target->judge);
	}
	filter_free(&bench.filter);
	filter_free(&bench.profile);
	return review;
}

void review_free(struct review *review)
{
	free(review->rows);
	*review = (struct review){0};
}

static void append_needed(struct text *text, uint64_t passes, uint64_t calls)
{
	text_append_string(text, "Only the rule lets it pass, ");
	phrase_append_count(text, passes);
	text_append_string(text, " of ");
	phrase_append_count(text, calls);
	text_append_string(text, " traced calls.");
}

void review_append_explanation(const struct review_row *row, struct text *text)
{
	const struct coverage *built = &row->coverage[MEANING_BUILT];

	if (built->compat > 0) {
		phrase_append_count(text, built->compat);
		text_append_string(text,
			" of its calls are 32-bit or x32 calls, which the filter never allows. ");
	}
	if (row->state == STATE_NEEDED && built->killed > built->compat)
		append_needed(text, built->passes, row->traced->calls);
	else if ((row->state == STATE_REDUNDANT || row->state == STATE_PROFILE) &&
		 filter_always_allows(row->name))
		text_append_string(text, "The runtime always allows execve.");
	else if (row->state == STATE_REDUNDANT)
		text_append_string(text, "The default profile allows it without this rule.");
	else
		text_append_string(text, state_explanation(row->state));
}

const struct review_row *review_find(const struct review *review, struct slice name)
{
	for (size_t i = 0; i < review->count; i++)
		if (slice_equal(review->rows[i].name, name))
			return &review->rows[i];
	return NULL;
}
