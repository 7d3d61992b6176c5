#include "trace/kill.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define SLOTS	   4096 /* a power of two */
#define NAME_MAX   40
#define RESULT_MAX 20
/* Deaths that wait at most. */
#define MARKS 16
/* Calls with smaller numbers (read, write, lseek, ...) may well return their own number. */
#define NUMBER_DOUBTFUL 32

struct last_call {
	unsigned long pid;
	bool is_used;
	bool is_whole;
	unsigned char name_length;
	unsigned char result_length;
	const struct syscall_fact *syscall;
	struct place place;
	char name[NAME_MAX]; /* where no table has it */
	char result[RESULT_MAX];
};

struct kill_table {
	struct last_call *slots;
	struct last_call strong[MARKS]; /* their own number: they were stopped */
	struct last_call weak[MARKS];	/* no result: so on older kernels, if no strong one is */
	size_t strong_count;
	size_t weak_count;
	bool strong_seen;
	struct place latest; /* the last of the calls that strong ones are */
	struct last_call taken;
};

struct kill_table *kill_new(void)
{
	struct kill_table *table = memory_allocate(1, sizeof(*table));

	table->slots = memory_allocate(SLOTS, sizeof(table->slots[0]));
	return table;
}

void kill_free(struct kill_table *table)
{
	if (!table)
		return;
	free(table->slots);
	free(table);
}

static struct last_call *slot_of(const struct kill_table *table, unsigned long pid)
{
	return &table->slots[pid & (SLOTS - 1)];
}

void kill_note_call(struct kill_table *table, const struct call *call, bool is_whole)
{
	struct last_call *slot = slot_of(table, call->pid);
	size_t name = call->syscall ? 0 : call->name.length;
	size_t result = call->result.length < RESULT_MAX ? call->result.length : RESULT_MAX;

	if (name > NAME_MAX)
		name = NAME_MAX;
	slot->pid = call->pid;
	slot->is_used = true;
	slot->is_whole = is_whole;
	slot->syscall = call->syscall;
	slot->place = call->place;
	slot->name_length = (unsigned char)name;
	slot->result_length = (unsigned char)result;
	if (name > 0)
		memcpy(slot->name, call->name.start, name);
	if (result > 0)
		memcpy(slot->result, call->result.start, result);
}

static bool has_own_number(const struct last_call *call)
{
	struct slice name = {call->name, call->name_length};
	struct slice result = {call->result, call->result_length};
	uint64_t number;
	uint64_t own;

	result = slice_until(result, slice_find_byte(result, ' '));
	if (!slice_parse_number(result, &number))
		return false;
	if (!call->syscall)
		return slice_starts_with(name, "syscall_") &&
		       slice_parse_number(slice_after(name, strlen("syscall_")), &own) &&
		       own == number;
	for (unsigned i = 0; i < ARCH_COUNT; i++)
		if (call->syscall->numbers[i] >= 0 && (uint64_t)call->syscall->numbers[i] == number)
			return true;
	return false;
}

/* The result of a call that never returned, and that nothing interrupted. */
static bool has_no_result(const struct last_call *call)
{
	return call->is_whole && (call->result_length == 0 || call->result[0] == '?');
}

/* On standard error the last process alive is not named: it is whose stopped call was the last. */
static struct last_call *find_unnamed(const struct kill_table *table)
{
	struct last_call *latest = NULL;

	for (size_t i = 0; i < SLOTS; i++) {
		struct last_call *slot = &table->slots[i];

		if (slot->is_used && has_own_number(slot) &&
			(!latest || place_is_earlier(latest->place, slot->place)))
			latest = slot;
	}
	return latest;
}

void kill_note_death(struct kill_table *table, unsigned long pid)
{
	struct last_call *slot = slot_of(table, pid);

	if (pid == 0 && !(slot->is_used && has_no_result(slot)))
		slot = find_unnamed(table);
	if (!slot || !slot->is_used || (pid != 0 && slot->pid != pid))
		return;
	if (has_own_number(slot)) {
		if (!table->strong_seen || place_is_earlier(table->latest, slot->place))
			table->latest = slot->place;
		table->strong_seen = true;
		if (table->strong_count < MARKS)
			table->strong[table->strong_count++] = *slot;
	} else if (has_no_result(slot) && table->weak_count < MARKS) {
		table->weak[table->weak_count++] = *slot;
	}
	slot->is_used = false;
}

void kill_note_known(struct kill_table *table, unsigned long pid)
{
	struct last_call *slot = slot_of(table, pid);

	if (slot->pid == pid)
		slot->is_used = false;
}

bool kill_is_due(const struct kill_table *table)
{
	return table->strong_count > 0;
}

/* All threads of a process die together, so that among neighbouring deaths a call that happens to
 * have returned its number is not to blame if another one came later. */
static bool is_to_blame(const struct kill_table *table, const struct last_call *call)
{
	return !call->syscall || call->syscall->numbers[ARCH_X86_64] >= NUMBER_DOUBTFUL ||
	       !place_is_earlier(call->place, table->latest);
}

static struct call remark_on(struct last_call *call)
{
	return (struct call){
		.form = CALL_REMARK,
		.name = call->syscall ? slice_of(call->syscall->name)
				      : (struct slice){call->name, call->name_length},
		.syscall = call->syscall,
		.killed = true,
		.pid = call->pid,
		.place = call->place,
	};
}

/* Takes the first of `marks` out; the order of the others stays. */
static void take_first(struct kill_table *table, struct last_call *marks, size_t *count)
{
	table->taken = marks[0];
	(*count)--;
	memmove(marks, marks + 1, *count * sizeof(marks[0]));
}

bool kill_take(struct kill_table *table, bool is_end, struct call *ret_call)
{
	while (table->strong_count > 0) {
		bool blamed = is_to_blame(table, &table->strong[0]);

		take_first(table, table->strong, &table->strong_count);
		*ret_call = remark_on(&table->taken);
		if (blamed)
			return true;
	}
	if (!is_end || table->strong_seen || table->weak_count == 0)
		return false;
	take_first(table, table->weak, &table->weak_count);
	*ret_call = remark_on(&table->taken);
	return true;
}
