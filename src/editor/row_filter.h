/*
 * The list's filter: which syscalls are shown.
 *
 * A filter is words, all of which must fit: a part of the name, a word that stands for a condition
 * (killed, rule, the name of a state), or one with a value: %file (a class of strace's),
 * state:needed, finding:any. A value may be cut short: state:ne. `!` before a word turns it around,
 * commas part alternatives. The words are one table, from which completion and the help come too.
 */
#ifndef EDITOR_ROW_FILTER_H
#define EDITOR_ROW_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "editor/completion.h"
#include "review/finding.h"
#include "review/review.h"

/* What parts words and alternatives in a filter. */
#define ROW_FILTER_SEPARATORS " ,!"

/* Returns whether the row fits the words of `filter` ("": it does). `written` is what the manifest
 * holds; NULL: there is none. */
bool row_filter_fits(struct slice filter, const struct review_row *row,
	const struct findings *findings, const struct entry *written);

/* Sets `ret_word` to the first word that can fit nothing: `%fiel`, `state:what`. Returns whether
 * there is one. */
bool row_filter_find_slip(struct slice filter, struct slice *ret_word);

/* Offers all words, each with all of its values. */
void row_filter_offer(struct completion *completion);

/* Steps through the table, from 0 on: sets the word as it is typed ("%file", "state:needed" for an
 * example) and what it shows. Returns false, and sets nothing, after the last one. */
bool row_filter_describe(size_t index, const char **ret_word, const char **ret_meaning);

#endif
