#include "editor/shown.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "editor/row_filter.h"

/* What rows are compared by. */
struct item {
	const struct review_row *row;
	size_t index; /* in the review */
	unsigned found;
	int (*compare)(const struct item *a, const struct item *b); /* qsort() takes no context */
};

/* Negative: `a` stands before `b`. */
static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int by_first_call(const struct item *a, const struct item *b)
{
	return compare_numbers(a->index, b->index);
}

/* A rule that kills traced calls matters as much as a rule that is missing. */
static unsigned mark_rank(const struct review_row *row)
{
	return row->coverage[MEANING_BUILT].killed > 0 ? MARK_KILLED : row->mark;
}

static int by_mark(const struct item *a, const struct item *b)
{
	return compare_numbers(mark_rank(b->row), mark_rank(a->row));
}

static int by_name(const struct item *a, const struct item *b)
{
	size_t least = a->row->name.length < b->row->name.length ? a->row->name.length
								 : b->row->name.length;
	int order = memcmp(a->row->name.start, b->row->name.start, least);

	return order != 0 ? order : compare_numbers(a->row->name.length, b->row->name.length);
}

static int by_calls(const struct item *a, const struct item *b)
{
	return compare_numbers(b->row->traced ? b->row->traced->calls : 0,
		a->row->traced ? a->row->traced->calls : 0);
}

static int by_errors(const struct item *a, const struct item *b)
{
	return compare_numbers(b->row->traced ? b->row->traced->errors : 0,
		a->row->traced ? a->row->traced->errors : 0);
}

static unsigned rule_rank(const struct review_row *row)
{
	if (!row->rule)
		return 2;
	return restriction_is_any(&row->rule->restriction) ? 1 : 0;
}

static int by_rule(const struct item *a, const struct item *b)
{
	return compare_numbers(rule_rank(a->row), rule_rank(b->row));
}

static int by_state(const struct item *a, const struct item *b)
{
	return compare_numbers(a->row->state, b->row->state);
}

static int by_found(const struct item *a, const struct item *b)
{
	return compare_numbers(b->found, a->found);
}

static const struct {
	int (*compare)(const struct item *a, const struct item *b);
	const char *text;
	const char *reversed;
} orders[SORT_COUNT] = {
	[SORT_FIRST_CALL] = {by_first_call, "first call", "first call, last ones first"},
	[SORT_MARK] = {by_mark, "mark, killed first", "mark, killed last"},
	[SORT_NAME] = {by_name, "name, from a to z", "name, from z to a"},
	[SORT_CALLS] = {by_calls, "calls, most first", "calls, fewest first"},
	[SORT_ERRORS] = {by_errors, "errors, most first", "errors, fewest first"},
	[SORT_RULE] = {by_rule, "rule, restricted first", "rule, restricted last"},
	[SORT_STATE] = {by_state, "state, odd ones first", "state, odd ones last"},
	[SORT_FOUND] = {by_found, "findings, most first", "findings, fewest first"},
};

const char *shown_sort_text(const struct shown *shown)
{
	return shown->is_reversed ? orders[shown->sort].reversed : orders[shown->sort].text;
}

/* Rows that are equal stay in the order of their first calls. */
static int compare_items(const void *a, const void *b)
{
	const struct item *first = a;
	int order = first->compare(first, b);

	return order != 0 ? order : by_first_call(first, b);
}

static void reverse(struct shown *shown)
{
	for (size_t i = 0; i < shown->count / 2; i++) {
		size_t moved = shown->rows[i];

		shown->rows[i] = shown->rows[shown->count - 1 - i];
		shown->rows[shown->count - 1 - i] = moved;
	}
}

static void count_found(
	struct shown *shown, const struct review *review, const struct findings *findings)
{
	free(shown->found);
	shown->found = memory_allocate(review->count, sizeof(shown->found[0]));
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		const struct review_row *row;

		if (finding->severity < SEVERITY_WARNING || !finding->name)
			continue;
		row = review_find(review, slice_of(finding->name));
		if (row)
			shown->found[row - review->rows]++;
	}
}

void shown_make(struct shown *shown, const struct review *review, const struct findings *findings,
	const struct entry *written)
{
	struct item *items = memory_allocate(review->count, sizeof(items[0]));

	count_found(shown, review, findings);
	shown->count = 0;
	for (size_t i = 0; i < review->count; i++)
		if (row_filter_fits(
			    slice_of_text(&shown->filter), &review->rows[i], findings, written))
			items[shown->count++] = (struct item){
				&review->rows[i], i, shown->found[i], orders[shown->sort].compare};
	if (shown->count > 1)
		qsort(items, shown->count, sizeof(items[0]), compare_items);
	shown->rows = memory_resize(shown->rows, review->count, sizeof(shown->rows[0]));
	for (size_t i = 0; i < shown->count; i++)
		shown->rows[i] = items[i].index;
	if (shown->is_reversed)
		reverse(shown);
	free(items);
}

size_t shown_find(const struct shown *shown, size_t row)
{
	for (size_t i = 0; i < shown->count; i++)
		if (shown->rows[i] == row)
			return i;
	return shown->count;
}

void shown_free(struct shown *shown)
{
	free(shown->rows);
	free(shown->found);
	text_free(&shown->filter);
	*shown = (struct shown){0};
}
