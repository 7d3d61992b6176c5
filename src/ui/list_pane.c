#include "ui/panes.h"

enum {
	MARK_X = 0,
	MARK_WIDTH = 3,
	NAME_X = MARK_X + MARK_WIDTH + 1,
	NAME_WIDTH_MAX = 24,
	STATE_WIDTH = 14,
	FOUND_WIDTH = 2,
};

/* Where the columns stand in a window of some width; each has a blank behind it. */
struct columns {
	int name_width;
	int calls_x, calls_width;
	int errors_x, errors_width;
	int rule_x, rule_width;
	int state_x;
	int found_x; /* how many findings there are that are more than a note */
};

static struct columns lay_out(int width)
{
	bool is_wide = width >= 60;
	struct columns columns = {
		.calls_width = is_wide ? 7 : 5,
		.errors_width = is_wide ? 6 : 3,
	};
	int rest = width - NAME_X - columns.calls_width - columns.errors_width - STATE_WIDTH -
		   FOUND_WIDTH - 5;

	columns.name_width = rest * 65 / 100;
	if (columns.name_width > NAME_WIDTH_MAX)
		columns.name_width = NAME_WIDTH_MAX;
	columns.rule_width = rest - columns.name_width;
	columns.calls_x = NAME_X + columns.name_width + 1;
	columns.errors_x = columns.calls_x + columns.calls_width + 1;
	columns.rule_x = columns.errors_x + columns.errors_width + 1;
	columns.state_x = columns.rule_x + columns.rule_width + 1;
	columns.found_x = columns.state_x + STATE_WIDTH + 1;
	return columns;
}

static void draw_heads(const struct canvas *canvas, const struct columns *columns, enum role role)
{
	put_blank(canvas, 0, 0, getmaxx(canvas->window), role);
	put_string(canvas, 0, NAME_X, columns->name_width, role, "syscall");
	put_string(canvas, 0, columns->calls_x + columns->calls_width - 5, 5, role, "calls");
	if (columns->errors_width >= 6)
		put_string(canvas, 0, columns->errors_x, 6, role, "errors");
	else
		put_string(canvas, 0, columns->errors_x, 3, role, "err");
	put_string(canvas, 0, columns->rule_x, columns->rule_width, role, "rule");
	put_string(canvas, 0, columns->state_x, STATE_WIDTH, role, "state");
}

static const char *mark_text(enum mark mark)
{
	static const char *const texts[] = {
		[MARK_RULE] = "[x]",
		[MARK_COVERED] = "[=]",
		[MARK_PARTLY] = "[~]",
		[MARK_KILLED] = "[ ]",
	};

	return texts[mark];
}

static enum role mark_role(enum mark mark)
{
	switch (mark) {
	case MARK_RULE:
		return ROLE_STRONG;
	case MARK_COVERED:
		return ROLE_DIM;
	case MARK_PARTLY:
		return ROLE_WARNING;
	case MARK_KILLED:
		break;
	}
	return ROLE_BAD;
}

static enum role state_role(enum state state)
{
	switch (state) {
	case STATE_NEEDED:
		return ROLE_GOOD;
	case STATE_PROFILE:
		return ROLE_DIM;
	case STATE_NONE:
	case STATE_WRONG_ARCH:
	case STATE_UNKNOWN:
		return ROLE_BAD;
	default:
		return ROLE_WARNING;
	}
}

static void draw_name(const struct canvas *canvas, int y, const struct columns *columns,
	const struct editor *editor, const struct review_row *row)
{
	const char *search = text_string(&editor->search);
	size_t at = slice_find(row->name, search);
	int before = put_width(canvas->style, slice_until(row->name, at));
	enum role role = row->mark == MARK_COVERED ? ROLE_DIM : ROLE_NORMAL;

	put_text(canvas, y, NAME_X, columns->name_width, role, row->name);
	if (editor->search.length > 0 && at < row->name.length)
		put_text(canvas, y, NAME_X + before,
			put_width(canvas->style, slice_of_text(&editor->search)) + before <
					columns->name_width
				? put_width(canvas->style, slice_of_text(&editor->search))
				: columns->name_width - before,
			ROLE_MATCH, slice_of_text(&editor->search));
}

/* What stands before the rule when traced calls would be killed: "!b" if fewer are as documented.
 * Without a rule the mark says it, in so far as both meanings agree. */
static const char *warning_of(const struct review_row *row)
{
	uint64_t built = row->coverage[MEANING_BUILT].killed;

	if (row->coverage[MEANING_DOCUMENTED].killed < built)
		return "!b ";
	return row->rule && built > 0 ? "! " : "";
}

static void draw_rule(const struct canvas *canvas, int y, const struct columns *columns,
	const struct editor *editor, const struct review_row *row)
{
	const char *warning = warning_of(row);
	struct text text = {0};

	text_append_string(&text, warning);
	if (row->rule)
		restriction_append_text(
			&text, &row->rule->restriction, row->syscall, editor->now.target.arch);
	put_text(canvas, y, columns->rule_x, columns->rule_width, *warning ? ROLE_BAD : ROLE_NORMAL,
		slice_of_text(&text));
	text_free(&text);
}

/* "!2": findings of the syscall that are more than a note. */
static void draw_found(const struct canvas *canvas, int y, const struct columns *columns,
	const struct editor *editor, const struct review_row *row)
{
	struct text text = {0};
	unsigned count = 0;

	for (size_t i = 0; i < editor->findings.count; i++) {
		const struct finding *finding = &editor->findings.items[i];

		count += finding->severity >= SEVERITY_WARNING && finding->name &&
			 slice_is(row->name, finding->name);
	}
	if (count > 0)
		text_append_format(&text, "!%u", count);
	put_text(canvas, y, columns->found_x, FOUND_WIDTH, ROLE_WARNING, slice_of_text(&text));
	text_free(&text);
}

static void draw_row(const struct canvas *canvas, int y, const struct columns *columns,
	const struct editor *editor, const struct review_row *row)
{
	unsigned long long errors = row->traced ? row->traced->errors : 0;

	put_blank(canvas, y, 0, getmaxx(canvas->window), ROLE_NORMAL);
	put_string(canvas, y, MARK_X, MARK_WIDTH, mark_role(row->mark), mark_text(row->mark));
	draw_name(canvas, y, columns, editor, row);
	put_count(canvas, y, columns->calls_x, columns->calls_width, ROLE_NORMAL,
		row->traced ? row->traced->calls : 0);
	if (errors > 0)
		put_count(canvas, y, columns->errors_x, columns->errors_width, ROLE_NORMAL, errors);
	draw_rule(canvas, y, columns, editor, row);
	put_string(canvas, y, columns->state_x, STATE_WIDTH, state_role(row->state),
		state_name(row->state));
	draw_found(canvas, y, columns, editor, row);
}

void list_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	struct columns columns = lay_out(getmaxx(canvas->window));
	const struct list *list = &editor->list;

	draw_heads(canvas, &columns, editor->pane == PANE_MAIN ? ROLE_FOCUS : ROLE_HEAD);
	if (list->count == 0)
		put_string(canvas, 1, 1, getmaxx(canvas->window) - 1, ROLE_DIM,
			"The trace holds no calls, the entry no rules.");
	for (int y = 1; y < getmaxy(canvas->window); y++) {
		size_t row = list->top + (size_t)y - 1;
		struct canvas line = *canvas;

		if (row >= list->count)
			break;
		line.is_cursor = row == list->cursor;
		draw_row(&line, y, &columns, editor, &editor->review.rows[row]);
	}
}
