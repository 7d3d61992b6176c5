/*
 * text_append_visible(): what of foreign bytes may be shown. UTF-8 is decoded here by hand, because
 * the result must not depend on the locale: the same log gives the same bytes everywhere.
 */
#include "base/text.h"

struct range {
	uint32_t first;
	uint32_t last;
};

/* Code points that are no visible characters: controls (C0, DEL, C1), what is invisible or changes
 * the direction of writing (Unicode's general category Cf, without the Arabic and Syriac signs that
 * are drawn), line and paragraph separator, surrogates, noncharacters of the first plane. */
static const struct range hidden[] = {
	{0x00, 0x1f},
	{0x7f, 0x9f},
	{0xad, 0xad},
	{0x61c, 0x61c},
	{0x180e, 0x180e},
	{0x200b, 0x200f},
	{0x2028, 0x202e},
	{0x2060, 0x206f},
	{0xd800, 0xdfff},
	{0xfdd0, 0xfdef},
	{0xfeff, 0xfeff},
	{0xfff9, 0xfffb},
	{0x13430, 0x1343f},
	{0x1bca0, 0x1bca3},
	{0x1d173, 0x1d17a},
	{0xe0000, 0xe007f},
};

static bool is_visible(uint32_t point)
{
	/* The last two code points of each plane are noncharacters. */
	if ((point & 0xfffe) == 0xfffe)
		return false;
	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
		if (point >= hidden[i].first && point <= hidden[i].last)
			return false;
	}
	return true;
}

/* Returns how many bytes a sequence with this first byte has; 0: no sequence starts so. */
static size_t sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	if (first >= 0xf0 && first <= 0xf4)
		return 4;
	return 0;
}

/* Decodes the sequence at the start of `slice`. Returns its length, or 0 when it is not valid:
 * cut short, longer than needed, or beyond U+10FFFF. */
static size_t decode(struct slice slice, uint32_t *ret_point)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char first = (unsigned char)slice.start[0];
	size_t length = sequence_length(first);
	uint32_t point = length > 1 ? first & (0x7fu >> length) : first;

	if (!length || length > slice.length)
		return 0;
	for (size_t i = 1; i < length; i++) {
		unsigned char next = (unsigned char)slice.start[i];

		if ((next & 0xc0) != 0x80)
			return 0;
		point = point << 6 | (next & 0x3f);
	}
	if (point < smallest[length] || point > 0x10ffff)
		return 0;
	*ret_point = point;
	return length;
}

static void append_octal(struct text *text, struct slice slice)
{
	for (size_t i = 0; i < slice.length; i++)
		text_append_format(text, "\\%03o", (unsigned)(unsigned char)slice.start[i]);
}

void text_append_visible(struct text *text, struct slice slice)
{
	while (slice.length) {
		uint32_t point = 0;
		size_t length = decode(slice, &point);

		if (length && is_visible(point))
			text_append(text, slice_until(slice, length));
		else
			append_octal(text, slice_until(slice, length ? length : 1));
		slice = slice_after(slice, length ? length : 1);
	}
}
