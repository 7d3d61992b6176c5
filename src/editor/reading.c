#include "editor/reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "editor/argument_trial.h"
#include "editor/editor.h"
#include "editor/merge.h"
#include "editor/prompts.h"

/* A new syscall is shown as such for so many milliseconds. */
enum { FRESH_TIME = 1000 };

/* An architecture that somebody chose stays. */
static void take_arch(struct editor *editor, enum arch arch)
{
	enum arch before = editor->reading.arch;
	struct history *history = &editor->history;

	editor->reading.arch = arch;
	if (editor->now.target.arch == before)
		editor->now.target.arch = arch;
	if (editor->saved.target.arch == before)
		editor->saved.target.arch = arch;
	if (editor->target_choice.draft.arch == before)
		editor->target_choice.draft.arch = arch;
	for (size_t i = 0; i < history->count; i++)
		if (history->steps[i].other.target.arch == before)
			history->steps[i].other.target.arch = arch;
}

/* What was saved stays as it was saved; before, it is what the session began with. */
static void merge_saved(struct editor *editor, struct merge *merge)
{
	if (editor->is_accepted)
		return;
	merge_into(merge, &editor->saved.entry);
	editor->awaits_writing = editor->awaits_writing || editor->path;
}

/* Whether what there was at the start is not read, or was read behind a dialog. */
static bool is_of_start(const struct reading *reading)
{
	return reading->progress.state == READING_ON || reading->has_left;
}

/* Returns how many steps come before what is whole: behind them nothing is added, until what there
 * was at the start is read. */
static size_t count_growing(const struct editor *editor)
{
	const struct history *history = &editor->history;
	size_t count = 0;

	if (!is_of_start(&editor->reading))
		return history->count;
	while (count < history->count && !history->steps[count].is_whole)
		count++;
	return count;
}

/* The steps that can be undone stand before the present, those that can be done again after it.
 * Each undone one has what it led to, each other one what was before it. */
static void merge_all(struct editor *editor, struct merge *merge)
{
	struct history *history = &editor->history;
	size_t growing = count_growing(editor);

	merge_saved(editor, merge);
	for (size_t i = 0; i < history->position && i <= growing; i++)
		merge_into(merge, &history->steps[i].other.entry);
	if (history->position <= growing)
		merge_into(merge, &editor->now.entry);
	for (size_t i = history->position; i < growing; i++)
		merge_into(merge, &history->steps[i].other.entry);
}

static void take_draft(struct editor *editor, const struct entry *draft)
{
	struct reading *reading = &editor->reading;
	struct entry before = reading->draft;
	struct merge merge;

	if (entry_equal(&before, draft))
		return;
	reading->draft = entry_copy(draft);
	merge_begin(&merge, &before, &reading->draft);
	merge_all(editor, &merge);
	merge_end(&merge);
	entry_free(&before);
}

static void add_fresh(struct reading *reading, struct slice name, uint64_t until)
{
	reading->fresh = memory_reserve(reading->fresh, &reading->fresh_capacity,
		reading->fresh_count + 1, sizeof(reading->fresh[0]));
	reading->fresh[reading->fresh_count++] =
		(struct fresh_name){memory_copy_string(name.start, name.length), until};
}

static bool was_known(const struct editor *editor, struct slice name)
{
	const struct review_row *row = review_find(&editor->review, name);

	return row && row->traced;
}

static void note_fresh(struct editor *editor, const struct reading_news *news)
{
	struct reading *reading = &editor->reading;
	size_t count = tally_count(news->tally);

	if (reading->progress.state == READING_FOLLOWING && count > reading->known)
		for (size_t i = 0; i < count; i++)
			if (!was_known(editor, tally_at(news->tally, i)->name))
				add_fresh(reading, tally_at(news->tally, i)->name,
					news->time + FRESH_TIME);
	reading->known = count;
}

/* Puts the cursor on the value that it was on; `was` is a copy of its row, whose
 * text may be gone. */
static void find_value(struct arguments *arguments, const struct value_row *was)
{
	for (size_t i = 0; i < arguments->values.count; i++) {
		const struct value_row *row = &arguments->rows[i];
		bool is_typed = row->value.count == 0;

		if (is_typed != (was->value.count == 0))
			continue;
		if (is_typed ? row->value.candidates[0] == was->value.candidates[0]
			     : row->order == was->order) {
			list_go(&arguments->values, i);
			return;
		}
	}
}

static void take_rule(struct arguments *arguments)
{
	const struct rule *rule = entry_find(arguments->kept, slice_of(arguments->name));

	arguments->has_rule = rule != NULL;
	arguments->draft = rule ? rule->restriction : (struct restriction){0};
}

/* The open view follows trace and entry, unless the user changed the draft in it. */
static void refresh_arguments(struct editor *editor, bool is_changed)
{
	struct arguments *arguments = &editor->arguments;
	struct value_row was = {0};

	if (!arguments->name)
		return;
	if (arguments->values.count > 0)
		was = arguments->rows[arguments->values.cursor];
	arguments->tally = editor->tally;
	arguments->traced = tally_find(editor->tally, slice_of(arguments->name));
	list_resize(&arguments->registers,
		arguments->syscall->argument_counts[editor->now.target.arch],
		arguments->registers.page);
	if (!is_changed)
		take_rule(arguments);
	arguments_refresh(arguments);
	find_value(arguments, &was);
}

bool editor_take_reading(struct editor *editor, const struct reading_news *news)
{
	bool is_whole =
		!news->draft || editor->dialog == VIEW_LIST || editor->dialog == VIEW_RECOVERED;
	bool is_changed = arguments_are_changed(&editor->arguments);
	bool is_tried = editor->arguments.trial.is_open;
	bool is_replaced = news->tally != editor->tally;
	struct snapshot before = editor_begin(editor);

	argument_trial_end(&editor->arguments);
	if (is_whole)
		take_arch(editor, news->arch);
	if (news->draft && is_whole)
		take_draft(editor, news->draft);
	editor->reading.has_left = !is_whole && is_of_start(&editor->reading);
	note_fresh(editor, news);
	editor->tally = news->tally;
	tally_set_arch(editor->tally, editor->now.target.arch);
	if (is_replaced)
		calls_restart(&editor->calls);
	editor_refresh(editor);
	snapshot_free(&before);
	refresh_arguments(editor, is_changed);
	if (editor->arguments.name)
		editor_refresh_preview(editor);
	if (is_tried)
		prompts_refresh(editor);
	return is_whole;
}

void editor_show_progress(struct editor *editor, const struct reading_progress *progress)
{
	editor->reading.progress = *progress;
	/* From now on all that is read is new, also when it is read with the rest again. */
	if (progress->state == READING_FOLLOWING && !editor->reading.has_left)
		history_forget_whole(&editor->history);
}

bool editor_age_fresh(struct editor *editor, uint64_t time)
{
	struct reading *reading = &editor->reading;
	size_t kept = 0;
	size_t count = reading->fresh_count;

	for (size_t i = 0; i < count; i++) {
		if (reading->fresh[i].until > time)
			reading->fresh[kept++] = reading->fresh[i];
		else
			free(reading->fresh[i].name);
	}
	reading->fresh_count = kept;
	return kept < count;
}

void editor_add_log(struct editor *editor, const char *log)
{
	struct text title = {0};

	editor->logs = memory_resize(editor->logs, editor->log_count + 1, sizeof(editor->logs[0]));
	editor->logs[editor->log_count++] = memory_copy_string(log, strlen(log));
	text_append_format(&title, "%s%s%s", editor->title, *editor->title ? ", " : "", log);
	free(editor->title);
	editor->title = memory_copy_string(text_string(&title), title.length);
	text_free(&title);
	text_clear(&editor->pending_log); /* which `log` may be */
}

bool reading_is_fresh(const struct reading *reading, struct slice name)
{
	for (size_t i = 0; i < reading->fresh_count; i++)
		if (slice_is(name, reading->fresh[i].name))
			return true;
	return false;
}

void reading_free(struct reading *reading)
{
	for (size_t i = 0; i < reading->fresh_count; i++)
		free(reading->fresh[i].name);
	free(reading->fresh);
	entry_free(&reading->draft);
	*reading = (struct reading){0};
}
