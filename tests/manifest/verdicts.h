/*
 * The verdicts of the runtime's own builder: ../shared/facts/verdicts, 20 manifests with 150 calls
 * each, judged as built by Northstar 0.9.2 on x86_64. They lie beside the source folder on some
 * machines only.
 */
#ifndef TESTS_MANIFEST_VERDICTS_H
#define TESTS_MANIFEST_VERDICTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entry/filter.h"

enum { VERDICT_MANIFESTS = 20, VERDICT_CALLS = 150 };

/* One row: a call, and whether the runtime's filter lets it pass. */
struct verdict_row {
	char name[64];
	unsigned number;
	uint64_t registers[SYSCALL_REGISTERS];
	bool passes;
};

struct verdict_case {
	unsigned number; /* of the manifest, 0 to VERDICT_MANIFESTS - 1 */
	size_t row_count;
	struct verdict_row rows[VERDICT_CALLS];
	struct filter filter;
};

/* Returns whether the verdicts are there. */
bool verdicts_are_there(void);

/* Reads manifest `number` and its calls. The test fails where the files are not as said above. The
 * caller frees the case with verdict_case_free(). */
struct verdict_case verdict_case_read(unsigned number);
void verdict_case_free(struct verdict_case *judged);

/* Calls `found` with each row of instructions.tsv: a manifest and the length of its program. */
void verdicts_read_lengths(void (*found)(unsigned number, size_t length));

#endif
