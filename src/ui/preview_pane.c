#include "editor/preview.h"
#include "ui/panes.h"

/* Whether line `number` belongs to the rule of the syscall under the cursor. */
static bool is_current(const struct editor *editor, size_t number)
{
	const struct review_row *row = editor_row(editor);
	size_t first;
	size_t last;

	return row &&
	       preview_find_rule(slice_of_text(&editor->preview_rows), row->name, &first, &last) &&
	       number >= first && number <= last;
}

/* Where the details have no room, it says how to see them. */
static const char *head_text(const struct editor *editor)
{
	if (editor->view != VIEW_LIST || editor->has_details)
		return "entry (preview)";
	return editor->pane == PANE_PREVIEW ? "entry (Esc: list)" : "entry (Tab: details)";
}

void preview_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	bool has_keys = editor->pane == PANE_PREVIEW;
	enum role head = put_head(canvas, 0, has_keys);
	struct slice rest = slice_of_text(&editor->preview_rows);
	size_t top = editor->lines.top;
	int width = getmaxx(canvas->window);
	int x = (int)preview_margin((size_t)width);

	put_spot(canvas, 0, 0, getmaxy(canvas->window), width, SPOT_PREVIEW, 0);
	put_string(canvas, 0, has_keys || x > 0 ? PUT_HEAD_X : 0, width, head, head_text(editor));
	for (size_t line = 0; rest.length > 0 && line < top + editor->lines.page; line++) {
		struct slice text = slice_until(rest, slice_find_byte(rest, '\n'));

		if (line >= top)
			put_text(canvas, (int)(line - top) + 1, x, width - x,
				is_current(editor, line) ? ROLE_STRONG : ROLE_NORMAL,
				preview_drawn(text, (size_t)width));
		rest = slice_after(rest, text.length + 1);
	}
}
