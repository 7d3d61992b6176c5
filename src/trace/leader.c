#include "trace/leader.h"

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static struct slice skip_blanks(struct slice slice)
{
	while (slice.length > 0 && *slice.start == ' ')
		slice = slice_after(slice, 1);
	return slice;
}

static size_t count_digits(struct slice slice)
{
	size_t count = 0;

	while (count < slice.length && is_digit(slice.start[count]))
		count++;
	return count;
}

/* Reads the first `digits` bytes of `slice`, at most ten of them, as a number. */
static unsigned long read_digits(struct slice slice, size_t digits)
{
	unsigned long number = 0;

	for (size_t i = 0; i < digits && i < 10; i++)
		number = number * 10 + (unsigned long)(slice.start[i] - '0');
	return number;
}

/* Returns `slice` after the name in angle brackets that it may begin with (-Y). */
static struct slice skip_comm(struct slice slice)
{
	if (slice.length > 0 && *slice.start == '<')
		return slice_after(slice, slice_find_byte(slice, '>') + 1);
	return slice;
}

/* `[pid  1234] ` or `[pid  1234<comm>] ` */
static bool peel_bracketed_pid(struct leader *leader)
{
	struct slice rest = leader->body;
	unsigned long pid;
	size_t digits;

	if (!slice_starts_with(rest, "[pid "))
		return false;
	rest = skip_blanks(slice_after(rest, 5));
	digits = count_digits(rest);
	pid = read_digits(rest, digits);
	if (pid == 0)
		return false;
	rest = skip_comm(slice_after(rest, digits));
	if (!slice_starts_with(rest, "] "))
		return false;
	leader->parts |= LEADER_BRACKETED;
	leader->pid = pid;
	leader->body = slice_after(rest, 2);
	return true;
}

/* `1234  ` or `1234<comm> `. Ten digits and more are no process id but a time of -ttt. */
static void peel_plain_pid(struct leader *leader)
{
	struct slice rest = leader->body;
	size_t digits = count_digits(rest);

	if (digits == 0 || digits > 9)
		return;
	rest = skip_comm(slice_after(rest, digits));
	if (rest.length == 0 || *rest.start != ' ')
		return;
	leader->parts |= LEADER_PID;
	leader->pid = read_digits(leader->body, digits);
	leader->body = skip_blanks(rest);
}

static size_t fraction_length(struct slice slice)
{
	size_t digits;

	if (slice.length == 0 || *slice.start != '.')
		return 0;
	digits = count_digits(slice_after(slice, 1));
	return digits > 0 ? digits + 1 : 0;
}

/* Returns the length of a time of day, 16:18:51 or 16:18:51.206588; 0: it is none. */
static size_t clock_length(struct slice slice)
{
	static const char form[] = "dd:dd:dd";
	size_t length = sizeof(form) - 1;

	if (slice.length < length)
		return 0;
	for (size_t i = 0; i < length; i++)
		if (form[i] == 'd' ? !is_digit(slice.start[i]) : slice.start[i] != form[i])
			return 0;
	return length + fraction_length(slice_after(slice, length));
}

/* Returns the length of a count of seconds: with a fraction, or so many digits that it is a time
 * of our days; 0: it is none. */
static size_t seconds_length(struct slice slice)
{
	size_t digits = count_digits(slice);
	size_t fraction = fraction_length(slice_after(slice, digits));

	return digits > 0 && (fraction > 0 || digits >= 10) ? digits + fraction : 0;
}

/* Takes the first `length` bytes and the blank after them off the body as the parts `part`. */
static bool take(struct leader *leader, size_t length, unsigned part)
{
	if (length == 0 || length >= leader->body.length || leader->body.start[length] != ' ')
		return false;
	leader->parts |= part;
	leader->body = slice_after(leader->body, length + 1);
	return true;
}

static void peel_absolute_time(struct leader *leader)
{
	size_t length = clock_length(leader->body);

	if (length > 0)
		take(leader, length, LEADER_TIME);
	else if (count_digits(leader->body) >= 9)
		take(leader, seconds_length(leader->body), LEADER_TIME);
}

/* `(+     0.000363) `, or `     0.000363 ` without an absolute time before it. */
static void peel_relative_time(struct leader *leader)
{
	struct slice rest = skip_blanks(leader->body);
	struct leader inner = {.body = rest};
	size_t length;

	if (slice_starts_with(rest, "(+")) {
		length = slice_find_byte(leader->body, ')');
		take(leader, length + 1, LEADER_RELATIVE);
		return;
	}
	length = count_digits(rest);
	length += fraction_length(slice_after(rest, length));
	if (length == count_digits(rest) && rest.start == leader->body.start &&
		!(leader->parts & LEADER_PID))
		return; /* digits alone at the start of a line are no time */
	if (take(&inner, length, LEADER_RELATIVE)) {
		leader->parts |= LEADER_RELATIVE;
		leader->body = inner.body;
	}
}

static bool is_hexadecimal(struct slice slice)
{
	for (size_t i = 0; i < slice.length; i++) {
		char byte = slice.start[i];

		if (!is_digit(byte) && (byte < 'a' || byte > 'f') && byte != '?')
			return false;
	}
	return slice.length > 0;
}

/* [1073741863]: numbers of the x32 ABI begin at 0x40000000. No address has ten digits. */
static bool is_x32_number(struct slice inside)
{
	return inside.length == 10 && count_digits(inside) == 10;
}

/* `[ 257] `, `[00007f0b9158ac47] ` or `[user_u:role_r:type_t] `. A body may begin with a bracket
 * and a blank too: `[ Process PID=1 runs in 32 bit mode. ]` */
static bool peel_bracket(struct leader *leader)
{
	size_t close = slice_find_byte(leader->body, ']');
	struct slice inside;

	if (leader->body.length == 0 || *leader->body.start != '[' || close == leader->body.length)
		return false;
	inside = skip_blanks(slice_after(slice_until(leader->body, close), 1));
	if (slice_starts_with(inside, "Process "))
		return false;
	if (is_hexadecimal(inside) && inside.length >= 8 && inside.length <= 16 &&
		!is_x32_number(inside))
		return take(leader, close + 1, LEADER_POINTER);
	if (slice_is(inside, "???") || count_digits(inside) == inside.length) {
		leader->number = slice_is(inside, "???")
					 ? -1
					 : (long)read_digits(inside, count_digits(inside));
		return take(leader, close + 1, LEADER_NUMBER);
	}
	if (slice_find_byte(inside, ':') < inside.length)
		return take(leader, close + 1, LEADER_CONTEXT);
	return false;
}

/* Nearly every body begins with a name, or is the second half of a call. No part
 * of a leader does. */
static bool begins_body(struct slice rest)
{
	return rest.length == 0 || (*rest.start >= 'a' && *rest.start <= 'z') || *rest.start == '<';
}

struct leader leader_peel(struct slice line)
{
	struct leader leader = {.number = -1, .body = line};

	if (begins_body(line))
		return leader;
	if (!peel_bracketed_pid(&leader))
		peel_plain_pid(&leader);
	if (begins_body(leader.body))
		return leader;
	peel_bracket(&leader);
	peel_absolute_time(&leader);
	peel_relative_time(&leader);
	while (leader.body.length > 0 && *leader.body.start == '[' && peel_bracket(&leader))
		;
	return leader;
}
