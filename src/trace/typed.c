#include "trace/typed.h"

#include <string.h>

static bool is_octal(struct slice typed)
{
	return typed.length > 1 && typed.start[0] == '0' && typed.start[1] != 'x' &&
	       typed.start[1] != 'X';
}

struct argument_value typed_value(
	struct slice typed, const struct argument_fact *fact, enum arch arch)
{
	struct argument_value value = {.candidate_count = 1};

	typed = slice_trim(typed);
	if (!is_octal(typed) && slice_parse_number(typed, &value.candidates[0]))
		return value;
	return argument_decode(typed, fact, arch, false);
}

/* Returns the length of the first value of a list: up to a comma that is in no parentheses. */
static size_t value_length(struct slice list)
{
	unsigned depth = 0;

	for (size_t i = 0; i < list.length; i++) {
		char byte = list.start[i];

		if (byte == ',' && depth == 0)
			return i;
		depth += byte == '(';
		depth -= byte == ')' && depth > 0;
	}
	return list.length;
}

bool typed_values(struct slice typed, const struct argument_fact *fact, enum arch arch,
	uint64_t *ret_values, size_t capacity, size_t *ret_count, struct slice *ret_bad)
{
	*ret_count = 0;
	for (;;) {
		size_t length = value_length(typed);
		struct argument_value value = typed_value(slice_until(typed, length), fact, arch);

		if (value.candidate_count == 0 || *ret_count + value.candidate_count > capacity) {
			*ret_bad = slice_trim(slice_until(typed, length));
			return false;
		}
		memcpy(&ret_values[*ret_count], value.candidates,
			value.candidate_count * sizeof(value.candidates[0]));
		*ret_count += value.candidate_count;
		if (length == typed.length)
			return true;
		typed = slice_after(typed, length + 1);
	}
}

bool typed_mask(
	struct slice typed, const struct argument_fact *fact, enum arch arch, uint64_t *ret_mask)
{
	struct slice trimmed = slice_trim(typed);
	bool inverted = slice_starts_with(trimmed, "~");
	struct argument_value value = typed_value(slice_after(trimmed, inverted), fact, arch);

	if (value.candidate_count == 0)
		return false;
	*ret_mask = value.candidates[value.candidate_count - 1];
	if (inverted)
		*ret_mask = ~value.candidates[0];
	return true;
}
