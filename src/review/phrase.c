#include "review/phrase.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "facts/family.h"

void phrase_append_value(struct text *text, const struct syscall_fact *syscall, enum arch arch,
	unsigned index, uint64_t value)
{
	/* all bits: the names of all flags would say less */
	if (value == UINT32_MAX || value == UINT64_MAX)
		text_append_format(text, "0x%" PRIx64, value);
	else
		family_append_text(text, syscall ? family_of(syscall, index) : NULL, arch, value);
}

/* Whether another value of the list is the same number of 32 bits, extended in the other way: both
 * have one name. */
static bool has_twin(const struct restriction *restriction, size_t index)
{
	uint64_t value = restriction->values[index];

	for (size_t i = 0; i < restriction->value_count; i++)
		if (restriction->values[i] != value &&
			(uint32_t)restriction->values[i] == (uint32_t)value)
			return true;
	return false;
}

static void append_one_value(struct text *text, const struct restriction *restriction,
	const struct syscall_fact *syscall, enum arch arch, size_t index)
{
	uint64_t value = restriction->values[index];
	struct text name = {0};
	struct text number = {0};

	phrase_append_value(&name, syscall, arch, restriction->index, value);
	text_append_format(&number, "0x%" PRIx64, value);
	text_append(text, slice_of_text(&name));
	if (has_twin(restriction, index) &&
		!slice_equal(slice_of_text(&name), slice_of_text(&number)))
		text_append_format(text, " (%s)", text_string(&number));
	text_free(&name);
	text_free(&number);
}

static void append_values(struct text *text, const struct restriction *restriction,
	const struct syscall_fact *syscall, enum arch arch)
{
	if (restriction->value_count == 0)
		text_append_string(text, "anything (the list of values is empty)");
	for (size_t i = 0; i < restriction->value_count; i++) {
		if (i > 0)
			text_append_string(text,
				i + 1 < restriction->value_count || restriction->has_mask ? ", "
											  : " or ");
		append_one_value(text, restriction, syscall, arch, i);
	}
}

/* A mask of flags is shown by their names; where values are not made of bits, names would tell of a
 * value that is not meant. */
static void append_mask(struct text *text, const struct restriction *restriction,
	const struct syscall_fact *syscall, enum arch arch)
{
	const struct family *family = syscall ? family_of(syscall, restriction->index) : NULL;

	if (restriction->mask == 0)
		text_append_string(text, restriction->has_values ? " or 0" : " is 0");
	else if (restriction->mask == UINT64_MAX)
		text_append_string(text, restriction->has_values ? " or anything" : " is anything");
	else {
		text_append_string(text,
			restriction->has_values ? " or has no bits but " : " has no bits but ");
		if (family && family_has_bits(family))
			family_append_mask(text, family, arch, restriction->mask);
		else
			text_append_format(text, "0x%" PRIx64, restriction->mask);
	}
}

void phrase_append_restriction(struct text *text, const struct restriction *restriction,
	const struct syscall_fact *syscall, enum arch arch)
{
	if (restriction_is_any(restriction)) {
		text_append_string(text, "any arguments");
		return;
	}
	restriction_append_argument(text, syscall, arch, restriction->index);
	if (restriction->has_values) {
		text_append_string(text, " is ");
		append_values(text, restriction, syscall, arch);
	}
	if (restriction->has_mask)
		append_mask(text, restriction, syscall, arch);
}

void phrase_append_count(struct text *text, uint64_t count)
{
	char digits[24];
	size_t length = (size_t)snprintf(digits, sizeof(digits), "%" PRIu64, count);

	for (size_t i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			text_append_byte(text, ',');
		text_append_byte(text, digits[i]);
	}
}

void phrase_append_calls(struct text *text, uint64_t calls)
{
	phrase_append_count(text, calls);
	text_append_format(text, " call%s", phrase_plural(calls));
}

const char *phrase_plural(uint64_t count)
{
	return count == 1 ? "" : "s";
}
