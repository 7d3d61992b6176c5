#include "editor/keys.h"

#include <string.h>

#include "editor/commands.h"

#define LIST	  (1U << VIEW_LIST)
#define ARGUMENTS (1U << VIEW_ARGUMENTS)
#define CALLS	  (1U << VIEW_CALLS)
#define LINE	  (1U << VIEW_LINE)
#define FINDINGS  (1U << VIEW_FINDINGS)
#define TARGET	  (1U << VIEW_TARGET)
#define HELP	  (1U << VIEW_HELP)
#define PROMPT	  (1U << VIEW_PROMPT)
#define QUIT	  (1U << VIEW_QUIT)
#define SAVE	  (1U << VIEW_SAVE)
#define RECOVERED (1U << VIEW_RECOVERED)
#define VIEWS	  (LIST | ARGUMENTS | CALLS | LINE | FINDINGS | TARGET | HELP)

/* In each view: what matters most first, since a narrow footer shows only the first ones. */
/* clang-format off */
static const struct command commands[] = {
	{LIST | ARGUMENTS | CALLS | LINE | FINDINGS | TARGET, "? F1", "help", "Help", "Show this help", command_help, 0},
	{LIST, "Space", "toggle", "Rule", "Add the rule `any` to the syscall, or drop its rule", command_toggle, 0},
	{LIST, "Enter", "arguments", "Arguments", "Open the arguments of the syscall, to restrict one", command_open_arguments, 0},
	{LIST, "p", "profile", "Profile", "Switch the default profile on or off; the rules stay", command_switch_profile, 0},
	{LIST, "w F2", "save", "Save", "Save the entry; asks for a name when there is none", command_save, 0},
	{LIST, "q F10 Ctrl-C", "quit", "Quit", "Leave; asks when something is not saved", command_quit, 0},
	{LIST | FINDINGS, "u", "undo", "Undo", "Undo the last change", command_undo, 0},
	{LIST, "l", "calls", "Calls", "Show the calls of the syscall, as they stand in the log", command_open_calls, 0},
	{LIST | FINDINGS, "Ctrl-R", "redo", NULL, "Do again what was undone", command_redo, 0},
	{LIST, "/ F3", "search", "Search", "Search a syscall by a part of its name", command_search, 0},
	{LIST, "f F4", "filter", "Filter", "Show only some syscalls: by name, class, state, finding, ...", command_filter, 0},
	{LIST, "e", "expand", "Expand", "Drop the profile and add `any` for what the trace then lacks", command_expand, 0},
	{LIST, "!", "findings", "Findings", "Show all that is found of the rules, the entry and the trace", command_open_findings, 0},
	{LIST, "t", "tighten", "Tighten", "Restrict the syscall to what the trace shows, whatever its rule asked before", command_tighten, 0},
	{LIST, "s F6", "sort", "Sort", "Sort by the next column", command_sort, 0},
	{LIST, "i Ins", "add", "Add", "Allow a syscall by its name, also one that the trace lacks", command_add, 0},
	{LIST, "n", "next", NULL, "Go to the next syscall that was searched for", command_search_again, 1},
	{LIST, "N", "previous", NULL, "Go to the previous syscall that was searched for", command_search_again, -1},
	{LIST, "x Del", "any", "Any", "Set the rule of the syscall back to `any`", command_set_any, 0},
	{LIST, "F", "fix", "Fix", "Fix what is found of the syscall, as its details say; widen a rule that kills traced calls", command_fix, 0},
	{LIST, "T", "tighten-all", NULL, "Restrict all rules that are shown and are `any` to what the trace shows", command_tighten_all, 0},
	{LIST, "S", "reverse", NULL, "Turn the order around", command_reverse, 0},
	{LIST, "a", "toggle-all", NULL, "Add `any` to all that are shown and lack a rule; when none does, drop their rules", command_toggle_all, 0},
	{LIST | ARGUMENTS, "m", "manual", NULL, "Show the manual page of the syscall (man 2)", command_manual, 0},
	{LIST, "c", "target", "Target", "Choose the target: architecture, runtime, which meaning counts, capabilities", command_open_target, 0},
	{LIST, "W", "save-as", NULL, "Save the entry under another name", command_save_as, 0},
	{LIST, "r", "reload", NULL, "Read the logs again; the entry stays as it is", command_reload, 0},
	{LIST, "o", "add-log", NULL, "Read another log too", command_ask_log, 0},
	{LIST, "Esc", "clear", NULL, "Go back to the list; else show all again; else forget the search; else stop reading; never quits", command_clear, 0},

	{ARGUMENTS, "Space", "tick", "Tick", "Put the value, or the bit, into the rule, or take it out", command_tick, 0},
	{ARGUMENTS, "Enter", "keep", "Keep", "Keep the rule as it is shown", command_keep_arguments, 0},
	{ARGUMENTS, "Esc q", "leave", "Leave", "Leave the rule as it was; Ctrl-R brings the changes back, if there is nothing else to redo; from the bits back to the values", command_leave_arguments, 0},
	{ARGUMENTS, "Right", "next-argument", "Next", "Choose the next argument", command_choose_argument, 1},
	{ARGUMENTS, "Left", "previous-argument", NULL, "Choose the previous argument", command_choose_argument, -1},
	{ARGUMENTS, "b", "bits", "Bits", "List the bits of the argument instead of its values, to tick the mask; again: the values", command_switch_bits, 0},
	{ARGUMENTS, "t", "suggest", "Suggest", "Make the rule what the trace suggests for this argument", command_suggest, 0},
	{ARGUMENTS, "u", "undo-argument", "Undo", "Undo the last change of this rule", command_undo_draft, 0},
	{ARGUMENTS, "Ctrl-R", "redo-argument", NULL, "Do again what was undone in this rule", command_redo_draft, 0},
	{ARGUMENTS, "F", "fix-argument", NULL, "Fix what is found of this rule, as the notes say", command_fix_draft, 0},
	{ARGUMENTS, "=", "value", "Value", "Type values: numbers or names, several with commas", command_type_value, 0},
	{ARGUMENTS, "&", "mask", "Mask", "Type a mask: the bits that may be set; empty removes it", command_type_mask, 0},
	{ARGUMENTS, "l", "calls-of-value", "Calls", "Show the calls with the value under the cursor, as they stand in the log; from bits and registers all calls", command_open_calls_of_value, 0},
	{ARGUMENTS, "x Del", "any-argument", "Any", "Make the rule `any`", command_clear_arguments, 0},
	{ARGUMENTS, "Ctrl-C", "quit-arguments", NULL, "Leave the program; asks when something is not saved", command_quit, 0},

	{CALLS, "Esc q Left", "close-calls", "Back", "Close the calls", command_close_calls, 0},
	{CALLS, "Enter Right", "line", "Line", "Show the whole line", command_open_line, 0},
	{LINE, "Esc q Left Enter", "close-line", "Back", "Go back to the calls", command_close_line, 0},
	{CALLS | LINE, "/ F3", "search-line", "Search", "Search a text in the lines of these calls; Esc stops it", command_search_line, 0},
	{CALLS | LINE, "n", "next-line", "Next", "Go to the next line that was searched for; in a whole line first to the next place in it", command_search_line_again, 1},
	{CALLS | LINE, "N", "previous-line", NULL, "Go to the previous line that was searched for; in a whole line first to the place before", command_search_line_again, -1},
	{CALLS, ": 1 2 3 4 5 6 7 8 9", "go-to-call", "Go to", "Go to the call of a number, or to a part of all: 50%", command_go_to_call, 0},
	{CALLS | LINE, "Ctrl-C", "quit-calls", NULL, "Leave the program; asks when something is not saved", command_quit, 0},

	{FINDINGS, "Esc q Left !", "close-findings", "Back", "Close the findings", command_close_findings, 0},
	{FINDINGS, "Enter Right", "jump", "Go there", "Go to the syscall that it is about", command_jump_to_finding, 0},
	{FINDINGS, "F", "fix-finding", "Fix", "Do what the finding proposes", command_fix_finding, 0},
	{FINDINGS, "Ctrl-C", "quit-findings", NULL, "Leave the program; asks when something is not saved", command_quit, 0},

	{TARGET, "Space Right", "change", "Change", "Change what the row says: tick the capability, or take the next value", command_change_target, 1},
	{TARGET, "Left", "change-back", NULL, "Take the value before", command_change_target, -1},
	{TARGET, "Enter", "keep-target", "Keep", "Keep the target as it is shown", command_keep_target, 0},
	{TARGET, "Esc q", "leave-target", "Leave", "Leave the target as it was; Ctrl-R brings the changes back, if there is nothing else to redo", command_leave_target, 0},
	{TARGET, "a", "all-capabilities", "All", "Tick all capabilities", command_set_capabilities, 1},
	{TARGET, "n", "no-capabilities", "None", "Tick no capability", command_set_capabilities, 0},
	{TARGET, "Ctrl-C", "quit-target", NULL, "Leave the program; asks when something is not saved", command_quit, 0},

	{LIST | ARGUMENTS, "Tab", "pane", "Pane", "Let the moving keys move the next part of the screen: list, details, entry; a triangle (in ASCII: >) is above the one they move", command_next_pane, 1},
	{LIST | ARGUMENTS, "Shift-Tab", "pane-back", NULL, "Let them move the part before", command_next_pane, -1},
	{VIEWS | SAVE, "Up k", "up", NULL, "Go up one row", command_move, -1},
	{VIEWS | SAVE, "Down j", "down", NULL, "Go down one row", command_move, 1},
	{VIEWS | SAVE, "PgUp Ctrl-B", "page-up", NULL, "Go up one page", command_move_page, -1},
	{VIEWS | SAVE, "PgDn Ctrl-F", "page-down", NULL, "Go down one page", command_move_page, 1},
	{VIEWS | SAVE, "Home g", "first", NULL, "Go to the first row", command_move_end, -1},
	{VIEWS | SAVE, "End G", "last", NULL, "Go to the last row", command_move_end, 1},

	{HELP, "Esc q ? F1 Enter", "close-help", "Back", "Close the help", command_close_help, 0},
	{HELP, "Space", "more-help", "More", "Go down one page", command_move_page, 1},
	{HELP, "Tab", "next-section", "Next section", "Go to the next section", command_go_to_section, 1},
	{HELP, "Shift-Tab", "section-before", NULL, "Go to the section before", command_go_to_section, -1},
	{HELP, "Ctrl-C", "quit-help", NULL, "Leave the program; asks when something is not saved", command_quit, 0},

	{PROMPT, "Enter", "accept", "Accept", "Accept what was typed", command_accept_prompt, 0},
	{PROMPT, "Esc Ctrl-C Ctrl-G", "cancel", "Cancel", "Close the prompt", command_cancel_prompt, 0},
	{PROMPT, "Tab", "complete", "Complete", "Type as much as all names that fit have in common, then the next of them", command_complete, 1},
	{PROMPT, "Shift-Tab", "complete-back", NULL, "Type the name before", command_complete, -1},
	{PROMPT, "Backspace Ctrl-H", "delete-before", NULL, "Delete the character before the cursor", command_edit_prompt, EDIT_DELETE_BEFORE},
	{PROMPT, "Del Ctrl-D", "delete-at", NULL, "Delete the character at the cursor", command_edit_prompt, EDIT_DELETE_AT},
	{PROMPT, "Ctrl-U", "delete-to-start", "Clear", "Delete all before the cursor", command_edit_prompt, EDIT_DELETE_TO_START},
	{PROMPT, "Left Ctrl-B", "cursor-left", NULL, "Go left one character", command_edit_prompt, EDIT_LEFT},
	{PROMPT, "Right Ctrl-F", "cursor-right", NULL, "Go right one character", command_edit_prompt, EDIT_RIGHT},
	{PROMPT, "Home Ctrl-A", "cursor-home", NULL, "Go to the start", command_edit_prompt, EDIT_HOME},
	{PROMPT, "End Ctrl-E", "cursor-end", NULL, "Go to the end", command_edit_prompt, EDIT_END},

	{QUIT, "s w y", "save-and-quit", "Save", "Save, then leave", command_save_and_quit, 0},
	{QUIT, "d", "discard", "Discard", "Leave without saving", command_discard, 0},
	{SAVE, "Enter s w y", "write", "Save", "Write what is shown", command_write, 0},
	{QUIT | SAVE, "b n Esc Ctrl-C", "back", "Back", "Close the dialog and go on", command_close_dialog, 0},
	{RECOVERED, "t Enter y", "take-over", "Take over", "Go on with what was not saved; undo leads back", command_take_recovered, 0},
	{RECOVERED, "k b n Esc Ctrl-C", "keep-for-later", "Keep for later", "Leave its file alone; the next start asks again", command_keep_recovered, 0},
	{RECOVERED, "D", "delete", "Delete", "Delete its file: what was not saved is lost", command_delete_recovered, 0},

	{VIEWS | PROMPT | QUIT | SAVE | RECOVERED, "Click", "click", NULL, "Choose what is there: a row; a column to sort by; a mark to switch; a key below to press", command_click, 0},
	{VIEWS | PROMPT | QUIT | SAVE | RECOVERED, "DoubleClick", "double-click", NULL, "Open what is there", command_double_click, 0},
	{VIEWS | PROMPT | QUIT | SAVE | RECOVERED, "WheelUp", "wheel-up", NULL, "Go up some rows there", command_wheel, -1},
	{VIEWS | PROMPT | QUIT | SAVE | RECOVERED, "WheelDown", "wheel-down", NULL, "Go down some rows there", command_wheel, 1},
	{VIEWS | PROMPT | QUIT | SAVE | RECOVERED, "Ctrl-L", "redraw", NULL, "Paint the screen again", command_effect, EFFECT_REDRAW},
	{VIEWS | PROMPT | QUIT | SAVE | RECOVERED, "Ctrl-Z", "suspend", NULL, "Stop the program; `fg` in the shell continues it", command_effect, EFFECT_SUSPEND},
};
/* clang-format on */

size_t keys_count(void)
{
	return sizeof(commands) / sizeof(commands[0]);
}

const struct command *keys_at(size_t index)
{
	return &commands[index];
}

bool keys_in_footer(const struct command *command, const struct editor *editor)
{
	if (!command->label || !(command->views >> editor_focus(editor) & 1))
		return false;
	return command->run != command_search_line_again || editor->line_search.length > 0;
}

/* Whether `key` is one of the words of `keys`. */
static bool has_key(const char *keys, const char *key)
{
	size_t length = strlen(key);

	for (const char *word = keys; word; word = strchr(word, ' ')) {
		word += *word == ' ';
		if (strncmp(word, key, length) == 0 && (word[length] == ' ' || !word[length]))
			return length > 0;
	}
	return false;
}

const struct command *keys_find(enum view view, const char *key)
{
	for (size_t i = 0; i < keys_count(); i++)
		if ((commands[i].views >> view & 1) && has_key(commands[i].keys, key))
			return &commands[i];
	return NULL;
}

const char *keys_view_name(enum view view)
{
	static const char *const names[VIEW_COUNT] = {
		[VIEW_LIST] = "list",
		[VIEW_ARGUMENTS] = "arguments",
		[VIEW_CALLS] = "calls",
		[VIEW_LINE] = "line",
		[VIEW_FINDINGS] = "findings",
		[VIEW_TARGET] = "target",
		[VIEW_HELP] = "help",
		[VIEW_PROMPT] = "prompt",
		[VIEW_QUIT] = "quit",
		[VIEW_SAVE] = "save",
		[VIEW_RECOVERED] = "recovered",
	};

	return names[view];
}

static void append_views(struct text *text, unsigned views)
{
	const char *separator = "";

	for (unsigned view = 0; view < VIEW_COUNT; view++) {
		if (!(views >> view & 1))
			continue;
		text_append_string(text, separator);
		text_append_string(text, keys_view_name(view));
		separator = ",";
	}
}

void keys_append_list(struct text *text)
{
	for (size_t i = 0; i < keys_count(); i++) {
		append_views(text, commands[i].views);
		text_append_format(text, "\t%s\t%s\t%s\n", commands[i].keys, commands[i].name,
			commands[i].help);
	}
}
