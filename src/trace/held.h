/*
 * Held calls: copies of calls of which it shows only later what they are. A bounded number of them.
 */
#ifndef TRACE_HELD_H
#define TRACE_HELD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "trace/call.h"

/* All texts of one holder together have at most this many bytes. */
#define HELD_BYTES (256 * 1024)

/* {0} holds nothing. */
struct held {
	struct call *calls; /* their slices have only lengths: the bytes are in `texts`, in a row */
	size_t count;
	size_t capacity;
	struct text texts;
};

/* Copies a call. Returns false, and holds nothing more, when there are `limit` calls or too many
 * bytes. */
bool held_add(struct held *held, const struct call *call, size_t limit);

/* Hands the calls on in their order, marked as calls of the launch where `in_launch`, and forgets
 * them. */
void held_deliver(struct held *held, bool in_launch, call_function *deliver, void *context);

/* Forgets the calls. Returns how many there were, remarks aside. */
size_t held_drop(struct held *held);

void held_free(struct held *held);

#endif
