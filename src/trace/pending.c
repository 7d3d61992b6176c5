#include "trace/pending.h"

#include <stdlib.h>

#include "base/memory.h"

#define uthash_fatal(message) memory_exhausted()
#include <uthash.h>

/* Kept when its call is taken, so that a thread's next pending call allocates nothing. */
struct slot {
	unsigned long pid;
	bool taken;
	struct place place;
	size_t name_length;
	struct text text; /* the name, then the arguments */
	UT_hash_handle hh;
};

struct pending_table {
	struct slot *slots; /* uthash's head */
	bool is_sorted;	    /* by place: the run is over */
	struct text next;   /* what is being put in */
	struct text left;   /* what was taken out to make room */
};

struct pending_table *pending_new(void)
{
	return memory_allocate(1, sizeof(struct pending_table));
}

static void remove_slot(struct pending_table *table, struct slot *slot)
{
	HASH_DEL(table->slots, slot);
	text_free(&slot->text);
	free(slot);
}

void pending_free(struct pending_table *table)
{
	while (table->slots)
		remove_slot(table, table->slots);
	text_free(&table->next);
	text_free(&table->left);
	free(table);
}

static struct slot *find_slot(const struct pending_table *table, unsigned long pid)
{
	struct slot *slot;

	HASH_FIND(hh, table->slots, &pid, sizeof(pid), slot);
	return slot;
}

static struct slot *add_slot(struct pending_table *table, unsigned long pid)
{
	struct slot *slot = memory_allocate(1, sizeof(*slot));

	slot->pid = pid;
	HASH_ADD(hh, table->slots, pid, sizeof(slot->pid), slot);
	return slot;
}

static void swap_texts(struct text *a, struct text *b)
{
	struct text other = *a;

	*a = *b;
	*b = other;
}

void pending_put(struct pending_table *table, unsigned long pid, const struct pending *call)
{
	struct slot *slot = find_slot(table, pid);

	if (!slot)
		slot = add_slot(table, pid);
	slot->taken = false;
	table->is_sorted = false;
	slot->place = call->place;
	slot->name_length = call->name.length;
	/* The call may have been taken out of this very slot. */
	text_clear(&table->next);
	text_append(&table->next, call->name);
	text_append(&table->next, call->arguments);
	swap_texts(&slot->text, &table->next);
}

static bool has_name(const struct slot *slot, struct slice name)
{
	return slice_equal(slice_until(slice_of_text(&slot->text), slot->name_length), name);
}

static bool take(struct slot *slot, struct pending *ret_call)
{
	struct slice text;

	if (!slot || slot->taken)
		return false;
	text = slice_of_text(&slot->text);
	slot->taken = true;
	ret_call->name = slice_until(text, slot->name_length);
	ret_call->arguments = slice_after(text, slot->name_length);
	ret_call->place = slot->place;
	return true;
}

bool pending_make_room(
	struct pending_table *table, struct pending *ret_call, unsigned long *ret_pid)
{
	struct slot *first = table->slots;
	bool is_pending;

	if (HASH_COUNT(table->slots) < PENDING_MAX)
		return false;
	swap_texts(&first->text, &table->left);
	is_pending = !first->taken;
	*ret_pid = first->pid;
	*ret_call = (struct pending){
		slice_until(slice_of_text(&table->left), first->name_length),
		slice_after(slice_of_text(&table->left), first->name_length),
		first->place,
	};
	remove_slot(table, first);
	return is_pending;
}

bool pending_take(struct pending_table *table, unsigned long pid, struct pending *ret_call)
{
	return take(find_slot(table, pid), ret_call);
}

bool pending_take_named(
	struct pending_table *table, unsigned long pid, struct slice name, struct pending *ret_call)
{
	struct slot *slot = find_slot(table, pid);

	return slot && has_name(slot, name) && take(slot, ret_call);
}

bool pending_take_any(struct pending_table *table, struct slice name, struct pending *ret_call,
	unsigned long *ret_pid)
{
	struct slot *last = NULL;
	struct slot *slot;
	struct slot *next;

	HASH_ITER (hh, table->slots, slot, next)
		if (!slot->taken && has_name(slot, name) &&
			(!last || place_is_earlier(last->place, slot->place)))
			last = slot;
	if (!take(last, ret_call))
		return false;
	*ret_pid = last->pid;
	return true;
}

bool pending_is_exit(const struct pending_table *table, unsigned long pid)
{
	const struct slot *slot = find_slot(table, pid);

	return slot && !slot->taken && slice_starts_with(slice_of_text(&slot->text), "exit");
}

void pending_forget(struct pending_table *table, unsigned long pid)
{
	struct slot *slot = find_slot(table, pid);

	if (slot)
		remove_slot(table, slot);
}

static int compare_slots(const struct slot *a, const struct slot *b)
{
	return place_is_earlier(a->place, b->place) ? -1 : place_is_earlier(b->place, a->place);
}

bool pending_take_first(
	struct pending_table *table, struct pending *ret_call, unsigned long *ret_pid)
{
	if (!table->is_sorted)
		HASH_SORT(table->slots, compare_slots);
	table->is_sorted = true;
	/* What was handed out last is used up by now. */
	while (table->slots && table->slots->taken)
		remove_slot(table, table->slots);
	if (!take(table->slots, ret_call))
		return false;
	*ret_pid = table->slots->pid;
	return true;
}
