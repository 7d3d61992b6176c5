#include "entry/remark.h"

#include <stdlib.h>

#include "base/memory.h"
#include "facts/capability.h"

struct remark_fact {
	const char *name;
	bool is_refusal;
	bool is_mended_by_saving;
	const char *text; /* %s: the name the remark is about */
};

static const struct remark_fact facts[] = {
	[REMARK_MAP_FORM] = {"map-form", true, true,
		"the rule of '%s' is a map with the key args, which only Northstar 0.5 reads; "
		"saving writes !args"},
	[REMARK_TAG_FORM] = {"tag-form", true, true,
		"the rule of '%s' has the tag !args, which Northstar 0.5 does not read; "
		"saving writes a map with the key args"},
	[REMARK_EMPTY_ARGS] = {"empty-args", true, true,
		"the rule of '%s' has an empty args inside args; saving leaves it out"},
	[REMARK_PROFILE_OUTSIDE] = {"profile-outside", true, true,
		"profile stands beside seccomp instead of inside it; saving moves it"},
	[REMARK_NAME_TWICE] = {"name-twice", false, false,
		"'%s' stands in allow more than once; the last rule holds"},
	[REMARK_NO_INIT] = {"no-init", true, false,
		"seccomp without init: Northstar refuses it in a resource container"},
	[REMARK_CAPABILITY_UNKNOWN] = {"capability-unknown", true, false,
		"'%s' is no capability that Northstar reads"},
	[REMARK_CAPABILITY_TWICE] = {"capability-twice", true, false,
		"'%s' stands in capabilities more than once, which Northstar refuses"},
	[REMARK_CAPABILITIES_FORM] = {"capabilities-form", true, false,
		"capabilities is no list of names"},
};

const char *remark_name(enum remark_code code)
{
	return facts[code].name;
}

bool remark_is_refusal(enum remark_code code)
{
	return facts[code].is_refusal;
}

bool remark_is_mended_by_saving(enum remark_code code)
{
	return facts[code].is_mended_by_saving;
}

/* How the runtime spells the capability that was meant. */
static void append_spelling(const struct remark *remark, struct text *text)
{
	unsigned number;

	if (remark->name && capability_parse(slice_of(remark->name), &number))
		text_append_format(
			text, ": it is written %s, and judged as that", capability_name(number));
	else
		text_append_string(text, " (CAP_CHOWN, CAP_KILL, ...)");
}

void remark_append_text(const struct remark *remark, struct text *text)
{
	struct slice format = slice_of(facts[remark->code].text);
	size_t place = slice_find(format, "%s");

	text_append(text, slice_until(format, place));
	if (place < format.length)
		text_append_visible(text, slice_of(remark->name ? remark->name : ""));
	text_append(text, slice_after(format, place + 2));
	if (remark->code == REMARK_CAPABILITY_UNKNOWN)
		append_spelling(remark, text);
}

void remarks_add(struct remarks *remarks, enum remark_code code, size_t line, size_t column,
	struct slice name)
{
	struct remark *remark;

	remarks->items = memory_reserve(
		remarks->items, &remarks->capacity, remarks->count + 1, sizeof(remarks->items[0]));
	remark = &remarks->items[remarks->count++];
	*remark = (struct remark){.code = code, .line = line, .column = column};
	if (name.start)
		remark->name = memory_copy_string(name.start, name.length);
}

static int compare_places(const void *a, const void *b)
{
	const struct remark *first = a;
	const struct remark *second = b;

	if (first->line != second->line)
		return first->line < second->line ? -1 : 1;
	return (first->column > second->column) - (first->column < second->column);
}

void remarks_sort(struct remarks *remarks)
{
	if (remarks->count > 0)
		qsort(remarks->items, remarks->count, sizeof(remarks->items[0]), compare_places);
}

void remarks_free(struct remarks *remarks)
{
	for (size_t i = 0; i < remarks->count; i++)
		free(remarks->items[i].name);
	free(remarks->items);
	*remarks = (struct remarks){0};
}
