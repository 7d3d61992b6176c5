#include "editor/prompt.h"

#include <stdbool.h>
#include <wchar.h>

/* Replaces the bytes from `from` to `to` by `typed` and puts the cursor behind it. */
static void replace(struct prompt *prompt, size_t from, size_t to, struct slice typed)
{
	struct slice old = slice_of_text(&prompt->text);
	struct text new = {0};

	text_append(&new, slice_until(old, from));
	text_append(&new, typed);
	text_append(&new, slice_after(old, to));
	text_free(&prompt->text);
	prompt->text = new;
	prompt->cursor = from + typed.length;
}

/* A byte that continues a character of UTF-8. */
static bool is_continuation(const struct prompt *prompt, size_t at)
{
	return ((unsigned char)prompt->text.bytes[at] & 0xc0) == 0x80;
}

/* The code point before, or behind, the one at `at`. */
static size_t point_before(const struct prompt *prompt, size_t at)
{
	if (at == 0)
		return 0;
	do
		at--;
	while (at > 0 && is_continuation(prompt, at));
	return at;
}

static size_t point_after(const struct prompt *prompt, size_t at)
{
	if (at >= prompt->text.length)
		return prompt->text.length;
	do
		at++;
	while (at < prompt->text.length && is_continuation(prompt, at));
	return at;
}

/* Whether the code point at `at` is drawn over the one before it: it takes no column of its own.
 * One that is shown as an escape takes some. */
static bool combines(const struct prompt *prompt, size_t at)
{
	size_t length = point_after(prompt, at) - at;
	struct slice point = {prompt->text.bytes + at, length};
	struct text visible = {0};
	mbstate_t state = {0};
	wchar_t character;
	bool is_visible;

	if (length < 2 || mbrtowc(&character, point.start, length, &state) != length)
		return false;
	text_append_visible(&visible, point);
	is_visible = slice_equal(slice_of_text(&visible), point);
	text_free(&visible);
	return is_visible && wcwidth(character) == 0;
}

static size_t before(const struct prompt *prompt, size_t at)
{
	at = point_before(prompt, at);
	while (at > 0 && combines(prompt, at))
		at = point_before(prompt, at);
	return at;
}

size_t prompt_after(const struct prompt *prompt, size_t at)
{
	at = point_after(prompt, at);
	while (at < prompt->text.length && combines(prompt, at))
		at = point_after(prompt, at);
	return at;
}

void prompt_set(struct prompt *prompt, const char *content)
{
	text_clear(&prompt->text);
	text_append_string(&prompt->text, content);
	prompt->cursor = prompt->text.length;
}

void prompt_insert(struct prompt *prompt, struct slice typed)
{
	if (prompt->text.length + typed.length > PROMPT_BYTES)
		return;
	replace(prompt, prompt->cursor, prompt->cursor, typed);
}

void prompt_delete_before(struct prompt *prompt)
{
	replace(prompt, before(prompt, prompt->cursor), prompt->cursor, slice_of(""));
}

void prompt_delete_at(struct prompt *prompt)
{
	replace(prompt, prompt->cursor, prompt_after(prompt, prompt->cursor), slice_of(""));
}

void prompt_delete_to_start(struct prompt *prompt)
{
	replace(prompt, 0, prompt->cursor, slice_of(""));
}

void prompt_go_left(struct prompt *prompt)
{
	prompt->cursor = before(prompt, prompt->cursor);
}

void prompt_go_right(struct prompt *prompt)
{
	prompt->cursor = prompt_after(prompt, prompt->cursor);
}

void prompt_go_home(struct prompt *prompt)
{
	prompt->cursor = 0;
}

void prompt_go_end(struct prompt *prompt)
{
	prompt->cursor = prompt->text.length;
}

void prompt_free(struct prompt *prompt)
{
	text_free(&prompt->text);
	prompt->cursor = 0;
}
