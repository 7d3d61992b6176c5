/*
 * Northstar's predefined profile `default`, as plain rows; what they mean is entry/filter's
 * business. Source: data/default-profile.tsv (Northstar 0.7 to 0.9.2; what 0.5 and 0.6 did
 * differently is said there).
 */
#ifndef FACTS_DEFAULT_PROFILE_H
#define FACTS_DEFAULT_PROFILE_H

#include <stddef.h>
#include <stdint.h>

#include "facts/arch.h"

enum profile_condition {
	PROFILE_ALWAYS,
	PROFILE_WITH_CAPABILITY,	 /* the manifest has the row's capability */
	PROFILE_SOME_BUT_NOT_CAPABILITY, /* it has some capability, but not the row's */
};

enum profile_test {
	PROFILE_ANY,	/* whatever the arguments are */
	PROFILE_VALUES, /* the register equals one of the values */
	PROFILE_MASK,	/* the register has no bit outside values[0] */
};

struct profile_row {
	const char *syscall;
	unsigned arches;       /* bit ARCH_...: the row counts there */
	unsigned since, until; /* Northstar 0.`since` to 0.`until` have the row */
	enum profile_condition condition;
	unsigned capability; /* its number; unused with PROFILE_ALWAYS */
	enum profile_test test;
	unsigned index; /* the register, 0 to 5; unused with PROFILE_ANY */
	size_t value_count;
	const uint64_t *values;
};

/* Returns the rows, and sets `ret_count` to how many there are, in the table's order (a name's
 * rows are neighbours). */
const struct profile_row *default_profile_rows(size_t *ret_count);

#endif
