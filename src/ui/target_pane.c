#include "facts/capability.h"
#include "ui/panes.h"

enum {
	MARK_WIDTH = 3,
	NAME_WIDTH = 22, /* CAP_CHECKPOINT_RESTORE */
	GRANTS_X = MARK_WIDTH + 1 + NAME_WIDTH + 2,
	LIST_ROWS_MIN = 3,
};

/* What is said below the list. */
static void append_notes(const struct editor *editor, struct text *text)
{
	target_choice_append_effect(&editor->target_choice, &editor->now.target, &editor->review,
		&editor->now.entry, text);
	target_choice_append_source(&editor->target_choice, &editor->target_source, text);
}

int target_pane_rows(
	const struct canvas *canvas, const struct editor *editor, int rows, int columns)
{
	struct text text = {0};
	int notes;

	if (!editor->target_choice.is_open)
		return 1;
	append_notes(editor, &text);
	notes = put_wrapped(canvas, 0, 1, columns - 2, 0, ROLE_NORMAL, slice_of_text(&text));
	text_free(&text);
	rows -= 2; /* the heads of the list and of the notes */
	return rows - notes > LIST_ROWS_MIN ? rows - notes : LIST_ROWS_MIN;
}

static void draw_choice(const struct canvas *canvas, int y, const char *name, const char *value)
{
	put_string(canvas, y, MARK_WIDTH + 1, NAME_WIDTH, ROLE_NORMAL, name);
	put_string(canvas, y, GRANTS_X, getmaxx(canvas->window) - GRANTS_X, ROLE_STRONG, value);
}

static void draw_capability(
	const struct canvas *canvas, int y, unsigned capability, const struct target *draft)
{
	bool has = draft->capabilities >> capability & 1;
	struct text text = {0};

	put_string(canvas, y, 0, MARK_WIDTH, ROLE_STRONG, has ? "[x]" : "[ ]");
	put_string(canvas, y, MARK_WIDTH + 1, NAME_WIDTH, ROLE_NORMAL, capability_name(capability));
	target_choice_append_grants(&text, capability, draft);
	put_text(canvas, y, GRANTS_X, getmaxx(canvas->window) - GRANTS_X, ROLE_DIM,
		slice_of_text(&text));
	text_free(&text);
}

static void draw_row(const struct canvas *canvas, int y, size_t row, const struct target *draft)
{
	struct text runtime = {0};

	put_blank(canvas, y, 0, getmaxx(canvas->window), ROLE_NORMAL);
	if (row == TARGET_ROW_ARCH) {
		draw_choice(canvas, y, "architecture", arch_name(draft->arch));
	} else if (row == TARGET_ROW_RUNTIME) {
		text_append_format(&runtime, "Northstar 0.%u", draft->runtime);
		draw_choice(canvas, y, "runtime", text_string(&runtime));
	} else if (row == TARGET_ROW_JUDGE) {
		draw_choice(canvas, y, "judged", target_choice_judge_text(draft->judge));
	} else {
		draw_capability(canvas, y, target_choice_capability(row), draft);
	}
	text_free(&runtime);
}

static void draw_list(const struct canvas *canvas, const struct target_choice *choice)
{
	const struct list *list = &choice->rows;
	int width = getmaxx(canvas->window);

	put_blank(canvas, 0, 0, width, ROLE_FOCUS);
	put_string(canvas, 0, MARK_WIDTH + 1, NAME_WIDTH, ROLE_FOCUS, "target");
	put_string(canvas, 0, GRANTS_X, width - GRANTS_X, ROLE_FOCUS, "the profile then allows");
	put_spot(canvas, 1, 0, (int)list->page, width, SPOT_TARGET, list->top);
	put_spot(canvas, 1, 0, (int)list->page, MARK_WIDTH, SPOT_CAPABILITY, list->top);
	for (size_t i = 0; i < list->page && list->top + i < list->count; i++) {
		struct canvas line = *canvas;

		line.is_cursor = list->top + i == list->cursor;
		draw_row(&line, 1 + (int)i, list->top + i, &choice->draft);
	}
}

void target_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	int width = getmaxx(canvas->window);
	int y = 1 + (int)editor->target_choice.rows.page;
	struct text text = {0};

	draw_list(canvas, &editor->target_choice);
	append_notes(editor, &text);
	put_blank(canvas, y, 0, width, ROLE_HEAD);
	put_string(canvas, y, 1, width - 1, ROLE_HEAD, "what changes");
	put_wrapped(canvas, y + 1, 1, width - 2, getmaxy(canvas->window) - y - 1, ROLE_NORMAL,
		slice_of_text(&text));
	text_free(&text);
}
