#include "editor/list.h"

static void follow_cursor(struct list *list)
{
	if (list->cursor < list->top)
		list->top = list->cursor;
	if (list->cursor >= list->top + list->page)
		list->top = list->cursor - list->page + 1;
}

/* No empty lines at the end while there are rows above. */
static void fill_page(struct list *list)
{
	size_t last_top = list->count > list->page ? list->count - list->page : 0;

	if (list->top > last_top)
		list->top = last_top;
}

static void settle(struct list *list, size_t row)
{
	if (row >= list->count)
		row = list->count ? list->count - 1 : 0;
	list->cursor = row;
	follow_cursor(list);
	fill_page(list);
}

void list_resize(struct list *list, size_t count, size_t page)
{
	list->count = count;
	list->page = page ? page : 1;
	list->top = list->wanted_top;
	settle(list, list->cursor);
}

bool list_is_cut(const struct list *list)
{
	return list->count > list->page;
}

static size_t add_bounded(size_t row, long delta, size_t count)
{
	size_t step = delta < 0 ? 0 - (size_t)delta : (size_t)delta;

	if (delta < 0)
		return step > row ? 0 : row - step;
	if (count == 0)
		return 0;
	return step > count - 1 - row ? count - 1 : row + step;
}

void list_move(struct list *list, long delta)
{
	list_go(list, add_bounded(list->cursor, delta, list->count));
}

void list_go(struct list *list, size_t row)
{
	settle(list, row);
	list->wanted_top = list->top;
}

void list_show(struct list *list, size_t top, size_t row)
{
	list->top = top;
	list_go(list, row);
}

void list_scroll(struct list *list, long delta)
{
	size_t tops = list->count > list->page ? list->count - list->page + 1 : 1;

	if (list->top >= tops)
		list->top = tops - 1;
	list->top = add_bounded(list->top, delta, tops);
	list->cursor = list->top;
	list->wanted_top = list->top;
}

void list_shift(struct list *list, long delta)
{
	size_t cursor = list->cursor;

	list_scroll(list, delta);
	if (cursor >= list->top + list->page)
		cursor = list->top + list->page - 1;
	list_go(list, cursor > list->top ? cursor : list->top);
}

void list_reveal(struct list *list, size_t row)
{
	list_go(list, row);
	list->cursor = list->count ? list->top : 0;
}
