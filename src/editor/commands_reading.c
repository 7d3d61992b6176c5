#include "editor/commands.h"
#include "editor/prompts.h"

/* Two readings at a time would be in each other's way. */
static bool is_busy(struct editor *editor)
{
	if (editor->reading.progress.state != READING_ON)
		return false;
	editor_warn(editor, "A log is being read; Esc stops that");
	return true;
}

struct effect command_reload(struct editor *editor, int argument)
{
	(void)argument;
	if (is_busy(editor))
		return (struct effect){0};
	if (editor->log_count == 0) {
		editor_warn(editor, "There is no log to read again; o reads one");
		return (struct effect){0};
	}
	return (struct effect){.kind = EFFECT_RELOAD};
}

struct effect command_ask_log(struct editor *editor, int argument)
{
	(void)argument;
	if (editor->reading.progress.state == READING_FOLLOWING)
		editor_warn(editor, "A log is followed; Esc stops that");
	else if (!is_busy(editor))
		/* A name that was typed for a log that could not be read. */
		prompts_open(editor, PURPOSE_LOG, text_string(&editor->pending_log));
	return (struct effect){0};
}
