#include "trace/call_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* How many calls of one syscall a block has. */
struct row_count {
	uint32_t row; /* of the table of syscalls; one more is that of all other names */
	uint32_t calls;
};

struct block {
	size_t line; /* the last one before it */
	uint64_t offset;
	struct row_count *rows;
	size_t row_count;
	size_t row_capacity;
};

struct mark {
	size_t line;
	uint32_t row;
	bool is_extra; /* a call that its line does not show; else it shows one that is none */
};

struct indexed_log {
	struct block *blocks; /* in the order of lines */
	size_t count;
	size_t capacity;
	struct mark *marks; /* in the order of lines */
	size_t mark_count;
	size_t mark_capacity;
	size_t end; /* the first line that is not indexed; 0: there is none */
};

struct call_index {
	struct indexed_log *logs;
	size_t log_count;
	size_t block_count; /* of all logs */
	size_t mark_count;
	uint64_t block_bytes; /* at least */
	size_t most_blocks;   /* before some are put together */
	uint64_t *totals;     /* per row */
};

struct call_index *call_index_new(void)
{
	struct call_index *index = memory_allocate(1, sizeof(*index));

	index->block_bytes = CALL_INDEX_BYTES;
	index->most_blocks = CALL_INDEX_BLOCKS;
	index->totals = memory_allocate(syscall_count() + 1, sizeof(index->totals[0]));
	return index;
}

static uint32_t row_of(const struct syscall_fact *syscall)
{
	return (uint32_t)(syscall ? syscall_row(syscall) : syscall_count());
}

static uint32_t calls_of(const struct block *block, uint32_t row)
{
	for (size_t i = 0; i < block->row_count; i++)
		if (block->rows[i].row == row)
			return block->rows[i].calls;
	return 0;
}

static void count_calls(struct block *block, uint32_t row, uint32_t calls)
{
	for (size_t i = 0; i < block->row_count; i++)
		if (block->rows[i].row == row) {
			block->rows[i].calls += calls;
			return;
		}
	block->rows = memory_reserve(
		block->rows, &block->row_capacity, block->row_count + 1, sizeof(block->rows[0]));
	block->rows[block->row_count++] = (struct row_count){row, calls};
}

/* Drops the blocks from number `first` on. */
static void drop_blocks(struct call_index *index, struct indexed_log *log, size_t first)
{
	for (size_t i = first; i < log->count; i++) {
		struct block *block = &log->blocks[i];

		for (size_t k = 0; k < block->row_count; k++)
			index->totals[block->rows[k].row] -= block->rows[k].calls;
		free(block->rows);
	}
	index->block_count -= log->count - first;
	log->count = first;
}

void call_index_forget(struct call_index *index, size_t number)
{
	struct indexed_log *log;

	if (number >= index->log_count)
		return;
	log = &index->logs[number];
	drop_blocks(index, log, 0);
	index->mark_count -= log->mark_count;
	free(log->blocks);
	free(log->marks);
	*log = (struct indexed_log){0};
}

void call_index_free(struct call_index *index)
{
	if (!index)
		return;
	for (size_t i = 0; i < index->log_count; i++)
		call_index_forget(index, i);
	free(index->logs);
	free(index->totals);
	free(index);
}

/* Adds the calls of block `next` to those of `block`. */
static void join_blocks(struct block *block, struct block *next)
{
	for (size_t i = 0; i < next->row_count; i++)
		count_calls(block, next->rows[i].row, next->rows[i].calls);
	free(next->rows);
}

/* Puts neighbours together that are small enough. Where the last one ends is not known. */
static void merge_log(struct indexed_log *log, uint64_t block_bytes)
{
	size_t kept = 0;

	for (size_t i = 1; i < log->count; i++) {
		struct block *block = &log->blocks[kept];

		if (i + 1 < log->count && log->blocks[i + 1].offset - block->offset <= block_bytes)
			join_blocks(block, &log->blocks[i]);
		else
			log->blocks[++kept] = log->blocks[i];
	}
	log->count = log->count ? kept + 1 : 0;
}

static void merge(struct call_index *index)
{
	index->block_bytes *= 2;
	index->block_count = 0;
	for (size_t i = 0; i < index->log_count; i++) {
		merge_log(&index->logs[i], index->block_bytes);
		index->block_count += index->logs[i].count;
	}
	/* Many logs have a block each. */
	if (index->most_blocks < 2 * index->block_count)
		index->most_blocks = 2 * index->block_count;
}

static struct indexed_log *make_log(struct call_index *index, size_t number)
{
	if (number >= index->log_count) {
		index->logs = memory_resize(index->logs, number + 1, sizeof(index->logs[0]));
		memset(index->logs + index->log_count, 0,
			(number + 1 - index->log_count) * sizeof(index->logs[0]));
		index->log_count = number + 1;
	}
	return &index->logs[number];
}

static void push_block(struct indexed_log *log, size_t line, uint64_t offset)
{
	if (log->count > 0) {
		struct block *last = &log->blocks[log->count - 1];

		last->rows = memory_resize(last->rows, last->row_count, sizeof(last->rows[0]));
		last->row_capacity = last->row_count;
	}
	log->blocks =
		memory_reserve(log->blocks, &log->capacity, log->count + 1, sizeof(log->blocks[0]));
	log->blocks[log->count++] = (struct block){.line = line, .offset = offset};
}

void call_index_begin_block(struct call_index *index, size_t number, size_t line, uint64_t offset)
{
	struct indexed_log *log = make_log(index, number);
	const struct block *last = log->count > 0 ? &log->blocks[log->count - 1] : NULL;

	if (log->end || (last && offset - last->offset < index->block_bytes))
		return;
	push_block(log, line, offset);
	if (++index->block_count >= index->most_blocks)
		merge(index);
}

/* Returns the number of the log's block that the line is in, its count when none is. */
static size_t find_block(const struct indexed_log *log, size_t line)
{
	size_t first = 0;
	size_t end = log->count;

	if (end > 0 && log->blocks[end - 1].line < line)
		return end - 1;
	while (first < end) {
		size_t middle = first + (end - first) / 2;

		if (log->blocks[middle].line < line)
			first = middle + 1;
		else
			end = middle;
	}
	return first > 0 ? first - 1 : log->count;
}

/* Returns the place of the first mark of a line that is not before `line`. */
static size_t find_marks(const struct indexed_log *log, size_t line)
{
	size_t first = 0;
	size_t end = log->mark_count;

	if (end > 0 && log->marks[end - 1].line < line)
		return end;
	while (first < end) {
		size_t middle = first + (end - first) / 2;

		if (log->marks[middle].line < line)
			first = middle + 1;
		else
			end = middle;
	}
	return first;
}

/* From the block of this line on the log is not indexed. */
static void cut(struct call_index *index, struct indexed_log *log, size_t line)
{
	size_t first = find_block(log, line);
	size_t kept;

	if (first == log->count)
		return;
	log->end = log->blocks[first].line + 1;
	drop_blocks(index, log, first);
	kept = find_marks(log, log->end);
	index->mark_count -= log->mark_count - kept;
	log->mark_count = kept;
}

static void add_mark(struct call_index *index, struct indexed_log *log, struct mark mark)
{
	size_t at = find_marks(log, mark.line + 1);

	if (index->mark_count == CALL_INDEX_MARKS) {
		cut(index, log, mark.line);
		return;
	}
	log->marks = memory_reserve(
		log->marks, &log->mark_capacity, log->mark_count + 1, sizeof(log->marks[0]));
	memmove(&log->marks[at + 1], &log->marks[at],
		(log->mark_count - at) * sizeof(log->marks[0]));
	log->marks[at] = mark;
	log->mark_count++;
	index->mark_count++;
}

/* Takes the mark out that this line shows a call that is none. Returns false when it has none. */
static bool take_mark(struct call_index *index, struct indexed_log *log, uint32_t row, size_t line)
{
	for (size_t i = find_marks(log, line); i < log->mark_count; i++) {
		struct mark *mark = &log->marks[i];

		if (mark->line != line)
			break;
		if (mark->row != row || mark->is_extra)
			continue;
		memmove(mark, mark + 1, (log->mark_count - i - 1) * sizeof(*mark));
		log->mark_count--;
		index->mark_count--;
		return true;
	}
	return false;
}

/* Returns the log of the place, NULL when the place is not indexed. */
static struct indexed_log *find_log(const struct call_index *index, struct place place)
{
	struct indexed_log *log;

	if (place.log >= index->log_count)
		return NULL;
	log = &index->logs[place.log];
	return log->end && place.line >= log->end ? NULL : log;
}

void call_index_start(
	struct call_index *index, const struct syscall_fact *syscall, struct place place)
{
	struct indexed_log *log = find_log(index, place);

	if (log)
		add_mark(index, log, (struct mark){place.line, row_of(syscall), false});
}

void call_index_add(
	struct call_index *index, const struct syscall_fact *syscall, struct place place)
{
	struct indexed_log *log = find_log(index, place);
	uint32_t row = row_of(syscall);
	size_t block;

	if (!log)
		return;
	block = find_block(log, place.line);
	if (block == log->count)
		return;
	count_calls(&log->blocks[block], row, 1);
	index->totals[row]++;
	if (!take_mark(index, log, row, place.line))
		add_mark(index, log, (struct mark){place.line, row, true});
}

void call_index_add_plain(
	struct call_index *index, size_t number, const struct syscall_fact *syscall, uint32_t count)
{
	struct indexed_log *log = make_log(index, number);

	if (log->end || log->count == 0)
		return;
	count_calls(&log->blocks[log->count - 1], row_of(syscall), count);
	index->totals[row_of(syscall)] += count;
}

uint64_t call_index_count(const struct call_index *index, const struct syscall_fact *syscall)
{
	return index->totals[row_of(syscall)];
}

bool call_index_is_cut(const struct call_index *index)
{
	for (size_t i = 0; i < index->log_count; i++)
		if (index->logs[i].end)
			return true;
	return false;
}

static struct call_block show(const struct call_index *index, size_t log, size_t number)
{
	const struct indexed_log *indexed = &index->logs[log];
	const struct block *block = &indexed->blocks[number];

	return (struct call_block){
		.log = log,
		.number = number,
		.line = block->line,
		.offset = block->offset,
		.end = number + 1 < indexed->count ? block[1].offset : UINT64_MAX,
	};
}

bool call_index_next_block(const struct call_index *index, const struct syscall_fact *syscall,
	struct call_block *ret_block)
{
	uint64_t before = ret_block->before + ret_block->calls;
	size_t number = ret_block->calls > 0 ? ret_block->number + 1 : 0;

	for (size_t log = ret_block->log; log < index->log_count; log++, number = 0) {
		for (; number < index->logs[log].count; number++) {
			uint32_t calls =
				calls_of(&index->logs[log].blocks[number], row_of(syscall));

			if (calls == 0)
				continue;
			*ret_block = show(index, log, number);
			ret_block->before = before;
			ret_block->calls = calls;
			return true;
		}
	}
	return false;
}

bool call_index_find_call(const struct call_index *index, const struct syscall_fact *syscall,
	uint64_t number, struct call_block *ret_block)
{
	*ret_block = (struct call_block){0};
	while (call_index_next_block(index, syscall, ret_block))
		if (ret_block->before + ret_block->calls > number)
			return true;
	return false;
}

bool call_index_find_block(
	const struct call_index *index, struct place place, struct call_block *ret_block)
{
	const struct indexed_log *log = find_log(index, place);
	size_t number;

	if (!log)
		return false;
	number = find_block(log, place.line);
	if (number == log->count)
		return false;
	*ret_block = show(index, place.log, number);
	return true;
}

unsigned call_index_calls_at(const struct call_index *index, const struct syscall_fact *syscall,
	struct place place, bool is_start)
{
	const struct indexed_log *log = find_log(index, place);
	unsigned calls = is_start;

	if (!log)
		return 0;
	for (size_t i = find_marks(log, place.line); i < log->mark_count; i++) {
		const struct mark *mark = &log->marks[i];

		if (mark->line != place.line)
			break;
		if (mark->row == row_of(syscall))
			calls += mark->is_extra ? 1U : calls > 0 ? -1U : 0U;
	}
	return calls;
}
