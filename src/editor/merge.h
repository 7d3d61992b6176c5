/*
 * Merging: an entry that is edited while its log is still read.
 *
 * The draft is the entry that reading alone makes. It grows with each syscall that is seen first,
 * and changes when the architecture shows late. What changes in it comes into all that the session
 * remembers of its entry, so that undo still leads back to the draft and no further. From where the
 * user gave a name something else than the draft, that name is left alone.
 */
#ifndef EDITOR_MERGE_H
#define EDITOR_MERGE_H

#include <stdbool.h>
#include <stddef.h>

#include "entry/entry.h"

struct merge_change; /* a name that has another rule in the draft than before */

/* A merge that has begun; freed with merge_end(). */
struct merge {
	const struct entry *before;
	const struct entry *after;
	struct merge_change *changes;
	size_t count;
	size_t capacity;
	bool is_touched; /* the user gave one of the changed names something else */
};

/* Begins to merge what makes the draft `after` out of `before`; both must outlive the merge. */
void merge_begin(struct merge *merge, const struct entry *before, const struct entry *after);

/* Merges the changes into an entry; called for all entries of a session in the order of time. */
void merge_into(struct merge *merge, struct entry *entry);

void merge_end(struct merge *merge);

#endif
