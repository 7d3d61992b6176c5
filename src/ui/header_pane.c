#include <inttypes.h>

#include "ui/panes.h"

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
	text_append_string(&text, editor->title);
	text_append_format(&text, "%s%" PRIu64 " calls, %zu syscalls", text.length ? "  " : "",
		tally_calls(editor->tally), tally_count(editor->tally));
	put_text(canvas, 0, 1, width - word - 2, ROLE_BAR, slice_of_text(&text));
	text_free(&text);
}

static void append_target(struct text *text, const struct editor *editor)
{
	const struct target *target = editor_target(editor);
	const struct review *review = editor_review(editor);
	size_t findings = findings_count(&editor->findings, SEVERITY_WARNING);

	if (review->undecided > 0)
		text_append_format(text, ", %" PRIu64 " not decided", review->undecided);
	if (findings > 0)
		text_append_format(text, ", %zu finding%s", findings, findings == 1 ? "" : "s");
	text_append_format(text, "  profile %s  %zu/%d instructions  %s  ",
		editor->now.entry.profile == PROFILE_NONE ? "off" : "on", review->instructions,
		FILTER_INSTRUCTIONS, arch_name(target->arch));
	if (target->capabilities == 0)
		text_append_string(text, "no ");
	else
		target_append_capabilities(text, target->capabilities);
	text_append_string(text, target->capabilities == 0 ? "capabilities" : "");
	text_append_format(text, "  Northstar 0.%u", target->runtime);
}

static void draw_target(const struct canvas *canvas, const struct editor *editor)
{
	const struct review *review = editor_review(editor);
	uint64_t killed = review->killed[MEANING_BUILT];
	uint64_t documented = review->killed[MEANING_DOCUMENTED];
	int width = getmaxx(canvas->window) - progress_put(canvas, 1, editor);
	struct text text = {0};
	int used;

	text_append_format(&text, "%" PRIu64 " would be killed", killed);
	if (documented != killed)
		text_append_format(&text, " (%" PRIu64 " as documented)", documented);
	used = put_text(
		canvas, 1, 1, width - 1, killed > 0 ? ROLE_BAD : ROLE_GOOD, slice_of_text(&text));
	text_clear(&text);
	append_target(&text, editor);
	put_text(canvas, 1, 1 + used, width - 1 - used,
		review->instructions > FILTER_INSTRUCTIONS ? ROLE_BAD : ROLE_NORMAL,
		slice_of_text(&text));
	text_free(&text);
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
