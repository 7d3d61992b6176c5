#include "trace/errors.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_in_name(char character)
{
	return (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9') ||
	       character == '_';
}

/* Returns the error's name: the word behind the first blank when it begins with E. */
static struct slice find_name(struct slice result)
{
	struct slice rest = slice_after(result, slice_find_byte(result, ' ') + 1);
	size_t length = 0;

	while (length < rest.length && is_in_name(rest.start[length]))
		length++;
	if (length == 0 || rest.start[0] != 'E' || length >= ERRORS_NAME_SIZE)
		return slice_of("");
	return slice_until(rest, length);
}

static void add(struct errors *errors, struct slice name, uint64_t count)
{
	struct error_kind *kind = errors->kinds;
	struct error_kind *end = errors->kinds + errors->kind_count;

	while (kind < end && !slice_is(name, kind->name))
		kind++;
	if (kind == end && errors->kind_count == ERRORS_KINDS) {
		errors->others += count;
		return;
	}
	if (kind == end) {
		memcpy(kind->name, name.start, name.length);
		kind->name[name.length] = '\0';
		errors->kind_count++;
	}
	kind->count += count;
}

void errors_add(struct errors *errors, struct slice result)
{
	struct slice name = find_name(result);

	if (name.length > 0)
		add(errors, name, 1);
	else
		errors_add_unknown(errors, 1);
}

size_t errors_find(const struct errors *errors, struct slice result)
{
	struct slice name = find_name(result);

	if (name.length == 0)
		return ERRORS_OTHERS;
	for (size_t i = 0; i < errors->kind_count; i++)
		if (slice_is(name, errors->kinds[i].name))
			return i;
	return errors->kind_count == ERRORS_KINDS ? ERRORS_OTHERS : ERRORS_NEW;
}

void errors_add_there(struct errors *errors, size_t there, uint64_t count)
{
	if (there == ERRORS_OTHERS)
		errors->others += count;
	else
		errors->kinds[there].count += count;
}

void errors_add_unknown(struct errors *errors, uint64_t count)
{
	errors->others += count;
}

void errors_merge(struct errors *errors, const struct errors *other)
{
	for (size_t i = 0; i < other->kind_count; i++)
		add(errors, slice_of(other->kinds[i].name), other->kinds[i].count);
	errors->others += other->others;
}

/* More of a kind comes first; the sort need not be stable: names decide then. */
static int compare(const void *a, const void *b)
{
	const struct error_kind *left = a;
	const struct error_kind *right = b;

	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	return strcmp(left->name, right->name);
}

void errors_append(const struct errors *errors, struct text *text)
{
	struct errors sorted = *errors;

	if (sorted.kind_count == 0)
		return;
	if (sorted.kind_count == 1 && sorted.others == 0) {
		text_append_string(text, sorted.kinds[0].name);
		return;
	}
	qsort(sorted.kinds, sorted.kind_count, sizeof(sorted.kinds[0]), compare);
	for (size_t i = 0; i < sorted.kind_count; i++)
		text_append_format(text, "%s%" PRIu64 " %s", i > 0 ? ", " : "",
			sorted.kinds[i].count, sorted.kinds[i].name);
	if (sorted.others > 0)
		text_append_format(text, ", %" PRIu64 " other%s", sorted.others,
			sorted.others == 1 ? "" : "s");
}
