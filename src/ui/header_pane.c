#include <string.h>

#include "facts/capability.h"
#include "review/phrase.h"
#include "ui/panes.h"

/* So many logs are named. */
enum { NAMED_LOGS = 8 };

static const char *saved_word(const struct editor *editor)
{
	if (editor->awaits_writing)
		return editor->to_output ? "not accepted yet" : "not written yet";
	if (editor_is_unsaved(editor))
		return "modified";
	if (editor->is_accepted)
		return editor->to_output ? "accepted" : "saved";
	return editor->path ? "unchanged" : "not saved yet";
}

/* The end of a long text matters: of names of logs, the last one without its folder. */
static void put_end(const struct canvas *canvas, int x, int width, struct slice text)
{
	const char *ellipsis = put_ellipsis(canvas->style);
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
static void append_logs(struct text *text, const struct editor *editor, bool is_short)
{
	if (editor->log_count > NAMED_LOGS && is_short)
		text_append_format(text, "%zu logs", editor->log_count);
	else if (editor->log_count > NAMED_LOGS)
		text_append_format(
			text, "%s and %zu more logs", editor->logs[0], editor->log_count - 1);
	else
		text_append_string(text, editor->title);
}

static void append_title(struct text *text, const struct editor *editor, bool is_short)
{
	append_logs(text, editor, is_short);
	text_append_string(text, text->length ? "  " : "");
	phrase_append_calls(text, tally_calls(editor->tally));
	text_append_format(text, ", %zu syscall%s", tally_count(editor->tally),
		phrase_plural(tally_count(editor->tally)));
}

/* Puts the state of the entry, and the file it is for, at the right; returns the columns used. */
static int draw_file(const struct canvas *canvas, const struct editor *editor)
{
	const char *word = saved_word(editor);
	struct slice path = slice_of(editor->path ? editor->path : "");
	int width = getmaxx(canvas->window);
	int gap = editor->path ? 2 : 0;
	int before = put_width(canvas->style, slice_of(word)) + gap;
	int used = before + put_width(canvas->style, path);

	if (used > width / 2)
		used = width / 2;
	put_string(canvas, 0, width - used - 1, before, ROLE_BAR, word);
	put_end(canvas, width - used - 1 + before, used - before, path);
	return used + 1;
}

static void draw_title(const struct canvas *canvas, const struct editor *editor)
{
	struct text text = {0};
	int width = getmaxx(canvas->window);

	put_blank(canvas, 0, 0, width, ROLE_BAR);
	width -= draw_file(canvas, editor) + 2;
	append_title(&text, editor, false);
	/* The end of the first name and a number would be left of many. */
	if (put_width(canvas->style, slice_of_text(&text)) > width) {
		text_clear(&text);
		append_title(&text, editor, true);
	}
	put_end(canvas, 1, width, slice_of_text(&text));
	text_free(&text);
}

/* What is said of the target, in this order; the first of them matter most. */
enum target_part { PART_PROFILE, PART_INSTRUCTIONS, PART_ARCH, PART_CAPABILITIES, PART_RUNTIME };
#define PART_COUNT (PART_RUNTIME + 1)

/* How the line about the target is said. */
struct brevity {
	const char *killed;	/* behind their number */
	const char *documented; /* behind their number as documented; NULL: not said */
	const char *undecided;	/* the same */
	bool has_words;		/* "2 findings", "profile on", not "!2", "profile" */
	const char *instructions;
	bool names_capabilities;
	const char *runtime; /* before the version */
	const char *gap;
	unsigned parts; /* so many are said, and an ellipsis for the others */
};

/* The first that fits into the window is taken. */
static const struct brevity brevities[] = {
	{" calls would be killed", " as documented", "undecided", true, " instructions", true,
		"Northstar ", "  ", PART_COUNT},
	{" calls would be killed", " as documented", "undecided", true, " instr.", false,
		"Northstar ", "  ", PART_COUNT},
	{" calls would be killed", " as documented", "undecided", true, "", false, "", "  ",
		PART_COUNT},
	{" calls killed", " doc.", "undecided", true, "", false, "", "  ", PART_COUNT},
	{" calls killed", " doc.", "unsure", false, "", false, "", "  ", PART_COUNT},
	{" calls killed", NULL, "unsure", false, "", false, "", "  ", PART_COUNT},
	{" calls killed", NULL, "unsure", false, "", false, "", " ", PART_COUNT},
	{" killed", NULL, "unsure", false, "", false, "", " ", PART_COUNT},
	{" killed", NULL, "unsure", false, "", false, "", " ", PART_RUNTIME},
	{" killed", NULL, "unsure", false, "", false, "", " ", PART_CAPABILITIES},
	{" killed", NULL, "unsure", false, "", false, "", " ", PART_ARCH},
	{" killed", NULL, "unsure", false, "", false, "", " ", PART_INSTRUCTIONS},
	{" killed", NULL, "unsure", false, "", false, "", " ", PART_PROFILE},
	{" killed", NULL, NULL, false, "", false, "", " ", PART_PROFILE},
};

/* "1 call would be killed" */
static void append_killed(
	struct text *text, const struct editor *editor, const struct brevity *brevity)
{
	const struct review *review = editor_review(editor);
	uint64_t killed = review->killed[MEANING_BUILT];
	uint64_t documented = review->killed[MEANING_DOCUMENTED];
	struct slice words = slice_of(brevity->killed);
	bool is_one = killed == 1 && slice_starts_with(words, " calls");

	phrase_append_count(text, killed);
	text_append_string(text, is_one ? " call" : "");
	text_append(text, slice_after(words, is_one ? strlen(" calls") : 0));
	if (documented == killed || !brevity->documented)
		return;
	text_append_string(text, " (");
	phrase_append_count(text, documented);
	text_append_format(text, "%s)", brevity->documented);
}

static void append_found(
	struct text *text, const struct editor *editor, const struct brevity *brevity)
{
	uint64_t undecided = editor_review(editor)->undecided;
	size_t findings = findings_count(&editor->findings, SEVERITY_WARNING);

	if (undecided > 0 && brevity->undecided) {
		text_append_string(text, ", ");
		phrase_append_count(text, undecided);
		text_append_format(text, " %s", brevity->undecided);
	}
	if (findings > 0 && brevity->has_words)
		text_append_format(text, ", %zu finding%s", findings, phrase_plural(findings));
	else if (findings > 0)
		text_append_format(text, " !%zu", findings);
}

static void append_capabilities(
	struct text *text, uint64_t capabilities, const struct brevity *brevity)
{
	unsigned count = 0;

	for (uint64_t rest = capabilities; rest > 0; rest &= rest - 1)
		count++;
	if (count == 0 || capabilities == CAPABILITY_ALL)
		text_append_format(text, "%s %s", count == 0 ? "no" : "all",
			brevity->names_capabilities ? "capabilities" : "caps");
	else if (brevity->names_capabilities)
		target_append_capabilities(text, capabilities);
	else
		text_append_format(text, "%u cap%s", count, phrase_plural(count));
}

static const char *profile_words(bool is_on, bool has_words)
{
	if (has_words)
		return is_on ? "profile on" : "profile off";
	return is_on ? "profile" : "no profile";
}

static void append_part(struct text *text, const struct editor *editor,
	const struct brevity *brevity, enum target_part part)
{
	const struct target *target = editor_target(editor);

	switch (part) {
	case PART_PROFILE:
		text_append_string(text, profile_words(editor->now.entry.profile != PROFILE_NONE,
						 brevity->has_words));
		break;
	case PART_INSTRUCTIONS:
		text_append_format(text, "%zu/%d%s", editor_review(editor)->instructions,
			FILTER_INSTRUCTIONS, brevity->instructions);
		break;
	case PART_ARCH:
		text_append_string(text, arch_name(target->arch));
		break;
	case PART_CAPABILITIES:
		append_capabilities(text, target->capabilities, brevity);
		break;
	case PART_RUNTIME:
		text_append_format(text, "%s0.%u", brevity->runtime, target->runtime);
		if (target->judge == MEANING_DOCUMENTED)
			text_append_string(text, *brevity->runtime ? " as documented" : " doc.");
		break;
	}
}

static void append_target(struct text *text, const struct editor *editor,
	const struct brevity *brevity, const char *ellipsis)
{
	append_found(text, editor, brevity);
	for (unsigned part = 0; part < brevity->parts; part++) {
		text_append_string(text, brevity->gap);
		append_part(text, editor, brevity, (enum target_part)part);
	}
	if (brevity->parts < PART_COUNT)
		text_append_format(text, "%s%s", brevity->gap, ellipsis);
}

/* Makes both parts of the line about the target as long as `width` allows. */
static void make_target(const struct canvas *canvas, const struct editor *editor, int width,
	struct text *killed, struct text *target)
{
	for (size_t i = 0; i < sizeof(brevities) / sizeof(brevities[0]); i++) {
		text_clear(killed);
		text_clear(target);
		append_killed(killed, editor, &brevities[i]);
		append_target(target, editor, &brevities[i], put_ellipsis(canvas->style));
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

/* A column has an arrow when rows are sorted by it: then the line is not needed, and a second click
 * finds the head where it was. */
static bool has_shown_line(const struct editor *editor)
{
	const struct shown *shown = &editor->shown;

	return editor->view == VIEW_LIST &&
	       (shown->filter.length > 0 || (shown->sort == SORT_FIRST_CALL && shown->is_reversed));
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
