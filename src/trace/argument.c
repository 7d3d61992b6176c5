/*
 * The grammar of a scalar, as strace 4.5 to 7.x prints it:
 *
 *     value   = product { "|" product }
 *     product = factor { ( "<<" | "*" ) factor }
 *     factor  = number | NAME | "!" NAME | function "(" value { "," value } ")"
 *
 * with comments anywhere between. `A or B` are two names of one number. A number with a leading
 * zero is octal (modes).
 */
#include "trace/argument.h"

#include "facts/constant.h"
#include "trace/function.h"
#include "trace/scan.h"

struct reader {
	const char *start;
	const char *at;
	const char *end;
	enum arch arch;
	bool negative; /* a negative number was among what was read */
	unsigned depth;
};

/* Functions nest at most once in what strace prints; the limit keeps hostile text harmless. */
#define DEPTH_MAX 8

static bool read_value(struct reader *reader, uint64_t *ret);

static void skip_blanks_and_comments(struct reader *reader)
{
	while (reader->at < reader->end) {
		if (*reader->at == ' ')
			reader->at++;
		else if (*reader->at == '/' && reader->end - reader->at >= 2 &&
			 reader->at[1] == '*')
			reader->at += scan_skip(reader->start, reader->at, reader->end);
		else
			return;
	}
}

/* Takes `token` if it comes next. */
static bool take(struct reader *reader, const char *token)
{
	struct slice rest;

	skip_blanks_and_comments(reader);
	rest = (struct slice){reader->at, (size_t)(reader->end - reader->at)};
	if (!slice_starts_with(rest, token))
		return false;
	reader->at += slice_of(token).length;
	return true;
}

static bool is_word_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '_';
}

static struct slice take_word(struct reader *reader)
{
	const char *start = reader->at;

	while (reader->at < reader->end && is_word_byte(*reader->at))
		reader->at++;
	return (struct slice){start, (size_t)(reader->at - start)};
}

static bool parse_octal(struct slice digits, uint64_t *ret)
{
	uint64_t value = 0;

	if (digits.length > 21)
		return false;
	for (size_t i = 0; i < digits.length; i++) {
		if (digits.start[i] < '0' || digits.start[i] > '7')
			return false;
		value = value << 3 | (uint64_t)(digits.start[i] - '0');
	}
	*ret = value;
	return true;
}

static bool parse_number(struct slice word, uint64_t *ret)
{
	bool octal = word.length > 1 && word.start[0] == '0' && word.start[1] != 'x';

	return octal ? parse_octal(word, ret) : slice_parse_number(word, ret);
}

static bool read_function(struct reader *reader, struct slice name, uint64_t *ret)
{
	uint64_t arguments[FUNCTION_ARGUMENTS];
	unsigned count = 0;

	if (reader->depth == DEPTH_MAX)
		return false;
	reader->depth++;
	do {
		if (count == FUNCTION_ARGUMENTS || !read_value(reader, &arguments[count]))
			return false;
		count++;
	} while (take(reader, ","));
	reader->depth--;
	return take(reader, ")") && function_apply(name, arguments, count, reader->arch, ret);
}

static bool read_number(struct reader *reader, bool minus, uint64_t *ret)
{
	if (!parse_number(take_word(reader), ret) || (minus && *ret > UINT64_C(1) << 63))
		return false;
	if (minus) {
		*ret = 0 - *ret;
		reader->negative = true;
	}
	return true;
}

static bool read_name(struct reader *reader, bool inverted, uint64_t *ret)
{
	struct slice name = take_word(reader);

	if (name.length == 0)
		return false;
	if (reader->at < reader->end && *reader->at == '(') {
		reader->at++;
		return read_function(reader, name, ret);
	}
	if (slice_is(name, "NULL"))
		*ret = 0;
	else if (!constant_value(name, reader->arch, ret))
		return false;
	if (inverted)
		*ret = 0; /* `!NAME` in an or-list: that bit is off */
	else if (*ret >> 63)
		reader->negative = true;
	return true;
}

static bool read_factor(struct reader *reader, uint64_t *ret)
{
	bool minus = take(reader, "-");
	bool inverted = !minus && take(reader, "!");

	skip_blanks_and_comments(reader);
	if (reader->at == reader->end)
		return false;
	if (*reader->at >= '0' && *reader->at <= '9')
		return !inverted && read_number(reader, minus, ret);
	return !minus && read_name(reader, inverted, ret);
}

static bool read_product(struct reader *reader, uint64_t *ret)
{
	uint64_t factor;

	if (!read_factor(reader, ret))
		return false;
	for (;;) {
		if (take(reader, "<<")) {
			if (!read_factor(reader, &factor) || factor > 63)
				return false;
			*ret <<= factor;
		} else if (take(reader, "*")) {
			if (!read_factor(reader, &factor))
				return false;
			*ret *= factor;
		} else {
			return true;
		}
	}
}

static bool read_value(struct reader *reader, uint64_t *ret)
{
	uint64_t other;

	if (!read_product(reader, ret))
		return false;
	for (;;) {
		if (take(reader, "|")) {
			if (!read_product(reader, &other))
				return false;
			*ret |= other;
		} else if (take(reader, "or ")) {
			/* Several names of one number; strace 4.x joined also names of numbers
			 * that are alike only in part, and then nobody can tell. */
			skip_blanks_and_comments(reader);
			if (!read_name(reader, false, &other) || other != *ret)
				return false;
		} else {
			return true;
		}
	}
}

bool argument_evaluate(struct slice text, enum arch arch, uint64_t *ret_value, bool *ret_negative)
{
	struct reader reader = {
		.start = text.start,
		.at = text.start,
		.end = text.start + text.length,
		.arch = arch,
	};
	uint64_t value;

	if (!read_value(&reader, &value))
		return false;
	skip_blanks_and_comments(&reader);
	if (reader.at != reader.end)
		return false;
	*ret_value = value;
	*ret_negative = reader.negative;
	return true;
}

/* A negative 32-bit argument arrives with its upper half zero from code that zero-extends, and all
 * ones from code that sign-extends; strace prints both alike. */
static struct argument_value cut_to_half(uint64_t value, bool may_be_extended)
{
	uint64_t low = value & UINT32_MAX;

	if (may_be_extended && low >> 31)
		return (struct argument_value){2, {low, low | ~(uint64_t)UINT32_MAX}};
	return (struct argument_value){1, {low}};
}

struct argument_value argument_decode(
	struct slice text, const struct argument_fact *fact, enum arch arch, bool is_raw)
{
	struct argument_value nothing = {0};
	uint64_t value;
	bool negative;

	if (!argument_evaluate(text, arch, &value, &negative))
		return nothing;
	/* More than 32 bits are printed only where strace takes the argument for a long. */
	if (is_raw || !fact || fact->width > 32 || (!negative && value > UINT32_MAX))
		return (struct argument_value){1, {value}};
	return cut_to_half(value, negative || fact->is_signed);
}
