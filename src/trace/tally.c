/*
 * Values live in one growing array; a hash table of indices finds the one with a given row,
 * register and text, and the values of each register are linked in the order in which they came.
 * The table is the reader's hottest place, so it is open addressing over four-byte slots and keeps
 * no pointers.
 */
#include "trace/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/compat.h"
#include "trace/layout.h"

#define uthash_fatal(message) memory_exhausted()
#include <uthash.h>

#define NO_VALUE UINT32_MAX

/* A distinct value; `next` is the following one of the same register. */
struct value {
	uint64_t count;
	uint64_t candidates[TALLY_CANDIDATES];
	uint32_t text_offset;
	uint32_t next;
	uint32_t row;
	uint16_t text_length;
	uint8_t index;
	uint8_t candidate_count : 2;
	uint8_t is_raw : 1;
};

struct row {
	struct tally_row shown;
	char *name;
	size_t place; /* in the order of first calls */
	uint32_t first[SYSCALL_REGISTERS];
	uint32_t last[SYSCALL_REGISTERS];
	UT_hash_handle hh;
};

struct tally {
	enum arch arch;
	bool is_compat; /* there are calls of 32-bit programs */
	uint64_t calls;
	struct row *by_name; /* uthash's head */
	struct row **rows;   /* as they were made; a value's `row` is an index here */
	size_t *order;	     /* indices into `rows`, in the order of first calls */
	size_t row_count;
	size_t unknown_rows;
	size_t row_capacity;
	size_t order_capacity;
	uint32_t *by_syscall; /* index into `rows` + 1 for each of the table's syscalls */
	struct value *values;
	size_t value_count;
	size_t value_capacity;
	struct text texts;
	uint32_t *slots;   /* index into `values`, or NO_VALUE */
	size_t slot_count; /* a power of two, 0 at the start */
};

struct tally *tally_new(enum arch arch)
{
	struct tally *tally = memory_allocate(1, sizeof(*tally));

	tally->arch = arch;
	tally->by_syscall = memory_allocate(syscall_count(), sizeof(tally->by_syscall[0]));
	return tally;
}

void tally_free(struct tally *tally)
{
	if (!tally)
		return;
	HASH_CLEAR(hh, tally->by_name);
	for (size_t i = 0; i < tally->row_count; i++) {
		free(tally->rows[i]->name);
		free(tally->rows[i]);
	}
	free(tally->rows);
	free(tally->order);
	free(tally->by_syscall);
	free(tally->values);
	free(tally->slots);
	text_free(&tally->texts);
	free(tally);
}

static struct slice text_of(const struct tally *tally, const struct value *value)
{
	return (struct slice){tally->texts.bytes + value->text_offset, value->text_length};
}

/* FNV-1a: short texts, and no enemy can do worse than slow down a table that is bounded. */
static uint32_t hash_value(size_t row, unsigned index, struct slice text)
{
	uint32_t hash = 2166136261U ^ (uint32_t)(row << 3 | index);

	hash *= 16777619U;
	for (size_t i = 0; i < text.length; i++)
		hash = (hash ^ (unsigned char)text.start[i]) * 16777619U;
	return hash ^ hash >> 15;
}

/* Returns the slot of the value, or the free one where it belongs. */
static uint32_t *find_slot(
	const struct tally *tally, size_t row, unsigned index, struct slice text, bool is_raw)
{
	size_t mask = tally->slot_count - 1;
	size_t at = hash_value(row, index, text) & mask;

	while (tally->slots[at] != NO_VALUE) {
		const struct value *value = &tally->values[tally->slots[at]];

		if (value->row == row && value->index == index && value->is_raw == is_raw &&
			slice_equal(text_of(tally, value), text))
			break;
		at = (at + 1) & mask;
	}
	return &tally->slots[at];
}

/* Keeps the table at most half full. */
static void grow_slots(struct tally *tally)
{
	if (tally->slot_count > 2 * tally->value_count)
		return;
	tally->slot_count = tally->slot_count ? 2 * tally->slot_count : 1024;
	tally->slots = memory_resize(tally->slots, tally->slot_count, sizeof(tally->slots[0]));
	memset(tally->slots, 0xff, tally->slot_count * sizeof(tally->slots[0]));
	for (size_t i = 0; i < tally->value_count; i++) {
		const struct value *value = &tally->values[i];

		*find_slot(tally, value->row, value->index, text_of(tally, value), value->is_raw) =
			(uint32_t)i;
	}
}

static void decode(const struct tally *tally, struct value *value)
{
	const struct syscall_fact *syscall = tally->rows[value->row]->shown.syscall;
	const struct argument_fact *fact =
		syscall ? syscall_argument(syscall, tally->arch, value->index) : NULL;
	struct argument_value number = {0};

	if (!tally->is_compat || !compat_hides(tally->rows[value->row]->shown.name, value->index))
		number = argument_decode(text_of(tally, value), fact, tally->arch, value->is_raw);

	value->candidate_count = number.candidate_count & 3;
	memcpy(value->candidates, number.candidates, sizeof(value->candidates));
}

static bool has_room(
	const struct tally *tally, const struct row *row, unsigned index, size_t length)
{
	return length <= TALLY_TEXT_MAX && tally->value_count < TALLY_VALUES &&
	       row->shown.registers[index].value_count < TALLY_VALUES_PER_ARGUMENT &&
	       tally->texts.length + length <= TALLY_TEXTS;
}

static void link_value(struct tally *tally, struct row *row, unsigned index, uint32_t number)
{
	if (row->first[index] == NO_VALUE)
		row->first[index] = number;
	else
		tally->values[row->last[index]].next = number;
	row->last[index] = number;
	row->shown.registers[index].value_count++;
}

static uint32_t add_value(
	struct tally *tally, size_t row, unsigned index, struct slice text, bool is_raw)
{
	uint32_t number = (uint32_t)tally->value_count;
	struct value *value;

	tally->values = memory_reserve(tally->values, &tally->value_capacity,
		tally->value_count + 1, sizeof(tally->values[0]));
	value = &tally->values[tally->value_count++];
	*value = (struct value){
		.text_offset = (uint32_t)tally->texts.length,
		.text_length = (uint16_t)text.length,
		.next = NO_VALUE,
		.row = (uint32_t)row,
		.index = (uint8_t)index,
		.is_raw = is_raw,
	};
	text_append(&tally->texts, text);
	decode(tally, value);
	link_value(tally, tally->rows[row], index, number);
	return number;
}

static void count_value(
	struct tally *tally, size_t row, unsigned index, struct slice text, bool is_raw)
{
	struct tally_register *reg = &tally->rows[row]->shown.registers[index];
	uint32_t *slot;

	grow_slots(tally);
	slot = find_slot(tally, row, index, text, is_raw);
	if (*slot == NO_VALUE) {
		if (!has_room(tally, tally->rows[row], index, text.length)) {
			reg->forgotten++;
			return;
		}
		*slot = add_value(tally, row, index, text, is_raw);
	}
	tally->values[*slot].count++;
	reg->counted++;
}

/* Whether `text` is a number that only an address is as large as: above 4 GiB, in the half of the
 * address space that programs have. */
static bool is_address(struct slice text)
{
	uint64_t value;

	return slice_starts_with(text, "0x") && slice_parse_number(text, &value) &&
	       value > UINT32_MAX && value >> 47 == 0;
}

/* Some arguments are a number for one command and a pointer for another. What stands for a string,
 * a structure or an address: there are as many as there are calls, and none is worth a rule. */
static struct slice form_of(struct slice text, const struct argument_fact *fact)
{
	switch (text.length ? *text.start : '\0') {
	case '"':
		return slice_of("\"...\"");
	case '{':
	case '[':
	case '~':
		return slice_of("{...}");
	default:
		break;
	}
	if ((!fact || fact->kind == KIND_OTHER) && is_address(text))
		return slice_of("0x...");
	return text;
}

static bool is_worth_keeping(const struct argument_fact *fact)
{
	return !fact || (fact->kind != KIND_POINTER && fact->kind != KIND_ADDRESS);
}

bool tally_read_argument(const struct call *call, unsigned position, enum arch arch,
	unsigned *ret_index, struct slice *ret_text)
{
	struct placed placed = layout_place(call, position, arch);
	const struct argument_fact *fact = NULL;

	if (placed.index < 0 || placed.text.length == 0 || *placed.text.start == '<')
		return false;
	if (call->syscall)
		fact = syscall_argument(call->syscall, arch, (unsigned)placed.index);
	if (!is_worth_keeping(fact))
		return false;
	*ret_index = (unsigned)placed.index;
	*ret_text = form_of(placed.text, fact);
	return true;
}

/* Counts the argument at `position`, unless its register was counted for this call: `seen` has a bit
 * for each. Program output in between can look like more arguments than there are. */
static void count_argument(struct tally *tally, size_t row, const struct call *call,
	unsigned position, bool is_raw, unsigned *seen)
{
	struct slice text;
	unsigned index;

	if (!tally_read_argument(call, position, tally->arch, &index, &text) ||
		(*seen >> index & 1))
		return;
	*seen |= 1U << index;
	count_value(tally, row, index, text, is_raw);
}

/* Moves the row to its place in the order of first calls: a call that was interrupted is handed on
 * after later ones. */
static void sink_row(struct tally *tally, size_t place)
{
	while (place > 0 && place_is_earlier(tally->rows[tally->order[place]]->shown.first,
				    tally->rows[tally->order[place - 1]]->shown.first)) {
		size_t later = tally->order[place - 1];

		tally->order[place - 1] = tally->order[place];
		tally->order[place] = later;
		tally->rows[later]->place = place;
		place--;
	}
	tally->rows[tally->order[place]]->place = place;
}

static size_t add_row(struct tally *tally, const struct call *call)
{
	struct row *row = memory_allocate(1, sizeof(*row));
	size_t number = tally->row_count;

	row->name = memory_copy_string(call->name.start, call->name.length);
	row->shown.name = slice_of(row->name);
	row->shown.syscall = call->syscall;
	row->shown.first = call->place;
	memset(row->first, 0xff, sizeof(row->first));
	HASH_ADD_KEYPTR(hh, tally->by_name, row->name, call->name.length, row);
	tally->rows = memory_reserve(
		tally->rows, &tally->row_capacity, number + 1, sizeof(tally->rows[0]));
	tally->order = memory_reserve(
		tally->order, &tally->order_capacity, number + 1, sizeof(tally->order[0]));
	tally->rows[number] = row;
	tally->order[number] = number;
	tally->row_count++;
	row->place = number;
	sink_row(tally, number);
	return number;
}

static struct row *find_row(const struct tally *tally, struct slice name)
{
	struct row *row;

	HASH_FIND(hh, tally->by_name, name.start, name.length, row);
	return row;
}

/* Numbers without a name have rows of their own as long as there are few. */
static size_t row_of_unknown(struct tally *tally, const struct call *call)
{
	struct row *row = find_row(tally, call->name);
	struct call other = *call;

	if (!row && tally->unknown_rows >= TALLY_UNKNOWN_ROWS) {
		other.name = slice_of(TALLY_OTHER_NAME);
		row = find_row(tally, other.name);
	}
	if (row)
		return tally->order[row->place];
	tally->unknown_rows++;
	return add_row(tally, &other);
}

/* Returns the index in `rows` of the row of `call`, which is made where there is none. Calls of
 * the table are found without hashing their name. */
static size_t row_of(struct tally *tally, const struct call *call)
{
	uint32_t *known = call->syscall ? &tally->by_syscall[syscall_row(call->syscall)] : NULL;

	if (known && *known)
		return *known - 1;
	if (!known)
		return row_of_unknown(tally, call);
	*known = (uint32_t)add_row(tally, call) + 1;
	return *known - 1;
}

static void note_first(struct tally *tally, struct row *row, const struct call *call)
{
	if (!place_is_earlier(call->place, row->shown.first))
		return;
	row->shown.first = call->place;
	sink_row(tally, row->place);
}

/* Returns how many calls `call` adds to a row that has `known` ones. */
static uint64_t calls_of(const struct call *call, uint64_t known)
{
	switch (call->form) {
	case CALL_SUMMED:
		return call->count;
	case CALL_REMARK:
		return known == 0;
	case CALL_PRINTED:
	case CALL_RECORDED:
		break;
	}
	return 1;
}

static void count_errors(struct tally_row *row, const struct call *call)
{
	if (call->form == CALL_SUMMED) {
		row->errors += call->errors;
		errors_add_unknown(&row->errors_by_name, call->errors);
	} else if (call->failed) {
		row->errors++;
		errors_add(&row->errors_by_name, call->result);
	}
}

static void count_call(struct tally *tally, struct tally_row *row, const struct call *call)
{
	uint64_t calls = calls_of(call, row->calls);

	tally->calls += calls;
	row->calls += calls;
	count_errors(row, call);
	row->without_arguments += call->arguments_known ? 0 : calls;
	row->compat += call->is_compat ? calls : 0;
	row->killed += call->killed;
	row->launch += call->in_launch ? calls : 0;
}

static void decode_all(struct tally *tally)
{
	for (size_t i = 0; i < tally->value_count; i++)
		decode(tally, &tally->values[i]);
}

/* From its first call on that only 32-bit programs have, nobody can tell which other calls they made. */
static void note_compat(struct tally *tally, const struct call *call)
{
	if (tally->is_compat || !call->syscall || !compat_only(call->syscall))
		return;
	tally->is_compat = true;
	decode_all(tally);
}

void tally_add(struct tally *tally, const struct call *call)
{
	size_t number = row_of(tally, call);
	struct row *row = tally->rows[number];
	bool is_raw = layout_is_raw(call);
	unsigned seen = 0;

	note_compat(tally, call);
	count_call(tally, &row->shown, call);
	note_first(tally, row, call);
	for (unsigned i = 0; !call->is_compat && i < call->argument_count; i++)
		count_argument(tally, number, call, i, is_raw, &seen);
}

void tally_set_arch(struct tally *tally, enum arch arch)
{
	if (tally->arch == arch)
		return;
	tally->arch = arch;
	decode_all(tally);
}

size_t tally_count(const struct tally *tally)
{
	return tally->row_count;
}

const struct tally_row *tally_at(const struct tally *tally, size_t index)
{
	return &tally->rows[tally->order[index]]->shown;
}

const struct tally_row *tally_find(const struct tally *tally, struct slice name)
{
	const struct row *row = find_row(tally, name);

	return row ? &row->shown : NULL;
}

uint64_t tally_calls(const struct tally *tally)
{
	return tally->calls;
}

bool tally_next_value(const struct tally *tally, const struct tally_row *row, unsigned index,
	size_t *cursor, struct tally_value *ret_value)
{
	const struct row *whole = (const struct row *)row; /* its first member */
	size_t number = *cursor ? *cursor - 1 : whole->first[index];
	const struct value *value;

	if (number == NO_VALUE)
		return false;
	value = &tally->values[number];
	*cursor = (size_t)value->next + 1;
	ret_value->text = text_of(tally, value);
	ret_value->candidate_count = value->candidate_count;
	memcpy(ret_value->candidates, value->candidates, sizeof(value->candidates));
	ret_value->count = value->count;
	return true;
}
