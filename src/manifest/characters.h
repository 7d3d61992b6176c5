/*
 * Characters of a manifest: what YAML allows, and where a byte stands for a person.
 */
#ifndef MANIFEST_CHARACTERS_H
#define MANIFEST_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Returns the length in bytes (1 to 4) of the character that `bytes` begins with, or 0 when it is
 * empty or no valid UTF-8. */
size_t character_length(struct slice bytes);

/* Returns whether all of `bytes` is UTF-8 of characters that YAML allows; else sets `ret_offset` to
 * the first byte that is not, and `ret_what` to a constant that says what it is. (libyaml 0.2.5,
 * src/reader.c: the same set.) */
bool characters_check(struct slice bytes, size_t *ret_offset, const char **ret_what);

/* Returns whether a line ends in something else than LF or CR LF: a lone CR, NEL (U+0085), LS
 * (U+2028) or PS (U+2029), which YAML 1.1 takes for line ends too. */
bool characters_have_odd_line_end(struct slice bytes);

/* A place in a text, walked along. */
struct character_place {
	size_t offset;
	size_t line;   /* from 1; lines end in LF, CR LF or CR, as in editors */
	size_t column; /* in characters, from 1 */
};

/* Returns the place of the first character, after a byte order mark. */
struct character_place characters_start(struct slice bytes);

/* Moves the place on to the byte at `offset`; an offset before it leaves it where it is. */
void characters_advance(struct slice bytes, size_t offset, struct character_place *place);

/* Sets the line and the column of the byte at `offset`. */
void characters_position(struct slice bytes, size_t offset, size_t *ret_line, size_t *ret_column);

/* Returns whether the bytes begin with a byte order mark. */
bool characters_have_mark(struct slice bytes);

#endif
