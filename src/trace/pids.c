#include "trace/pids.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

bool pids_add(struct pids *pids, unsigned long pid)
{
	size_t before = pids->word_capacity;

	if (pid >= PIDS_LIMIT || pids_has(pids, pid))
		return false;
	pids->words = memory_reserve(
		pids->words, &pids->word_capacity, pid / 64 + 1, sizeof(pids->words[0]));
	memset(pids->words + before, 0, (pids->word_capacity - before) * sizeof(pids->words[0]));
	pids->words[pid / 64] |= UINT64_C(1) << (pid % 64);
	pids->count++;
	return true;
}

void pids_remove(struct pids *pids, unsigned long pid)
{
	if (!pids_has(pids, pid))
		return;
	pids->words[pid / 64] &= ~(UINT64_C(1) << (pid % 64));
	pids->count--;
}

void pids_free(struct pids *pids)
{
	free(pids->words);
	*pids = (struct pids){0};
}
