/*
 * A set of process ids, one bit for each that a kernel can give out.
 */
#ifndef TRACE_PIDS_H
#define TRACE_PIDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ids are below this: Linux 6.12, PID_MAX_LIMIT on 64-bit machines. */
#define PIDS_LIMIT (UINT64_C(4) * 1024 * 1024)

/* {0} is the empty set. */
struct pids {
	uint64_t *words;
	size_t word_capacity;
	size_t count;
};

/* Whether `pid` is in the set. */
static inline bool pids_has(const struct pids *pids, unsigned long pid)
{
	return pid / 64 < pids->word_capacity && pids->words[pid / 64] >> (pid % 64) & 1;
}

/* Puts `pid` into the set. Returns false when it was there, or is no process id. */
bool pids_add(struct pids *pids, unsigned long pid);

/* Takes `pid` out. */
void pids_remove(struct pids *pids, unsigned long pid);

void pids_free(struct pids *pids);

#endif
