#include "trace/scan.h"

#include <string.h>

/* Whether the byte at `at` is escaped: an odd number of backslashes stands before it. */
static bool is_escaped(const char *start, const char *at)
{
	const char *before = at;

	while (before > start && before[-1] == '\\')
		before--;
	return (at - before) % 2 == 1;
}

/* A string ends at the first quote that is not escaped. */
static size_t skip_string(const char *start, const char *end)
{
	const char *first = start + 1;
	const char *at = first;

	while (at < end && (at = memchr(at, '"', (size_t)(end - at)))) {
		if (!is_escaped(first, at))
			return (size_t)(at + 1 - start);
		at++;
	}
	return (size_t)(end - start);
}

/* In verbose style comments nest: 0x5 /\* 0x5 /\* MAP_??? *\/ *\/ (less the backslashes). */
static size_t skip_comment(const char *start, const char *end)
{
	const char *at = start;
	unsigned depth = 0;

	while (end - at >= 2) {
		if (at[0] == '/' && at[1] == '*') {
			depth++;
			at += 2;
		} else if (at[0] == '*' && at[1] == '/') {
			depth--;
			at += 2;
			if (depth == 0)
				return (size_t)(at - start);
		} else {
			at++;
		}
	}
	return (size_t)(end - start);
}

/* A socket's decoration is a protocol and brackets, <TCP:[1.2.3.4:5->6.7.8.9:0]>; it may hold
 * arrows and a quoted path. */
static bool is_socket(const char *start, const char *end)
{
	const char *at = start;

	while (at < end && ((*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') ||
				   *at == '-' || *at == 'v'))
		at++;
	return at > start && end - at >= 2 && at[0] == ':' && at[1] == '[';
}

static size_t skip_socket(const char *start, const char *end)
{
	const char *at = start;

	while (at < end) {
		if (at[0] == '"')
			at += skip_string(at, end);
		else if (end - at >= 2 && at[0] == ']' && at[1] == '>')
			return (size_t)(at + 2 - start);
		else
			at++;
	}
	return (size_t)(end - start);
}

/* strace writes < and > of paths and names in octal, so that only a nested decoration such as
 * <char 1:3> holds them. */
static size_t skip_decoration(const char *start, const char *end)
{
	unsigned depth = 0;

	if (is_socket(start + 1, end))
		return skip_socket(start, end);
	for (const char *at = start; at < end; at++) {
		if (*at == '<')
			depth++;
		else if (*at == '>' && --depth == 0)
			return (size_t)(at + 1 - start);
	}
	return (size_t)(end - start);
}

/* A decoration follows a digit, AT_FDCWD or a comment at once; 1<<CAP_CHOWN is a shift. */
static bool is_decoration(const char *before, const char *start, const char *end)
{
	static const char directory[] = "AT_FDCWD";
	size_t length = sizeof(directory) - 1;

	if (start == before || (end - start >= 2 && start[1] == '<'))
		return false;
	if (start[-1] >= '0' && start[-1] <= '9')
		return true;
	if (start - before >= 2 && start[-1] == '/' && start[-2] == '*')
		return true;
	return (size_t)(start - before) >= length && memcmp(start - length, directory, length) == 0;
}

size_t scan_skip(const char *before, const char *start, const char *end)
{
	if (*start == '"')
		return skip_string(start, end);
	if (*start == '/' && end - start >= 2 && start[1] == '*')
		return skip_comment(start, end);
	if (*start == '<') {
		if (is_decoration(before, start, end))
			return skip_decoration(start, end);
		return end - start >= 2 && start[1] == '<' ? 2 : 1;
	}
	return 1;
}

static void add_argument(struct scan *scan, const char *start, const char *end)
{
	struct slice argument = slice_trim((struct slice){start, (size_t)(end - start)});

	if (scan->count < CALL_ARGUMENTS)
		scan->arguments[scan->count++] = argument;
}

static void end_list(struct scan *scan, const char *argument, const char *at, const char *end)
{
	struct slice last = slice_trim((struct slice){argument, (size_t)(at - argument)});

	if (last.length > 0 || scan->count > 0)
		add_argument(scan, argument, at);
	if (scan->closed)
		at++;
	scan->rest = (struct slice){at, (size_t)(end - at)};
}

/* The bytes that matter between arguments; the others are passed over without a further look. */
static const bool is_mark[256] = {
	['('] = true,
	[')'] = true,
	[','] = true,
	['/'] = true,
	['<'] = true,
	['"'] = true,
	['['] = true,
	[']'] = true,
	['{'] = true,
	['}'] = true,
};

void scan_arguments(struct slice list, struct scan *ret_scan)
{
	const char *end = list.start + list.length;
	const char *argument = list.start;
	const char *at = list.start;
	unsigned depth = 0;

	ret_scan->count = 0;
	ret_scan->closed = false;
	while (at < end) {
		char byte = *at;

		if (!is_mark[(unsigned char)byte]) {
			at++;
			continue;
		}
		if (byte == ',' && depth == 0) {
			add_argument(ret_scan, argument, at);
			argument = at + 1;
		} else if (byte == '(' || byte == '[' || byte == '{') {
			depth++;
		} else if ((byte == ')' || byte == ']' || byte == '}') && depth > 0) {
			depth--;
		} else if (byte == ')') {
			ret_scan->closed = true;
			break;
		}
		at += scan_skip(list.start, at, end);
	}
	end_list(ret_scan, argument, at, end);
}

struct slice scan_undecorated(struct slice argument)
{
	const char *end = argument.start + argument.length;

	for (const char *at = argument.start; at < end; at++)
		if (*at == '<' && is_decoration(argument.start, at, end))
			return slice_trim(
				(struct slice){argument.start, (size_t)(at - argument.start)});
	return argument;
}
