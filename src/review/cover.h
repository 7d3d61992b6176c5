/*
 * Covers: the smallest restriction that lets certain values of one register pass, as built.
 *
 * As built a restriction says at most one value and one mask, and a mask lets pass whatever has no
 * bit outside it. So covering several values nearly always admits others too; here is what they
 * cost, and the cheapest way.
 */
#ifndef REVIEW_COVER_H
#define REVIEW_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "entry/rule.h"
#include "trace/tally.h"

/* A value that must pass. */
struct cover_value {
	uint64_t value;
	uint64_t count; /* calls that had it; decides where two covers cost the same */
};

/* A set of values: ascending and distinct once cover_sort() was called. {0} is the empty one. */
struct cover_set {
	struct cover_value *values;
	size_t count;
	size_t capacity;
};

void cover_add(struct cover_set *set, uint64_t value, uint64_t count);
void cover_sort(struct cover_set *set);
void cover_free(struct cover_set *set);

/* Adds all candidates of all traced values of register `index`. Returns false, with `set` in
 * between, when some call's value is not known: forgotten, left out, or no number. */
bool cover_add_traced(struct cover_set *set, const struct tally *tally, const struct tally_row *row,
	unsigned index);

/* Returns the restriction of register `index` that lets all values of `set` (sorted, not empty),
 * and all that have no bit outside `bits`, pass as built and admits the fewest others: one value; a
 * mask; or one value and a mask. */
struct restriction cover_by_value(const struct cover_set *set, unsigned index, uint64_t bits);

/* Returns the mask of `bits` and all bits that the values of `set` have. */
struct restriction cover_by_mask(const struct cover_set *set, unsigned index, uint64_t bits);

/* Returns how many values of a register of `width` bits pass as built; UINT64_MAX when there are
 * more than can be said. */
uint64_t cover_size(const struct restriction *restriction, unsigned width);

/* Appends what the restriction lets pass, as built, beside the values of `set` (sorted): "3 others
 * (A, B, C)", "60 others (A, B, C and more)", "no others". */
void cover_append_others(struct text *text, const struct restriction *restriction,
	const struct cover_set *set, const struct syscall_fact *syscall, enum arch arch);

#endif
