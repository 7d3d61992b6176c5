#include "editor/completion.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"

static void forget_names(struct completion *completion)
{
	for (size_t i = 0; i < completion->count; i++)
		free(completion->names[i]);
	completion->count = 0;
	completion->is_chosen = false;
}

void completion_begin(
	struct completion *completion, const struct prompt *prompt, const char *separators)
{
	struct slice text = slice_of_text(&prompt->text);

	forget_names(completion);
	completion->from = prompt->cursor;
	while (completion->from > 0 && !strchr(separators, text.start[completion->from - 1]))
		completion->from--;
	text_clear(&completion->word);
	text_append(&completion->word,
		slice_after(slice_until(text, prompt->cursor), completion->from));
}

void completion_add(struct completion *completion, const char *name)
{
	if (strncasecmp(name, text_string(&completion->word), completion->word.length) != 0)
		return;
	completion->names = memory_reserve(completion->names, &completion->capacity,
		completion->count + 1, sizeof(completion->names[0]));
	completion->names[completion->count++] = memory_copy_string(name, strlen(name));
}

void completion_offer(struct completion *completion, const char *name)
{
	for (size_t i = 0; i < completion->count; i++)
		if (strcmp(completion->names[i], name) == 0)
			return;
	completion_add(completion, name);
}

bool completion_begins_name(const struct completion *completion)
{
	for (size_t i = 0; i < completion->count; i++)
		if (strcmp(completion->names[i], text_string(&completion->word)) == 0)
			return false;
	return completion->count > 0 && completion->word.length > 0;
}

/* Returns how many bytes all names have in common. */
static size_t common_length(const struct completion *completion)
{
	const char *first = completion->names[0];
	size_t length = strlen(first);

	for (size_t i = 1; i < completion->count; i++)
		while (strncasecmp(first, completion->names[i], length) != 0)
			length--;
	return length;
}

/* Puts `typed` in the place of the word. */
static void replace_word(struct completion *completion, struct prompt *prompt, struct slice typed)
{
	while (prompt->cursor > completion->from)
		prompt_delete_before(prompt);
	prompt_insert(prompt, typed);
}

bool completion_type_common(struct completion *completion, struct prompt *prompt)
{
	size_t count = completion->count;
	struct slice common = {
		count ? completion->names[0] : "", count ? common_length(completion) : 0};
	struct slice typed = slice_after(
		slice_until(slice_of_text(&prompt->text), prompt->cursor), completion->from);

	if (count == 0 || common.length < typed.length || slice_equal(common, typed))
		return false;
	replace_word(completion, prompt, common);
	return true;
}

void completion_choose(struct completion *completion, struct prompt *prompt, size_t index)
{
	completion->chosen = index;
	completion->is_chosen = true;
	replace_word(completion, prompt, slice_of(completion->names[index]));
}

bool completion_step(struct completion *completion, struct prompt *prompt, int step)
{
	size_t count = completion->count;

	if (count == 0)
		return false;
	if (!completion->is_chosen && completion_type_common(completion, prompt))
		return true;
	if (completion->is_chosen)
		completion_choose(completion, prompt,
			(completion->chosen + (step > 0 ? 1 : count - 1)) % count);
	else
		completion_choose(completion, prompt, step > 0 ? 0 : count - 1);
	return true;
}

void completion_free(struct completion *completion)
{
	forget_names(completion);
	free(completion->names);
	text_free(&completion->word);
	*completion = (struct completion){0};
}
