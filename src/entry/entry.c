#include "entry/entry.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct entry entry_copy(const struct entry *entry)
{
	struct entry copy = {.profile = entry->profile, .count = entry->count};

	copy.rules = memory_reserve(NULL, &copy.capacity, entry->count, sizeof(copy.rules[0]));
	for (size_t i = 0; i < entry->count; i++) {
		copy.rules[i] = entry->rules[i];
		copy.rules[i].name =
			memory_copy_string(entry->rules[i].name, strlen(entry->rules[i].name));
	}
	return copy;
}

bool entry_equal(const struct entry *a, const struct entry *b)
{
	if (a->profile != b->profile || a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		if (strcmp(a->rules[i].name, b->rules[i].name) != 0)
			return false;
		if (!restriction_equal(&a->rules[i].restriction, &b->rules[i].restriction))
			return false;
	}
	return true;
}

void entry_free(struct entry *entry)
{
	for (size_t i = 0; i < entry->count; i++)
		free(entry->rules[i].name);
	free(entry->rules);
	*entry = (struct entry){0};
}

static struct rule *find_rule(const struct entry *entry, struct slice name)
{
	for (size_t i = 0; i < entry->count; i++)
		if (slice_is(name, entry->rules[i].name))
			return &entry->rules[i];
	return NULL;
}

const struct rule *entry_find(const struct entry *entry, struct slice name)
{
	return find_rule(entry, name);
}

static struct rule *add_rule(struct entry *entry, struct slice name)
{
	struct rule *rule;

	entry->rules = memory_reserve(
		entry->rules, &entry->capacity, entry->count + 1, sizeof(entry->rules[0]));
	rule = &entry->rules[entry->count++];
	rule->name = memory_copy_string(name.start, name.length);
	return rule;
}

void entry_set(struct entry *entry, struct slice name, const struct restriction *restriction)
{
	struct restriction copy = *restriction; /* it may be one of the entry's own rules */
	struct rule *rule = find_rule(entry, name);

	if (!rule)
		rule = add_rule(entry, name);
	rule->restriction = copy;
}

void entry_allow(struct entry *entry, struct slice name)
{
	entry_set(entry, name, &(struct restriction){0});
}

bool entry_drop(struct entry *entry, struct slice name)
{
	struct rule *rule = find_rule(entry, name);
	size_t after;

	if (!rule)
		return false;
	free(rule->name);
	after = entry->count - (size_t)(rule - entry->rules) - 1;
	memmove(rule, rule + 1, after * sizeof(*rule));
	entry->count--;
	return true;
}
