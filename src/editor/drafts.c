#include "editor/drafts.h"

#include <stdlib.h>

#include "base/memory.h"

bool draft_equal(const struct draft *a, const struct draft *b)
{
	return a->has_rule == b->has_rule && restriction_equal(&a->restriction, &b->restriction);
}

void drafts_add(struct drafts *drafts, const struct draft *before)
{
	drafts->count = drafts->position;
	drafts->items = memory_reserve(
		drafts->items, &drafts->capacity, drafts->count + 1, sizeof(drafts->items[0]));
	drafts->items[drafts->count++] = *before;
	drafts->position = drafts->count;
}

static void exchange(struct draft *a, struct draft *b)
{
	struct draft copy = *a;

	*a = *b;
	*b = copy;
}

bool drafts_undo(struct drafts *drafts, struct draft *now)
{
	if (drafts->position == 0)
		return false;
	exchange(&drafts->items[--drafts->position], now);
	return true;
}

bool drafts_redo(struct drafts *drafts, struct draft *now)
{
	if (drafts->position == drafts->count)
		return false;
	exchange(&drafts->items[drafts->position++], now);
	return true;
}

void drafts_free(struct drafts *drafts)
{
	free(drafts->items);
	*drafts = (struct drafts){0};
}
