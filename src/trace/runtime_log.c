#include "trace/runtime_log.h"

#include <string.h>

#define ESCAPE '\x1b'
/* The disc between the source of a message and its level. */
#define DISC "\xe2\xac\xa4"
/* Names of containers and modules are shorter than this. */
#define SOURCE_MAX 256

/* Returns the length of the colour sequence that `text` begins with, 0 when it begins with none. */
static size_t sequence_length(struct slice text)
{
	size_t length = 2;

	if (text.length < 3 || text.start[0] != ESCAPE || text.start[1] != '[')
		return 0;
	while (length < text.length && ((text.start[length] >= '0' && text.start[length] <= '9') ||
					       text.start[length] == ';'))
		length++;
	return length < text.length && text.start[length] == 'm' ? length + 1 : 0;
}

struct slice runtime_log_uncolour(struct slice line, struct text *buffer)
{
	if (!memchr(line.start, ESCAPE, line.length))
		return line;
	text_clear(buffer);
	while (line.length > 0) {
		size_t length = sequence_length(line);
		size_t plain = length > 0 ? 0 : 1;

		if (length == 0)
			plain += slice_find_byte(slice_after(line, 1), ESCAPE);
		text_append(buffer, slice_until(line, plain));
		line = slice_after(line, length + plain);
	}
	return slice_of_text(buffer);
}

/* Whether the line begins with a time of milliseconds, as the runtime writes it. */
static bool has_clock(struct slice line)
{
	static const char form[] = "dd:dd:dd.ddd ";

	if (line.length < sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < sizeof(form) - 1; i++) {
		bool is_digit = line.start[i] >= '0' && line.start[i] <= '9';

		if (form[i] == 'd' ? !is_digit : line.start[i] != form[i])
			return false;
	}
	return true;
}

/* A container is called name:version; the modules of the runtime have other names. */
static bool is_container(struct slice source)
{
	size_t colon = slice_find_byte(source, ':');

	return colon > 0 && colon + 1 < source.length && source.start[colon + 1] >= '0' &&
	       source.start[colon + 1] <= '9';
}

struct message runtime_log_read(struct slice line)
{
	struct message message = {.kind = MESSAGE_NONE};
	struct slice source;
	size_t disc;

	if (!has_clock(line))
		return message;
	disc = slice_find(slice_until(line, SOURCE_MAX), DISC);
	if (disc >= SOURCE_MAX || disc == line.length)
		return message;
	message.kind = MESSAGE_OTHER;
	source = slice_trim(slice_after(slice_until(line, disc), sizeof("HH:MM:SS.mmm")));
	line = slice_trim(slice_after(line, disc + sizeof(DISC) - 1));
	if (!is_container(source) || !slice_starts_with(line, "INFO"))
		return message;
	line = slice_trim(slice_after(line, sizeof("INFO") - 1));
	if (!slice_starts_with(line, ":"))
		return message;
	line = slice_after(line, 1);
	message.kind = MESSAGE_CONTAINER;
	message.container = source;
	message.content = slice_starts_with(line, " ") ? slice_after(line, 1) : line;
	return message;
}
