#include "ui/panes.h"

void help_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	struct slice rest = slice_of_text(&editor->help);
	int width = getmaxx(canvas->window);

	put_spot(canvas, 0, 0, getmaxy(canvas->window), width, SPOT_HELP, 0);
	for (size_t line = 0; rest.length > 0; line++) {
		struct slice text = slice_until(rest, slice_find_byte(rest, '\n'));
		enum role role = slice_starts_with(text, " ") ? ROLE_NORMAL : ROLE_KEY;

		if (line >= editor->help_lines.top)
			put_text(canvas, (int)(line - editor->help_lines.top), 1, width - 1, role,
				text);
		rest = slice_after(rest, text.length + 1);
	}
}
