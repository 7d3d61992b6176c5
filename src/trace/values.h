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
	uint64_t candidates[ARGUMENT_CANDIDATES];
	uint32_t key;
	uint32_t text_offset;
	uint32_t next;
	uint16_t text_length;
	uint8_t candidate_count;
};

/* A place of the hash table. Short texts are found without a look at the value itself. */
struct value_slot {
	uint64_t head;	 /* the first eight bytes of the text, less are filled up with zeros */
	uint32_t key;	 /* with the length of the text */
	uint32_t number; /* index of the value, or VALUES_NONE */
};

/* What a text is looked for by. */
struct value_probe {
	struct slice text;
	uint64_t head; /* as in a slot */
	uint64_t tail; /* the last eight bytes, of a shorter text the same as the first ones */
	uint32_t key;
	size_t hash;
};

/* {0} is empty. */
struct values {
	struct value *items;
	size_t count;
	size_t capacity;
	uint64_t *calls; /* that had each of them: apart, as they are counted in no order */
	size_t calls_capacity;
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

/* Returns the eight bytes at `at`. */
static inline uint64_t values_word(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

/* Returns the first `length` bytes of a word, 1 to 8, and zeros. */
static inline uint64_t values_cut_word(uint64_t word, size_t length)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return word & UINT64_MAX >> (64 - 8 * length);
#else
	return word & UINT64_MAX << (64 - 8 * length);
#endif
}

/* No enemy can do worse than slow down a table that is bounded. */
static inline size_t values_hash(const struct value_probe *probe)
{
	uint64_t hash = probe->head + (uint64_t)probe->key * UINT64_C(0x9e3779b97f4a7c15);

	for (size_t at = 8; at + 8 < probe->text.length; at += 8)
		hash = (hash ^ hash >> 32) * UINT64_C(0xbf58476d1ce4e5b9) +
		       values_word(probe->text.start + at);
	hash = (hash ^ hash >> 32) * UINT64_C(0xbf58476d1ce4e5b9) + probe->tail;
	hash = (hash ^ hash >> 32) * UINT64_C(0x94d049bb133111eb);
	return (size_t)(hash >> 32);
}

/* Makes ready to look for `text`, which is not empty and at most VALUES_TEXT_MAX long; eight bytes
 * of it can be read. */
static inline struct value_probe values_probe_padded(uint32_t key, struct slice text)
{
	size_t length = text.length < 8 ? text.length : 8;
	struct value_probe probe = {
		.text = text,
		.head = values_cut_word(values_word(text.start), length),
		.tail = values_cut_word(values_word(text.start + text.length - length), length),
		.key = values_long_key(key, text.length),
	};

	probe.hash = values_hash(&probe);
	return probe;
}

/* The same for any text of that length. */
static inline struct value_probe values_probe(uint32_t key, struct slice text)
{
	char padded[8] = {0};
	struct value_probe probe;

	if (text.length >= sizeof(padded))
		return values_probe_padded(key, text);
	memcpy(padded, text.start, text.length);
	probe = values_probe_padded(key, (struct slice){padded, text.length});
	probe.text = text;
	return probe;
}

/* Returns the text of a value, valid until one is added. */
static inline struct slice values_text(const struct values *values, const struct value *value)
{
	return (struct slice){values->texts.bytes + value->text_offset, value->text_length};
}

/* Whether two texts of the same length, more than eight bytes with the same first
 * eight, are equal. */
static inline bool values_equal(const char *a, const char *b, size_t length)
{
	if (values_word(a + length - 8) != values_word(b + length - 8))
		return false;
	for (size_t at = 8; at + 8 < length; at += 8)
		if (values_word(a + at) != values_word(b + at))
			return false;
	return true;
}

static inline bool values_match(
	const struct values *values, const struct value_slot *slot, const struct value_probe *probe)
{
	return slot->head == probe->head && slot->key == probe->key &&
	       (probe->text.length <= 8 ||
		       values_equal(values->texts.bytes + values->items[slot->number].text_offset,
			       probe->text.start, probe->text.length));
}

/* Returns the number of a value, VALUES_NONE when there is none. */
static inline uint32_t values_find(const struct values *values, const struct value_probe *probe)
{
	size_t mask = values->slot_count - 1;
	size_t at = probe->hash & mask;

	if (values->slot_count == 0)
		return VALUES_NONE;
	/* An empty place matches nothing. */
	while (!values_match(values, &values->slots[at], probe)) {
		if (values->slots[at].number == VALUES_NONE)
			return VALUES_NONE;
		at = (at + 1) & mask;
	}
	return values->slots[at].number;
}

/* Adds a value that is not there, and returns its number. `text` is as for values_probe(). */
uint32_t values_add(struct values *values, uint32_t key, struct slice text);

void values_free(struct values *values);

#endif
