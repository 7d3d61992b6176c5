/*
 * What the list shows: the review's rows that fit the filter, in some order.
 */
#ifndef EDITOR_SHOWN_H
#define EDITOR_SHOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "review/finding.h"
#include "review/review.h"

/* What the list is sorted by: its columns, from left to right, and the order of first calls. */
enum sort {
	SORT_FIRST_CALL, /* the review's own order */
	SORT_MARK,	 /* killed first */
	SORT_NAME,
	SORT_CALLS,  /* most first */
	SORT_ERRORS, /* most first */
	SORT_RULE,   /* restricted ones first, those without a rule last */
	SORT_STATE,
	SORT_FOUND, /* most findings first */
};
#define SORT_COUNT (SORT_FOUND + 1)

/* {0} shows nothing until shown_make(). */
struct shown {
	size_t *rows; /* indices of the review's rows */
	size_t count;
	unsigned *found; /* of each of the review's rows: findings that are more than a note */
	enum sort sort;
	bool is_reversed;
	struct text filter; /* see row_filter.h; "": all rows */
};

/* Makes rows and counts anew; filter and order stay. `written` is what the manifest holds; NULL:
 * there is none. */
void shown_make(struct shown *shown, const struct review *review, const struct findings *findings,
	const struct entry *written);

/* Returns the place of the review's row `row` in what is shown, `shown->count` when it is not. */
size_t shown_find(const struct shown *shown, size_t row);

/* Returns what the list is sorted by, in words: "calls, most first". */
const char *shown_sort_text(const struct shown *shown);

/* Frees what `shown` holds and makes it {0}. */
void shown_free(struct shown *shown);

#endif
