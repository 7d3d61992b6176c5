#include "session/typing.h"

#include <string.h>

#include "editor/prompts.h"
#include "ui/paste.h"

/* The end of a text that is pasted got lost when nothing came for so long. */
enum { PASTE_TIME = 1000 };

void typing_ask(struct typing *typing, uint64_t time)
{
	typing->last = time;
	typing->is_ahead = true;
}

static void begin_paste(struct typing *typing)
{
	typing->is_pasting = true;
	typing->is_cut = false;
	typing->has_lost = false;
}

static void end_paste(struct typing *typing, struct editor *editor)
{
	typing->is_pasting = false;
	if (typing->has_lost && editor_focus(editor) != VIEW_PROMPT)
		editor_warn(editor, "What was pasted is dropped: only a prompt takes text");
}

/* Prompts have one line. */
static bool takes_pasted(struct typing *typing, const struct editor *editor, const char *key)
{
	if (strcmp(key, "Enter") == 0)
		typing->is_cut = true;
	if (!typing->is_cut && prompts_take(editor, key))
		return true;
	typing->has_lost = true;
	return false;
}

bool typing_takes(struct typing *typing, struct editor *editor, const char *key, uint64_t time)
{
	uint64_t pause = time - typing->last;

	typing->last = time;
	if (pause >= TYPING_PAUSE)
		typing->is_ahead = false;
	if (pause >= PASTE_TIME)
		typing->is_pasting = false;
	if (strcmp(key, PASTE_BEGIN_NAME) == 0) {
		begin_paste(typing);
		return false;
	}
	if (strcmp(key, PASTE_END_NAME) == 0) {
		end_paste(typing, editor);
		return false;
	}
	if (typing->is_ahead)
		return false;
	return !typing->is_pasting || takes_pasted(typing, editor, key);
}
