#include "facts/constant.h"

#include <string.h>

/* One name with its values; `name` is where it begins in constant_names. */
struct constant_row {
	uint32_t name;
	uint32_t arches; /* bit ARCH_...: it has a value there */
	uint64_t values[ARCH_COUNT];
};

/* From data/constants.tsv: constant_names (all names, one after the other, each with its NUL) and
 * constant_rows, sorted by name. */
#include "facts/constant_rows.h"

size_t constant_count(void)
{
	return sizeof constant_rows / sizeof *constant_rows;
}

const char *constant_name(size_t row)
{
	return constant_names + constant_rows[row].name;
}

bool constant_at(size_t row, enum arch arch, uint64_t *ret_value)
{
	if ((constant_rows[row].arches & (1U << arch)) == 0)
		return false;
	*ret_value = constant_rows[row].values[arch];
	return true;
}

/* Compares as strcmp() does; `name` may hold any bytes. */
static int compare(struct slice name, const char *string)
{
	size_t length = strlen(string);
	size_t common = name.length < length ? name.length : length;
	int order = common == 0 ? 0 : memcmp(name.start, string, common);

	if (order != 0)
		return order;
	return (name.length > length) - (name.length < length);
}

bool constant_value(struct slice name, enum arch arch, uint64_t *ret_value)
{
	size_t low = 0;
	size_t high = constant_count();

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(name, constant_name(middle));

		if (order == 0)
			return constant_at(middle, arch, ret_value);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}
