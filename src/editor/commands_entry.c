#include "editor/commands.h"
#include "review/draft.h"
#include "review/phrase.h"

/* Names of added rules that a message tells. */
enum { EXPAND_NAMES = 3 };

static void append_rule(struct text *text, const struct review_row *row, enum arch arch)
{
	text_append_string(text, "dropped ");
	text_append_visible(text, row->name);
	if (restriction_is_any(&row->rule->restriction))
		return;
	text_append_string(text, " (it was: ");
	restriction_append_text(text, &row->rule->restriction, row->syscall, arch);
	text_append_byte(text, ')');
}

/* What to know of a rule for a name that has no effect. */
static const char *allow_remark(const struct review_row *row, enum arch arch)
{
	if (!row->syscall)
		return "; no known kernel has it: the runtime ignores the rule";
	if (row->syscall->numbers[arch] < 0)
		return "; the target does not have it: the runtime ignores the rule";
	return "";
}

struct effect command_toggle(struct editor *editor, int argument)
{
	const struct review_row *row = editor_row(editor);
	enum arch arch = editor->now.target.arch;
	struct text sentence = {0};
	struct snapshot before;

	(void)argument;
	if (!row) {
		editor_warn(editor, "There is no syscall here");
		return (struct effect){0};
	}
	before = editor_begin(editor);
	if (entry_drop(&editor->now.entry, row->name)) {
		append_rule(&sentence, row, arch);
	} else {
		entry_allow(&editor->now.entry, row->name);
		text_append_string(&sentence, "allowed ");
		text_append_visible(&sentence, row->name);
		text_append_string(&sentence, allow_remark(row, arch));
	}
	editor_commit(editor, before, text_string(&sentence));
	text_free(&sentence);
	return (struct effect){0};
}

struct effect command_set_any(struct editor *editor, int argument)
{
	const struct review_row *row = editor_row(editor);
	struct text sentence = {0};
	struct snapshot before;

	(void)argument;
	if (!row || !row->rule) {
		editor_warn(editor, "It has no rule; Space adds one");
		return (struct effect){0};
	}
	before = editor_begin(editor);
	entry_allow(&editor->now.entry, row->name);
	text_append_string(&sentence, "set back to any: ");
	text_append_visible(&sentence, row->name);
	if (!editor_commit(editor, before, text_string(&sentence)))
		editor_say(editor, "The rule is any already");
	text_free(&sentence);
	return (struct effect){0};
}

struct effect command_switch_profile(struct editor *editor, int argument)
{
	struct snapshot before = editor_begin(editor);
	bool on = before.entry.profile == PROFILE_NONE;

	(void)argument;
	editor->now.entry.profile = on ? PROFILE_DEFAULT : PROFILE_NONE;
	editor_commit(editor, before,
		on ? "switched the default profile on" : "switched the default profile off");
	return (struct effect){0};
}

/* "; write still kills 2 calls (fd = 1)" for each rule that does. Returns whether one does. */
static bool append_killing_rules(const struct editor *editor, struct text *text)
{
	bool found = false;

	for (size_t i = 0; i < editor->review.count; i++) {
		const struct review_row *row = &editor->review.rows[i];
		uint64_t killed = row->coverage[MEANING_BUILT].killed;

		if (!row->rule || killed == 0 || restriction_is_any(&row->rule->restriction))
			continue;
		found = true;
		text_append_string(text, "; ");
		text_append_visible(text, row->name);
		text_append_string(text, " still kills ");
		phrase_append_calls(text, killed);
		text_append_string(text, " (");
		restriction_append_text(
			text, &row->rule->restriction, row->syscall, editor->now.target.arch);
		text_append_byte(text, ')');
	}
	return found;
}

/* " for brk, mmap, close and 9 more": the rules from number `first` on. */
static void append_added(struct text *text, const struct entry *entry, size_t first)
{
	size_t end = first + EXPAND_NAMES < entry->count ? first + EXPAND_NAMES : entry->count;

	for (size_t i = first; i < end; i++) {
		text_append_string(text, i == first ? " for " : ", ");
		text_append_visible(text, slice_of(entry->rules[i].name));
	}
	if (end < entry->count)
		text_append_format(text, " and %zu more", entry->count - end);
}

static void report_expansion(struct editor *editor, bool done, const struct text *sentence)
{
	struct text message = {0};
	bool kills;

	if (done)
		text_append(&message, slice_of_text(sentence));
	else
		text_append_string(&message, "Nothing to add: there is no profile, and each "
					     "traced call passes or has a rule");
	kills = append_killing_rules(editor, &message);
	if (kills)
		editor_warn(editor, "%s", text_string(&message));
	else
		editor_say(editor, "%s", text_string(&message));
	text_free(&message);
}

struct effect command_expand(struct editor *editor, int argument)
{
	struct snapshot before = editor_begin(editor);
	struct entry *entry = &editor->now.entry;
	struct text sentence = {0};
	size_t added;

	(void)argument;
	entry->profile = PROFILE_NONE;
	draft_complete(entry, editor->tally, &editor->now.target);
	added = entry->count - before.entry.count;
	if (before.entry.profile != PROFILE_NONE)
		text_append_string(&sentence, "dropped the profile");
	if (added > 0)
		text_append_format(&sentence, "%sadded %zu rule%s",
			sentence.length > 0 ? " and " : "", added, phrase_plural(added));
	append_added(&sentence, entry, entry->count - added);
	report_expansion(editor, editor_commit(editor, before, text_string(&sentence)), &sentence);
	text_free(&sentence);
	return (struct effect){0};
}

/* The cursor goes where it was before the step that was undone. */
static void go_back(struct editor *editor)
{
	const struct history_step *step = &editor->history.steps[editor->history.position];

	if (step->from && editor_go_to(editor, slice_of(step->from)))
		list_show(&editor->list, step->from_top, editor->list.cursor);
}

static void go_forth(struct editor *editor)
{
	const struct history_step *step = &editor->history.steps[editor->history.position - 1];

	if (step->to)
		editor_go_to(editor, slice_of(step->to));
}

struct effect command_undo(struct editor *editor, int argument)
{
	const char *sentence = history_undo(&editor->history, &editor->now);

	(void)argument;
	if (sentence) {
		editor_refresh(editor);
		go_back(editor);
		editor_say(editor, "undone: %s", sentence);
	} else {
		editor_warn(editor, "There is nothing to undo");
	}
	return (struct effect){0};
}

struct effect command_redo(struct editor *editor, int argument)
{
	const char *sentence = history_redo(&editor->history, &editor->now);

	(void)argument;
	if (sentence) {
		editor_refresh(editor);
		go_forth(editor);
		editor_say(editor, "done again: %s", sentence);
	} else {
		editor_warn(editor, "There is nothing to do again");
	}
	return (struct effect){0};
}
