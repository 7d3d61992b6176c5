/* The list of editor.h: the cursor stays on its syscall whatever becomes of the rows. */
#include "editor/editor.h"

const struct review_row *editor_row(const struct editor *editor)
{
	return editor->list.count > 0 ? editor_row_at(editor, editor->list.cursor) : NULL;
}

const struct review_row *editor_row_at(const struct editor *editor, size_t index)
{
	return &editor->review.rows[editor->shown.rows[index]];
}

/* Returns the place of `name` in the list, the list's length when it is not there. */
static size_t find_shown(const struct editor *editor, struct slice name)
{
	for (size_t i = 0; i < editor->shown.count; i++)
		if (slice_equal(editor_row_at(editor, i)->name, name))
			return i;
	return editor->shown.count;
}

const struct entry *editor_written(const struct editor *editor)
{
	return editor->has_manifest ? &editor->written : NULL;
}

bool editor_go_to(struct editor *editor, struct slice name)
{
	size_t row = find_shown(editor, name);

	if (row == editor->shown.count)
		return false;
	list_go(&editor->list, row);
	return true;
}

void editor_show_rows(struct editor *editor, struct slice name)
{
	size_t cursor = editor->list.cursor;

	shown_make(&editor->shown, &editor->review, &editor->findings, editor_written(editor));
	list_resize(&editor->list, editor->shown.count, editor->list.page);
	/* In the place of what is hidden now stands the row that came behind it. */
	if (!editor_go_to(editor, name))
		list_go(&editor->list, cursor);
}

void editor_set_filter(struct editor *editor, struct slice filter, struct slice name)
{
	text_clear(&editor->shown.filter);
	text_append(&editor->shown.filter, filter);
	editor_show_rows(editor, name);
}
