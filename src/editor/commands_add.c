#include "editor/commands.h"
#include "editor/prompts.h"

enum { NEAR_NAMES = 3 };

struct effect command_add(struct editor *editor, int argument)
{
	(void)argument;
	prompts_open(editor, PURPOSE_ADD, "");
	return (struct effect){0};
}

/* "; did you mean openat?", or the names that begin so. */
static void append_near_names(struct text *text, const struct editor *editor, struct slice typed)
{
	const struct completion *names = &editor->completion;
	const char *nearest = syscall_nearest_name(typed);

	if (names->count > 0) {
		text_append_string(text, "; so begin ");
		for (size_t i = 0; i < names->count && i < NEAR_NAMES; i++)
			text_append_format(text, "%s%s", i > 0 ? ", " : "", names->names[i]);
		if (names->count > NEAR_NAMES)
			text_append_format(text, " and %zu more", names->count - NEAR_NAMES);
	} else if (nearest) {
		text_append_format(text, "; did you mean %s?", nearest);
	}
}

/* Says why the name is refused; it stays in the prompt, so that it can be mended. */
static void refuse(struct editor *editor, struct slice typed)
{
	struct text message = {0};

	text_append_string(&message, "There is no syscall ");
	text_append_visible(&message, typed);
	append_near_names(&message, editor, typed);
	editor_warn(editor, "%s", text_string(&message));
	editor->purpose = PURPOSE_ADD;
	text_free(&message);
}

static void allow(struct editor *editor, const struct syscall_fact *syscall)
{
	const char *remark = syscall->numbers[editor->now.target.arch] < 0
				     ? "; the target does not have it: the runtime ignores the rule"
				     : "";
	struct snapshot before = editor_begin(editor);
	struct text sentence = {0};

	if (!entry_find(&editor->now.entry, slice_of(syscall->name)))
		entry_allow(&editor->now.entry, slice_of(syscall->name));
	text_append_format(&sentence, "allowed %s%s", syscall->name, remark);
	if (editor_commit(editor, before, text_string(&sentence)))
		history_note_move(&editor->history, slice_of_text(&editor->origin),
			editor->origin_top, slice_of(syscall->name));
	else
		editor_say(editor, "%s has a rule already", syscall->name);
	text_free(&sentence);
	editor_go_to(editor, slice_of(syscall->name));
}

struct effect command_accept_add(struct editor *editor, int argument)
{
	struct slice typed = slice_trim(slice_of_text(&editor->prompt.text));
	const struct syscall_fact *syscall = syscall_find(typed);

	(void)argument;
	if (typed.length == 0)
		editor_say(editor, "Nothing was typed");
	else if (syscall)
		allow(editor, syscall);
	else
		refuse(editor, typed);
	return (struct effect){0};
}
