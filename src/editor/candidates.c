#include "editor/candidates.h"

#include "editor/row_filter.h"
#include "facts/family.h"
#include "facts/syscall.h"

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

/* The names of values of the argument that is being restricted. */
static void offer_values(const struct editor *editor, struct completion *completion)
{
	const struct arguments *arguments = &editor->arguments;
	const struct family *family =
		family_of(arguments->syscall, (unsigned)arguments->registers.cursor);
	struct family_name name;
	size_t cursor = 0;

	while (family && family_next_name(family, arguments->target->arch, &cursor, &name))
		completion_offer(completion, name.name);
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
