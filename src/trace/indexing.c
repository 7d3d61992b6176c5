#include "trace/indexing.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct indexing {
	struct indexing_setup setup;
	size_t log;	 /* that is read */
	uint64_t *known; /* calls in the tally that are no news, per row of the table of syscalls */
};

struct indexing *indexing_new(const struct indexing_setup *setup)
{
	struct indexing *indexing = memory_allocate(1, sizeof(*indexing));

	indexing->setup = *setup;
	indexing->known = memory_allocate(syscall_count(), sizeof(indexing->known[0]));
	return indexing;
}

void indexing_free(struct indexing *indexing)
{
	if (!indexing)
		return;
	free(indexing->known);
	free(indexing);
}

/* Returns by how much the call makes the tally grow. */
static uint64_t growth(const struct tally *tally, const struct call *call)
{
	const struct tally_row *row;

	if (call->form != CALL_REMARK)
		return call_count(call);
	row = tally_find(tally, call->name);
	return !row || row->calls == 0;
}

void indexing_take(void *context, const struct call *call)
{
	struct indexing *indexing = context;
	const struct indexing_setup *setup = &indexing->setup;

	if (setup->tally && call->syscall)
		indexing->known[syscall_row(call->syscall)] += growth(setup->tally, call);
	if (setup->filter ? call_filter_takes(setup->filter, call, setup->arch)
			  : call->form != CALL_REMARK)
		call_index_add(setup->index, call->syscall, call->place);
	if (setup->deliver)
		setup->deliver(setup->context, call);
}

void indexing_take_start(void *context, const struct call_start *start)
{
	struct indexing *indexing = context;
	const struct indexing_setup *setup = &indexing->setup;

	if (!setup->filter || call_filter_takes_start(setup->filter, start, setup->arch))
		call_index_start(setup->index, start->syscall, start->place);
}

void indexing_begin_block(struct indexing *indexing, struct place before, uint64_t offset)
{
	indexing->log = before.log;
	call_index_begin_block(indexing->setup.index, before.log, before.line, offset);
}

/* Other readers may have added to the tally since. */
void indexing_begin_lines(struct indexing *indexing)
{
	const struct tally *tally = indexing->setup.tally;

	for (size_t i = 0; tally && i < tally_count(tally); i++) {
		const struct tally_row *row = tally_at(tally, i);

		if (row->syscall)
			indexing->known[syscall_row(row->syscall)] = row->calls;
	}
}

void indexing_end_lines(struct indexing *indexing)
{
	const struct tally *tally = indexing->setup.tally;

	for (size_t i = 0; tally && i < tally_count(tally); i++) {
		const struct tally_row *row = tally_at(tally, i);
		uint64_t known = row->syscall ? indexing->known[syscall_row(row->syscall)] : 0;

		if (row->syscall && row->calls > known)
			call_index_add_plain(indexing->setup.index, indexing->log, row->syscall,
				(uint32_t)(row->calls - known));
	}
}
