#include "trace/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/compat.h"
#include "trace/layout.h"
#include "trace/origin.h"
#include "trace/tally_parts.h"

struct tally *tally_new(enum arch arch)
{
	struct tally *tally = memory_allocate(1, sizeof(*tally));

	tally->arch = arch;
	tally->by_syscall = memory_allocate(syscall_count(), sizeof(tally->by_syscall[0]));
	tally->clone = (uint32_t)syscall_row(syscall_find(slice_of("clone")));
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
	values_free(&tally->values);
	joint_free(&tally->clones);
	free(tally);
}

static void decode(const struct tally *tally, struct value *value)
{
	const struct tally_row *row = &tally->rows[values_row(value)]->shown;
	unsigned index = values_index(value);
	const struct argument_fact *fact =
		row->syscall ? syscall_argument(row->syscall, tally->arch, index) : NULL;
	struct argument_value number = {0};

	if (!tally->is_compat || !compat_hides(row->name, index))
		number = argument_decode(values_text(&tally->values, value), fact, tally->arch,
			values_is_raw(value));
	value->candidate_count = (uint8_t)number.candidate_count;
	memcpy(value->candidates, number.candidates, sizeof(value->candidates));
}

bool tally_is_full(const struct tally *tally, const struct row *row, unsigned index)
{
	return tally->values.count >= TALLY_VALUES ||
	       row->shown.registers[index].value_count >= TALLY_VALUES_PER_ARGUMENT;
}

static void link_value(struct tally *tally, struct row *row, unsigned index, uint32_t number)
{
	struct slice text = values_text(&tally->values, &tally->values.items[number]);

	if (row->first[index] == VALUES_NONE)
		row->first[index] = number;
	else
		tally->values.items[row->last[index]].next = number;
	row->last[index] = number;
	row->has_label |= slice_find_byte(text, '=') < text.length;
	row->shown.registers[index].value_count++;
}

/* Adds a value of a register, unless the table is full. */
static uint32_t add_value(
	struct tally *tally, struct row *row, unsigned index, uint32_t key, struct slice text)
{
	uint32_t number;

	if (tally_is_full(tally, row, index) ||
		tally->values.texts.length + text.length > TALLY_TEXTS)
		return VALUES_NONE;
	number = values_add(&tally->values, key, text);
	decode(tally, &tally->values.items[number]);
	link_value(tally, row, index, number);
	return number;
}

static void count_value(
	struct tally *tally, size_t row, unsigned index, struct slice text, bool is_raw)
{
	struct tally_register *reg = &tally->rows[row]->shown.registers[index];
	uint32_t key = values_key(row, index, is_raw);
	uint32_t number = VALUES_NONE;

	if (text.length <= TALLY_TEXT_MAX) {
		struct value_probe probe = values_probe(key, text);

		number = values_find(&tally->values, &probe);
		if (number == VALUES_NONE)
			number = add_value(tally, tally->rows[row], index, key, text);
	}
	if (number == VALUES_NONE) {
		reg->forgotten++;
		return;
	}
	tally->values.calls[number]++;
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

/* Some arguments are a number for one command and a pointer for another. */
struct slice tally_form(struct slice text, const struct argument_fact *fact)
{
	switch (text.length ? *text.start : '\0') {
	case '"':
		return slice_of("\"...\"\0\0");
	case '{':
	case '[':
	case '~':
		return slice_of("{...}\0\0");
	default:
		break;
	}
	if ((!fact || fact->kind == KIND_OTHER) && is_address(text))
		return slice_of("0x...\0\0");
	return text;
}

bool tally_keeps(const struct argument_fact *fact)
{
	return !fact || (fact->kind != KIND_POINTER && fact->kind != KIND_ADDRESS);
}

bool tally_read_argument(const struct call *call, unsigned position, bool is_raw, enum arch arch,
	unsigned *ret_index, struct slice *ret_text)
{
	int index = layout_register(call, position, is_raw, arch);
	const struct argument_fact *fact = NULL;
	struct slice text;

	if (index < 0)
		return false;
	if (call->syscall)
		fact = syscall_argument(call->syscall, arch, (unsigned)index);
	if (!tally_keeps(fact))
		return false;
	text = layout_text(call, position);
	if (text.length == 0 || *text.start == '<')
		return false;
	*ret_index = (unsigned)index;
	*ret_text = tally_form(text, fact);
	return true;
}

/* Counts the argument at `position`, unless its register was counted for this call: `seen` has a
 * bit for each. Program output in between can look like more arguments than there are. */
static void count_argument(struct tally *tally, size_t row, const struct call *call,
	unsigned position, bool is_raw, unsigned *seen)
{
	struct slice text;
	unsigned index;

	if (!tally_read_argument(call, position, is_raw, tally->arch, &index, &text) ||
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
	tally->shows_aarch64 |= origin_shows_aarch64(call);
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
	for (size_t i = 0; i < tally->values.count; i++)
		decode(tally, &tally->values.items[i]);
}

/* From its first call on that only 32-bit programs have, nobody can tell which other
 * calls they made. */
static void note_compat(struct tally *tally, const struct call *call)
{
	if (tally->is_compat || !call->syscall || !compat_only(call->syscall))
		return;
	tally->is_compat = true;
	decode_all(tally);
}

/* Whether the calls are kept whole, too. */
static bool is_joint(const struct tally *tally, const struct syscall_fact *syscall)
{
	return syscall && syscall_row(syscall) == tally->clone;
}

/* What was read for one architecture cannot be read anew for another one. */
static void add_joint(struct tally *tally, const struct call *call)
{
	if (tally->clones.count == 0)
		tally->clones_arch = tally->arch;
	if (call->arguments_known && tally->clones_arch == tally->arch)
		joint_add(&tally->clones, call, tally->arch);
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
	if (is_joint(tally, call->syscall) && !call->is_compat)
		add_joint(tally, call);
}

const struct joint *tally_joint(const struct tally *tally, const struct tally_row *row)
{
	bool is_whole = tally->clones_arch == tally->arch && !tally->is_compat &&
			tally->clones.counted == row->calls - row->compat;

	return is_joint(tally, row->syscall) && is_whole ? &tally->clones : NULL;
}

void tally_add_counts(struct tally *tally, const uint32_t *counts, size_t count)
{
	uint64_t *calls = tally->values.calls;

	if (count > tally->values.count)
		count = tally->values.count;
	for (size_t number = 0; number < count; number++)
		calls[number] += counts[number];
}

void tally_add_calls(struct tally *tally, size_t number, const struct row_count *count)
{
	struct tally_row *row = &tally->rows[number]->shown;

	tally->calls += count->calls;
	row->calls += count->calls;
	for (size_t i = 0; i <= ERRORS_KINDS; i++) {
		row->errors += count->errors[i];
		errors_add_there(&row->errors_by_name, i, count->errors[i]);
	}
	for (unsigned i = 0; i < SYSCALL_REGISTERS; i++) {
		row->registers[i].counted += count->counted[i];
		row->registers[i].forgotten += count->forgotten[i];
	}
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

bool tally_shows_aarch64(const struct tally *tally)
{
	return tally->shows_aarch64;
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

	if (number == VALUES_NONE)
		return false;
	value = &tally->values.items[number];
	*cursor = (size_t)value->next + 1;
	ret_value->text = values_text(&tally->values, value);
	ret_value->candidate_count = value->candidate_count;
	memcpy(ret_value->candidates, value->candidates, sizeof(value->candidates));
	ret_value->count = tally->values.calls[number];
	return true;
}
