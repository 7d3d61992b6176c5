#include "review/phrase.h"
#include "ui/panes.h"

enum { BAR_WIDTH = 12, BAR_WINDOW_MIN = 80, HELD_WINDOW_MIN = 100, TARGET_MIN = 24 };

/* "reading ####........ 33%, 210.0 MB/s, 4 s left" */
static void append_progress(struct text *text, const struct reading_progress *progress,
	unsigned bar_columns, bool ascii)
{
	struct progress shown = progress->of;

	text_append_string(text, progress->state == READING_FOLLOWING ? "following " : "reading ");
	if (progress->is_anew)
		text_append_string(text, "again ");
	/* What is followed has no end. */
	if (progress->state == READING_FOLLOWING)
		shown.total = 0;
	progress_append(&shown, bar_columns, ascii, text);
}

static void append_held(struct text *text, size_t held)
{
	text_append_string(text, ", ");
	phrase_append_count(text, held);
	text_append_string(text, " held");
}

int progress_put(const struct canvas *canvas, int y, const struct editor *editor)
{
	const struct reading_progress *progress = &editor->reading.progress;
	int columns = getmaxx(canvas->window);
	struct text text = {0};
	int width;

	if (progress->state == READING_NONE)
		return 0;
	append_progress(
		&text, progress, columns >= BAR_WINDOW_MIN ? BAR_WIDTH : 0, canvas->style->ascii);
	if (progress->held > 0 && columns >= HELD_WINDOW_MIN)
		append_held(&text, progress->held);
	width = put_width(canvas->style, slice_of_text(&text));
	if (width > columns - TARGET_MIN)
		width = columns - TARGET_MIN;
	put_text(canvas, y, columns - width - 1, width, ROLE_STRONG, slice_of_text(&text));
	text_free(&text);
	return width + 2;
}
