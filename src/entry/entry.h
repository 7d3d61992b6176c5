/*
 * An entry: the `seccomp:` mapping of a manifest. A value: copied, compared, never shared.
 */
#ifndef ENTRY_ENTRY_H
#define ENTRY_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "entry/rule.h"

enum profile { PROFILE_NONE, PROFILE_DEFAULT };

/* {0} is the empty entry without a profile. */
struct entry {
	enum profile profile;
	struct rule *rules; /* in the order of the manifest; names are distinct */
	size_t count;
	size_t capacity;
};

/* Returns a copy that shares nothing with `entry`; the caller frees it with entry_free(). */
struct entry entry_copy(const struct entry *entry);
bool entry_equal(const struct entry *a, const struct entry *b);

/* Frees what `entry` holds and makes it {0}. */
void entry_free(struct entry *entry);

/* Returns the rule of this name, NULL when there is none; valid until the entry changes. */
const struct rule *entry_find(const struct entry *entry, struct slice name);

/* Gives the name this restriction: its rule is changed in place, or a new one added at the end. */
void entry_set(struct entry *entry, struct slice name, const struct restriction *restriction);

/* As entry_set() with `any`. */
void entry_allow(struct entry *entry, struct slice name);

/* Removes the rule of this name. Returns whether there was one. */
bool entry_drop(struct entry *entry, struct slice name);

#endif
