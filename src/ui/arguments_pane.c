#include "editor/argument_notes.h"
#include "facts/family.h"
#include "ui/panes.h"

enum {
	HEADS = 2,
	VALUE_ROWS_MIN = 2,
	MARK_WIDTH = 3,
	CALLS_WIDTH = 6,
	BAR_WIDTH = 8,
	BAR_WIDTH_SMALL = 5,
	BAR_GROWS_FROM = 64, /* columns of the window */
	VERDICT_WIDTH = 10,
	VERDICTS_WIDTH = 20,
	NUMBER_WIDTH_MIN = 8, /* of the head */
	NAME_WIDTH_MAX = 16,
	TYPE_WIDTH_MAX = 30,
	SHARE_WIDTH = 5,
	RULE_WIDTH_MIN = 11,
	RULE_GROWS_FROM = 64, /* columns of the window */
	KIND_WIDTH = 7,
	ARGUMENT_X = 5, /* behind the cursor and the index */
};

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* The line on coverage, then the notes. */
static void append_notes(const struct arguments *arguments, struct text *text)
{
	argument_notes_append_coverage(arguments, text);
	text_append_byte(text, '\n');
	argument_notes_append(arguments, text);
}

/* Rows of the parts, from top to bottom; two more are heads, and where there are bits and values a
 * third one. */
struct parts {
	int registers;
	int bits;   /* 0: not shown */
	int values; /* 0: no room beside the bits */
	int notes;
	int note_count; /* rows that all of the notes take */
};

/* The bits take what they need of the values' rows; what is left shows the values still. */
static void divide_bits(struct parts *parts, const struct arguments *arguments)
{
	int rows = parts->values;
	int needed = larger((int)arguments->bits.list.count, 1);

	parts->bits = smaller(needed, rows);
	parts->values = rows - parts->bits - 1;
	if (parts->values < VALUE_ROWS_MIN) {
		parts->bits = rows;
		parts->values = 0;
	}
}

/* Where there is room each part has what it needs; else registers have a right to half of it, and
 * the values to half of the rest. */
static struct parts divide(
	const struct canvas *canvas, const struct arguments *arguments, int rows, int columns)
{
	struct parts parts = {.registers = (int)arguments->registers.count};
	struct text text = {0};
	int wanted;
	int left;

	append_notes(arguments, &text);
	parts.note_count =
		put_wrapped(canvas, 0, 1, columns - 1, 0, ROLE_NORMAL, slice_of_text(&text));
	text_free(&text);
	parts.registers = larger(smaller(parts.registers, (rows - HEADS) / 2), 1);
	left = rows - HEADS - parts.registers;
	wanted =
		(int)(arguments->shows_bits ? arguments->bits.list.count : arguments->values.count);
	parts.notes = smaller(parts.note_count, left - smaller(larger(wanted, 1), (left + 1) / 2));
	parts.notes = larger(parts.notes, 1);
	parts.values = larger(rows - HEADS - parts.registers - parts.notes, 1);
	if (arguments->shows_bits)
		divide_bits(&parts, arguments);
	return parts;
}

void arguments_pane_measure(const struct canvas *canvas, const struct editor *editor, int rows,
	int columns, struct editor_sizes *sizes)
{
	struct parts parts;

	sizes->register_rows = 1;
	sizes->value_rows = 1;
	sizes->bit_rows = 1;
	if (!editor->arguments.name)
		return;
	parts = divide(canvas, &editor->arguments, rows, columns);
	sizes->register_rows = (size_t)parts.registers;
	sizes->value_rows = (size_t)parts.values;
	sizes->bit_rows = (size_t)parts.bits;
	sizes->note_rows = (size_t)parts.notes;
	sizes->note_count = (size_t)parts.note_count;
}

/* What the draft asks of this register: "= 1". */
static void append_asked(struct text *text, const struct arguments *arguments, unsigned index)
{
	const struct restriction *draft = &arguments->draft;

	if (arguments->has_rule && restriction_is_any(draft))
		text_append_string(text, "any");
	if (restriction_is_any(draft) || draft->index != index)
		return;
	if (draft->has_values && draft->value_count == 0)
		text_append_string(text, "= anything");
	for (size_t i = 0; i < draft->value_count; i++) {
		text_append_string(text, i > 0 ? ", " : "= ");
		value_append_text(text, draft->values[i]);
	}
	if (draft->has_mask) {
		text_append_string(text, draft->value_count > 0 ? " or in " : "in ");
		value_append_text(text, draft->mask);
	}
}

/* Where the columns of the registers stand. */
struct register_columns {
	int name_width;
	int type_x, type_width;
	int kind_x;
	int values_x;
	int share_x;
	int rule_x, rule_width;
};

/* The names of the arguments, and that of the call above them, get what they need. */
static int name_width(const struct canvas *canvas, const struct arguments *arguments)
{
	int width = put_width(canvas->style, slice_of(arguments->name)) + 2 - ARGUMENT_X;

	for (unsigned i = 0; i < arguments->registers.count; i++) {
		const struct argument_fact *argument =
			syscall_argument(arguments->syscall, arguments->target->arch, i);

		width = larger(width, put_width(canvas->style, slice_of(argument->name)));
	}
	return width;
}

static struct register_columns lay_out_registers(
	const struct canvas *canvas, const struct arguments *arguments)
{
	int width = getmaxx(canvas->window);
	int rule = width < RULE_GROWS_FROM ? RULE_WIDTH_MIN : width / 4;
	int rest = width - ARGUMENT_X - KIND_WIDTH - CALLS_WIDTH - SHARE_WIDTH - rule - 5;
	struct register_columns columns = {.name_width = name_width(canvas, arguments)};

	columns.name_width = smaller(columns.name_width, smaller(rest / 2, NAME_WIDTH_MAX));
	columns.type_width = smaller(rest - columns.name_width, TYPE_WIDTH_MAX);
	columns.type_x = ARGUMENT_X + columns.name_width + 1;
	columns.kind_x = columns.type_x + columns.type_width + 1;
	columns.values_x = columns.kind_x + KIND_WIDTH + 1;
	columns.share_x = columns.values_x + CALLS_WIDTH + 1;
	columns.rule_x = columns.share_x + SHARE_WIDTH + 1;
	columns.rule_width = width - columns.rule_x;
	return columns;
}

/* The share of the traced calls that the rule lets pass by itself, on the register that it
 * restricts. */
static void append_share(struct text *text, const struct arguments *arguments, unsigned index)
{
	if (!arguments->traced || arguments->traced->calls == 0 ||
		restriction_is_any(&arguments->draft) || arguments->draft.index != index)
		return;
	/* rounded down: 100% is all of them */
	text_append_format(text, "%4u%%",
		(unsigned)(100.0 * (double)arguments->covered / (double)arguments->traced->calls));
}

static void draw_register(const struct canvas *canvas, int y,
	const struct register_columns *columns, const struct arguments *arguments, unsigned index)
{
	const struct argument_fact *argument =
		syscall_argument(arguments->syscall, arguments->target->arch, index);
	struct text text = {0};

	put_blank(canvas, y, 0, getmaxx(canvas->window), ROLE_NORMAL);
	put_string(canvas, y, 1, 1, ROLE_KEY, index == arguments->registers.cursor ? ">" : "");
	put_count(canvas, y, 3, 1, ROLE_NORMAL, index);
	put_string(canvas, y, ARGUMENT_X, columns->name_width, ROLE_NORMAL, argument->name);
	put_string(canvas, y, columns->type_x, columns->type_width, ROLE_NORMAL, argument->type);
	put_string(canvas, y, columns->kind_x, KIND_WIDTH, ROLE_NORMAL,
		argument_kind_name(argument->kind));
	put_count(canvas, y, columns->values_x, CALLS_WIDTH, ROLE_NORMAL,
		arguments->traced ? arguments->traced->registers[index].value_count : 0);
	append_share(&text, arguments, index);
	put_text(canvas, y, columns->share_x, SHARE_WIDTH, ROLE_NORMAL, slice_of_text(&text));
	text_clear(&text);
	append_asked(&text, arguments, index);
	put_text(
		canvas, y, columns->rule_x, columns->rule_width, ROLE_STRONG, slice_of_text(&text));
	text_free(&text);
}

static void draw_register_heads(const struct canvas *canvas, const struct register_columns *columns,
	const struct editor *editor)
{
	enum role role = put_head(canvas, 0, editor->pane == PANE_REGISTERS);

	put_string(canvas, 0, PUT_HEAD_X, columns->type_x - PUT_HEAD_X - 1, role,
		editor->arguments.name);
	put_string(canvas, 0, columns->type_x, columns->type_width, role, "type");
	put_string(canvas, 0, columns->kind_x, KIND_WIDTH, role, "kind");
	put_string(canvas, 0, columns->values_x, CALLS_WIDTH, role, "values");
	put_string(canvas, 0, columns->share_x, SHARE_WIDTH, role, "share");
	put_string(canvas, 0, columns->rule_x, columns->rule_width, role, "rule");
}

static void draw_registers(const struct canvas *canvas, const struct editor *editor)
{
	const struct arguments *arguments = &editor->arguments;
	const struct list *list = &arguments->registers;
	struct register_columns columns = lay_out_registers(canvas, arguments);

	draw_register_heads(canvas, &columns, editor);
	put_spot(canvas, 1, 0, (int)list->page, getmaxx(canvas->window), SPOT_REGISTERS, list->top);
	for (size_t i = 0; i < list->page && list->top + i < list->count; i++) {
		struct canvas line = *canvas;

		line.is_cursor = editor->pane == PANE_REGISTERS && list->top + i == list->cursor;
		draw_register(&line, (int)i + 1, &columns, arguments, (unsigned)(list->top + i));
	}
}

static void append_numbers(struct text *text, const struct tally_value *value)
{
	if (value->candidate_count == 0)
		text_append_string(text, "not a number");
	for (unsigned i = 0; i < value->candidate_count; i++) {
		text_append_string(text, i > 0 ? " or " : "");
		value_append_text(text, value->candidates[i]);
	}
}

static enum role role_of(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASSES:
		return ROLE_GOOD;
	case VERDICT_KILLED:
		return ROLE_BAD;
	default:
		return ROLE_WARNING;
	}
}

/* One word where both meanings agree, else "passes / killed". */
static void draw_verdict(const struct canvas *canvas, int y, int x, int width,
	const struct arguments *arguments, const struct tally_value *value)
{
	enum verdict built = arguments_judge_value(arguments, value, MEANING_BUILT);
	enum verdict documented = arguments_judge_value(arguments, value, MEANING_DOCUMENTED);
	struct text text = {0};

	if (documented != built)
		text_append_format(&text, "%s / ", verdict_name(documented));
	text_append_string(&text, verdict_name(built));
	put_text(canvas, y, x, width, documented == built ? role_of(built) : ROLE_WARNING,
		slice_of_text(&text));
	text_free(&text);
}

/* Where the columns of the values stand. */
struct value_columns {
	int text_width;
	int number_x, number_width;
	int calls_x;
	int bar_x, bar_width;
	int verdict_x, verdict_width;
};

/* The columns that the longest number needs: the names of flags have the rest. */
static int number_width(const struct arguments *arguments)
{
	int longest = NUMBER_WIDTH_MIN;
	struct text text = {0};

	for (size_t i = 0; i < arguments->values.count; i++) {
		text_clear(&text);
		append_numbers(&text, &arguments->rows[i].value);
		longest = larger(longest, (int)text.length);
	}
	text_free(&text);
	return longest;
}

static struct value_columns lay_out_values(int width, const struct arguments *arguments)
{
	bool meanings_differ = arguments->meanings_differ;
	struct value_columns columns = {
		.bar_width = width < BAR_GROWS_FROM ? BAR_WIDTH_SMALL : BAR_WIDTH,
		.verdict_width = meanings_differ ? VERDICTS_WIDTH : VERDICT_WIDTH,
	};
	int rest;

	if (meanings_differ && width < BAR_GROWS_FROM)
		columns.bar_width = 0;
	rest = width - MARK_WIDTH - CALLS_WIDTH - columns.bar_width - columns.verdict_width - 5;
	columns.number_width = smaller(number_width(arguments), rest * 2 / 5);
	columns.text_width = rest - columns.number_width;
	columns.number_x = MARK_WIDTH + 1 + columns.text_width + 1;
	columns.calls_x = columns.number_x + columns.number_width + 1;
	columns.bar_x = columns.calls_x + CALLS_WIDTH + 1;
	columns.verdict_x = width - columns.verdict_width;
	return columns;
}

/* The value as strace printed it. A bare number (typed, or of a raw trace) is shown with the names
 * that the argument has for it. */
static void append_value_text(
	struct text *text, const struct arguments *arguments, const struct tally_value *value)
{
	const struct family *family =
		family_of(arguments->syscall, (unsigned)arguments->registers.cursor);
	uint64_t number;

	if (value->count == 0)
		text_append_string(text, "(typed) ");
	else if (!family || !slice_parse_number(value->text, &number))
		text_append(text, value->text);
	if (family && value->candidate_count > 0 &&
		(value->count == 0 || slice_parse_number(value->text, &number)))
		family_append_text(text, family, arguments->target->arch, value->candidates[0]);
}

/* As in the list of syscalls: [=] passes without a tick, by a mask or the profile. */
static const char *mark_of(const struct arguments *arguments, const struct tally_value *value)
{
	if (value->candidate_count == 0)
		return " - ";
	if (arguments_have_ticked(arguments, value))
		return "[x]";
	switch (arguments_judge_value(arguments, value, arguments->target->judge)) {
	case VERDICT_PASSES:
		return "[=]";
	case VERDICT_UNDECIDED:
		return "[~]";
	default:
		return "[ ]";
	}
}

static void draw_value(const struct canvas *canvas, int y, const struct value_columns *columns,
	const struct arguments *arguments, const struct tally_value *value)
{
	struct text text = {0};

	put_blank(canvas, y, 0, getmaxx(canvas->window), ROLE_NORMAL);
	put_string(canvas, y, 0, MARK_WIDTH, ROLE_STRONG, mark_of(arguments, value));
	append_value_text(&text, arguments, value);
	put_text(canvas, y, MARK_WIDTH + 1, columns->text_width, ROLE_NORMAL, slice_of_text(&text));
	text_clear(&text);
	append_numbers(&text, value);
	put_text(canvas, y, columns->number_x, columns->number_width,
		value->candidate_count > 0 ? ROLE_NORMAL : ROLE_DIM, slice_of_text(&text));
	put_count(canvas, y, columns->calls_x, CALLS_WIDTH, ROLE_NORMAL, value->count);
	if (columns->bar_width > 0)
		put_bar(canvas, y, columns->bar_x, columns->bar_width, ROLE_DIM, value->count,
			arguments->rows[0].value.count);
	draw_verdict(canvas, y, columns->verdict_x, columns->verdict_width, arguments, value);
	text_free(&text);
}

static void draw_value_heads(const struct canvas *canvas, int y,
	const struct value_columns *columns, const struct editor *editor)
{
	bool has_focus = editor->pane == PANE_MAIN && !editor->arguments.shows_bits;
	enum role role = put_head(canvas, y, has_focus);
	struct text text = {0};

	text_append_format(&text, "%s", arguments_chosen(&editor->arguments)->name);
	put_text(canvas, y, MARK_WIDTH + 1, columns->text_width, role, slice_of_text(&text));
	put_string(canvas, y, columns->number_x, columns->number_width, role, "register");
	put_string(canvas, y, columns->calls_x + 1, CALLS_WIDTH - 1, role, "calls");
	put_string(canvas, y, columns->verdict_x, columns->verdict_width, role,
		editor->arguments.meanings_differ ? "documented / built" : "verdict");
	text_free(&text);
}

/* Below the bits the values are only looked at. */
static void put_value_spots(const struct canvas *canvas, int y, const struct arguments *arguments)
{
	const struct list *list = &arguments->values;
	int rows = (int)list->page;

	if (arguments->shows_bits)
		return;
	put_spot(canvas, y, 0, rows, getmaxx(canvas->window), SPOT_VALUES, list->top);
	put_spot(canvas, y, 0, rows, MARK_WIDTH, SPOT_TICK, list->top);
}

/* Why there are no values of the chosen argument. */
static const char *no_values(const struct arguments *arguments)
{
	enum argument_kind kind = arguments_chosen(arguments)->kind;

	if (kind == KIND_POINTER)
		return "Addresses are not kept.";
	if (kind == KIND_ADDRESS && arguments->traced)
		return "Addresses differ from run to run; they are not kept.";
	return arguments->traced ? "The trace has no value here; = types one."
				 : "It is not in the trace; = types a value.";
}

static void draw_values(const struct canvas *canvas, int y, const struct editor *editor)
{
	const struct arguments *arguments = &editor->arguments;
	const struct list *list = &arguments->values;
	struct value_columns columns = lay_out_values(getmaxx(canvas->window), arguments);

	draw_value_heads(canvas, y, &columns, editor);
	put_value_spots(canvas, y + 1, arguments);
	if (list->count == 0)
		put_string(canvas, y + 1, MARK_WIDTH + 1, getmaxx(canvas->window), ROLE_DIM,
			no_values(arguments));
	for (size_t i = 0; i < list->page && list->top + i < list->count; i++) {
		struct canvas line = *canvas;

		line.is_cursor = editor->pane == PANE_MAIN && !arguments->shows_bits &&
				 list->top + i == list->cursor;
		draw_value(&line, y + 1 + (int)i, &columns, arguments,
			&arguments->rows[list->top + i].value);
	}
}

/* Puts the notes into the window, the first `top` rows left out. */
static void put_notes(const struct canvas *canvas, const struct arguments *arguments, int top)
{
	int width = getmaxx(canvas->window);
	int room = getmaxy(canvas->window) + top;
	struct text text = {0};
	int used;

	argument_notes_append_coverage(arguments, &text);
	used = put_wrapped(canvas, -top, 1, width - 1, room, ROLE_STRONG, slice_of_text(&text));
	text_clear(&text);
	argument_notes_append(arguments, &text);
	if (used < room)
		put_wrapped(canvas, used - top, 1, width - 1, room - used, ROLE_WARNING,
			slice_of_text(&text));
	text_free(&text);
}

static void draw_notes(const struct canvas *canvas, int rows, const struct editor *editor)
{
	const struct list *notes = &editor->arguments.notes;
	int width = getmaxx(canvas->window);
	struct canvas inner = *canvas;

	inner.window = derwin(canvas->window, rows, width, getmaxy(canvas->window) - rows, 0);
	if (!inner.window)
		return;
	put_notes(&inner, &editor->arguments, (int)notes->top);
	if (editor->pane == PANE_NOTES)
		put_sign(&inner, 0, ROLE_KEY);
	put_spot(&inner, 0, 0, rows, width, SPOT_NOTES, notes->top);
	if (notes->top + notes->page < notes->count)
		put_string(&inner, rows - 1, width - 1, 1, ROLE_KEY, put_ellipsis(canvas->style));
	delwin(inner.window);
}

void arguments_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	int rows = getmaxy(canvas->window);
	struct parts parts = divide(canvas, &editor->arguments, rows, getmaxx(canvas->window));

	draw_registers(canvas, editor);
	if (parts.bits > 0)
		bits_pane_draw(canvas, 1 + parts.registers, editor);
	if (parts.values > 0)
		draw_values(canvas, 1 + parts.registers + (parts.bits > 0 ? parts.bits + 1 : 0),
			editor);
	draw_notes(canvas, parts.notes, editor);
}
