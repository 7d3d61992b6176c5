#include <string.h>

#include "editor/commands.h"
#include "editor/line_match.h"
#include "editor/prompts.h"
#include "review/phrase.h"

struct effect command_search_line(struct editor *editor, int argument)
{
	(void)argument;
	prompts_open(editor, PURPOSE_LINE, "");
	return (struct effect){0};
}

static struct effect begin_hunt(struct editor *editor, int step)
{
	if (editor->calls.rows.count == 0) {
		editor_warn(editor, "There is no call to search in");
		return (struct effect){0};
	}
	calls_begin_hunt(&editor->calls, step);
	return (struct effect){.kind = EFFECT_FIND_CALL};
}

struct effect command_accept_line_search(struct editor *editor, int argument)
{
	(void)argument;
	text_clear(&editor->line_search);
	text_append(&editor->line_search, slice_of_text(&editor->prompt.text));
	if (editor->line_search.length > 0)
		return begin_hunt(editor, 0);
	editor_say(editor, "Nothing is searched for any more");
	return (struct effect){0};
}

/* In the whole line: goes to the next place where the text stands in it. Returns whether there is
 * one. */
static bool go_in_line(struct editor *editor, int step)
{
	struct calls *calls = &editor->calls;
	struct line_match match = line_match_find(calls, slice_of_text(&editor->line_search));

	if (editor->view != VIEW_LINE ||
		(step > 0 ? match.number >= match.count : match.number < 2))
		return false;
	calls->match = step > 0 ? match.number : match.number - 2;
	calls->is_line_new = true;
	return true;
}

struct effect command_search_line_again(struct editor *editor, int argument)
{
	if (editor->line_search.length == 0)
		editor_warn(editor, "Search first, with /");
	else if (!go_in_line(editor, argument))
		return begin_hunt(editor, argument);
	return (struct effect){0};
}

void editor_calls_hunted(struct editor *editor, unsigned percent)
{
	struct text text = {0};

	text_append_visible(&text, slice_of_text(&editor->line_search));
	editor_say(
		editor, "Searching %s: %u%% of the calls; Esc stops", text_string(&text), percent);
	text_free(&text);
}

static void say_how_far(struct editor *editor, size_t row)
{
	const struct calls_hunt *hunt = &editor->calls.hunt;
	size_t cursor = editor->calls.rows.cursor;

	text_clear(&editor->message);
	if (row == cursor && hunt->from != cursor)
		editor_say(editor, "No other of these calls holds it");
	else
		editor_say_around(editor, cursor, row, hunt->is_back, "call");
}

void editor_calls_found(struct editor *editor, size_t row)
{
	editor->calls.hunt.is_on = false;
	editor->calls.match = editor->calls.hunt.is_back ? SIZE_MAX : 0;
	say_how_far(editor, row);
	list_go(&editor->calls.rows, row);
	editor->calls.is_line_new = true;
}

void editor_calls_not_found(struct editor *editor)
{
	struct text text = {0};

	editor->calls.hunt.is_on = false;
	text_append_visible(&text, slice_of_text(&editor->line_search));
	editor_warn(editor, "No line of these calls holds %s", text_string(&text));
	text_free(&text);
}

/* A digit that opens the prompt is the first of the number. */
struct effect command_go_to_call(struct editor *editor, int argument)
{
	const char *key = editor->pressed;

	(void)argument;
	prompts_open(editor, PURPOSE_CALL, key && *key >= '1' && *key <= '9' ? key : "");
	return (struct effect){0};
}

/* Reads "812", or "50%" of `count` calls, counted from 1. */
static bool read_number(struct slice typed, size_t count, uint64_t *ret_number)
{
	bool is_percent = slice_ends_with(typed, "%");
	uint64_t number;

	if (!slice_parse_number(slice_until(typed, typed.length - is_percent), &number))
		return false;
	if (is_percent)
		number =
			number < 100 ? (uint64_t)((double)count * (double)number / 100) + 1 : count;
	*ret_number = number;
	return true;
}

static void warn_of_number(struct editor *editor, size_t count)
{
	struct text calls = {0};

	phrase_append_calls(&calls, count);
	editor_warn(editor, "There %s %s%s", count == 1 ? "is" : "are", text_string(&calls),
		editor->calls.is_searching ? " so far" : "");
	text_free(&calls);
}

/* A text that is no number stays in the prompt, so that it can be mended. */
struct effect command_accept_call(struct editor *editor, int argument)
{
	struct slice typed = slice_trim(slice_of_text(&editor->prompt.text));
	struct list *rows = &editor->calls.rows;
	uint64_t number;

	(void)argument;
	if (typed.length == 0)
		return (struct effect){0};
	if (!read_number(typed, rows->count, &number)) {
		editor_warn(editor, "The number of a call, or a part of all: 50%%");
		editor->purpose = PURPOSE_CALL;
		return (struct effect){0};
	}
	if (number > rows->count)
		warn_of_number(editor, rows->count);
	list_go(rows, number > rows->count ? rows->count : number > 0 ? (size_t)number - 1 : 0);
	return (struct effect){0};
}
