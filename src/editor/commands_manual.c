#include "editor/commands.h"

const char *editor_manual_name(const struct editor *editor)
{
	const struct review_row *row = editor_row(editor);
	const struct syscall_fact *syscall = row ? row->syscall : NULL;

	if (editor->view == VIEW_ARGUMENTS)
		syscall = syscall_find(slice_of(editor->arguments.name));
	return syscall ? syscall->name : NULL;
}

struct effect command_manual(struct editor *editor, int argument)
{
	(void)argument;
	if (editor_manual_name(editor))
		return (struct effect){.kind = EFFECT_MANUAL};
	editor_warn(editor, "No known syscall stands here, so there is no manual page for it");
	return (struct effect){0};
}

void editor_manual_fail(struct editor *editor, const char *reason)
{
	editor_warn(editor, "No manual page for %s: %s", editor_manual_name(editor), reason);
}
