#include "editor/preview.h"

/* A rule's name stands at this indentation, what belongs to it deeper. */
#define RULE_INDENT   "    "
#define DEEPER_INDENT "      "

/* Whether the line is the first of the rule of this name. */
static bool begins_rule(struct slice line, struct slice name)
{
	if (!slice_starts_with(line, RULE_INDENT))
		return false;
	line = slice_after(line, sizeof(RULE_INDENT) - 1);
	return line.length > name.length && line.start[name.length] == ':' &&
	       slice_equal(slice_until(line, name.length), name);
}

bool preview_find_rule(struct slice preview, struct slice name, size_t *ret_first, size_t *ret_last)
{
	bool found = false;

	for (size_t number = 0; preview.length > 0; number++) {
		struct slice line = slice_until(preview, slice_find_byte(preview, '\n'));

		if (found && !slice_starts_with(line, DEEPER_INDENT))
			break;
		if (!found && begins_rule(line, name)) {
			*ret_first = number;
			found = true;
		}
		if (found)
			*ret_last = number;
		preview = slice_after(preview, line.length + 1);
	}
	return found;
}
