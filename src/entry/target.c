#include "entry/target.h"

#include "facts/capability.h"

bool target_equal(const struct target *a, const struct target *b)
{
	return a->arch == b->arch && a->capabilities == b->capabilities &&
	       a->runtime == b->runtime && a->judge == b->judge;
}

static bool add_capability(struct slice name, uint64_t *set, struct error *error)
{
	unsigned number;

	if (!capability_parse(name, &number))
		return error_set(error, NULL, 0, 0,
			"'%.*s' is no capability (CAP_CHOWN,... or none or all)", (int)name.length,
			name.start);
	*set |= UINT64_C(1) << number;
	return true;
}

bool target_parse_capabilities(struct slice text, uint64_t *ret_set, struct error *error)
{
	uint64_t set = 0;

	if (slice_is(text, "none") || slice_is(text, "all")) {
		*ret_set = slice_is(text, "all") ? CAPABILITY_ALL : 0;
		return true;
	}
	for (;;) {
		size_t comma = slice_find_byte(text, ',');

		if (!add_capability(slice_trim(slice_until(text, comma)), &set, error))
			return false;
		if (comma == text.length)
			break;
		text = slice_after(text, comma + 1);
	}
	*ret_set = set;
	return true;
}

void target_append_capabilities(struct text *text, uint64_t set)
{
	const char *separator = "";

	if (set == 0 || set == CAPABILITY_ALL) {
		text_append_string(text, set ? "all" : "none");
		return;
	}
	for (unsigned number = 0; number < CAPABILITY_COUNT; number++) {
		if (!(set >> number & 1))
			continue;
		text_append_string(text, separator);
		text_append_string(text, capability_name(number));
		separator = ",";
	}
}
