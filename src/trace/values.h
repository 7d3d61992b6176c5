/*
 * The distinct values of a tally: texts of arguments, by the row of their call and their register.
 *
 * Values live in one growing array; a hash table of indices finds the one with a given key and
 * text. It is the reader's hottest place, so it is open addressing over four-byte slots, keeps no
 * pointers, and looking up is inline. Nothing is ever removed: a value keeps its number.
 */
#ifndef TRACE_VALUES_H
#define TRACE_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "trace/argument.h"

#define VALUES_NONE UINT32_MAX
/* The longest text. */
#define VALUES_TEXT_MAX 4096

/* A distinct value; `next` is the following one of the same register. */
struct value {
	uint64_t count;
	uint64_t candidates[ARGUMENT_CANDIDATES];
	uint32_t key;
	uint32_t text_offset;
	uint32_t next;
	uint16_t text_length;
	uint8_t candidate_count;
};

/* A place of the hash table. Short texts are found without a look at the value itself. */
struct value_slot {
	uint64_t word;	 /* the first eight bytes of the text, less are filled up with zeros */
	uint32_t key;	 /* with the length of the text */
	uint32_t number; /* index of the value, or VALUES_NONE */
};

/* {0} is empty. */
struct values {
	struct value *items;
	size_t count;
	size_t capacity;
	struct text texts;
	struct value_slot *slots;
	size_t slot_count; /* a power of two, 0 at the start */
};

/* A register of a row, whose calls are printed raw, or not: texts of both are different values. */
static inline uint32_t values_key(size_t row, unsigned index, bool is_raw)
{
	return (uint32_t)(row << 4 | index << 1 | is_raw);
}

/* The same and the length of a text, at most VALUES_TEXT_MAX. There are at most 2^15 rows. */
static inline uint32_t values_long_key(uint32_t key, size_t length)
{
	return key << 13 | (uint32_t)length;
}

static inline size_t values_row(const struct value *value)
{
	return value->key >> 4;
}

static inline unsigned values_index(const struct value *value)
{
	return value->key >> 1 & 7;
}

static inline bool values_is_raw(const struct value *value)
{
	return value->key & 1;
}

/* Returns the next `length` bytes, at most eight, as a number. `is_padded`: eight may be read. */
static inline uint64_t values_word(const char *at, size_t length, bool is_padded)
{
	uint64_t word = 0;

	if (length >= 8 || is_padded)
		memcpy(&word, at, 8);
	else
		for (size_t i = 0; i < length; i++)
			((char *)&word)[i] = at[i];
	if (length >= 8)
		return word;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return word & ((UINT64_C(1) << 8 * length) - 1);
#else
	return length ? word & ~(UINT64_MAX >> 8 * length) : 0;
#endif
}

/* No enemy can do worse than slow down a table that is bounded. */
static inline size_t values_hash(uint32_t key, struct slice text, uint64_t word, bool is_padded)
{
	uint64_t hash = (word ^ (uint64_t)key << 32 ^ key) * UINT64_C(0x9e3779b97f4a7c15);

	for (size_t at = 8; at < text.length; at += 8) {
		hash = (hash ^ hash >> 29) +
		       values_word(text.start + at, text.length - at, is_padded);
		hash *= UINT64_C(0xbf58476d1ce4e5b9);
	}
	hash = (hash ^ hash >> 32) * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(hash >> 32);
}

/* Returns the text of a value, valid until one is added. */
static inline struct slice values_text(const struct values *values, const struct value *value)
{
	return (struct slice){values->texts.bytes + value->text_offset, value->text_length};
}

static inline bool values_match(const struct values *values, const struct value_slot *slot,
	uint32_t long_key, struct slice text, uint64_t word)
{
	return slot->word == word && slot->key == long_key &&
	       (text.length <= 8 ||
		       memcmp(values->texts.bytes + values->items[slot->number].text_offset,
			       text.start, text.length) == 0);
}

/* As values_find(), for whom has `word` and `hash` of the text already. */
static inline uint32_t values_find_hashed(
	const struct values *values, uint32_t key, struct slice text, uint64_t word, size_t hash)
{
	uint32_t long_key = values_long_key(key, text.length);
	size_t mask = values->slot_count - 1;
	size_t at = hash & mask;

	if (values->slot_count == 0 || text.length > VALUES_TEXT_MAX)
		return VALUES_NONE;
	while (values->slots[at].number != VALUES_NONE) {
		if (values_match(values, &values->slots[at], long_key, text, word))
			return values->slots[at].number;
		at = (at + 1) & mask;
	}
	return VALUES_NONE;
}

/* Returns the number of a value, VALUES_NONE when there is none. */
static inline uint32_t values_find(const struct values *values, uint32_t key, struct slice text)
{
	uint64_t word = values_word(text.start, text.length, false);

	return values_find_hashed(values, key, text, word, values_hash(key, text, word, false));
}

/* Fetches the memory where a text with this hash is looked for, so that it is there soon. */
static inline void values_prefetch(const struct values *values, size_t hash)
{
	if (values->slot_count > 0)
		__builtin_prefetch(&values->slots[hash & (values->slot_count - 1)]);
}

/* Adds a value that is not there, and returns its number. */
uint32_t values_add(struct values *values, uint32_t key, struct slice text);

void values_free(struct values *values);

#endif
