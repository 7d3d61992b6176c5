#include "editor/advice.h"
#include "editor/commands.h"
#include "editor/prompts.h"
#include "editor/row_filter.h"
#include "review/suggest.h"

/* Names that a sentence tells. */
enum { NAMES_TOLD = 3 };

struct effect command_filter(struct editor *editor, int argument)
{
	(void)argument;
	prompts_open(editor, PURPOSE_FILTER, text_string(&editor->shown.filter));
	return (struct effect){0};
}

struct effect command_accept_filter(struct editor *editor, int argument)
{
	struct slice filter = slice_trim(slice_of_text(&editor->prompt.text));
	struct text word = {0};
	struct slice slip;

	(void)argument;
	if (row_filter_find_slip(filter, &slip)) {
		text_append_visible(&word, slip);
		editor_warn(editor, "No syscall can fit %s; Tab shows the words there are",
			text_string(&word));
		editor->purpose = PURPOSE_FILTER;
	} else if (filter.length > 0) {
		editor_say(editor, "%zu of %zu syscalls shown; Esc shows all", editor->shown.count,
			editor->review.count);
	} else {
		command_clear_filter(editor, 0);
	}
	text_free(&word);
	return (struct effect){0};
}

struct effect command_clear_filter(struct editor *editor, int argument)
{
	const struct review_row *row = editor_row(editor);
	struct slice name = row ? row->name : slice_of_text(&editor->origin);

	(void)argument;
	editor_set_filter(editor, slice_of(""), name);
	editor_say(editor, "All %zu syscalls are shown", editor->shown.count);
	return (struct effect){0};
}

static void show_sorted(struct editor *editor)
{
	const struct review_row *row = editor_row(editor);

	editor_show_rows(editor, row ? row->name : slice_of(""));
	editor_say(editor, "Sorted by %s", shown_sort_text(&editor->shown));
}

struct effect command_sort(struct editor *editor, int argument)
{
	(void)argument;
	editor->shown.sort = (editor->shown.sort + 1) % SORT_COUNT;
	editor->shown.is_reversed = false;
	show_sorted(editor);
	return (struct effect){0};
}

struct effect command_sort_by(struct editor *editor, int argument)
{
	enum sort sort = (enum sort)argument;

	if (sort == editor->shown.sort)
		return command_reverse(editor, 0);
	editor->shown.sort = sort;
	editor->shown.is_reversed = false;
	show_sorted(editor);
	return (struct effect){0};
}

struct effect command_reverse(struct editor *editor, int argument)
{
	(void)argument;
	editor->shown.is_reversed = !editor->shown.is_reversed;
	show_sorted(editor);
	return (struct effect){0};
}

/* Counts to `count`, and appends the first names: "brk, mmap, close and 9 more". */
static void tell(struct text *names, size_t *count, struct slice name)
{
	if (*count < NAMES_TOLD) {
		text_append_string(names, *count > 0 ? ", " : "");
		text_append_visible(names, name);
	}
	(*count)++;
}

/* Commits "allowed 12 syscalls: brk, mmap, close and 9 more". Returns whether there was a
 * difference. */
static bool commit_names(struct editor *editor, struct snapshot before, const char *what,
	const struct text *names, size_t count, size_t stay_any)
{
	struct text sentence = {0};
	bool is_done;

	text_append_format(&sentence, "%s %zu %s: %s", what, count,
		count == 1 ? "syscall" : "syscalls", text_string(names));
	if (count > NAMES_TOLD)
		text_append_format(&sentence, " and %zu more", count - NAMES_TOLD);
	if (stay_any > 0)
		text_append_format(
			&sentence, "; %zu stay%s any", stay_any, stay_any == 1 ? "s" : "");
	is_done = editor_commit(editor, before, text_string(&sentence));
	text_free(&sentence);
	return is_done;
}

/* Whether a rule for it means something to the runtime. */
static bool can_have_rule(const struct editor *editor, const struct review_row *row)
{
	return row->syscall && row->syscall->numbers[editor->now.target.arch] >= 0;
}

/* Adds `any` to each shown row without a rule. Returns how many. */
static size_t allow_shown(struct editor *editor, struct text *names)
{
	size_t count = 0;

	for (size_t i = 0; i < editor->shown.count; i++) {
		const struct review_row *row = editor_row_at(editor, i);

		if (row->rule || !can_have_rule(editor, row))
			continue;
		entry_allow(&editor->now.entry, row->name);
		tell(names, &count, row->name);
	}
	return count;
}

static size_t drop_shown(struct editor *editor, struct text *names)
{
	size_t count = 0;

	for (size_t i = 0; i < editor->shown.count; i++)
		if (entry_drop(&editor->now.entry, editor_row_at(editor, i)->name))
			tell(names, &count, editor_row_at(editor, i)->name);
	return count;
}

struct effect command_toggle_all(struct editor *editor, int argument)
{
	struct snapshot before = editor_begin(editor);
	const char *what = "allowed";
	struct text names = {0};
	size_t count = allow_shown(editor, &names);

	(void)argument;
	if (count == 0) {
		what = "dropped the rules of";
		count = drop_shown(editor, &names);
	}
	if (!commit_names(editor, before, what, &names, count, 0))
		editor_warn(editor, "Nothing that is shown can have a rule");
	text_free(&names);
	return (struct effect){0};
}

/* Takes over from `tightened` what it restricts of the shown rows. Returns how many. */
static size_t restrict_shown(
	struct editor *editor, const struct entry *tightened, struct text *names)
{
	size_t count = 0;

	for (size_t i = 0; i < editor->shown.count; i++) {
		const struct review_row *row = editor_row_at(editor, i);
		const struct rule *rule = row->rule ? entry_find(tightened, row->name) : NULL;

		if (!rule || restriction_equal(&rule->restriction, &row->rule->restriction))
			continue;
		entry_set(&editor->now.entry, row->name, &rule->restriction);
		tell(names, &count, row->name);
	}
	return count;
}

/* How many rules of shown rows are `any`. The rows' own rules are those of before. */
static size_t shown_any(const struct editor *editor)
{
	size_t count = 0;

	for (size_t i = 0; i < editor->shown.count; i++) {
		const struct rule *rule =
			entry_find(&editor->now.entry, editor_row_at(editor, i)->name);

		count += rule && restriction_is_any(&rule->restriction);
	}
	return count;
}

static void warn_not_tightened(struct editor *editor)
{
	size_t killing = 0;

	for (size_t i = 0; i < editor->shown.count; i++)
		killing += advice_can_widen(editor_row_at(editor, i));
	if (killing > 0)
		editor_warn(editor,
			"No rule that is shown and is any can be tightened; %zu kill%s traced "
			"calls: t or F fixes it",
			killing, killing == 1 ? "s" : "");
	else
		editor_warn(editor, "No rule that is shown and is any can be tightened");
}

struct effect command_tighten_all(struct editor *editor, int argument)
{
	struct snapshot before = editor_begin(editor);
	struct entry tightened = entry_copy(&editor->now.entry);
	struct text names = {0};
	size_t count;

	(void)argument;
	suggest_rules(&tightened, editor->tally, &editor->now.target, NULL);
	count = restrict_shown(editor, &tightened, &names);
	if (!commit_names(editor, before, "tightened", &names, count, shown_any(editor)))
		warn_not_tightened(editor);
	entry_free(&tightened);
	text_free(&names);
	return (struct effect){0};
}
