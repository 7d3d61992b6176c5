#include "manifest/characters.h"

#include <stdint.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static size_t announced_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if ((first & 0xe0) == 0xc0)
		return 2;
	if ((first & 0xf0) == 0xe0)
		return 3;
	if ((first & 0xf8) == 0xf0)
		return 4;
	return 0;
}

/* Returns the length of the first character and sets its number; 0: no valid UTF-8. */
static size_t decode(struct slice bytes, uint32_t *ret_character)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char first = bytes.length ? (unsigned char)bytes.start[0] : 0xff;
	size_t length = announced_length(first);
	uint32_t character = length == 1 ? first : first & (0x7fu >> length);

	if (!length || length > bytes.length)
		return 0;
	for (size_t i = 1; i < length; i++) {
		unsigned char byte = (unsigned char)bytes.start[i];

		if ((byte & 0xc0) != 0x80)
			return 0;
		character = character << 6 | (byte & 0x3f);
	}
	if (character < smallest[length] || character > 0x10ffff ||
		(character >= 0xd800 && character <= 0xdfff))
		return 0;
	*ret_character = character;
	return length;
}

size_t character_length(struct slice bytes)
{
	uint32_t character;

	return decode(bytes, &character);
}

static bool is_allowed(uint32_t character)
{
	if (character < 0x20)
		return character == '\t' || character == '\n' || character == '\r';
	return character <= 0x7e || character == 0x85 ||
	       (character >= 0xa0 && character != 0xfffe && character != 0xffff);
}

bool characters_check(struct slice bytes, size_t *ret_offset, const char **ret_what)
{
	size_t offset = 0;

	while (offset < bytes.length) {
		uint32_t character = 0;
		size_t length = decode(slice_after(bytes, offset), &character);

		if (!length || !is_allowed(character)) {
			*ret_offset = offset;
			*ret_what = !length	 ? "a byte that is no UTF-8"
				    : !character ? "a NUL byte"
						 : "a control character";
			return false;
		}
		offset += length;
	}
	return true;
}

bool characters_have_odd_line_end(struct slice bytes)
{
	for (size_t i = 0; i < bytes.length; i++) {
		struct slice rest = slice_after(bytes, i);

		if (slice_starts_with(rest, "\xc2\x85") ||
			slice_starts_with(rest, "\xe2\x80\xa8") ||
			slice_starts_with(rest, "\xe2\x80\xa9"))
			return true;
		if (rest.start[0] == '\r' && !slice_starts_with(rest, "\r\n"))
			return true;
	}
	return false;
}

struct character_place characters_start(struct slice bytes)
{
	size_t offset = characters_have_mark(bytes) ? strlen(BYTE_ORDER_MARK) : 0;

	return (struct character_place){.offset = offset, .line = 1, .column = 1};
}

static bool is_line_end(struct slice bytes, size_t offset)
{
	if (bytes.start[offset] != '\r')
		return bytes.start[offset] == '\n';
	return offset + 1 == bytes.length || bytes.start[offset + 1] != '\n';
}

void characters_advance(struct slice bytes, size_t offset, struct character_place *place)
{
	while (place->offset < offset && place->offset < bytes.length) {
		size_t length = character_length(slice_after(bytes, place->offset));

		if (is_line_end(bytes, place->offset)) {
			place->line++;
			place->column = 1;
		} else {
			place->column++;
		}
		place->offset += length ? length : 1;
	}
}

void characters_position(struct slice bytes, size_t offset, size_t *ret_line, size_t *ret_column)
{
	struct character_place place = characters_start(bytes);

	characters_advance(bytes, offset, &place);
	*ret_line = place.line;
	*ret_column = place.column;
}

bool characters_have_mark(struct slice bytes)
{
	return slice_starts_with(bytes, BYTE_ORDER_MARK);
}
