/*
 * Edits: replacements of ranges of bytes, collected in any order and carried out at once.
 */
#ifndef MANIFEST_EDITS_H
#define MANIFEST_EDITS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct edit {
	size_t start; /* the bytes that go; start == end: something is inserted there */
	size_t end;
	char *text; /* the bytes that come */
	size_t length;
	size_t order;	 /* when it was added */
	bool is_removal; /* nothing was to come in their place */
};

/* {0} is none. */
struct edits {
	struct edit *items;
	size_t count;
	size_t capacity;
};

/* Adds a replacement of the bytes from `start` to `end` by `text`, which is copied. */
void edits_replace(struct edits *edits, size_t start, size_t end, struct slice text);
void edits_insert(struct edits *edits, size_t place, struct slice text);
void edits_remove(struct edits *edits, size_t start, size_t end);

/* Forgets all edits but the first `count`. */
void edits_truncate(struct edits *edits, size_t count);

/* Appends `bytes` with the edits carried out; insertions at one place in the order in which they
 * were added. Returns false when edits overlap. Sorts the edits. */
bool edits_apply(struct edits *edits, struct slice bytes, struct text *text);

/* Frees what `edits` holds and makes it {0}. */
void edits_free(struct edits *edits);

#endif
