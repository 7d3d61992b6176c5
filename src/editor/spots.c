#include "editor/spots.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

void spots_clear(struct spots *spots)
{
	spots->count = 0;
}

void spots_add(struct spots *spots, const struct spot *spot)
{
	spots->items = memory_reserve(
		spots->items, &spots->capacity, spots->count + 1, sizeof(spots->items[0]));
	spots->items[spots->count++] = *spot;
}

struct spot spots_find(const struct spots *spots, int y, int x)
{
	for (size_t i = spots->count; i > 0; i--) {
		const struct spot *spot = &spots->items[i - 1];
		int row = y - spot->y;
		int column = x - spot->x;

		if (row >= 0 && row < spot->rows && column >= 0 && column < spot->columns)
			return (struct spot){spot->kind, y, x, 1, 1, spot->value + (size_t)row};
	}
	return (struct spot){.kind = SPOT_NOTHING};
}

const char *spots_split_key(const struct spots *spots, const char *key, char name[SPOTS_NAME_SIZE],
	struct spot *ret_spot)
{
	int y;
	int x;

	if (sscanf(key, "%15[A-Za-z]@%d,%d", name, &y, &x) != 3)
		return key;
	*ret_spot = spots_find(spots, y, x);
	return name;
}

void spots_free(struct spots *spots)
{
	free(spots->items);
	*spots = (struct spots){0};
}
