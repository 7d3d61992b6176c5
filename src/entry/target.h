/*
 * The target: where an entry will be in force. The same entry judges differently on another one.
 */
#ifndef ENTRY_TARGET_H
#define ENTRY_TARGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "facts/arch.h"

/* What several values of a rule mean: only the first one counts, or each does. */
enum meaning { MEANING_BUILT, MEANING_DOCUMENTED };
#define MEANING_COUNT 2

struct target {
	enum arch arch;
	uint64_t capabilities; /* bit N: the manifest's `capabilities` has capability N */
	unsigned runtime;      /* Northstar 0.`runtime`: 5 to 9 */
	enum meaning judge;    /* which verdicts count; every Northstar so far is MEANING_BUILT */
};

#define TARGET_RUNTIME_OLDEST 5
#define TARGET_RUNTIME_NEWEST 9

bool target_equal(const struct target *a, const struct target *b);

/* Sets `ret_set` from "CAP_CHOWN,CAP_KILL", "none" or "all". On failure the error names what is no
 * capability. */
bool target_parse_capabilities(struct slice text, uint64_t *ret_set, struct error *error);

/* Appends "none", "all" or "CAP_CHOWN,CAP_KILL". */
void target_append_capabilities(struct text *text, uint64_t set);

#endif
