#include "editor/changes.h"
#include "editor/commands.h"

void editor_offer_recovered(struct editor *editor, struct entry *entry, const char *sentence)
{
	recovered_free(&editor->recovered);
	editor->recovered.entry = *entry;
	*entry = (struct entry){0};
	text_append_string(&editor->recovered.sentence, sentence);
	editor_ask(editor, VIEW_RECOVERED);
}

void recovered_free(struct recovered *recovered)
{
	entry_free(&recovered->entry);
	text_free(&recovered->sentence);
	*recovered = (struct recovered){0};
}

static void close_dialog(struct editor *editor)
{
	recovered_free(&editor->recovered);
	editor->dialog = VIEW_LIST;
}

struct effect command_take_recovered(struct editor *editor, int argument)
{
	struct snapshot before = editor_begin(editor);

	(void)argument;
	entry_free(&editor->now.entry);
	editor->now.entry = entry_copy(&editor->recovered.entry);
	if (!editor_commit(editor, before, "took over what was not saved"))
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
