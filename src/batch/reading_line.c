#include "batch/reading_line.h"

/* Milliseconds of silence, and between two lines. */
enum { SILENT_TIME = 1000, SHOWN_TIME = 200 };

void reading_line_show(struct reading_line *line, const struct progress *progress, uint64_t time)
{
	struct text text = {0};

	if (!line->output || time - line->began < SILENT_TIME || time - line->shown < SHOWN_TIME)
		return;
	progress_append(progress, 0, true, &text);
	fprintf(line->output, "\r\033[Knorthstar-seccomp: reading %s", text_string(&text));
	fflush(line->output);
	text_free(&text);
	line->shown = time;
}

void reading_line_clear(struct reading_line *line)
{
	if (line->shown == 0)
		return;
	fputs("\r\033[K", line->output);
	fflush(line->output);
	line->shown = 0;
}
