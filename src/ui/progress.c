#include <inttypes.h>

#include "ui/panes.h"

enum { BAR_WIDTH = 12, BAR_WINDOW_MIN = 80 };

/* "812 kB", "12.3 MB", "1.2 GB" */
static void append_bytes(struct text *text, uint64_t bytes)
{
	if (bytes < 1000 * 1000)
		text_append_format(text, "%" PRIu64 " kB", bytes / 1000);
	else if (bytes < 1000 * 1000 * 1000)
		text_append_format(text, "%.1f MB", (double)bytes / 1e6);
	else
		text_append_format(text, "%.1f GB", (double)bytes / 1e9);
}

static void append_bar(struct text *text, const struct reading_progress *progress, bool ascii)
{
	uint64_t filled = progress->bytes * BAR_WIDTH / progress->total;

	for (uint64_t i = 0; i < BAR_WIDTH; i++)
		text_append_string(
			text, i < filled ? (ascii ? "#" : "\u2588") : (ascii ? "." : "\u2591"));
	text_append_byte(text, ' ');
}

static void append_rest(struct text *text, const struct reading_progress *progress)
{
	uint64_t rest = progress->total - progress->bytes;
	uint64_t seconds = rest / progress->bytes_per_second;

	if (seconds >= 60)
		text_append_format(text, ", %" PRIu64 " min left", seconds / 60);
	else
		text_append_format(text, ", %" PRIu64 " s left", seconds + 1);
}

/* "reading ####........ 33%, 210.0 MB/s, 4 s left" */
static void append_progress(
	struct text *text, const struct reading_progress *progress, bool ascii, bool has_bar)
{
	bool is_following = progress->state == READING_FOLLOWING;
	bool has_end = progress->total >= progress->bytes && progress->total > 0 && !is_following;

	text_append_string(text, is_following ? "following " : "reading ");
	if (progress->is_anew)
		text_append_string(text, "again ");
	if (has_end && has_bar)
		append_bar(text, progress, ascii);
	if (has_end)
		text_append_format(text, "%" PRIu64 "%%", progress->bytes * 100 / progress->total);
	else
		append_bytes(text, progress->bytes);
	if (progress->bytes_per_second == 0)
		return;
	text_append_string(text, ", ");
	append_bytes(text, progress->bytes_per_second);
	text_append_string(text, "/s");
	if (has_end)
		append_rest(text, progress);
}

int progress_put(const struct canvas *canvas, int y, const struct editor *editor)
{
	const struct reading_progress *progress = &editor->reading.progress;
	int columns = getmaxx(canvas->window);
	struct text text = {0};
	int width;

	if (progress->state == READING_NONE)
		return 0;
	append_progress(&text, progress, canvas->style->ascii, columns >= BAR_WINDOW_MIN);
	width = put_width(canvas->style, slice_of_text(&text));
	if (width > columns / 2 + 10)
		width = columns / 2 + 10;
	put_text(canvas, y, columns - width - 1, width, ROLE_STRONG, slice_of_text(&text));
	text_free(&text);
	return width + 2;
}
