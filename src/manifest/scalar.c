#include "manifest/scalar.h"

bool scalar_is_null(struct slice text)
{
	return slice_is(text, "~") || slice_is(text, "null") || slice_is(text, "Null") ||
	       slice_is(text, "NULL");
}

static unsigned digit_value(char byte)
{
	if (byte >= '0' && byte <= '9')
		return (unsigned)(byte - '0');
	if (byte >= 'a' && byte <= 'f')
		return (unsigned)(byte - 'a') + 10;
	if (byte >= 'A' && byte <= 'F')
		return (unsigned)(byte - 'A') + 10;
	return 16;
}

static bool parse_digits(struct slice digits, unsigned base, uint64_t *ret_value)
{
	uint64_t value = 0;

	for (size_t i = 0; i < digits.length; i++) {
		unsigned digit = digit_value(digits.start[i]);

		if (digit >= base || __builtin_mul_overflow(value, base, &value) ||
			__builtin_add_overflow(value, digit, &value))
			return false;
	}
	if (digits.length)
		*ret_value = value;
	return digits.length > 0;
}

bool scalar_parse_unsigned(struct slice text, uint64_t *ret_value)
{
	struct slice digits = slice_after(text, slice_starts_with(text, "+"));

	if (slice_starts_with(digits, "0x"))
		return parse_digits(slice_after(digits, 2), 16, ret_value);
	if (slice_starts_with(digits, "0o"))
		return parse_digits(slice_after(digits, 2), 8, ret_value);
	if (slice_starts_with(digits, "0b"))
		return parse_digits(slice_after(digits, 2), 2, ret_value);
	/* YAML 1.2 takes digits after a leading zero for a string. */
	if (digits.length > 1 && digits.start[0] == '0')
		return false;
	return parse_digits(digits, 10, ret_value);
}
