#include "trace/body.h"

#include <string.h>

#include "trace/scan.h"

static bool is_name_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

/* Returns the length of the word before a parenthesis that `body` begins with, 0
 * when it does not. */
static size_t word_length(struct slice body)
{
	size_t length = 0;

	while (length < body.length && is_name_byte(body.start[length]))
		length++;
	return length + 1 < body.length && body.start[length] == '(' ? length : 0;
}

bool body_is_call_name(struct slice name, const struct syscall_fact **ret_syscall)
{
	static const char unknown[] = "syscall_";
	uint64_t number;

	*ret_syscall = syscall_find(name);
	return *ret_syscall ||
	       (slice_starts_with(name, unknown) &&
		       slice_parse_number(slice_after(name, sizeof(unknown) - 1), &number));
}

size_t body_name_length(struct slice body, const struct syscall_fact **ret_syscall)
{
	size_t length = word_length(body);
	struct slice name = slice_until(body, length);

	if (length == 0)
		return 0;
	return body_is_call_name(name, ret_syscall) ? length : 0;
}

size_t body_foreign_name_length(struct slice body)
{
	size_t length = word_length(body);

	return length > 0 && body_is_ending(slice_after(body, length + 1)) ? length : 0;
}

struct slice body_resumed_name(struct slice body, struct slice *ret_rest)
{
	static const char start[] = "<... ";
	static const char mark[] = " resumed>";
	size_t length = 0;

	if (!slice_starts_with(body, start))
		return (struct slice){0};
	body = slice_after(body, sizeof(start) - 1);
	while (length < body.length && body.start[length] != ' ')
		length++;
	if (!slice_starts_with(slice_after(body, length), mark))
		return (struct slice){0};
	*ret_rest = slice_after(body, length + sizeof(mark) - 1);
	return slice_until(body, length);
}

bool body_read_result(struct slice rest, struct slice *ret_result, bool *ret_failed)
{
	size_t space;

	rest = slice_trim(rest);
	if (!slice_starts_with(rest, "= "))
		return false;
	rest = slice_after(rest, 2);
	space = slice_find_byte(rest, ' ');
	*ret_result = rest;
	*ret_failed = *rest.start != '?' &&
		      (slice_starts_with(slice_after(rest, space), " E") ||
			      slice_starts_with(slice_after(rest, space), " (errno"));
	return true;
}

bool body_is_ending(struct slice body)
{
	struct slice result;
	struct scan scan;
	bool failed;

	scan_arguments(body, &scan);
	return scan.closed && body_read_result(scan.rest, &result, &failed);
}

bool body_cut_unfinished(struct slice *list, unsigned long *pid)
{
	static const char changed[] = "<pid changed to ";
	size_t at;
	uint64_t number;
	struct slice digits;

	if (slice_ends_with(*list, "<unfinished ...>")) {
		*list = slice_until(*list, list->length - strlen("<unfinished ...>"));
		return true;
	}
	if (!slice_ends_with(*list, " ...>"))
		return false;
	at = slice_find(*list, changed);
	digits = slice_after(*list, at + sizeof(changed) - 1);
	digits = slice_until(digits, slice_find_byte(digits, ' '));
	if (!slice_parse_number(digits, &number))
		return false;
	*list = slice_until(*list, at);
	*pid = (unsigned long)number;
	return true;
}

struct slice body_uncut_arguments(struct slice list)
{
	size_t message = slice_find(list, "strace: Process ");
	struct scan scan;

	if (message < list.length)
		return slice_until(list, message);
	scan_arguments(list, &scan);
	if (scan.count == 0)
		return (struct slice){list.start, 0};
	return slice_until(list, (size_t)(scan.arguments[scan.count - 1].start - list.start));
}
