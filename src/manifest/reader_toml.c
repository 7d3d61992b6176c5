#include "manifest/reading.h"

static bool is_key_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '_' || byte == '-' || byte == '.';
}

/* Returns whether the line is `key = value`. */
static bool is_assignment(struct slice line)
{
	size_t length = 0;

	while (length < line.length && is_key_byte(line.start[length]))
		length++;
	return length > 0 && slice_starts_with(slice_trim(slice_after(line, length)), "=");
}

bool reading_looks_like_toml(struct slice bytes)
{
	while (bytes.length) {
		size_t end = slice_find_byte(bytes, '\n');
		struct slice line = slice_trim(slice_until(bytes, end));

		if (slice_ends_with(line, "\r"))
			line.length--;
		bytes = slice_after(bytes, end + 1);
		if (is_assignment(line))
			return true;
		/* Before its first assignment TOML has only comments and the heads of tables. */
		if (line.length && line.start[0] != '#' &&
			!(line.start[0] == '[' && slice_ends_with(line, "]")))
			return false;
	}
	return false;
}
