#include "trace/values.h"

#include <stdlib.h>

#include "base/memory.h"

static void put_slot(struct values *values, uint32_t number)
{
	const struct value *value = &values->items[number];
	struct value_probe probe = values_probe(value->key, values_text(values, value));
	size_t mask = values->slot_count - 1;
	size_t at = probe.hash & mask;

	while (values->slots[at].number != VALUES_NONE)
		at = (at + 1) & mask;
	values->slots[at] = (struct value_slot){probe.head, probe.key, number};
}

/* Keeps the table at most three quarters full: the smaller it is the more of it stays in the
 * caches. */
static void grow_slots(struct values *values)
{
	if (values->slot_count >= values->count / 3 * 4 + 1)
		return;
	values->slot_count = values->slot_count ? 2 * values->slot_count : 1024;
	free(values->slots);
	values->slots = memory_resize(NULL, values->slot_count, sizeof(values->slots[0]));
	memset(values->slots, 0xff, values->slot_count * sizeof(values->slots[0]));
	for (size_t i = 0; i + 1 < values->count; i++)
		put_slot(values, (uint32_t)i);
}

uint32_t values_add(struct values *values, uint32_t key, struct slice text)
{
	uint32_t number = (uint32_t)values->count;

	values->items = memory_reserve(
		values->items, &values->capacity, values->count + 1, sizeof(values->items[0]));
	values->calls = memory_reserve(values->calls, &values->calls_capacity, values->count + 1,
		sizeof(values->calls[0]));
	values->calls[number] = 0;
	values->items[values->count++] = (struct value){
		.key = key,
		.text_offset = (uint32_t)values->texts.length,
		.text_length = (uint16_t)text.length,
		.next = VALUES_NONE,
	};
	text_append(&values->texts, text);
	grow_slots(values);
	put_slot(values, number);
	return number;
}

void values_free(struct values *values)
{
	free(values->items);
	free(values->calls);
	free(values->slots);
	text_free(&values->texts);
	*values = (struct values){0};
}
