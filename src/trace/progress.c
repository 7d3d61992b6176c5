#include "trace/progress.h"

#include <inttypes.h>

/* Milliseconds over which the speed is measured. */
enum { MEASURED_TIME = 500 };

void progress_note(struct progress *progress, uint64_t bytes, uint64_t total, uint64_t time)
{
	uint64_t passed = time - progress->measured_at;

	progress->bytes = bytes;
	progress->total = total;
	if (progress->measured_at > 0 && passed < MEASURED_TIME)
		return;
	if (progress->measured_at > 0 && bytes >= progress->measured_bytes)
		progress->bytes_per_second = (bytes - progress->measured_bytes) * 1000 / passed;
	progress->measured_at = time;
	progress->measured_bytes = bytes;
}

/* "812 B", "8.1 kB", "12.3 MB", "1.2 GB" */
static void append_bytes(struct text *text, uint64_t bytes)
{
	static const char *const units[] = {"kB", "MB", "GB", "TB"};
	double count = (double)bytes / 1000;
	unsigned unit = 0;

	if (bytes < 1000) {
		text_append_format(text, "%" PRIu64 " B", bytes);
		return;
	}
	for (; count >= 999.95 && unit < 3; unit++)
		count /= 1000;
	text_append_format(text, "%.1f %s", count, units[unit]);
}

static void append_bar(
	struct text *text, const struct progress *progress, unsigned columns, bool ascii)
{
	double filled = (double)progress->bytes / (double)progress->total * columns;

	for (unsigned i = 0; i < columns; i++)
		text_append_string(text,
			i + 1 <= filled ? (ascii ? "#" : "\u2588") : (ascii ? "." : "\u2591"));
	text_append_byte(text, ' ');
}

static void append_rest(struct text *text, const struct progress *progress)
{
	uint64_t rest = progress->total - progress->bytes;
	uint64_t seconds = rest / progress->bytes_per_second + 1;

	if (seconds > 60)
		text_append_format(text, ", %" PRIu64 " min left", seconds / 60 + 1);
	else
		text_append_format(text, ", %" PRIu64 " s left", seconds);
}

void progress_append(
	const struct progress *progress, unsigned bar_columns, bool ascii, struct text *text)
{
	/* A log may grow meanwhile. */
	bool has_end = progress->total > 0 && progress->bytes <= progress->total;

	if (has_end) {
		if (bar_columns > 0)
			append_bar(text, progress, bar_columns, ascii);
		text_append_format(text, "%u%%",
			(unsigned)((double)progress->bytes * 100 / (double)progress->total));
	} else {
		append_bytes(text, progress->bytes);
	}
	if (progress->bytes_per_second == 0)
		return;
	text_append_string(text, ", ");
	append_bytes(text, progress->bytes_per_second);
	text_append_string(text, "/s");
	if (has_end)
		append_rest(text, progress);
}
