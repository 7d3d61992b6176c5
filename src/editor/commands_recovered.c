#include "editor/changes.h"
#include "editor/commands.h"

#define TAKEN "took over what was not saved"

void editor_offer_recovered(
	struct editor *editor, struct entry *entry, const char *when, const char *place)
{
	recovered_free(&editor->recovered);
	editor->recovered.entry = *entry;
	*entry = (struct entry){0};
	text_append_string(&editor->recovered.when, when);
	text_append_string(&editor->recovered.place, place);
	editor_ask(editor, VIEW_RECOVERED);
}

/* "Not saved when the program was ended (2026-11-24 14:20): 1 rule added. It is in ..." */
void editor_append_recovered(const struct editor *editor, struct text *text)
{
	const struct recovered *recovered = &editor->recovered;

	text_append_format(
		text, "Not saved when the program was ended (%s): ", text_string(&recovered->when));
	if (entry_equal(&editor->now.entry, &recovered->entry))
		text_append_string(text, "the entry as it is here");
	else
		changes_append(text, &editor->now.entry, &recovered->entry);
	if (editor->reading.progress.state == READING_ON)
		text_append_string(text, ", against what is read of the log so far");
	text_append_string(text, ".\n");
	text_append(text, slice_of_text(&recovered->place));
}

void recovered_free(struct recovered *recovered)
{
	entry_free(&recovered->entry);
	text_free(&recovered->when);
	text_free(&recovered->place);
	*recovered = (struct recovered){0};
}

static void close_dialog(struct editor *editor)
{
	recovered_free(&editor->recovered);
	editor->dialog = VIEW_LIST;
}

static void note_taken(struct editor *editor)
{
	history_note_recovered(&editor->history);
	editor->recovered_steps++;
}

bool editor_has_recovered(const struct editor *editor)
{
	return history_count_recovered(&editor->history) == editor->recovered_steps;
}

/* What is read on adds nothing: the rules that were dropped then would come back. So that it is a
 * step also where nothing differs yet. */
static void take_while_reading(struct editor *editor, struct snapshot before)
{
	history_add(&editor->history, before, TAKEN);
	note_taken(editor);
	editor_refresh(editor);
	editor_say(editor, TAKEN "; reading on adds nothing to it");
}

/* Also what is taken over after reading: it may have failed, and be done again. */
struct effect command_take_recovered(struct editor *editor, int argument)
{
	struct snapshot before = editor_begin(editor);

	(void)argument;
	entry_free(&editor->now.entry);
	editor->now.entry = entry_copy(&editor->recovered.entry);
	if (editor->reading.progress.state == READING_ON)
		take_while_reading(editor, before);
	else if (editor_commit(editor, before, TAKEN))
		note_taken(editor);
	else
		editor_say(editor, "It is what is here already");
	close_dialog(editor);
	return (struct effect){.kind = EFFECT_RECOVERED_TAKEN};
}

struct effect command_keep_recovered(struct editor *editor, int argument)
{
	(void)argument;
	close_dialog(editor);
	editor_say(editor, "Kept for later: the next start asks again");
	return (struct effect){0};
}

struct effect command_delete_recovered(struct editor *editor, int argument)
{
	(void)argument;
	close_dialog(editor);
	return (struct effect){.kind = EFFECT_RECOVERED_REFUSED};
}
