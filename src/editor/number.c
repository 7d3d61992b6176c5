#include "editor/number.h"

#include "trace/argument.h"

/* strace prints octal numbers with a leading 0, and so do people. */
static bool is_octal(struct slice typed)
{
	return typed.length > 1 && typed.start[0] == '0' && typed.start[1] != 'x' &&
	       typed.start[1] != 'X';
}

unsigned number_parse(struct slice typed, const struct argument_fact *argument, enum arch arch,
	uint64_t ret_values[TALLY_CANDIDATES])
{
	struct argument_value value;

	if (!is_octal(typed) && slice_parse_number(typed, &ret_values[0]))
		return 1;
	value = argument_decode(typed, argument, arch, false);
	for (unsigned i = 0; i < value.candidate_count; i++)
		ret_values[i] = value.candidates[i];
	return value.candidate_count;
}
