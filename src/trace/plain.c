#include "trace/plain.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/layout.h"
#include "trace/plans.h"
#include "trace/scan.h"
#include "trace/tally_parts.h"

struct plain {
	const struct strace_parser *parser;
	const struct tally *tally;
	struct plans *plans;
};

struct plain *plain_new(void)
{
	struct plain *plain = memory_allocate(1, sizeof(*plain));

	plain->plans = plans_new();
	return plain;
}

void plain_free(struct plain *plain)
{
	if (plain)
		plans_free(plain->plans);
	free(plain);
}

void plain_begin(struct plain *plain, const struct strace_parser *parser, const struct tally *tally)
{
	plain->parser = parser;
	plain->tally = tally;
	plans_begin(plain->plans, parser, tally);
}

#define BLANKS UINT64_C(0x2020202020202020)

/* Returns which byte of a word comes first in memory that is not 0; the word is not 0. */
static inline unsigned first_byte(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return (unsigned)__builtin_ctzll(word) / 8;
#else
	return (unsigned)__builtin_clzll(word) / 8;
#endif
}

static inline struct slice slice_between(const char *start, const char *end)
{
	return (struct slice){start, (size_t)(end - start)};
}

/* Bytes of numbers and names of constants: what only consists of them is an argument as it is. */
static const bool is_scalar[256] = {
	['0' ... '9'] = true,
	['A' ... 'Z'] = true,
	['a' ... 'z'] = true,
	['_'] = true,
	['|'] = true,
	['-'] = true,
};

static bool is_scalar_text(struct slice text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!is_scalar[(unsigned char)text.start[i]])
			return false;
	return text.length > 0;
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Whether a number after 0x is an address, by its length; see tally_form(). */
enum address { ADDRESS_NOT, ADDRESS, ADDRESS_UNSURE };

static enum address address_of(const char *at, const char *end)
{
	if (end - at <= 8)
		return ADDRESS_NOT;
	if (end - at != 12 || *at < '1' || *at > '7')
		return ADDRESS_UNSURE;
	for (; at < end; at++)
		if (!is_digit(*at) && (*at < 'a' || *at > 'f'))
			return ADDRESS_UNSURE;
	return ADDRESS;
}

/* Bytes that a string, a structure, and others begin with of which the text is not the value. */
static const bool is_opening[256] = {
	['"'] = true,
	['{'] = true,
	['['] = true,
	['~'] = true,
};

/* What becomes of an argument. */
enum reading {
	READ,
	READ_UNKNOWN, /* its value is not known, and is to be */
	READ_ODD,     /* perhaps the parser reads something else */
};

/* Adds the value of register `index`. `is_sure`: the parser reads the same; else it does if it has
 * read this text before. */
static inline enum reading add_value(struct plain_call *call, const struct values *values,
	unsigned full, unsigned index, const struct value_probe *probe, bool is_sure)
{
	uint32_t number = values_find(values, probe);

	call->values[call->count] = number;
	call->registers[call->count] = (uint8_t)index;
	call->count++;
	if (number != VALUES_NONE)
		return READ;
	if (!is_sure && !is_scalar_text(probe->text))
		return READ_ODD;
	return full >> index & 1 ? READ : READ_UNKNOWN;
}

/* The same for a string or a structure, of which only that counts. */
static enum reading add_form(struct plain_call *call, const struct values *values,
	const struct plan *plan, unsigned index, char byte)
{
	/* Eight bytes of each can be read. */
	const char *form = byte == '"' ? "\"...\"\0\0" : byte == '0' ? "0x...\0\0" : "{...}\0\0";
	struct value_probe probe =
		values_probe_padded(values_key(plan->row, index, false), (struct slice){form, 5});

	return byte == '~' ? READ_ODD : add_value(call, values, plan->full, index, &probe, true);
}

/* Reads an argument as it is printed. */
static inline enum reading read_argument(struct plain_call *call, const struct values *values,
	const struct plan *plan, unsigned index, struct slice text)
{
	struct value_probe probe;

	if (is_opening[(unsigned char)*text.start])
		return add_form(call, values, plan, index, *text.start);
	if ((plan->others >> index & 1) && text.start[0] == '0' && text.start[1] == 'x') {
		enum address address = address_of(text.start + 2, text.start + text.length);

		if (address != ADDRESS_NOT)
			return address == ADDRESS ? add_form(call, values, plan, index, '0')
						  : READ_ODD;
	}
	if (text.length - 1 >= VALUES_TEXT_MAX)
		return READ_ODD;
	probe = values_probe_padded(values_key(plan->row, index, false), text);
	return add_value(call, values, plan->full, index, &probe, false);
}

/* Whether the operation of a futex call is one of the common ones; sets which register stands at
 * the fourth position then: see trace/layout. */
static bool read_operation(struct slice operation, unsigned *ret_fourth)
{
	*ret_fourth = 4;
	if (slice_is(operation, "FUTEX_WAKE_PRIVATE") || slice_is(operation, "FUTEX_WAIT_PRIVATE"))
		return true;
	*ret_fourth = 5;
	return slice_is(operation, "FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME") ||
	       slice_is(operation, "FUTEX_WAIT_BITSET_PRIVATE");
}

/* Returns the argument at `position`. */
static inline struct slice argument_at(const struct marked_line *line, size_t position)
{
	const char *start = line->origin + line->at[position] + 1;

	start += position > 0 && *start == ' ';
	return slice_between(start, line->origin + line->at[position + 1]);
}

/* Whether all arguments may be printed as their registers are, in hexadecimal. */
static bool may_be_raw(const struct marked_line *line, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (*argument_at(line, i).start != '0')
			return false;
	return true;
}

/* Reads those of `count` arguments whose values count. */
static inline enum reading read_arguments(struct plain_call *call, const struct values *values,
	const struct plan *plan, const struct marked_line *line, size_t count)
{
	unsigned fourth = 4;

	if (plan->is_futex &&
		(count < 2 || count > 5 || !read_operation(argument_at(line, 1), &fourth)))
		return READ_ODD;
	for (const uint8_t *at = plan->positions; *at < count; at++) {
		unsigned index = *at == 4 ? fourth : *at;
		enum reading reading =
			read_argument(call, values, plan, index, argument_at(line, *at));

		if (reading != READ)
			return reading;
	}
	return READ;
}

/* Reads the argument list that the marks enclose; sets what follows its parenthesis. */
static inline enum reading read_list(struct plain_call *call, const struct values *values,
	const struct plan *plan, const struct marked_line *line, const char **ret_rest)
{
	size_t count = line->count - 2;
	const char *list;

	if (line->count < 3 || count > CALL_ARGUMENTS || plan->is_odd)
		return READ_ODD;
	list = line->origin + line->at[0] + 1;
	*ret_rest = line->origin + line->at[count] + 1;
	if ((*ret_rest)[-1] != ')')
		return READ_ODD;
	if (*ret_rest - list == 1)
		return READ;
	if (*list == '0' && may_be_raw(line, count))
		return READ_ODD;
	return read_arguments(call, values, plan, line, count);
}

/* As read_list(), for any list that is closed. It begins at `list`. */
static enum reading read_odd_list(struct plain_call *result, const struct tally *tally,
	const struct plan *plan, struct slice list, const char **ret_rest)
{
	struct call call = {.name = slice_of(plan->syscall->name), .syscall = plan->syscall};
	enum reading reading = READ;
	struct scan scan;
	unsigned seen = 0;
	bool is_raw;

	scan_arguments(list, &scan);
	*ret_rest = scan.rest.start;
	result->count = 0;
	call.argument_count = scan.count;
	memcpy(call.arguments, scan.arguments, scan.count * sizeof(scan.arguments[0]));
	is_raw = layout_is_raw(&call);
	for (unsigned i = 0; reading == READ && i < call.argument_count; i++) {
		struct value_probe probe;
		struct slice text;
		unsigned index;

		if (!tally_read_argument(&call, i, is_raw, tally->arch, &index, &text) ||
			(seen >> index & 1))
			continue;
		if (text.length > VALUES_TEXT_MAX)
			return READ_ODD;
		seen |= 1U << index;
		probe = values_probe(values_key(plan->row, index, is_raw), text);
		reading = add_value(result, &tally->values, plan->full, index, &probe, true);
	}
	return scan.closed ? reading : READ_ODD;
}

/* Returns the blanks in `word`: the highest bit of each. */
static inline uint64_t find_blanks(uint64_t word)
{
	const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
	uint64_t others = word ^ BLANKS;

	return ~(((others & low) + low) | others | low);
}

/* Returns the first blank at or after `at`, `end` when there is none before that. LOG_PADDING bytes
 * after it can be read. */
static inline const char *find_blank(const char *at, const char *end)
{
	for (; at < end; at += 8) {
		uint64_t blanks = find_blanks(values_word(at));

		if (!blanks)
			continue;
		at += first_byte(blanks);
		return at < end ? at : end;
	}
	return end;
}

/* Reads what follows a list. Returns whether it is the result of a call that returned; sets it
 * where it is an error, else what is empty. */
static inline bool read_result(const char *at, const char *end, struct slice *ret_error)
{
	const char *blank;

	while (values_word(at) == BLANKS)
		at += 8;
	at += first_byte(values_word(at) ^ BLANKS);
	if (end - at < 3 || at[0] != '=' || at[1] != ' ' || at[2] == ' ' || at[2] == '\t' ||
		at[2] == '?')
		return false;
	blank = find_blank(at + 2, end);
	*ret_error = (struct slice){0};
	if (end - blank >= 2 &&
		(blank[1] == 'E' || slice_starts_with(slice_between(blank, end), " (errno")))
		*ret_error = slice_between(at + 2, end);
	return true;
}

/* Finds where the error is counted that the call ended with. Returns false when it is new. */
static inline bool find_error(
	const struct tally *tally, const struct plan *plan, struct slice error, size_t *ret_kind)
{
	*ret_kind = ERRORS_NEW;
	if (error.length == 0)
		return true;
	*ret_kind = errors_find(&tally->rows[plan->row]->shown.errors_by_name, error);
	return *ret_kind != ERRORS_NEW;
}

/* What stands before a call. */
struct opening {
	unsigned parts;
	unsigned long pid;
	const char *body;
};

/* Reads the decimal number at `*at`, which it moves on, all digits at once. Returns false when it
 * has none, or eight of them and more. */
static inline bool read_digits(const char **at, unsigned long *ret_number)
{
	const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
	uint64_t digits = values_word(*at) ^ UINT64_C(0x3030303030303030);
	uint64_t others = (((digits & low) + UINT64_C(0x7676767676767676)) | digits) & ~low;
	unsigned count = others ? first_byte(others) : 0;

	if (count == 0 || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__)
		return false;
	digits <<= 64 - 8 * count;
	digits = (digits * 10 + (digits >> 8)) & UINT64_C(0x00ff00ff00ff00ff);
	digits = (digits * 100 + (digits >> 16)) & UINT64_C(0x0000ffff0000ffff);
	*ret_number = (unsigned long)((digits * 10000 + (digits >> 32)) & UINT32_MAX);
	*at += count;
	return true;
}

/* `[pid  1234] name`, `1234  name` and `1234  <... name resumed>` are read here. Returns false for
 * anything else. */
static inline bool peel_pid(const char *at, struct opening *ret_opening)
{
	bool is_bracketed = *at == '[';
	unsigned long pid;

	if (is_bracketed && memcmp(at, "[pid ", 5) != 0)
		return false;
	at += is_bracketed ? 5 : 0;
	while (*at == ' ')
		at++;
	if (!read_digits(&at, &pid) || pid == 0 || (is_bracketed && *at++ != ']') || *at++ != ' ')
		return false;
	while (!is_bracketed && *at == ' ')
		at++;
	*ret_opening = (struct opening){is_bracketed ? LEADER_BRACKETED : LEADER_PID, pid, at};
	return (*at >= 'a' && *at <= 'z') || *at == '<';
}

/* As leader_peel(), sooner where the leader is a process id. */
static inline void peel(struct slice line, struct opening *ret_opening)
{
	const char *end = line.start + line.length;
	struct leader leader;

	/* What stands behind a line that is cut is none of it. */
	if ((*line.start == '[' || is_digit(*line.start)) && peel_pid(line.start, ret_opening) &&
		ret_opening->body < end)
		return;
	leader = leader_peel(line);
	*ret_opening = (struct opening){leader.parts, leader.pid, leader.body.start};
}

/* Returns the name that `body` begins with, up to a parenthesis; the marks before that are dropped,
 * all but the last where they do not have it. */
static inline struct slice find_name(const char *body, struct marked_line *line)
{
	const char *end = line->text.start + line->text.length;
	const char *at = body;

	while (line->count > 1 && line->origin + line->at[0] < body) {
		line->at++;
		line->count--;
	}
	if (line->count > 1 && line->origin[line->at[0]] == '(')
		return slice_between(body, line->origin + line->at[0]);
	line->count = 1;
	while (at < end && *at != '(' && *at != ' ')
		at++;
	return slice_between(body, at < end && *at == '(' ? at : body);
}

bool plain_read(struct plain *plain, struct marked_line *line, struct plain_call *ret_call)
{
	const char *end = line->text.start + line->text.length;
	enum reading reading;
	struct opening opening;
	const struct plan *plan;
	const char *rest;
	struct slice name;
	struct slice error;

	peel(line->text, &opening);
	name = find_name(opening.body, line);
	plan = name.length > 0 ? plans_find(plain->plans, name) : NULL;
	ret_call->pid = opening.pid;
	ret_call->body = slice_between(opening.body, end);
	ret_call->has_form = form_has(&plain->parser->form, opening.parts);
	ret_call->is_call = plan && ret_call->has_form;
	ret_call->is_end = plan && plan->is_end;
	/* trace/halves counts on it that of a first half no mark was dropped but those before its
	 * list. */
	if (!ret_call->is_call || !plan->is_known || end[-1] == '\r' ||
		(end[-1] == '>' && end[-2] == '.'))
		return false;
	ret_call->row = plan->row;
	ret_call->count = 0;
	reading = read_list(ret_call, &plain->tally->values, plan, line, &rest);
	if (reading == READ_ODD)
		reading = read_odd_list(ret_call, plain->tally, plan,
			slice_between(name.start + name.length + 1, end), &rest);
	return reading == READ && read_result(rest, end, &error) &&
	       find_error(plain->tally, plan, error, &ret_call->error);
}
