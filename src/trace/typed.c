#include "trace/typed.h"

#include <string.h>

#include "facts/constant.h"
#include "facts/family.h"

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

static bool is_word_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '_';
}

/* Takes the next word out of `rest`, which is set to what follows; empty when there is none. */
static struct slice next_word(struct slice *rest)
{
	struct slice word;
	size_t length = 0;

	while (rest->length > 0 && !is_word_byte(rest->start[0]))
		*rest = slice_after(*rest, 1);
	while (length < rest->length && is_word_byte(rest->start[length]))
		length++;
	word = slice_until(*rest, length);
	*rest = slice_after(*rest, length);
	return word;
}

/* Whether the word, which `rest` follows, is a name that stands for something. A number is no name,
 * and functions, as makedev(1, 3), are not looked at. */
static bool is_known(struct slice word, struct slice rest, enum arch arch)
{
	uint64_t value;

	return (word.start[0] >= '0' && word.start[0] <= '9') || slice_starts_with(rest, "(") ||
	       slice_is(word, "NULL") || constant_value(word, arch, &value);
}

/* Returns the first name in `typed` that stands for nothing, the empty slice when there is none. */
static struct slice unknown_name(struct slice typed, enum arch arch)
{
	struct slice word = next_word(&typed);

	while (word.length > 0 && is_known(word, typed, arch))
		word = next_word(&typed);
	return word;
}

/* Whether it is a number that no register can hold. */
static bool is_too_large(struct slice typed)
{
	bool is_hex = slice_starts_with(typed, "0x");
	struct slice digits = slice_after(typed, is_hex ? 2 : 0);
	uint64_t value;

	for (size_t i = 0; i < digits.length; i++)
		if (!slice_parse_number(slice_until(slice_after(digits, i), 1), &value) &&
			!(is_hex && strchr("abcdefABCDEF", digits.start[i])))
			return false;
	return digits.length > 0;
}

/* Returns what is missing at the end of a list of names or bits. */
static const char *missing_end(struct slice typed)
{
	if (slice_ends_with(typed, "|"))
		return "something is missing behind the last |";
	if (slice_ends_with(typed, "~"))
		return "something is missing behind ~";
	return typed.length == 0 ? "a value is missing" : NULL;
}

static void append_quoted(struct text *text, struct slice typed)
{
	text_append_byte(text, '\'');
	text_append_visible(text, typed);
	text_append_byte(text, '\'');
}

bool typed_append_refusal(struct text *text, struct slice typed, const struct syscall_fact *syscall,
	unsigned index, enum arch arch)
{
	struct slice trimmed = slice_trim(typed);
	struct slice name = unknown_name(trimmed, arch);
	const char *nearest = family_nearest_name(family_of(syscall, index), arch, name);
	uint64_t value;

	if (name.length == 0 && missing_end(trimmed)) {
		text_append_string(text, missing_end(trimmed));
		return false;
	}
	append_quoted(text, name.length > 0 ? name : trimmed);
	if (name.length == 0 && is_too_large(trimmed))
		text_append_string(text, " is too large for a register, which has 64 bits");
	else if (name.length > 0 &&
		 constant_value(name, arch == ARCH_X86_64 ? ARCH_AARCH64 : ARCH_X86_64, &value))
		text_append_format(text, " has no value on %s", arch_name(arch));
	else
		text_append_string(text, " is no number and no name of one");
	if (nearest)
		text_append_format(text, "; did you mean %s", nearest);
	return nearest != NULL;
}
