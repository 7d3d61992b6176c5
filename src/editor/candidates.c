#include "editor/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "editor/row_filter.h"
#include "facts/family.h"
#include "facts/syscall.h"

/* The most frequent values of an argument, which decide on the order of its names. */
enum { RANKING_VALUES = 64 };

static void offer_syscalls(const struct editor *editor, struct completion *completion)
{
	enum arch arch = editor->now.target.arch;

	for (size_t i = 0; i < syscall_count(); i++)
		if (syscall_at(i)->numbers[arch] >= 0)
			completion_offer(completion, syscall_at(i)->name);
}

static void offer_shown(const struct editor *editor, struct completion *completion)
{
	struct text name = {0};

	for (size_t i = 0; i < editor->list.count; i++) {
		text_clear(&name);
		text_append(&name, editor_row_at(editor, i)->name);
		completion_add(completion, text_string(&name));
	}
	text_free(&name);
}

/* A name of a value, and the traced calls that have it. */
struct ranked_name {
	struct family_name name;
	uint64_t calls;
};

static bool has_name(const struct tally_value *value, const struct family_name *name)
{
	/* A name of no bits, as MAP_FILE, stands for 0. */
	uint64_t mask = name->mask != 0 ? name->mask : UINT64_MAX;

	for (unsigned i = 0; i < value->candidate_count; i++)
		if ((value->candidates[i] & mask) == name->value)
			return true;
	return false;
}

static uint64_t calls_with(const struct arguments *arguments, const struct family_name *name)
{
	uint64_t calls = 0;

	for (size_t i = 0; i < arguments->values.count && i < RANKING_VALUES; i++)
		if (has_name(&arguments->rows[i].value, name))
			calls += arguments->rows[i].value.count;
	return calls;
}

/* What the trace has most often comes first; then small values, as -1 mostly stands for none
 * (FAN_NOFD). */
static int compare_names(const void *left, const void *right)
{
	const struct ranked_name *a = left;
	const struct ranked_name *b = right;

	if (a->calls != b->calls)
		return a->calls > b->calls ? -1 : 1;
	if (a->name.value != b->name.value)
		return a->name.value < b->name.value ? -1 : 1;
	return strcmp(a->name.name, b->name.name);
}

/* The names of values of the argument that is being restricted. */
static void offer_values(const struct editor *editor, struct completion *completion)
{
	const struct arguments *arguments = &editor->arguments;
	const struct family *family =
		family_of(arguments->syscall, (unsigned)arguments->registers.cursor);
	struct ranked_name *names = NULL;
	struct family_name name;
	size_t capacity = 0;
	size_t cursor = 0;
	size_t count = 0;

	while (family && family_next_name(family, arguments->target->arch, &cursor, &name)) {
		names = memory_reserve(names, &capacity, count + 1, sizeof(names[0]));
		names[count++] = (struct ranked_name){name, calls_with(arguments, &name)};
	}
	if (count > 1)
		qsort(names, count, sizeof(names[0]), compare_names);
	for (size_t i = 0; i < count; i++)
		completion_offer(completion, names[i].name.name);
	free(names);
}

static void offer_filter(const struct editor *editor, struct completion *completion)
{
	(void)editor;
	row_filter_offer(completion);
}

/* What a prompt completes; without a function, nothing. */
static const struct source {
	const char *separators;
	void (*offer)(const struct editor *editor, struct completion *completion);
} sources[PURPOSE_COUNT] = {
	[PURPOSE_SEARCH] = {"", offer_shown},
	[PURPOSE_ADD] = {"", offer_syscalls},
	[PURPOSE_VALUE] = {" ,|~()", offer_values},
	[PURPOSE_MASK] = {" ,|~()", offer_values},
	[PURPOSE_FILTER] = {ROW_FILTER_SEPARATORS, offer_filter},
	[PURPOSE_LOG] = {"/", NULL},
	[PURPOSE_SAVE] = {"/", NULL},
};

void candidates_gather(struct editor *editor)
{
	const struct source *source = &sources[editor->purpose];

	completion_begin(
		&editor->completion, &editor->prompt, source->separators ? source->separators : "");
	if (source->offer)
		source->offer(editor, &editor->completion);
}

bool candidates_are_files(const struct editor *editor)
{
	return editor->purpose == PURPOSE_LOG || editor->purpose == PURPOSE_SAVE;
}

bool candidates_are_shown(const struct editor *editor)
{
	const struct completion *completion = &editor->completion;

	return completion->count > 0 &&
	       (completion->word.length > 0 || completion->is_chosen ||
		       editor->purpose == PURPOSE_VALUE || editor->purpose == PURPOSE_MASK ||
		       candidates_are_files(editor));
}
