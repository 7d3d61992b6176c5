#include "facts/capability.h"

#include <strings.h>

/* Generated from data/capabilities.tsv: capability_names. */
#include "facts/capability_names.h"

_Static_assert(sizeof(capability_names) / sizeof(capability_names[0]) == CAPABILITY_COUNT,
	"CAPABILITY_COUNT is not that of data/capabilities.tsv");

#define PREFIX_LENGTH (sizeof("CAP_") - 1)

const char *capability_name(unsigned number)
{
	return capability_names[number];
}

static bool is_name(struct slice slice, const char *name)
{
	struct slice full = slice_of(name);

	return slice.length == full.length &&
	       strncasecmp(slice.start, full.start, full.length) == 0;
}

bool capability_parse(struct slice name, unsigned *ret_number)
{
	for (unsigned i = 0; i < CAPABILITY_COUNT; i++) {
		const char *known = capability_names[i];

		if (is_name(name, known) || is_name(name, known + PREFIX_LENGTH)) {
			*ret_number = i;
			return true;
		}
	}
	return false;
}
