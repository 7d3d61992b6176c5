#include "trace/long_line.h"

#include <string.h>

/* Whether the next byte, which stands at `at` of what is kept, stays. */
static bool takes(struct long_line *line, char byte, size_t at)
{
	bool in_string = line->in_string;

	if (line->in_escape) {
		line->in_escape = false;
		return line->is_kept;
	}
	if (byte == '"')
		line->in_string = !in_string;
	if (byte == '"' || !in_string)
		return true;
	line->is_kept = at < LONG_LINE_KEPT;
	line->in_escape = byte == '\\';
	return line->is_kept;
}

size_t long_line_shorten(struct long_line *line, char *bytes, size_t length)
{
	size_t kept = line->scanned;

	for (size_t i = line->scanned; i < length; i++) {
		bytes[kept] = bytes[i];
		kept += takes(line, bytes[i], kept);
	}
	/* What is read next may not be looked at. */
	if (line->in_escape && !line->is_kept) {
		bytes[kept++] = '\\';
		line->is_kept = true;
	}
	if (kept > length / 2) {
		memmove(bytes + LONG_LINE_KEPT, bytes + kept - LONG_LINE_TAIL, LONG_LINE_TAIL);
		kept = LONG_LINE_KEPT + LONG_LINE_TAIL;
	}
	line->scanned = kept;
	return kept;
}

size_t long_line_fit(struct long_line *line, char *bytes, size_t length, size_t room)
{
	while (length >= room) {
		size_t kept = long_line_shorten(line, bytes, room);

		memmove(bytes + kept, bytes + room, length - room);
		length -= room - kept;
	}
	return length;
}
