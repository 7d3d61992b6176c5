/*
 * Refused values: which of a call's traced values an entry does not let pass.
 */
#ifndef REVIEW_REFUSED_H
#define REVIEW_REFUSED_H

#include <stdbool.h>

#include "base/text.h"
#include "entry/entry.h"
#include "entry/target.h"
#include "review/review.h"
#include "trace/tally.h"

/* Appends the values of the traced call `row` that are killed under `entry`, each with its calls:
 * "AF_INET (2 calls), AF_INET6 (1 call)"; after some "and others". Returns false, and appends
 * nothing, when there are none, or when it is not one argument that decides. */
bool refused_append(const struct review_row *row, const struct tally *tally,
	const struct entry *entry, const struct target *target, struct text *text);

#endif
