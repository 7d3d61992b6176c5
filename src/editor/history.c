#include "editor/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct snapshot snapshot_copy(const struct snapshot *snapshot)
{
	return (struct snapshot){entry_copy(&snapshot->entry), snapshot->target};
}

bool snapshot_equal(const struct snapshot *a, const struct snapshot *b)
{
	return entry_equal(&a->entry, &b->entry) && target_equal(&a->target, &b->target);
}

void snapshot_free(struct snapshot *snapshot)
{
	entry_free(&snapshot->entry);
}

static void forget_from(struct history *history, size_t position)
{
	for (size_t i = position; i < history->count; i++) {
		snapshot_free(&history->steps[i].other);
		free(history->steps[i].sentence);
		free(history->steps[i].from);
		free(history->steps[i].to);
	}
	history->count = position;
}

/* Adds a step behind the position, after what was done and not undone. */
static void add_step(struct history *history, struct snapshot other, const char *sentence)
{
	struct history_step *step;

	forget_from(history, history->position);
	history->steps = memory_reserve(
		history->steps, &history->capacity, history->count + 1, sizeof(*step));
	step = &history->steps[history->count++];
	*step = (struct history_step){
		.other = other,
		.sentence = memory_copy_string(sentence, strlen(sentence)),
	};
}

void history_add(struct history *history, struct snapshot before, const char *sentence)
{
	add_step(history, before, sentence);
	history->position = history->count;
}

bool history_add_undone(struct history *history, struct snapshot after, const char *sentence)
{
	if (history->position < history->count) {
		snapshot_free(&after);
		return false;
	}
	add_step(history, after, sentence);
	return true;
}

void history_note_move(struct history *history, struct slice from, size_t from_top, struct slice to)
{
	struct history_step *step = &history->steps[history->position - 1];

	step->from = memory_copy_string(from.start, from.length);
	step->from_top = from_top;
	step->to = memory_copy_string(to.start, to.length);
}

void history_note_recovered(struct history *history)
{
	history->steps[history->position - 1].is_whole = true;
	history->steps[history->position - 1].is_recovered = true;
}

size_t history_count_recovered(const struct history *history)
{
	size_t count = 0;

	for (size_t i = 0; i < history->position; i++)
		count += history->steps[i].is_recovered;
	return count;
}

void history_forget_whole(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		history->steps[i].is_whole = false;
}

static const char *exchange(struct history_step *step, struct snapshot *now)
{
	struct snapshot was = *now;

	*now = step->other;
	step->other = was;
	return step->sentence;
}

const char *history_undo(struct history *history, struct snapshot *now)
{
	if (history->position == 0)
		return NULL;
	return exchange(&history->steps[--history->position], now);
}

const char *history_redo(struct history *history, struct snapshot *now)
{
	if (history->position == history->count)
		return NULL;
	return exchange(&history->steps[history->position++], now);
}

void history_free(struct history *history)
{
	forget_from(history, 0);
	free(history->steps);
	*history = (struct history){0};
}
