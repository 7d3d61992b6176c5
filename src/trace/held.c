#include "trace/held.h"

#include <stdlib.h>

#include "base/memory.h"

bool held_add(struct held *held, const struct call *call, size_t limit)
{
	size_t bytes = call->name.length + call->result.length;

	for (unsigned i = 0; i < call->argument_count; i++)
		bytes += call->arguments[i].length;
	if (held->count >= limit || held->texts.length + bytes > HELD_BYTES)
		return false;
	held->calls = memory_reserve(
		held->calls, &held->capacity, held->count + 1, sizeof(held->calls[0]));
	held->calls[held->count++] = *call;
	text_append(&held->texts, call->name);
	text_append(&held->texts, call->result);
	for (unsigned i = 0; i < call->argument_count; i++)
		text_append(&held->texts, call->arguments[i]);
	return true;
}

/* Points `slice` to its bytes, and `at` to those after them. */
static void place_slice(struct slice *slice, const char **at)
{
	slice->start = *at;
	*at += slice->length;
}

void held_deliver(struct held *held, bool in_launch, call_function *deliver, void *context)
{
	const char *at = text_string(&held->texts);

	for (size_t i = 0; i < held->count; i++) {
		struct call *call = &held->calls[i];

		place_slice(&call->name, &at);
		place_slice(&call->result, &at);
		for (unsigned k = 0; k < call->argument_count; k++)
			place_slice(&call->arguments[k], &at);
		call->in_launch = in_launch;
		deliver(context, call);
	}
	held_drop(held);
}

size_t held_drop(struct held *held)
{
	size_t count = 0;

	for (size_t i = 0; i < held->count; i++)
		count += held->calls[i].form != CALL_REMARK;
	held->count = 0;
	text_clear(&held->texts);
	return count;
}

void held_free(struct held *held)
{
	free(held->calls);
	text_free(&held->texts);
	*held = (struct held){0};
}
