#include "entry/rule.h"

#include <inttypes.h>
#include <string.h>

bool restriction_is_any(const struct restriction *restriction)
{
	return !restriction->has_values && !restriction->has_mask;
}

static bool values_equal(const struct restriction *a, const struct restriction *b)
{
	return a->value_count == b->value_count &&
	       memcmp(a->values, b->values, a->value_count * sizeof(a->values[0])) == 0;
}

bool restriction_equal(const struct restriction *a, const struct restriction *b)
{
	if (a->has_values != b->has_values || a->has_mask != b->has_mask)
		return false;
	if (restriction_is_any(a))
		return true;
	if (a->index != b->index)
		return false;
	if (a->has_values && !values_equal(a, b))
		return false;
	return !a->has_mask || a->mask == b->mask;
}

void value_append_text(struct text *text, uint64_t value)
{
	text_append_format(text, value < 10 ? "%" PRIu64 : "0x%" PRIx64, value);
}

void restriction_append_argument(
	struct text *text, const struct syscall_fact *syscall, enum arch arch, unsigned index)
{
	const struct argument_fact *argument =
		syscall ? syscall_argument(syscall, arch, index) : NULL;

	if (argument)
		text_append_string(text, argument->name);
	else
		text_append_format(text, "register %u", index);
}

static void append_values(struct text *text, const struct restriction *restriction)
{
	for (size_t i = 0; i < restriction->value_count; i++) {
		if (i > 0)
			text_append_string(text, ", ");
		value_append_text(text, restriction->values[i]);
	}
	if (restriction->value_count == 0)
		text_append_string(text, "(no value: everything passes)");
}

void restriction_append_text(struct text *text, const struct restriction *restriction,
	const struct syscall_fact *syscall, enum arch arch)
{
	if (restriction_is_any(restriction)) {
		text_append_string(text, "any");
		return;
	}
	restriction_append_argument(text, syscall, arch, restriction->index);
	if (restriction->has_values) {
		text_append_string(text, " = ");
		append_values(text, restriction);
	}
	if (restriction->has_mask) {
		text_append_string(text, restriction->has_values ? " or in " : " in ");
		value_append_text(text, restriction->mask);
	}
}
