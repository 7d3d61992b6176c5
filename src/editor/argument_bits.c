#include "editor/argument_bits.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "editor/argument_edit.h"
#include "facts/family.h"

#define UPPER_HALF UINT64_C(0xffffffff00000000)

enum { BITS = 64, HALF = 32, NAMED_MAX = 3 };

void argument_bits_free(struct argument_bits *bits)
{
	free(bits->rows);
	*bits = (struct argument_bits){0};
}

static void add_row(struct argument_bits *bits, struct bit_row row)
{
	for (size_t i = 0; i < bits->list.count; i++)
		if (bits->rows[i].value == row.value)
			return;
	bits->rows = memory_reserve(
		bits->rows, &bits->capacity, bits->list.count + 1, sizeof(bits->rows[0]));
	bits->rows[bits->list.count++] = row;
}

static bool is_narrow(const struct arguments *arguments)
{
	return arguments_chosen(arguments)->width == HALF;
}

/* The bits that the kernel looks at. */
static uint64_t seen_bits(const struct arguments *arguments)
{
	return is_narrow(arguments) ? ~UPPER_HALF : UINT64_MAX;
}

static void add_names(struct arguments *arguments)
{
	const struct family *family =
		family_of(arguments->syscall, (unsigned)arguments->registers.cursor);
	struct family_name name;
	size_t cursor = 0;

	if (!family || !family_has_bits(family))
		return;
	while (family_next_name(family, arguments->target->arch, &cursor, &name)) {
		uint64_t value = name.value & seen_bits(arguments);

		if (value != 0)
			add_row(&arguments->bits, (struct bit_row){
							  .name = name.name,
							  .value = value,
							  .field = name.mask & seen_bits(arguments),
						  });
	}
}

/* All bits that the draft's mask or a traced value has. */
static uint64_t used_bits(const struct arguments *arguments)
{
	const struct restriction *draft = &arguments->draft;
	uint64_t used = 0;

	if (draft->has_mask && draft->index == arguments->registers.cursor)
		used |= draft->mask;
	for (size_t i = 0; i < arguments->values.count; i++)
		if (arguments->rows[i].value.candidate_count > 0)
			used |= arguments->rows[i].value.candidates[0];
	return used & seen_bits(arguments);
}

static void add_nameless(struct arguments *arguments)
{
	struct argument_bits *bits = &arguments->bits;
	uint64_t missing = used_bits(arguments);

	for (size_t i = 0; i < bits->list.count; i++)
		missing &= ~bits->rows[i].value;
	for (unsigned bit = 0; bit < BITS; bit++)
		if (missing >> bit & 1)
			add_row(bits, (struct bit_row){
					      .value = UINT64_C(1) << bit,
					      .field = UINT64_C(1) << bit,
				      });
	if (is_narrow(arguments))
		add_row(bits, (struct bit_row){.value = UPPER_HALF, .is_upper = true});
}

static bool has_bit(const struct tally_value *value, const struct bit_row *row)
{
	for (unsigned i = 0; i < value->candidate_count; i++) {
		uint64_t number = value->candidates[i];

		if (row->is_upper ? (number & row->value) != 0
				  : (number & row->field) == row->value)
			return true;
	}
	return false;
}

static void count_calls(struct arguments *arguments)
{
	struct argument_bits *bits = &arguments->bits;

	for (size_t v = 0; v < arguments->values.count; v++) {
		const struct tally_value *value = &arguments->rows[v].value;
		bool passes =
			arguments_judge_value(arguments, value, MEANING_BUILT) == VERDICT_PASSES;

		for (size_t i = 0; i < bits->list.count; i++) {
			uint64_t calls = has_bit(value, &bits->rows[i]) ? value->count : 0;

			bits->rows[i].calls += calls;
			bits->rows[i].passes += passes ? calls : 0;
		}
	}
}

static int compare_rows(const void *left, const void *right)
{
	const struct bit_row *a = left;
	const struct bit_row *b = right;

	if (a->is_upper != b->is_upper)
		return a->is_upper ? 1 : -1;
	if (a->calls != b->calls)
		return a->calls > b->calls ? -1 : 1;
	return (a->value > b->value) - (a->value < b->value);
}

void argument_bits_refresh(struct arguments *arguments)
{
	struct argument_bits *bits = &arguments->bits;

	bits->list.count = 0;
	if (arguments_chosen(arguments)->kind != KIND_POINTER) {
		add_names(arguments);
		add_nameless(arguments);
		count_calls(arguments);
	}
	if (bits->list.count > 1)
		qsort(bits->rows, bits->list.count, sizeof(bits->rows[0]), compare_rows);
	list_resize(&bits->list, bits->list.count, bits->list.page);
}

/* The mask that the draft has for the chosen argument. */
static uint64_t mask_of(const struct arguments *arguments)
{
	const struct restriction *draft = &arguments->draft;

	return draft->has_mask && draft->index == arguments->registers.cursor ? draft->mask : 0;
}

enum bit_mark argument_bits_mark(const struct arguments *arguments, const struct bit_row *row)
{
	uint64_t admitted = mask_of(arguments) & row->value;

	if (admitted == row->value)
		return BIT_ADMITTED;
	return admitted != 0 ? BIT_PARTLY : BIT_REFUSED;
}

bool argument_bits_toggle(struct arguments *arguments, struct text *message)
{
	const struct argument_bits *bits = &arguments->bits;
	uint64_t mask = mask_of(arguments);
	const struct bit_row *row;

	if (argument_edit_append_refusal(arguments, message))
		return false;
	if (bits->list.count == 0) {
		text_append_string(message, "No bits are known here; & types a mask");
		return false;
	}
	if (argument_edit_warns_of_loss(arguments, "Space", message))
		return false;
	row = &bits->rows[bits->list.cursor];
	if ((mask & row->value) == row->value)
		mask &= ~row->value;
	else
		mask |= row->value;
	return argument_edit_tick_mask(arguments, mask, message);
}

void argument_bits_append_name(struct text *text, const struct bit_row *row)
{
	if (row->is_upper)
		text_append_string(text, "upper half");
	else if (row->name)
		text_append_string(text, row->name);
	else
		text_append_format(text, "bit %d", __builtin_ctzll(row->value));
}

/* Whether the draft alone lets the value pass, as built. */
static bool passes(const struct restriction *draft, const struct tally_value *value)
{
	for (unsigned i = 0; i < value->candidate_count; i++)
		if (!restriction_passes(draft, value->candidates[i], MEANING_BUILT))
			return false;
	return true;
}

/* "O_RDONLY (2), O_RDWR (1) and 3 more" */
static void append_values(const struct arguments *arguments, bool admitted, struct text *text)
{
	const struct restriction *draft = &arguments->draft;
	size_t count = 0;

	for (size_t i = 0; i < arguments->values.count; i++) {
		const struct tally_value *value = &arguments->rows[i].value;

		if (value->count == 0 || value->candidate_count == 0 ||
			passes(draft, value) != admitted)
			continue;
		if (++count > NAMED_MAX)
			continue;
		text_append_string(text, count > 1 ? ", " : "");
		text_append_visible(text, value->text);
		text_append_format(text, " (%" PRIu64 ")", value->count);
	}
	if (count > NAMED_MAX)
		text_append_format(text, " and %zu more", count - NAMED_MAX);
	if (count == 0)
		text_append_string(text, "none");
}

void argument_bits_append_effect(const struct arguments *arguments, struct text *text)
{
	const struct restriction *draft = &arguments->draft;

	if (restriction_is_any(draft) || draft->index != arguments->registers.cursor)
		return;
	text_append_string(text, "Of the traced values (calls) it admits: ");
	append_values(arguments, true, text);
	text_append_string(text, "; it refuses: ");
	append_values(arguments, false, text);
	text_append_string(text, ".\n");
}
