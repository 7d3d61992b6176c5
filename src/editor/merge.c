#include "editor/merge.h"

#include <stdlib.h>

#include "base/memory.h"

struct merge_change {
	struct slice name;
	const struct rule *before; /* NULL: it had none */
	const struct rule *after;  /* NULL: it has none any more */
	bool is_touched;
};

static bool rules_are_alike(const struct rule *a, const struct rule *b)
{
	if (!a || !b)
		return a == b;
	return restriction_equal(&a->restriction, &b->restriction);
}

static void add_change(struct merge *merge, struct slice name)
{
	struct merge_change change = {
		.name = name,
		.before = entry_find(merge->before, name),
		.after = entry_find(merge->after, name),
	};

	if (rules_are_alike(change.before, change.after))
		return;
	merge->changes = memory_reserve(
		merge->changes, &merge->capacity, merge->count + 1, sizeof(merge->changes[0]));
	merge->changes[merge->count++] = change;
}

void merge_begin(struct merge *merge, const struct entry *before, const struct entry *after)
{
	*merge = (struct merge){.before = before, .after = after};
	for (size_t i = 0; i < after->count; i++)
		add_change(merge, slice_of(after->rules[i].name));
	for (size_t i = 0; i < before->count; i++) {
		struct slice name = slice_of(before->rules[i].name);

		if (!entry_find(after, name))
			add_change(merge, name);
	}
}

/* Returns where the rule `name` belongs in `entry`: behind the nearest one that stands before it in
 * the draft. */
static size_t find_place(const struct merge *merge, const struct entry *entry, struct slice name)
{
	const struct entry *draft = merge->after;
	size_t at = (size_t)(entry_find(draft, name) - draft->rules);

	while (at-- > 0) {
		const struct rule *rule = entry_find(entry, slice_of(draft->rules[at].name));

		if (rule)
			return (size_t)(rule - entry->rules) + 1;
	}
	return 0;
}

/* Adds a rule where it would stand if it had been there from the start. */
static void insert_rule(const struct merge *merge, struct entry *entry, const struct rule *added)
{
	size_t place = find_place(merge, entry, slice_of(added->name));
	struct rule rule;

	entry_set(entry, slice_of(added->name), &added->restriction);
	rule = entry->rules[entry->count - 1];
	for (size_t i = entry->count - 1; i > place; i--)
		entry->rules[i] = entry->rules[i - 1];
	entry->rules[place] = rule;
}

static void apply(struct merge *merge, struct merge_change *change, struct entry *entry)
{
	const struct rule *rule = entry_find(entry, change->name);

	if (!rules_are_alike(rule, change->before))
		change->is_touched = merge->is_touched = true;
	if (change->is_touched)
		return;
	if (!change->after)
		entry_drop(entry, change->name);
	else if (rule)
		entry_set(entry, change->name, &change->after->restriction);
	else
		insert_rule(merge, entry, change->after);
}

void merge_into(struct merge *merge, struct entry *entry)
{
	/* The order of first calls may change too, where a call comes in late. */
	if (!merge->is_touched && entry_equal(entry, merge->before)) {
		entry_free(entry);
		*entry = entry_copy(merge->after);
		return;
	}
	for (size_t i = 0; i < merge->count; i++)
		apply(merge, &merge->changes[i], entry);
}

void merge_end(struct merge *merge)
{
	free(merge->changes);
	*merge = (struct merge){0};
}
