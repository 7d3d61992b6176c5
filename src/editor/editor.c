#include "editor/editor.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "editor/changes.h"
#include "editor/help.h"
#include "editor/keys.h"
#include "editor/preview.h"
#include "editor/prompts.h"
#include "manifest/writer.h"

static char *copy_string(const char *string)
{
	return string ? memory_copy_string(string, strlen(string)) : NULL;
}

static void copy_logs(struct editor *editor, const struct editor_setup *setup)
{
	editor->logs = memory_allocate(setup->log_count, sizeof(editor->logs[0]));
	editor->log_count = setup->log_count;
	for (size_t i = 0; i < setup->log_count; i++)
		editor->logs[i] = copy_string(setup->logs[i]);
}

static void copy_target_source(struct editor *editor, const struct editor_setup *setup)
{
	if (!setup->target_source)
		return;
	editor->target_source = *setup->target_source;
	editor->target_manifest = copy_string(setup->target_source->manifest);
	editor->target_source.manifest = editor->target_manifest;
}

struct editor *editor_new(const struct editor_setup *setup)
{
	struct editor *editor = memory_allocate(1, sizeof(*editor));

	editor->tally = setup->tally;
	editor->evidence = setup->evidence;
	editor->now.entry = entry_copy(setup->entry);
	editor->now.target = *setup->target;
	editor->saved = snapshot_copy(&editor->now);
	editor->reading.draft = entry_copy(setup->entry);
	editor->reading.arch = setup->target->arch;
	editor->has_manifest = setup->written != NULL;
	if (setup->written)
		editor->written = entry_copy(setup->written);
	editor->awaits_writing = (setup->path && !setup->is_written) || setup->to_output;
	editor->to_output = setup->to_output && !setup->path;
	editor->title = copy_string(setup->title ? setup->title : "");
	editor->path = copy_string(setup->path);
	editor->home = copy_string(setup->home);
	editor->has_preview = true;
	editor->aside = PANE_PREVIEW;
	copy_target_source(editor, setup);
	copy_logs(editor, setup);
	editor_refresh(editor);
	return editor;
}

void editor_free(struct editor *editor)
{
	if (!editor)
		return;
	arguments_close(&editor->arguments);
	calls_close(&editor->calls);
	reading_free(&editor->reading);
	target_choice_close(&editor->target_choice);
	snapshot_free(&editor->now);
	snapshot_free(&editor->saved);
	entry_free(&editor->written);
	review_free(&editor->review);
	findings_free(&editor->findings);
	shown_free(&editor->shown);
	history_free(&editor->history);
	prompt_free(&editor->prompt);
	completion_free(&editor->completion);
	text_free(&editor->preview);
	text_free(&editor->preview_rows);
	text_free(&editor->help);
	text_free(&editor->search);
	text_free(&editor->line_search);
	saving_free(&editor->saving);
	recovered_free(&editor->recovered);
	text_free(&editor->origin);
	text_free(&editor->replaced);
	text_free(&editor->folder);
	text_free(&editor->pending_log);
	text_free(&editor->message);
	spots_free(&editor->spots);
	free(editor->title);
	free(editor->path);
	free(editor->home);
	free(editor->target_manifest);
	for (size_t i = 0; i < editor->log_count; i++)
		free(editor->logs[i]);
	free(editor->logs);
	free(editor);
}

enum view editor_focus(const struct editor *editor)
{
	if (editor->dialog != VIEW_LIST)
		return editor->dialog;
	if (editor->purpose != PURPOSE_NONE)
		return VIEW_PROMPT;
	return editor->view;
}

struct effect editor_missing(struct editor *editor)
{
	if (editor->calls.is_failed)
		return (struct effect){0};
	if (editor->view == VIEW_CALLS && calls_are_missing(&editor->calls))
		return (struct effect){.kind = EFFECT_CALLS};
	if (editor->view == VIEW_LINE && calls_unjoined(&editor->calls))
		return (struct effect){.kind = EFFECT_CALL_END};
	return (struct effect){0};
}

/* A key that is on no command: it types, or does nothing. */
static void press_other(struct editor *editor, enum view view, const char *key)
{
	if (view == VIEW_PROMPT)
		prompts_type(editor, key);
	else if (view == VIEW_QUIT || view == VIEW_SAVE || view == VIEW_RECOVERED)
		return;
	else if (strcmp(key, KEYS_UNKNOWN) == 0)
		editor_warn(editor, "This key does nothing here; press ? for help");
	else
		editor_warn(editor, "Nothing is on the key %s here; press ? for help", key);
}

/* Any key ends a search in the lines of calls. Returns whether that is all it does. */
static bool stop_hunt(struct editor *editor, const char *key)
{
	bool is_all = editor->calls.hunt.is_on && strcmp(key, "Esc") == 0;

	editor->calls.hunt.is_on = false;
	if (is_all)
		editor_say(editor, "Stopped; n searches again");
	return is_all;
}

/* Nobody means what cannot be seen: a key could answer a dialog, or open one. */
static bool is_lost(const struct editor *editor, const char *key)
{
	if (!editor->is_hidden || strcmp(key, "Ctrl-Z") == 0 || strcmp(key, "Ctrl-L") == 0)
		return false;
	return strcmp(key, "Ctrl-C") != 0 || editor_is_unsaved(editor) ||
	       editor->dialog != VIEW_LIST || editor_focus(editor) == VIEW_PROMPT;
}

struct effect editor_press(struct editor *editor, const char *key)
{
	enum view view = editor_focus(editor);
	char name[SPOTS_NAME_SIZE];
	const struct command *command;
	struct effect effect = {0};

	if (is_lost(editor, key))
		return effect;
	editor->pointed.kind = SPOT_NOTHING;
	key = spots_split_key(&editor->spots, key, name, &editor->pointed);
	command = keys_find(view, key);
	text_clear(&editor->message);
	editor->message_is_bad = false;
	editor->calls.is_failed = false;
	if (stop_hunt(editor, key))
		return effect;
	editor->pressed = key;
	if (command)
		effect = command->run(editor, command->argument);
	else
		press_other(editor, view, key);
	editor->pressed = NULL;
	/* What is drawn is no longer what is there. */
	if (editor_focus(editor) != view)
		spots_clear(&editor->spots);
	return effect.kind == EFFECT_NONE ? editor_missing(editor) : effect;
}

/* Shows the rule of the syscall under the cursor in the preview, unless the user scrolls it. */
static void follow_cursor(struct editor *editor)
{
	const struct review_row *row = editor_row(editor);
	size_t first;
	size_t last;

	if (editor->pane == PANE_PREVIEW || !row)
		return;
	if (!preview_find_rule(slice_of_text(&editor->preview_rows), row->name, &first, &last))
		return;
	list_reveal(&editor->lines, last);
	list_reveal(&editor->lines, first);
}

static size_t count_lines(const struct text *text)
{
	size_t lines = 0;

	for (size_t i = 0; i < text->length; i++)
		lines += text->bytes[i] == '\n';
	return lines;
}

static void make_help(struct editor *editor, size_t columns)
{
	if (columns == editor->help_columns)
		return;
	editor->help_columns = columns;
	text_clear(&editor->help);
	help_append(&editor->help, columns);
	editor->help_lines.count = count_lines(&editor->help);
}

static void fold_preview(struct editor *editor)
{
	text_clear(&editor->preview_rows);
	preview_fold(
		slice_of_text(&editor->preview), editor->preview_columns, &editor->preview_rows);
	list_resize(&editor->lines, count_lines(&editor->preview_rows), editor->lines.page);
}

static void resize_preview(struct editor *editor, const struct editor_sizes *sizes)
{
	if (sizes->preview_rows > 0 && sizes->preview_columns != editor->preview_columns) {
		editor->preview_columns = sizes->preview_columns;
		fold_preview(editor);
	}
	list_resize(&editor->lines, editor->lines.count, sizes->preview_rows);
	editor->has_preview = sizes->preview_rows > 0;
	if (!editor->has_preview && editor->pane == PANE_PREVIEW)
		editor->pane = PANE_MAIN;
}

/* The details of another syscall are shown from their first line. */
static void resize_details(struct editor *editor, const struct editor_sizes *sizes)
{
	size_t row = editor->list.count > 0 ? editor->shown.rows[editor->list.cursor] : 0;

	editor->has_details = sizes->detail_rows > 0;
	if (!editor->has_details && editor->pane == PANE_DETAILS)
		editor->pane = PANE_MAIN;
	list_resize(&editor->details, sizes->detail_count, sizes->detail_rows);
	if (editor->details_of != row)
		list_scroll(&editor->details, -(long)editor->details.count);
	editor->details_of = row;
}

/* A line that was opened, or found, shows what was searched for. */
static void resize_line(struct calls *calls, const struct editor_sizes *sizes)
{
	list_resize(&calls->lines, sizes->line_count, sizes->line_rows);
	if (calls->is_line_new && sizes->line_count > 0) {
		list_go(&calls->lines, 0);
		list_reveal(&calls->lines, sizes->line_match);
		calls->is_line_new = false;
	}
}

void editor_hide(struct editor *editor, bool is_hidden)
{
	editor->is_hidden = is_hidden;
}

void editor_resize(struct editor *editor, const struct editor_sizes *sizes)
{
	struct list *registers = &editor->arguments.registers;
	struct list *values = &editor->arguments.values;
	struct list *bits = &editor->arguments.bits.list;
	struct list *notes = &editor->arguments.notes;

	list_resize(registers, registers->count, sizes->register_rows);
	list_resize(&editor->list, editor->list.count, sizes->list_rows);
	resize_details(editor, sizes);
	list_resize(values, values->count, sizes->value_rows);
	list_resize(bits, bits->count, sizes->bit_rows);
	list_resize(notes, sizes->note_count, sizes->note_rows);
	if (editor->pane == PANE_NOTES && !list_is_cut(notes))
		editor->pane = PANE_MAIN;
	resize_preview(editor, sizes);
	list_resize(&editor->calls.rows, editor->calls.rows.count, sizes->call_rows);
	resize_line(&editor->calls, sizes);
	list_resize(&editor->finding_rows, editor->finding_rows.count, sizes->finding_rows);
	list_resize(&editor->saving.rows, sizes->save_count, sizes->save_rows);
	list_resize(
		&editor->target_choice.rows, editor->target_choice.rows.count, sizes->target_rows);
	make_help(editor, sizes->help_columns);
	list_resize(&editor->help_lines, editor->help_lines.count, sizes->help_rows);
	follow_cursor(editor);
}

/* Whether another runtime's way of writing makes the file another one. */
static bool is_written_otherwise(const struct editor *editor)
{
	struct text now = {0};
	struct text saved = {0};
	bool differs = editor->now.target.runtime != editor->saved.target.runtime;

	if (differs) {
		manifest_write_entry_for(&editor->now.entry, editor->now.target.runtime, &now);
		manifest_write_entry_for(
			&editor->saved.entry, editor->saved.target.runtime, &saved);
		differs = !slice_equal(slice_of_text(&now), slice_of_text(&saved));
	}
	text_free(&now);
	text_free(&saved);
	return differs;
}

bool editor_has_changes(const struct editor *editor)
{
	return !entry_equal(&editor->now.entry, &editor->saved.entry) ||
	       is_written_otherwise(editor) || arguments_are_changed(&editor->arguments);
}

bool editor_asks(struct editor *editor)
{
	bool is_asking = editor->is_asking;

	editor->is_asking = false;
	return is_asking;
}

void editor_ask(struct editor *editor, enum view dialog)
{
	editor->dialog = dialog;
	editor->is_asking = true;
}

bool editor_is_unsaved(const struct editor *editor)
{
	return editor_has_changes(editor) || editor->awaits_writing;
}

void editor_append_unsaved(const struct editor *editor, struct text *text)
{
	struct text parts = {0};

	changes_append(&parts, &editor->saved.entry, &editor->now.entry);
	if (parts.length == 0 && is_written_otherwise(editor))
		text_append_format(&parts, "the way Northstar 0.%u has rules written",
			editor->now.target.runtime);
	if (arguments_are_changed(&editor->arguments))
		text_append_format(&parts, "%sthe arguments of %s", parts.length ? ", " : "",
			editor->arguments.name);
	if (parts.length == 0)
		text_append_string(&parts, "the entry, which is not written yet");
	text_append(text, slice_of_text(&parts));
	text_free(&parts);
}

const struct review *editor_review(const struct editor *editor)
{
	if (editor->target_choice.is_open)
		return &editor->target_choice.review;
	return editor->arguments.name ? &editor->arguments.review : &editor->review;
}

const struct target *editor_target(const struct editor *editor)
{
	return editor->target_choice.is_open ? &editor->target_choice.draft : &editor->now.target;
}

static void say(struct editor *editor, const char *format, va_list list)
{
	char *sentence;

	if (vasprintf(&sentence, format, list) < 0)
		return;
	text_clear(&editor->message);
	text_append_string(&editor->message, sentence);
	free(sentence);
}

void editor_say(struct editor *editor, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	say(editor, format, list);
	va_end(list);
	editor->message_is_bad = false;
}

void editor_warn(struct editor *editor, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	say(editor, format, list);
	va_end(list);
	editor->message_is_bad = true;
}

void editor_refresh_preview(struct editor *editor)
{
	const struct entry *entry =
		editor->arguments.name ? &editor->arguments.entry : &editor->now.entry;

	text_clear(&editor->preview);
	manifest_write_entry_for(entry, editor->now.target.runtime, &editor->preview);
	fold_preview(editor);
}

/* The most severe ones first, else in their order. */
static void sort_findings(struct findings *findings)
{
	for (size_t i = 1; i < findings->count; i++) {
		struct finding moved = findings->items[i];
		size_t to = i;

		for (; to > 0 && findings->items[to - 1].severity < moved.severity; to--)
			findings->items[to] = findings->items[to - 1];
		findings->items[to] = moved;
	}
}

static void refresh_findings(struct editor *editor)
{
	findings_free(&editor->findings);
	editor->findings = findings_make(&(struct finding_context){
		.tally = editor->tally,
		.entry = &editor->now.entry,
		.target = &editor->now.target,
		.review = &editor->review,
		.evidence = editor->evidence,
		.is_saved = editor->is_accepted,
	});
	sort_findings(&editor->findings);
	list_resize(&editor->finding_rows, editor->findings.count, editor->finding_rows.page);
}

void editor_refresh(struct editor *editor)
{
	const struct review_row *row = editor_row(editor);
	struct slice name = row ? row->name : slice_of("");
	struct review old = editor->review;

	tally_set_arch(editor->tally, editor->now.target.arch);
	editor->review = review_make(editor->tally, &editor->now.entry, &editor->now.target);
	refresh_findings(editor);
	if (editor->target_choice.is_open)
		target_choice_refresh(&editor->target_choice, editor->tally, &editor->now.entry);
	editor_show_rows(editor, name);
	review_free(&old);
	editor_refresh_preview(editor);
}

struct snapshot editor_begin(struct editor *editor)
{
	struct snapshot before = editor->now;

	editor->now = snapshot_copy(&before);
	return before;
}

bool editor_commit(struct editor *editor, struct snapshot before, const char *sentence)
{
	if (snapshot_equal(&before, &editor->now)) {
		snapshot_free(&editor->now);
		editor->now = before;
		return false;
	}
	history_add(&editor->history, before, sentence);
	editor_refresh(editor);
	editor_say(editor, "%s", sentence);
	return true;
}

void editor_report(struct editor *editor, bool done, const struct text *message)
{
	if (done)
		editor_say(editor, "%s", text_string(message));
	else
		editor_warn(editor, "%s", text_string(message));
	editor_refresh_preview(editor);
}
