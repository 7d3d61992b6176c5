#include <string.h>

#include "editor/advice.h"
#include "review/fix.h"
#include "ui/panes.h"

enum {
	SEVERITY_COLUMNS = 8,
	CODE_COLUMNS = 20,
	NAME_COLUMNS = 16,
	GAP = 1,
	DETAIL_ROWS = 6, /* or more, where the text needs them */
	LIST_ROWS_MIN = 2,
};

static enum role role_of(enum severity severity)
{
	switch (severity) {
	case SEVERITY_FAULT:
		return ROLE_BAD;
	case SEVERITY_WARNING:
		return ROLE_WARNING;
	case SEVERITY_NOTE:
		break;
	}
	return ROLE_NORMAL;
}

/* The finding under the cursor in full, and what F does about it. */
static void append_detail(struct text *text, const struct editor *editor)
{
	const struct finding *finding = &editor->findings.items[editor->finding_rows.cursor];

	text_append(text, slice_of_text(&finding->sentence));
	if (finding_is_fixable(finding)) {
		text_append_string(text, "\nF: ");
		finding_append_fix(finding, &editor->now.target, text);
	} else {
		text_append_byte(text, '\n');
		advice_append_without_fix(text, finding, false);
	}
}

int findings_pane_rows(
	const struct canvas *canvas, const struct editor *editor, int rows, int columns)
{
	struct text text = {0};
	int details = DETAIL_ROWS;

	if (editor->finding_rows.cursor < editor->findings.count) {
		append_detail(&text, editor);
		details = put_wrapped(
			canvas, 0, 1, columns - 2, 0, ROLE_NORMAL, slice_of_text(&text));
		text_free(&text);
	}
	if (details < DETAIL_ROWS)
		details = DETAIL_ROWS;
	rows -= 2; /* the heads of the list and of the details */
	return rows - details > LIST_ROWS_MIN ? rows - details : LIST_ROWS_MIN;
}

static void draw_heads(const struct canvas *canvas, const struct findings *findings)
{
	size_t faults = findings_count(findings, SEVERITY_FAULT);
	size_t warnings = findings_count(findings, SEVERITY_WARNING) - faults;
	int width = getmaxx(canvas->window);
	struct text text = {0};

	text_append_format(&text, "findings: %zu fault%s, %zu warning%s, %zu note%s", faults,
		faults == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s",
		findings->count - faults - warnings,
		findings->count - faults - warnings == 1 ? "" : "s");
	put_blank(canvas, 0, 0, width, ROLE_FOCUS);
	put_text(canvas, 0, 1, width - 1, ROLE_FOCUS, slice_of_text(&text));
	text_free(&text);
}

/* Sentences about a syscall begin with its name, which has a column of its own here. */
static struct slice sentence_after_name(const struct finding *finding)
{
	struct slice sentence = slice_of_text(&finding->sentence);
	struct slice rest;

	if (!finding->name || !slice_starts_with(sentence, finding->name))
		return sentence;
	rest = slice_after(sentence, strlen(finding->name));
	return slice_starts_with(rest, ": ") ? slice_after(rest, 2) : sentence;
}

static void draw_row(const struct canvas *canvas, int y, const struct finding *finding)
{
	int width = getmaxx(canvas->window);
	int x = 1;

	put_blank(canvas, y, 0, width, ROLE_NORMAL);
	put_string(canvas, y, x, SEVERITY_COLUMNS, role_of(finding->severity),
		severity_name(finding->severity));
	x += SEVERITY_COLUMNS + GAP;
	put_string(canvas, y, x, CODE_COLUMNS, ROLE_NORMAL, finding_label(finding));
	x += CODE_COLUMNS + GAP;
	put_string(canvas, y, x, NAME_COLUMNS, ROLE_STRONG,
		finding->name ? finding->name : "(whole entry)");
	x += NAME_COLUMNS + GAP;
	if (x < width)
		put_text(canvas, y, x, width - x, ROLE_NORMAL, sentence_after_name(finding));
}

static void draw_detail(const struct canvas *canvas, int y, const struct editor *editor)
{
	int width = getmaxx(canvas->window);
	struct text text = {0};

	append_detail(&text, editor);
	put_blank(canvas, y, 0, width, ROLE_HEAD);
	put_wrapped(canvas, y + 1, 1, width - 2, getmaxy(canvas->window) - y - 1, ROLE_NORMAL,
		slice_of_text(&text));
	text_free(&text);
}

void findings_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	const struct list *rows = &editor->finding_rows;
	int shown = (int)rows->page;

	draw_heads(canvas, &editor->findings);
	if (rows->count == 0) {
		put_string(canvas, 1, 1, getmaxx(canvas->window) - 1, ROLE_DIM,
			"There is nothing to say.");
		return;
	}
	put_spot(canvas, 1, 0, shown, getmaxx(canvas->window), SPOT_FINDINGS, rows->top);
	for (int y = 0; y < shown && rows->top + (size_t)y < rows->count; y++) {
		struct canvas drawn = *canvas;

		drawn.is_cursor = rows->top + (size_t)y == rows->cursor;
		draw_row(&drawn, 1 + y, &editor->findings.items[rows->top + (size_t)y]);
	}
	draw_detail(canvas, 1 + shown, editor);
}
