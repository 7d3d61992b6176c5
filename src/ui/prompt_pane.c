#include "editor/candidates.h"
#include "editor/prompts.h"
#include "ui/panes.h"

enum { NAMES_X = 5, NAME_GAP = 2, MORE_WIDTH = 10 };

/* Returns where to begin to look for the first byte that fits before the cursor: a column takes at
 * most four bytes, but for characters without a width. */
static size_t visible_start(struct slice text, size_t cursor, int width)
{
	size_t bytes = 4 * (size_t)(width > 0 ? width : 0);
	size_t start = cursor > bytes ? cursor - bytes : 0;

	while (start < cursor && ((unsigned char)text.start[start] & 0xc0) == 0x80)
		start++;
	return start;
}

int prompt_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	struct slice text = slice_of_text(&editor->prompt.text);
	size_t cursor = editor->prompt.cursor;
	struct text label = {0};
	size_t start;
	int width;
	int x;

	prompts_append_label(editor, &label);
	x = 1 +
	    put_text(canvas, 0, 1, getmaxx(canvas->window) - 1, ROLE_STRONG, slice_of_text(&label));
	text_free(&label);
	width = getmaxx(canvas->window) - x - 1;
	start = visible_start(text, cursor, width);
	while (start < cursor && put_width(canvas->style, slice_until(slice_after(text, start),
								  cursor - start)) >= width)
		start = prompt_after(&editor->prompt, start);
	put_text(canvas, 0, x, width, ROLE_NORMAL, slice_after(text, start));
	return x + put_width(canvas->style, slice_until(slice_after(text, start), cursor - start));
}

/* Returns the index behind the last name that fits into `width` when `first` is the first. */
static size_t fitting(
	const struct canvas *canvas, const struct completion *completion, size_t first, int width)
{
	size_t end = first;

	while (end < completion->count) {
		width -= put_width(canvas->style, slice_of(completion->names[end])) + NAME_GAP;
		if (width < -NAME_GAP)
			break;
		end++;
	}
	return end > first ? end : first + 1;
}

void prompt_pane_draw_names(const struct canvas *canvas, const struct editor *editor, int y)
{
	const struct completion *completion = &editor->completion;
	int width = getmaxx(canvas->window) - 1 - MORE_WIDTH;
	size_t first = 0;
	size_t end = fitting(canvas, completion, first, width - NAMES_X);
	int x = NAMES_X;

	put_string(canvas, y, 1, NAMES_X - 1, ROLE_KEY, "Tab");
	/* A page that has the chosen one. */
	while (completion->is_chosen && completion->chosen >= end) {
		first = end;
		end = fitting(canvas, completion, first, width - NAMES_X);
	}
	for (size_t i = first; i < end; i++) {
		bool is_chosen = completion->is_chosen && completion->chosen == i;

		int used = put_string(canvas, y, x, width + 1 - x,
			is_chosen ? ROLE_FOCUS : ROLE_NORMAL, completion->names[i]);

		put_spot(canvas, y, x, 1, used, SPOT_NAME, i);
		x += used + NAME_GAP;
	}
	if (end < completion->count) {
		struct text more = {0};

		text_append_format(&more, "%zu more", completion->count - end);
		put_text(canvas, y, width + 1, MORE_WIDTH, ROLE_DIM, slice_of_text(&more));
		text_free(&more);
	}
}
