#include "editor/prompts.h"

#include <string.h>

#include "editor/argument_edit.h"
#include "editor/argument_trial.h"
#include "editor/candidates.h"
#include "editor/commands.h"

void prompts_append_label(const struct editor *editor, struct text *text)
{
	static const char *const labels[PURPOSE_COUNT] = {
		[PURPOSE_SEARCH] = "Search: ",
		[PURPOSE_SAVE] = "Save as: ",
		[PURPOSE_VALUE] = "Values of ",
		[PURPOSE_MASK] = "Bits that may be set in ",
		[PURPOSE_FILTER] = "Show only: ",
		[PURPOSE_ADD] = "Allow the syscall: ",
		[PURPOSE_LOG] = "Read the log: ",
		[PURPOSE_LINE] = "Search in the lines: ",
		[PURPOSE_CALL] = "Go to call number: ",
	};

	if (editor->purpose == PURPOSE_NONE)
		return;
	text_append_string(text, labels[editor->purpose]);
	if (editor->purpose == PURPOSE_VALUE || editor->purpose == PURPOSE_MASK)
		text_append_format(text, "%s: ", arguments_chosen(&editor->arguments)->name);
}

/* Shows what the typed values or mask would do. */
static void follow_rule(struct editor *editor)
{
	const struct completion *completion = &editor->completion;
	struct slice typed = slice_of_text(&editor->prompt.text);
	bool begins_name = completion_begins_name(completion);

	if (editor->purpose == PURPOSE_VALUE)
		argument_trial_follow(&editor->arguments, TRIAL_VALUES, typed, begins_name);
	else if (editor->purpose == PURPOSE_MASK)
		argument_trial_follow(&editor->arguments, TRIAL_MASK, typed, begins_name);
}

void prompts_open(struct editor *editor, enum purpose purpose, const char *content)
{
	const struct review_row *row = editor_row(editor);

	text_clear(&editor->origin);
	if (row)
		text_append(&editor->origin, row->name);
	editor->origin_top = editor->list.top;
	text_clear(&editor->replaced);
	text_append(&editor->replaced,
		slice_of_text(purpose == PURPOSE_FILTER ? &editor->shown.filter : &editor->search));
	editor->purpose = purpose;
	prompt_set(&editor->prompt, content);
	candidates_gather(editor);
	follow_rule(editor);
}

/* Keys that type: a printable character of ASCII, or one of UTF-8. */
static struct slice typed_text(const char *key)
{
	unsigned char first = (unsigned char)key[0];

	if (strcmp(key, "Space") == 0)
		return slice_of(" ");
	if (first >= 0x80 || (first > ' ' && first != 0x7f && key[1] == '\0'))
		return slice_of(key);
	return slice_of("");
}

bool prompts_take(const struct editor *editor, const char *key)
{
	return editor_focus(editor) == VIEW_PROMPT && typed_text(key).length > 0;
}

void prompts_type(struct editor *editor, const char *key)
{
	struct slice typed = typed_text(key);

	if (typed.length == 0)
		return;
	prompt_insert(&editor->prompt, typed);
	prompts_follow(editor);
}

bool prompts_find(struct editor *editor, size_t from, int step)
{
	const char *needle = text_string(&editor->search);
	size_t count = editor->list.count;

	for (size_t i = 0; i < count; i++) {
		size_t row = step > 0 ? (from + i) % count : (from + count - i) % count;
		struct slice name = editor_row_at(editor, row)->name;

		if (slice_find(name, needle) < name.length) {
			list_go(&editor->list, row);
			return true;
		}
	}
	return false;
}

/* Shows the list again as it was when the prompt was opened. */
static void return_to_origin(struct editor *editor)
{
	editor_go_to(editor, slice_of_text(&editor->origin));
	list_show(&editor->list, editor->origin_top, editor->list.cursor);
}

static void follow_search(struct editor *editor)
{
	text_clear(&editor->search);
	text_append(&editor->search, slice_of_text(&editor->prompt.text));
	return_to_origin(editor);
	if (editor->search.length > 0 && !prompts_find(editor, editor->list.cursor, 1))
		editor_warn(editor, "No name holds this");
}

void prompts_refresh(struct editor *editor)
{
	if (editor->purpose == PURPOSE_SEARCH)
		follow_search(editor);
	else if (editor->purpose == PURPOSE_FILTER)
		editor_set_filter(editor, slice_of_text(&editor->prompt.text),
			slice_of_text(&editor->origin));
	follow_rule(editor);
}

void prompts_follow(struct editor *editor)
{
	candidates_gather(editor);
	prompts_refresh(editor);
}

static void accept_search(struct editor *editor)
{
	if (editor->search.length > 0 && !prompts_find(editor, editor->list.cursor, 1))
		editor_warn(editor, "No syscall has %s in its name", text_string(&editor->search));
}

void prompts_append_path(const struct editor *editor, struct text *to, struct slice path)
{
	bool is_in_home = editor->home && slice_starts_with(path, "~/");

	if (is_in_home)
		text_append_string(to, editor->home);
	text_append(to, slice_after(path, is_in_home ? 1 : 0));
}

static struct effect accept_path(struct editor *editor)
{
	struct slice path = slice_trim(slice_of_text(&editor->prompt.text));

	if (path.length == 0) {
		editor->quits_when_saved = false;
		editor_warn(editor, "Not saved: there was no name");
		return (struct effect){0};
	}
	saving_go_to(&editor->saving, slice_of(""));
	prompts_append_path(editor, &editor->saving.path, path);
	return (struct effect){EFFECT_PLAN, text_string(&editor->saving.path)};
}

static struct effect accept_log(struct editor *editor)
{
	struct slice path = slice_trim(slice_of_text(&editor->prompt.text));

	if (path.length == 0) {
		editor_warn(editor, "No log was named");
		return (struct effect){0};
	}
	text_clear(&editor->pending_log);
	prompts_append_path(editor, &editor->pending_log, path);
	return (struct effect){EFFECT_ADD_LOG, text_string(&editor->pending_log)};
}

/* A text that is refused stays in the prompt, so that it can be mended. */
static void accept_edit(struct editor *editor, enum purpose purpose,
	bool edit(struct arguments *, struct slice, struct text *))
{
	struct text message = {0};
	struct slice typed = slice_of_text(&editor->prompt.text);
	bool done = edit(&editor->arguments, typed, &message);

	editor_report(editor, done, &message);
	if (!done && slice_trim(typed).length > 0) {
		editor->purpose = purpose;
		follow_rule(editor);
	}
	text_free(&message);
}

static void accept_values(struct editor *editor)
{
	if (slice_trim(slice_of_text(&editor->prompt.text)).length == 0)
		editor_say(editor, "Nothing was typed");
	else
		accept_edit(editor, PURPOSE_VALUE, argument_edit_add);
}

struct effect prompts_accept(struct editor *editor)
{
	enum purpose purpose = editor->purpose;

	editor->purpose = PURPOSE_NONE;
	argument_trial_end(&editor->arguments);
	if (purpose == PURPOSE_SEARCH)
		accept_search(editor);
	else if (purpose == PURPOSE_SAVE)
		return accept_path(editor);
	else if (purpose == PURPOSE_LOG)
		return accept_log(editor);
	else if (purpose == PURPOSE_LINE)
		return command_accept_line_search(editor, 0);
	else if (purpose == PURPOSE_CALL)
		return command_accept_call(editor, 0);
	else if (purpose == PURPOSE_VALUE)
		accept_values(editor);
	else if (purpose == PURPOSE_MASK)
		accept_edit(editor, PURPOSE_MASK, argument_edit_mask);
	else if (purpose == PURPOSE_ADD)
		command_accept_add(editor, 0);
	else if (purpose == PURPOSE_FILTER)
		command_accept_filter(editor, 0);
	return (struct effect){0};
}

void prompts_cancel(struct editor *editor)
{
	if (editor->purpose == PURPOSE_SEARCH) {
		text_clear(&editor->search);
		text_append(&editor->search, slice_of_text(&editor->replaced));
		return_to_origin(editor);
	}
	if (editor->purpose == PURPOSE_FILTER) {
		editor_set_filter(
			editor, slice_of_text(&editor->replaced), slice_of_text(&editor->origin));
		return_to_origin(editor);
	}
	argument_trial_end(&editor->arguments);
	editor->purpose = PURPOSE_NONE;
	editor->quits_when_saved = false;
}
