/* Searches a text in the lines of calls, block after block of the index. */
#include <string.h>

#include "trace/calls_block.h"
#include "trace/log.h"

struct calls_find calls_find_begin(const struct calls_source *source,
	const struct call_filter *filter, struct slice text, uint64_t from, bool is_back)
{
	uint64_t total = call_index_count(source->index, syscall_find(filter->name));

	return (struct calls_find){
		.text = text,
		.is_back = is_back,
		.total = total,
		.next = total > 0 ? from % total : 0,
		.left = total,
	};
}

/* The calls of a block that are looked at. */
struct looking {
	struct calls_find *find;
	uint64_t first;
	uint64_t end;
};

static void look_at(void *context, const struct found_call *found)
{
	struct looking *looking = context;
	struct calls_find *find = looking->find;

	/* Going back, the last one that is found counts. */
	if (found->number < looking->first || found->number >= looking->end ||
		(find->is_found && !find->is_back) || found->is_gone ||
		!memmem(found->line.start, found->line.length, find->text.start, find->text.length))
		return;
	find->is_found = true;
	find->next = found->number;
}

/* Whether the text may be in the block: it is there, or colours may stand between its letters. */
static bool may_hold(const struct calls_source *source, const struct call_block *block,
	struct slice text, bool *ret_may, struct error *error)
{
	struct log *log = log_open_at(source->logs[block->log], block->offset, error);
	enum log_state state = log ? LOG_MORE : LOG_FAILED;
	struct slice lines;

	*ret_may = false;
	while (state == LOG_MORE && !*ret_may) {
		state = log_read_block(log, &lines, error);
		if (state == LOG_FAILED || log_block_offset(log) >= block->end)
			break;
		*ret_may = memmem(lines.start, lines.length, text.start, text.length) ||
			   memchr(lines.start, '\x1b', lines.length);
	}
	log_close(log);
	return state != LOG_FAILED;
}

/* Goes on behind, or before, the calls that were looked at. */
static void go_on(struct calls_find *find, const struct looking *looking)
{
	uint64_t looked = looking->end - looking->first;

	find->left -= looked < find->left ? looked : find->left;
	if (find->is_back)
		find->next = looking->first > 0 ? looking->first - 1 : find->total - 1;
	else
		find->next = looking->end < find->total ? looking->end : 0;
}

static struct looking look_forth(struct calls_find *find, const struct call_block *block)
{
	uint64_t end = block->before + block->calls;

	if (end > find->total)
		end = find->total;
	if (end - find->next > find->left)
		end = find->next + find->left;
	return (struct looking){find, find->next, end};
}

static struct looking look_back(struct calls_find *find, const struct call_block *block)
{
	uint64_t first = block->before;

	if (find->next + 1 - first > find->left)
		first = find->next + 1 - find->left;
	return (struct looking){find, first, find->next + 1};
}

bool calls_find_step(const struct calls_source *source, const struct call_filter *filter,
	struct calls_find *find, struct error *error)
{
	struct call_block block;
	struct looking looking;
	bool may;

	/* Calls that are there no more are found by nobody. */
	if (find->left == 0 || !call_index_find_call(source->index, syscall_find(filter->name),
				       find->next, &block)) {
		find->left = 0;
		return true;
	}
	looking = find->is_back ? look_back(find, &block) : look_forth(find, &block);
	if (!may_hold(source, &block, find->text, &may, error))
		return false;
	if (may && !calls_read_block(source, filter, &block, look_at, &looking, error))
		return false;
	if (find->is_found)
		find->left = 0;
	else
		go_on(find, &looking);
	return true;
}
