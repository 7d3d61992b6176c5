/*
 * Text: slices (bytes that belong to somebody else) and growing strings.
 *
 * Nothing here knows files, terminals or locales. Bytes from outside are made harmless by
 * text_append_visible(), the one function for that. The small functions on slices are inline: the
 * readers call them several times for each argument, mostly with a constant string.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* `length` bytes at `start`; not ended by NUL, may hold any byte, owned by somebody else. */
struct slice {
	const char *start;
	size_t length;
};

/* A string that grows; {0} is the empty one. `bytes` is NULL or ended by a NUL that `length` does
 * not count. */
struct text {
	char *bytes;
	size_t length;
	size_t capacity;
};

/* Returns the slice of a NUL-ended string. */
static inline struct slice slice_of(const char *string)
{
	return (struct slice){string, strlen(string)};
}

/* Returns the bytes of `text` as a slice, valid until the text changes. */
struct slice slice_of_text(const struct text *text);

/* Returns `slice` without its first `count` bytes (without all when it has fewer). */
static inline struct slice slice_after(struct slice slice, size_t count)
{
	if (count > slice.length)
		count = slice.length;
	/* An empty slice may start at NULL, to which nothing may be added. */
	if (count)
		slice.start += count;
	slice.length -= count;
	return slice;
}

/* Returns the first `count` bytes of `slice` (all when it has fewer). */
static inline struct slice slice_until(struct slice slice, size_t count)
{
	if (count < slice.length)
		slice.length = count;
	return slice;
}

/* Returns `slice` without the blanks (space, tab) at both ends. */
struct slice slice_trim(struct slice slice);

static inline bool slice_equal(struct slice a, struct slice b)
{
	return a.length == b.length && (!a.length || !memcmp(a.start, b.start, a.length));
}

static inline bool slice_is(struct slice slice, const char *string)
{
	return slice_equal(slice, slice_of(string));
}

static inline bool slice_starts_with(struct slice slice, const char *prefix)
{
	struct slice wanted = slice_of(prefix);

	return slice_equal(slice_until(slice, wanted.length), wanted);
}

static inline bool slice_ends_with(struct slice slice, const char *suffix)
{
	struct slice wanted = slice_of(suffix);

	return slice.length >= wanted.length &&
	       slice_equal(slice_after(slice, slice.length - wanted.length), wanted);
}

/* Returns where `byte` first stands in `slice`, or slice.length when it does not. */
size_t slice_find_byte(struct slice slice, char byte);

/* Returns where `needle` first stands in `slice`, or slice.length when it does not. */
size_t slice_find(struct slice slice, const char *needle);

/* Reads all of `slice` as an unsigned number: decimal, or hexadecimal with 0x. Returns false, and
 * leaves `ret_value` alone, for anything else, an empty slice and what exceeds 64 bits. */
bool slice_parse_number(struct slice slice, uint64_t *ret_value);

void text_append(struct text *text, struct slice slice);
void text_append_string(struct text *text, const char *string);
void text_append_byte(struct text *text, char byte);
void text_append_format(struct text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void text_append_arguments(struct text *text, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

/* Appends `slice` so that it can be shown: valid UTF-8 of printable characters stays, every other
 * byte becomes \ooo (three octal digits), a backslash stays as it is. C1 controls and the
 * characters that change the direction of writing count as not printable. */
void text_append_visible(struct text *text, struct slice slice);

/* Empties `text` and keeps its memory. */
void text_clear(struct text *text);

/* Returns the text as a NUL-ended string that belongs to `text` ("" when empty). */
const char *text_string(const struct text *text);

/* Frees what `text` holds and makes it {0}. */
void text_free(struct text *text);

#endif
