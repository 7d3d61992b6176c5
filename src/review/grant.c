#include "review/grant.h"

#include <stddef.h>
#include <string.h>

#include "entry/filter.h"
#include "facts/capability.h"
#include "facts/default_profile.h"
#include "review/phrase.h"

/* Returns the next row of the profile that lets the call pass on `target`; NULL after the last
 * one. `*cursor` is 0 at the start. */
static const struct profile_row *next_row(
	const struct syscall_fact *syscall, const struct target *target, size_t *cursor)
{
	size_t count;
	const struct profile_row *rows = default_profile_rows(&count);

	if (syscall->numbers[target->arch] < 0)
		return NULL;
	while (*cursor < count) {
		const struct profile_row *row = &rows[(*cursor)++];

		if (strcmp(row->syscall, syscall->name) == 0 && filter_has_row(row, target))
			return row;
	}
	return NULL;
}

static void append_condition(struct text *text, const struct profile_row *row)
{
	const char *capability = capability_name(row->capability);

	if (row->condition == PROFILE_WITH_CAPABILITY)
		text_append_format(text, ", as the container has %s", capability);
	else if (row->condition == PROFILE_SOME_BUT_NOT_CAPABILITY)
		text_append_format(
			text, ", as the container has some capability, but not %s", capability);
}

bool grant_append(
	struct text *text, const struct syscall_fact *syscall, const struct target *target)
{
	const struct profile_row *row;
	bool found = false;
	size_t cursor = 0;

	while ((row = next_row(syscall, target, &cursor)) != NULL) {
		struct restriction restriction = filter_row_restriction(row);

		text_append_string(text, found ? "; or " : "");
		phrase_append_restriction(text, &restriction, syscall, target->arch);
		append_condition(text, row);
		found = true;
	}
	return found;
}

bool grant_is_by_capability(const struct syscall_fact *syscall, const struct target *target)
{
	const struct profile_row *row;
	bool found = false;
	size_t cursor = 0;

	while ((row = next_row(syscall, target, &cursor)) != NULL) {
		if (row->condition == PROFILE_ALWAYS)
			return false;
		found = true;
	}
	return found;
}
