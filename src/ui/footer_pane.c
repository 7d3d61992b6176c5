#include <string.h>

#include "editor/candidates.h"
#include "editor/changes.h"
#include "editor/keys.h"
#include "review/grant.h"
#include "review/phrase.h"
#include "ui/panes.h"

void footer_pane_put_keys(
	const struct canvas *canvas, int y, int x, int width, const struct editor *editor)
{
	int end = x + width;

	for (size_t i = 0; i < keys_count(); i++) {
		const struct command *command = keys_at(i);
		struct slice key = slice_of(command->keys);
		int needed;

		if (!keys_in_footer(command, editor))
			continue;
		key = slice_until(key, slice_find_byte(key, ' '));
		needed = (int)(key.length + 1 + strlen(command->label));
		if (x + needed > end)
			return;
		put_text(canvas, y, x, (int)key.length, ROLE_KEY, key);
		put_string(canvas, y, x + (int)key.length + 1, (int)strlen(command->label),
			ROLE_NORMAL, command->label);
		put_spot(canvas, y, x, 1, needed, SPOT_KEY, i);
		x += needed + 2;
	}
}

/* The profile would not let it pass in a container with other capabilities. */
static void append_capability(
	struct text *text, const struct editor *editor, const struct review_row *row)
{
	if (row->state != STATE_PROFILE || !row->syscall ||
		!grant_is_by_capability(row->syscall, &editor->now.target))
		return;
	text_append_string(text, " The profile: ");
	grant_append(text, row->syscall, &editor->now.target);
	text_append_byte(text, '.');
}

/* "1,024 of 4,096" */
static void append_share(struct text *text, uint64_t part, uint64_t whole)
{
	phrase_append_count(text, part);
	text_append_string(text, " of ");
	phrase_append_count(text, whole);
}

/* What there is to say of the syscall under the cursor when there is no message. */
static void append_remark(struct text *text, const struct editor *editor)
{
	const struct review_row *row = editor_row(editor);
	uint64_t killed = row ? row->coverage[MEANING_BUILT].killed : 0;
	uint64_t documented = row ? row->coverage[MEANING_DOCUMENTED].killed : 0;

	if (!row)
		return;
	text_append(text, row->name);
	text_append_string(text, ": ");
	if (row->rule && !restriction_is_any(&row->rule->restriction)) {
		restriction_append_text(
			text, &row->rule->restriction, row->syscall, editor->now.target.arch);
		text_append_string(text, ". ");
	}
	if (killed > 0 && row->rule) {
		append_share(text, killed, row->traced->calls);
		text_append_string(text, " calls would be killed");
		if (documented < killed) {
			text_append_string(text, ", as documented ");
			phrase_append_count(text, documented);
		}
		text_append_string(text, ". ");
	}
	review_append_explanation(row, text);
	append_capability(text, editor, row);
}

static void append_numbers(struct text *text, const struct tally_value *value)
{
	for (unsigned i = 0; i < value->candidate_count; i++) {
		text_append_string(text, i > 0 ? " or " : "");
		value_append_text(text, value->candidates[i]);
	}
}

/* "flags is O_RDONLY|O_CLOEXEC (0x80000) in 4 calls" */
static void append_traced_value(
	struct text *text, const struct arguments *arguments, const struct tally_value *value)
{
	struct text numbers = {0};

	append_numbers(&numbers, value);
	text_append_format(text, "%s is ", arguments_chosen(arguments)->name);
	text_append(text, value->text);
	if (numbers.length > 0 && !slice_equal(slice_of_text(&numbers), value->text))
		text_append_format(text, " (%s)", text_string(&numbers));
	text_append_string(text, " in ");
	phrase_append_calls(text, value->count);
	text_free(&numbers);
}

static void append_typed_value(
	struct text *text, const struct arguments *arguments, const struct tally_value *value)
{
	text_append_format(text, "%s ", arguments_chosen(arguments)->name);
	append_numbers(text, value);
	text_append_string(text, " was typed; the trace does not have it");
}

/* "MAP_PRIVATE is 0x2; 24 of 24 traced calls have it, of which 24 pass" */
static void append_bit(struct text *text, const struct arguments *arguments)
{
	const struct argument_bits *bits = &arguments->bits;
	uint64_t calls = arguments->traced ? arguments->traced->calls : 0;
	const struct bit_row *row;

	if (bits->list.count == 0)
		return;
	row = &bits->rows[bits->list.cursor];
	argument_bits_append_name(text, row);
	text_append_string(text, ": ");
	value_append_text(text, row->value);
	text_append_string(text, "; ");
	append_share(text, row->calls, calls);
	text_append_string(text, " traced calls have it");
	if (row->calls > 0) {
		text_append_string(text, ", ");
		phrase_append_count(text, row->passes);
		text_append_string(text, " of these pass");
	}
	if (row->is_upper)
		text_append_string(text, "; the kernel ignores it, the filter does not");
}

/* The value under the cursor in full: the list may have cut it. */
static void append_value(struct text *text, const struct arguments *arguments)
{
	const struct tally_value *value;

	if (arguments->shows_bits) {
		append_bit(text, arguments);
		return;
	}
	if (arguments->values.count == 0)
		return;
	value = &arguments->rows[arguments->values.cursor].value;
	if (value->count > 0)
		append_traced_value(text, arguments, value);
	else
		append_typed_value(text, arguments, value);
}

/* What was done, and why, is worth both lines; the keys come back with the next one. Returns
 * whether it needed them. */
static bool draw_long_message(const struct canvas *canvas, const struct editor *editor)
{
	struct slice message = slice_of_text(&editor->message);
	int width = getmaxx(canvas->window) - 1;

	if (put_width(canvas->style, message) <= width)
		return false;
	put_wrapped(canvas, 0, 1, width, 2, editor->message_is_bad ? ROLE_WARNING : ROLE_STRONG,
		message);
	return true;
}

/* "1 rule added, the profile switched off": of a manifest as the difference above shows it, with
 * what was added before the first key. */
static void append_saving(struct text *text, const struct editor *editor)
{
	const struct entry *written = editor_written(editor);
	struct text changes = {0};

	if (written)
		changes_append(&changes, written, &editor->now.entry);
	if (changes.length > 0) {
		text_append_string(text, "In the manifest: ");
		text_append(text, slice_of_text(&changes));
	} else if (editor_has_changes(editor)) {
		text_append_string(text, "Edited: ");
		editor_append_unsaved(editor, text);
	}
	text_free(&changes);
}

/* "lines 1-19 of 97; PgDn goes on ..." */
static void append_help_place(struct text *text, const struct list *lines)
{
	size_t last = lines->top + lines->page;

	if (lines->count <= lines->page)
		return;
	text_append_format(text, "lines %zu-%zu of %zu", lines->top + 1,
		last < lines->count ? last : lines->count, lines->count);
	if (last < lines->count)
		text_append_string(text, "; Tab: the next section");
}

static void draw_message(const struct canvas *canvas, const struct editor *editor)
{
	struct text remark = {0};
	int width = getmaxx(canvas->window);

	if (editor->message.length > 0) {
		put_text(canvas, 0, 1, width - 1,
			editor->message_is_bad ? ROLE_WARNING : ROLE_STRONG,
			slice_of_text(&editor->message));
		return;
	}
	if (editor->dialog == VIEW_SAVE)
		append_saving(&remark, editor);
	else if (editor->view == VIEW_LIST)
		append_remark(&remark, editor);
	else if (editor->view == VIEW_HELP)
		append_help_place(&remark, &editor->help_lines);
	else if (editor->view == VIEW_ARGUMENTS)
		append_value(&remark, &editor->arguments);
	put_text(canvas, 0, 1, width - 1, ROLE_DIM, slice_of_text(&remark));
	text_free(&remark);
}

int footer_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	int width = getmaxx(canvas->window);
	int cursor = -1;

	if (editor->purpose == PURPOSE_NONE && draw_long_message(canvas, editor))
		return cursor;
	if (editor->purpose == PURPOSE_NONE) {
		draw_message(canvas, editor);
	} else {
		cursor = prompt_pane_draw(canvas, editor);
		if (editor->message.length > 0) {
			put_text(canvas, 1, 1, width - 1, ROLE_WARNING,
				slice_of_text(&editor->message));
			return cursor;
		}
		if (candidates_are_shown(editor)) {
			prompt_pane_draw_names(canvas, editor, 1);
			return cursor;
		}
	}
	footer_pane_put_keys(canvas, 1, 1, width - 1, editor);
	return cursor;
}
