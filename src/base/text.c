#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct slice slice_of_text(const struct text *text)
{
	return (struct slice){text_string(text), text->length};
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

struct slice slice_trim(struct slice slice)
{
	while (slice.length && is_blank(slice.start[0]))
		slice = slice_after(slice, 1);
	while (slice.length && is_blank(slice.start[slice.length - 1]))
		slice.length--;
	return slice;
}

size_t slice_find_byte(struct slice slice, char byte)
{
	const char *found = slice.length ? memchr(slice.start, byte, slice.length) : NULL;

	return found ? (size_t)(found - slice.start) : slice.length;
}

size_t slice_find(struct slice slice, const char *needle)
{
	const char *found = NULL;

	if (slice.length)
		found = memmem(slice.start, slice.length, needle, strlen(needle));
	return found ? (size_t)(found - slice.start) : slice.length;
}

/* Returns the value of one digit, or `base` when the byte is no digit of that base. */
static unsigned digit_value(char byte, unsigned base)
{
	unsigned value = base;

	if (byte >= '0' && byte <= '9')
		value = (unsigned)(byte - '0');
	else if (byte >= 'a' && byte <= 'f')
		value = (unsigned)(byte - 'a') + 10;
	else if (byte >= 'A' && byte <= 'F')
		value = (unsigned)(byte - 'A') + 10;
	return value < base ? value : base;
}

bool slice_parse_number(struct slice slice, uint64_t *ret_value)
{
	unsigned base = slice_starts_with(slice, "0x") ? 16 : 10;
	struct slice digits = slice_after(slice, base == 16 ? 2 : 0);
	uint64_t value = 0;

	if (!digits.length)
		return false;
	for (size_t i = 0; i < digits.length; i++) {
		unsigned digit = digit_value(digits.start[i], base);

		if (digit == base || __builtin_mul_overflow(value, base, &value) ||
			__builtin_add_overflow(value, digit, &value))
			return false;
	}
	*ret_value = value;
	return true;
}

/* Makes room for `count` more bytes and the NUL after them. */
static void text_reserve(struct text *text, size_t count)
{
	size_t size;

	if (__builtin_add_overflow(text->length, count, &size) ||
		__builtin_add_overflow(size, 1, &size))
		memory_exhausted();
	text->bytes = memory_reserve(text->bytes, &text->capacity, size, 1);
}

void text_append(struct text *text, struct slice slice)
{
	if (!slice.length)
		return;
	text_reserve(text, slice.length);
	memcpy(text->bytes + text->length, slice.start, slice.length);
	text->length += slice.length;
	text->bytes[text->length] = '\0';
}

void text_append_string(struct text *text, const char *string)
{
	text_append(text, slice_of(string));
}

void text_append_byte(struct text *text, char byte)
{
	text_append(text, (struct slice){&byte, 1});
}

void text_append_arguments(struct text *text, const char *format, va_list arguments)
{
	va_list again;
	int length;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length <= 0)
		return;
	text_reserve(text, (size_t)length);
	vsnprintf(text->bytes + text->length, (size_t)length + 1, format, arguments);
	text->length += (size_t)length;
}

void text_append_format(struct text *text, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	text_append_arguments(text, format, arguments);
	va_end(arguments);
}

void text_clear(struct text *text)
{
	text->length = 0;
	if (text->bytes)
		text->bytes[0] = '\0';
}

const char *text_string(const struct text *text)
{
	return text->bytes ? text->bytes : "";
}

void text_free(struct text *text)
{
	free(text->bytes);
	*text = (struct text){0};
}
