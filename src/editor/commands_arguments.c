#include "editor/argument_edit.h"
#include "editor/argument_proposals.h"
#include "editor/commands.h"
#include "editor/prompts.h"

static void warn_no_arguments(struct editor *editor, const struct review_row *row)
{
	struct text name = {0};

	text_append_visible(&name, row->name);
	if (row->syscall)
		editor_warn(editor, "%s has no arguments", text_string(&name));
	else
		editor_warn(editor, "Nothing is known of the arguments of %s", text_string(&name));
	text_free(&name);
}

struct effect command_open_arguments(struct editor *editor, int argument)
{
	const struct review_row *row = editor_row(editor);

	(void)argument;
	if (!row) {
		editor_warn(editor, "There is no syscall here");
	} else if (arguments_open(&editor->arguments, editor->tally, &editor->now.entry,
			   &editor->now.target, row->name)) {
		editor->view = VIEW_ARGUMENTS;
		editor->pane = PANE_MAIN;
		list_resize(&editor->arguments.values, editor->arguments.values.count,
			editor->list.page);
	} else {
		warn_no_arguments(editor, row);
	}
	return (struct effect){0};
}

/* Changes the draft, and says what was done or why not. */
static struct effect change(
	struct editor *editor, bool edit(struct arguments *arguments, struct text *message))
{
	struct text message = {0};
	bool done = edit(&editor->arguments, &message);

	editor_report(editor, done, &message);
	text_free(&message);
	return (struct effect){0};
}

struct effect command_tick(struct editor *editor, int argument)
{
	(void)argument;
	return change(
		editor, editor->arguments.shows_bits ? argument_bits_toggle : argument_edit_toggle);
}

struct effect command_switch_bits(struct editor *editor, int argument)
{
	struct arguments *arguments = &editor->arguments;
	struct text refusal = {0};

	(void)argument;
	if (!arguments->shows_bits && argument_edit_append_refusal(arguments, &refusal)) {
		editor_warn(editor, "%s", text_string(&refusal));
	} else {
		arguments->shows_bits = !arguments->shows_bits;
		editor->pane = PANE_MAIN;
	}
	text_free(&refusal);
	return (struct effect){0};
}

struct effect command_clear_arguments(struct editor *editor, int argument)
{
	(void)argument;
	return change(editor, argument_edit_clear);
}

struct effect command_suggest(struct editor *editor, int argument)
{
	(void)argument;
	return change(editor, argument_proposals_suggest);
}

struct effect command_fix_draft(struct editor *editor, int argument)
{
	(void)argument;
	return change(editor, argument_proposals_fix);
}

struct effect command_undo_draft(struct editor *editor, int argument)
{
	(void)argument;
	return change(editor, argument_edit_undo);
}

struct effect command_redo_draft(struct editor *editor, int argument)
{
	(void)argument;
	return change(editor, argument_edit_redo);
}

/* Asks for text, and says what accepting it would lose; unless the argument cannot be restricted:
 * then says why. */
static struct effect ask(struct editor *editor, enum purpose purpose, const char *content)
{
	struct text text = {0};

	if (argument_edit_append_refusal(&editor->arguments, &text)) {
		editor_warn(editor, "%s", text_string(&text));
	} else {
		prompts_open(editor, purpose, content);
		if (argument_edit_append_loss(&editor->arguments, &text))
			editor_warn(editor, "%s", text_string(&text));
	}
	text_free(&text);
	return (struct effect){0};
}

struct effect command_type_value(struct editor *editor, int argument)
{
	(void)argument;
	return ask(editor, PURPOSE_VALUE, "");
}

struct effect command_type_mask(struct editor *editor, int argument)
{
	const struct arguments *arguments = &editor->arguments;
	struct text mask = {0};
	struct effect effect;

	(void)argument;
	if (arguments->draft.has_mask && arguments->draft.index == arguments->registers.cursor)
		argument_edit_append_mask(&mask, arguments);
	effect = ask(editor, PURPOSE_MASK, text_string(&mask));
	text_free(&mask);
	return effect;
}

struct effect command_choose_argument(struct editor *editor, int argument)
{
	struct arguments *arguments = &editor->arguments;

	list_move(&arguments->registers, argument);
	arguments_choose(arguments, (unsigned)arguments->registers.cursor);
	return (struct effect){0};
}

static void close_view(struct editor *editor)
{
	arguments_close(&editor->arguments);
	editor->view = VIEW_LIST;
	editor->pane = PANE_MAIN;
	editor_refresh_preview(editor);
}

static void append_kept(struct text *text, const struct arguments *arguments)
{
	if (!arguments->has_rule) {
		text_append_format(text, "dropped the rule of %s", arguments->name);
		return;
	}
	text_append_format(text, "set the rule of %s: ", arguments->name);
	argument_edit_append_draft(text, arguments);
}

struct effect command_keep_arguments(struct editor *editor, int argument)
{
	struct arguments *arguments = &editor->arguments;
	struct snapshot before = editor_begin(editor);
	struct text sentence = {0};

	(void)argument;
	append_kept(&sentence, arguments);
	entry_free(&editor->now.entry);
	editor->now.entry = entry_copy(&arguments->entry);
	if (!editor_commit(editor, before, text_string(&sentence)))
		editor_say(editor, "Nothing was changed");
	text_free(&sentence);
	close_view(editor);
	return (struct effect){0};
}

/* What is left behind is a step that was undone: redo brings it back, unless it would bring back
 * something else. */
static void leave_draft(struct editor *editor)
{
	const struct arguments *arguments = &editor->arguments;
	struct snapshot draft = {entry_copy(&arguments->entry), editor->now.target};
	struct text rule = {0};
	struct text sentence = {0};

	argument_edit_append_rule(&rule, arguments);
	append_kept(&sentence, arguments);
	if (history_add_undone(&editor->history, draft, text_string(&sentence)))
		editor_say(editor,
			"Left the rule of %s as it was; Ctrl-R brings back what it was here: %s",
			arguments->name, text_string(&rule));
	else
		editor_say(editor, "Left the rule of %s as it was; here it was: %s",
			arguments->name, text_string(&rule));
	text_free(&rule);
	text_free(&sentence);
}

struct effect command_leave_arguments(struct editor *editor, int argument)
{
	if (editor->arguments.shows_bits)
		return command_switch_bits(editor, argument);
	if (arguments_are_changed(&editor->arguments))
		leave_draft(editor);
	close_view(editor);
	return (struct effect){0};
}
