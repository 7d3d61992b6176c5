#include "facts/family.h"

#include <inttypes.h>
#include <string.h>

#include "facts/constant.h"

enum family_form {
	FORM_VALUE,   /* one name or a number */
	FORM_EITHER,  /* the same, but all names of a value are shown */
	FORM_FLAGS,   /* fields and bits */
	FORM_MODE,    /* the same, what is left is octal */
	FORM_COMMAND, /* depends on another argument */
	FORM_IOPRIO,  /* IOPRIO_PRIO_VALUE(class, level) */
	FORM_QUOTA,   /* QCMD(command, type) */
	FORM_DEVICE,  /* makedev(major, minor) */
};

/* The names of one group: rows of constants, in family_members, names of more bits first. */
struct family_group {
	uint16_t first;
	uint16_t count;
};

struct family_part {
	uint16_t group;
	uint64_t mask; /* not 0: a field of these bits, which holds one value of the group */
};

struct family {
	const char *syscall;
	unsigned char index; /* of the register */
	enum family_form form;
	uint16_t first; /* its parts in family_parts */
	uint16_t count;
};

/* From data/families.tsv: family_members, family_groups, family_parts, and family_rows, sorted by
 * syscall. */
#include "facts/family_rows.h"

/* Different devices use the same ioctl numbers; more names than this do not help. */
#define EITHER_MAX 3

/* Decimal numbers are read more easily only while they are small; where most values have a name,
 * the others are seldom counts. */
#define DECIMAL_MAX	  65535
#define DECIMAL_NAMED_MAX 255

/* A small number stands for too many things when it is not known what the argument means. */
#define COMMAND_MIN	  256

#define MODE_MAX	  0xffff /* bits of a umode_t */
#define IOPRIO_CLASS_BITS 13	 /* include/uapi/linux/ioprio.h, IOPRIO_CLASS_SHIFT */
#define QUOTA_TYPE_BITS	  8	 /* include/uapi/linux/quota.h, SUBCMDSHIFT */

const struct family *family_of(const struct syscall_fact *syscall, unsigned index)
{
	size_t low = 0;
	size_t high = sizeof family_rows / sizeof *family_rows;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct family *family = &family_rows[middle];
		int order = strcmp(syscall->name, family->syscall);

		if (order == 0)
			order = (index > family->index) - (index < family->index);
		if (order == 0)
			return family;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

bool family_has_bits(const struct family *family)
{
	return family->form == FORM_FLAGS || family->form == FORM_MODE;
}

/* Returns whether `value` is a 32-bit number, extended in either way. */
static bool is_narrow(uint64_t value)
{
	return value >> 32 == 0 || (int64_t)value == (int32_t)value;
}

static bool is_same(uint64_t a, uint64_t b)
{
	return a == b || (is_narrow(a) && is_narrow(b) && (uint32_t)a == (uint32_t)b);
}

/* Returns the name of `value` in a group, at or after member `*member`, which is set to it; NULL
 * when there is none. */
static const char *find_name(
	const struct family_group *group, enum arch arch, uint64_t value, size_t *member)
{
	for (; *member < group->count; (*member)++) {
		size_t row = family_members[group->first + *member];
		uint64_t candidate;

		if (constant_at(row, arch, &candidate) && is_same(candidate, value))
			return constant_name(row);
	}
	return NULL;
}

static const struct family_group *group_of(const struct family *family, unsigned part)
{
	return &family_groups[family_parts[family->first + part].group];
}

static const char *find_first_name(
	const struct family *family, unsigned part, enum arch arch, uint64_t value)
{
	size_t member = 0;

	return find_name(group_of(family, part), arch, value, &member);
}

static void append_number(struct text *text, uint64_t value, uint64_t decimal_max)
{
	text_append_format(text, value <= decimal_max ? "%" PRIu64 : "0x%" PRIx64, value);
}

static void append_value(struct text *text, const char *name, uint64_t value)
{
	if (name != NULL)
		text_append_string(text, name);
	else
		append_number(text, value, DECIMAL_NAMED_MAX);
}

/* The groups are lists for different meanings: a name counts only when no other group has another
 * one. */
static const char *find_agreed_name(const struct family *family, enum arch arch, uint64_t value)
{
	const char *agreed = NULL;

	if (value < COMMAND_MIN)
		return NULL;
	for (unsigned part = 0; part < family->count; part++) {
		const char *name = find_first_name(family, part, arch, value);

		if (name != NULL && agreed != NULL && strcmp(name, agreed) != 0)
			return NULL;
		if (name != NULL)
			agreed = name;
	}
	return agreed;
}

static const char *find_any_name(const struct family *family, enum arch arch, uint64_t value)
{
	const char *name = NULL;

	for (unsigned part = 0; part < family->count && name == NULL; part++)
		name = find_first_name(family, part, arch, value);
	return name;
}

static void append_either(
	struct text *text, const struct family *family, enum arch arch, uint64_t value)
{
	const char *name;
	size_t found = 0;

	for (unsigned part = 0; part < family->count; part++)
		for (size_t member = 0; found < EITHER_MAX; member++, found++) {
			name = find_name(group_of(family, part), arch, value, &member);
			if (name == NULL)
				break;
			text_append_string(text, found > 0 ? " or " : "");
			text_append_string(text, name);
		}
	if (found == 0)
		append_number(text, value, DECIMAL_NAMED_MAX);
}

/* A list of names joined by |, and the bits of the value that have no name yet. */
struct bits {
	struct text *text;
	enum arch arch;
	uint64_t rest;
	bool is_mask; /* not a value: a field without bits says nothing */
	bool begun;
};

static void append_bit_name(struct bits *bits, const char *name)
{
	if (bits->begun)
		text_append_byte(bits->text, '|');
	text_append_string(bits->text, name);
	bits->begun = true;
}

static void append_group_bits(struct bits *bits, const struct family_group *group)
{
	for (size_t member = 0; member < group->count; member++) {
		size_t row = family_members[group->first + member];
		uint64_t value;

		if (!constant_at(row, bits->arch, &value) || value == 0 ||
			(bits->rest & value) != value)
			continue;
		append_bit_name(bits, constant_name(row));
		bits->rest &= ~value;
	}
}

/* Returns whether each bit of `value` has a name of its own in the family. */
static bool has_names_of_bits(const struct family *family, enum arch arch, uint64_t value)
{
	uint64_t rest = value;

	for (unsigned part = 0; part < family->count; part++) {
		const struct family_group *group = group_of(family, part);

		if (family_parts[family->first + part].mask != 0)
			continue;
		for (size_t member = 0; member < group->count; member++) {
			uint64_t bit;

			if (constant_at(family_members[group->first + member], arch, &bit) &&
				(bit & (bit - 1)) == 0)
				rest &= ~bit;
		}
	}
	return rest == 0;
}

/* A name of a field may have bits outside it too: PER_SVR4 is a type and two flags. In a mask the
 * names of the single bits are what it says: MS_MGC_VAL would hide MS_RELATIME. */
static void append_field(struct bits *bits, const struct family *family,
	const struct family_group *group, uint64_t mask)
{
	for (size_t member = 0; member < group->count; member++) {
		size_t row = family_members[group->first + member];
		uint64_t value;

		if (!constant_at(row, bits->arch, &value) || (bits->rest & (mask | value)) != value)
			continue;
		if (bits->is_mask && has_names_of_bits(family, bits->arch, value))
			continue;
		append_bit_name(bits, constant_name(row));
		bits->rest &= ~(mask | value);
		return;
	}
}

static void append_part(struct bits *bits, const struct family *family, unsigned part)
{
	uint64_t mask = family_parts[family->first + part].mask;

	if (mask != 0)
		append_field(bits, family, group_of(family, part), mask);
	else
		append_group_bits(bits, group_of(family, part));
}

static void append_bits(struct text *text, const struct family *family, enum arch arch,
	uint64_t value, bool is_mask)
{
	struct bits bits = {.text = text, .arch = arch, .rest = value, .is_mask = is_mask};
	const char *format;

	if (is_narrow(value))
		bits.rest = (uint32_t)value;
	for (unsigned part = 0; part < family->count; part++)
		append_part(&bits, family, part);
	format =
		family->form == FORM_MODE && bits.rest <= MODE_MAX ? "%s0%" PRIo64 : "%s0x%" PRIx64;
	if (bits.rest != 0)
		text_append_format(text, format, bits.begun ? "|" : "", bits.rest);
	else if (!bits.begun)
		append_value(text, find_any_name(family, arch, 0), 0);
}

static void append_ioprio(
	struct text *text, const struct family *family, enum arch arch, uint64_t value)
{
	uint64_t number = (uint32_t)value;
	const char *name = find_any_name(family, arch, number >> IOPRIO_CLASS_BITS);

	if (name == NULL || !is_narrow(value))
		append_number(text, value, DECIMAL_NAMED_MAX);
	else
		text_append_format(text, "IOPRIO_PRIO_VALUE(%s, %" PRIu64 ")", name,
			number & ((1U << IOPRIO_CLASS_BITS) - 1));
}

/* Its first part is the commands, its second the types. */
static void append_quota(
	struct text *text, const struct family *family, enum arch arch, uint64_t value)
{
	uint64_t number = (uint32_t)value;
	uint64_t type = number & ((1U << QUOTA_TYPE_BITS) - 1);
	const char *name = find_first_name(family, 0, arch, number >> QUOTA_TYPE_BITS);

	if (name == NULL || !is_narrow(value)) {
		append_number(text, value, DECIMAL_NAMED_MAX);
		return;
	}
	text_append_format(text, "QCMD(%s, ", name);
	append_value(text, find_first_name(family, 1, arch, type), type);
	text_append_byte(text, ')');
}

/* The kernel's packing of 32 bits: include/linux/kdev_t.h, new_decode_dev(). */
static void append_device(struct text *text, uint64_t value)
{
	unsigned number = (unsigned)value;

	if (!is_narrow(value)) {
		append_number(text, value, DECIMAL_MAX);
		return;
	}
	text_append_format(text, "makedev(0x%x, 0x%x)", (number >> 8) & 0xfff,
		(number & 0xff) | ((number >> 12) & 0xfff00));
}

void family_append_text(
	struct text *text, const struct family *family, enum arch arch, uint64_t value)
{
	if (family == NULL) {
		append_number(text, value, DECIMAL_MAX);
		return;
	}
	switch (family->form) {
	case FORM_VALUE:
		append_value(text, find_any_name(family, arch, value), value);
		break;
	case FORM_COMMAND:
		append_value(text, find_agreed_name(family, arch, value), value);
		break;
	case FORM_EITHER:
		append_either(text, family, arch, value);
		break;
	case FORM_FLAGS:
	case FORM_MODE:
		append_bits(text, family, arch, value, false);
		break;
	case FORM_IOPRIO:
		append_ioprio(text, family, arch, value);
		break;
	case FORM_QUOTA:
		append_quota(text, family, arch, value);
		break;
	case FORM_DEVICE:
		append_device(text, value);
		break;
	}
}

void family_append_mask(
	struct text *text, const struct family *family, enum arch arch, uint64_t mask)
{
	append_bits(text, family, arch, mask, mask != 0);
}

static uint64_t mask_of(const struct family *family, const struct family_part *part, uint64_t value)
{
	if (!family_has_bits(family))
		return UINT64_MAX;
	return part->mask | value;
}

bool family_next_name(
	const struct family *family, enum arch arch, size_t *cursor, struct family_name *ret_name)
{
	size_t skip = *cursor;

	for (unsigned i = 0; i < family->count; i++) {
		const struct family_part *part = &family_parts[family->first + i];
		const struct family_group *group = &family_groups[part->group];

		for (; skip < group->count; skip++, (*cursor)++) {
			size_t row = family_members[group->first + skip];
			uint64_t value;

			if (!constant_at(row, arch, &value))
				continue;
			*ret_name = (struct family_name){
				constant_name(row), value, mask_of(family, part, value)};
			(*cursor)++;
			return true;
		}
		skip -= group->count;
	}
	return false;
}
