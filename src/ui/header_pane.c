#include <inttypes.h>

#include "ui/panes.h"

/* So many logs are named. */
enum { NAMED_LOGS = 8 };

static const char *saved_word(const struct editor *editor)
{
	if (editor->awaits_writing)
		return "not written yet";
	if (editor_is_unsaved(editor))
		return "modified";
	if (editor->is_accepted)
		return "saved";
	return editor->path ? "unchanged" : "not saved yet";
}

/* The end of a long text matters: of names of logs, the last one without its folder. */
static void put_end(const struct canvas *canvas, int x, int width, struct slice text)
{
	const char *ellipsis = canvas->style->ascii ? "~" : "\u2026";
	size_t start = 0;

	if (put_width(canvas->style, text) <= width) {
		put_text(canvas, 0, x, width, ROLE_BAR, text);
		return;
	}
	while (start < text.length &&
		(put_width(canvas->style, slice_after(text, start)) >= width ||
			((unsigned char)text.start[start] & 0xc0) == 0x80))
		start++;
	put_string(canvas, 0, x, 1, ROLE_BAR, ellipsis);
	put_text(canvas, 0, x + 1, width - 1, ROLE_BAR, slice_after(text, start));
}

/* The logs by their names, or how many there are. */
static void append_logs(struct text *text, const struct editor *editor)
{
	if (editor->log_count > NAMED_LOGS)
		text_append_format(
			text, "%s and %zu more logs", editor->logs[0], editor->log_count - 1);
	else
		text_append_string(text, editor->title);
}

static void draw_title(const struct canvas *canvas, const struct editor *editor)
{
	struct text text = {0};
	int width = getmaxx(canvas->window);
	int word;

	text_append_format(&text, "%s%s ", saved_word(editor), editor->path ? " " : "");
	if (editor->path)
		text_append_string(&text, editor->path);
	word = put_width(canvas->style, slice_of_text(&text));
	if (word > width / 2)
		word = width / 2;
	put_blank(canvas, 0, 0, width, ROLE_BAR);
	put_text(canvas, 0, width - word, word, ROLE_BAR, slice_of_text(&text));

	text_clear(&text);
	append_logs(&text, editor);
	text_append_format(&text, "%s%" PRIu64 " calls, %zu syscalls", text.length ? "  " : "",
		tally_calls(editor->tally), tally_count(editor->tally));
	put_end(canvas, 1, width - word - 2, slice_of_text(&text));
	text_free(&text);
}

/* How much the line about the target is shortened, to fit into the window. */
enum brevity { LONG, SHORT, SHORTER, SHORTEST };
#define BREVITY_COUNT (SHORTEST + 1)

static void append_killed(struct text *text, const struct editor *editor, enum brevity brevity)
{
	const struct review *review = editor_review(editor);
	uint64_t killed = review->killed[MEANING_BUILT];
	uint64_t documented = review->killed[MEANING_DOCUMENTED];

	text_append_format(
		text, "%" PRIu64 " %skilled", killed, brevity < SHORTEST ? "would be " : "");
	if (documented != killed)
		text_append_format(text, " (%" PRIu64 "%s)", documented,
			brevity < SHORTEST ? " as documented" : " doc.");
}

static void append_found(struct text *text, const struct editor *editor, enum brevity brevity)
{
	uint64_t undecided = editor_review(editor)->undecided;
	size_t findings = findings_count(&editor->findings, SEVERITY_WARNING);

	if (undecided > 0)
		text_append_format(text, ", %" PRIu64 " %s", undecided,
			brevity < SHORTEST ? "not decided" : "open");
	if (findings > 0 && brevity < SHORTEST)
		text_append_format(text, ", %zu finding%s", findings, findings == 1 ? "" : "s");
	else if (findings > 0)
		text_append_format(text, " !%zu", findings);
}

static void append_capabilities(struct text *text, uint64_t capabilities, enum brevity brevity)
{
	unsigned count = 0;

	for (uint64_t rest = capabilities; rest > 0; rest &= rest - 1)
		count++;
	if (count == 0)
		text_append_string(text, brevity == LONG ? "no capabilities" : "no caps");
	else if (brevity == LONG)
		target_append_capabilities(text, capabilities);
	else
		text_append_format(text, "%u cap%s", count, count == 1 ? "" : "s");
}

static void append_target(struct text *text, const struct editor *editor, enum brevity brevity)
{
	static const char *const units[BREVITY_COUNT] = {" instructions", " instr."};
	static const char *const runtimes[BREVITY_COUNT] = {"Northstar ", "Northstar "};
	const struct target *target = editor_target(editor);

	append_found(text, editor, brevity);
	text_append_format(text, "  profile %s  %zu/%d%s  %s  ",
		editor->now.entry.profile == PROFILE_NONE ? "off" : "on",
		editor_review(editor)->instructions, FILTER_INSTRUCTIONS,
		units[brevity] ? units[brevity] : "", arch_name(target->arch));
	append_capabilities(text, target->capabilities, brevity);
	text_append_format(
		text, "  %s0.%u", runtimes[brevity] ? runtimes[brevity] : "", target->runtime);
}

/* Makes both parts of the line about the target as long as `width` allows. */
static void make_target(const struct canvas *canvas, const struct editor *editor, int width,
	struct text *killed, struct text *target)
{
	for (enum brevity brevity = LONG; brevity < BREVITY_COUNT; brevity++) {
		text_clear(killed);
		text_clear(target);
		append_killed(killed, editor, brevity);
		append_target(target, editor, brevity);
		if (put_width(canvas->style, slice_of_text(killed)) +
				put_width(canvas->style, slice_of_text(target)) <=
			width)
			return;
	}
}

static void draw_target(const struct canvas *canvas, const struct editor *editor)
{
	const struct review *review = editor_review(editor);
	int width = getmaxx(canvas->window) - progress_put(canvas, 1, editor) - 1;
	struct text killed = {0};
	struct text target = {0};
	int used;

	make_target(canvas, editor, width, &killed, &target);
	used = put_text(canvas, 1, 1, width,
		review->killed[MEANING_BUILT] > 0 ? ROLE_BAD : ROLE_GOOD, slice_of_text(&killed));
	put_text(canvas, 1, 1 + used, width - used,
		review->instructions > FILTER_INSTRUCTIONS ? ROLE_BAD : ROLE_NORMAL,
		slice_of_text(&target));
	text_free(&killed);
	text_free(&target);
}

static bool has_shown_line(const struct editor *editor)
{
	return editor->view == VIEW_LIST &&
	       (editor->shown.filter.length > 0 || editor->shown.sort != SORT_FIRST_CALL ||
		       editor->shown.is_reversed);
}

/* "3 of 45 shown: %file killed  sorted by calls, most first" */
static void draw_shown(const struct canvas *canvas, int y, const struct editor *editor)
{
	const struct shown *shown = &editor->shown;
	struct text text = {0};

	if (shown->filter.length > 0) {
		text_append_format(&text, "%zu of %zu shown: ", shown->count, editor->review.count);
		text_append_visible(&text, slice_of_text(&shown->filter));
		text_append_string(&text, "  ");
	}
	if (shown->sort != SORT_FIRST_CALL || shown->is_reversed)
		text_append_format(&text, "sorted by %s", shown_sort_text(shown));
	put_text(canvas, y, 1, getmaxx(canvas->window) - 1, ROLE_STRONG, slice_of_text(&text));
	text_free(&text);
}

int header_pane_rows(const struct editor *editor)
{
	return 2 + has_shown_line(editor);
}

void header_pane_draw(const struct canvas *canvas, const struct editor *editor)
{
	draw_title(canvas, editor);
	draw_target(canvas, editor);
	if (has_shown_line(editor))
		draw_shown(canvas, 2, editor);
}
