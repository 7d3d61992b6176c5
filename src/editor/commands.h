/*
 * The functions behind the command table: what each command does to the editor.
 *
 * All have one shape: they return what is left for the session to do. `argument` comes from the
 * table; commands that do not say what it is ignore it.
 */
#ifndef EDITOR_COMMANDS_H
#define EDITOR_COMMANDS_H

#include "editor/editor.h"

/* Argument of command_edit_prompt(). */
enum prompt_edit {
	EDIT_DELETE_BEFORE,
	EDIT_DELETE_AT,
	EDIT_DELETE_TO_START,
	EDIT_LEFT,
	EDIT_RIGHT,
	EDIT_HOME,
	EDIT_END,
};

/* commands_move.c. `argument`: 1 down, -1 up. */
struct effect command_move(struct editor *editor, int argument);
struct effect command_move_page(struct editor *editor, int argument);
struct effect command_move_end(struct editor *editor, int argument);
struct effect command_next_pane(struct editor *editor, int argument);
struct effect command_help(struct editor *editor, int argument);
struct effect command_go_to_section(struct editor *editor, int argument);
struct effect command_close_help(struct editor *editor, int argument);
/* `argument`: 1 forward, -1 back. */
struct effect command_search_again(struct editor *editor, int argument);
struct effect command_search(struct editor *editor, int argument);
struct effect command_clear(struct editor *editor, int argument);
/* `argument`: an enum effect_kind, which is returned. */
struct effect command_effect(struct editor *editor, int argument);

/* commands_entry.c */
struct effect command_toggle(struct editor *editor, int argument);
struct effect command_set_any(struct editor *editor, int argument);
struct effect command_switch_profile(struct editor *editor, int argument);
struct effect command_expand(struct editor *editor, int argument);
struct effect command_undo(struct editor *editor, int argument);
struct effect command_redo(struct editor *editor, int argument);

/* commands_arguments.c */
struct effect command_open_arguments(struct editor *editor, int argument);
struct effect command_tick(struct editor *editor, int argument);
struct effect command_type_value(struct editor *editor, int argument);
struct effect command_type_mask(struct editor *editor, int argument);
struct effect command_clear_arguments(struct editor *editor, int argument);
struct effect command_switch_bits(struct editor *editor, int argument);
struct effect command_suggest(struct editor *editor, int argument);
struct effect command_fix_draft(struct editor *editor, int argument);
struct effect command_undo_draft(struct editor *editor, int argument);
struct effect command_redo_draft(struct editor *editor, int argument);
/* `argument`: 1 the next one, -1 the previous one. */
struct effect command_choose_argument(struct editor *editor, int argument);
struct effect command_keep_arguments(struct editor *editor, int argument);
struct effect command_leave_arguments(struct editor *editor, int argument);

/* commands_manual.c */
struct effect command_manual(struct editor *editor, int argument);

/* commands_list.c */
struct effect command_add(struct editor *editor, int argument);
struct effect command_accept_add(struct editor *editor, int argument);
struct effect command_filter(struct editor *editor, int argument);
struct effect command_accept_filter(struct editor *editor, int argument);
struct effect command_clear_filter(struct editor *editor, int argument);
struct effect command_sort(struct editor *editor, int argument);
struct effect command_reverse(struct editor *editor, int argument);
struct effect command_toggle_all(struct editor *editor, int argument);
struct effect command_tighten_all(struct editor *editor, int argument);

/* `argument`: an enum sort; the one that is in force is turned around. */
struct effect command_sort_by(struct editor *editor, int argument);

/* commands_mouse.c: with what is pointed at, editor->pointed. */
struct effect command_click(struct editor *editor, int argument);
struct effect command_double_click(struct editor *editor, int argument);
/* `argument`: 1 down, -1 up. */
struct effect command_wheel(struct editor *editor, int argument);

/* commands_calls.c */
struct effect command_open_calls(struct editor *editor, int argument);
struct effect command_open_calls_of_value(struct editor *editor, int argument);
struct effect command_close_calls(struct editor *editor, int argument);
struct effect command_open_line(struct editor *editor, int argument);
struct effect command_close_line(struct editor *editor, int argument);

/* commands_calls_find.c */
struct effect command_search_line(struct editor *editor, int argument);
struct effect command_accept_line_search(struct editor *editor, int argument);
/* `argument`: 1 forward, -1 back. */
struct effect command_search_line_again(struct editor *editor, int argument);
struct effect command_go_to_call(struct editor *editor, int argument);
struct effect command_accept_call(struct editor *editor, int argument);

/* commands_findings.c */
struct effect command_open_findings(struct editor *editor, int argument);
struct effect command_close_findings(struct editor *editor, int argument);
struct effect command_jump_to_finding(struct editor *editor, int argument);
struct effect command_fix_finding(struct editor *editor, int argument);
struct effect command_fix(struct editor *editor, int argument);
struct effect command_tighten(struct editor *editor, int argument);

/* commands_reading.c */
struct effect command_reload(struct editor *editor, int argument);
struct effect command_ask_log(struct editor *editor, int argument);

/* commands_target.c */
struct effect command_open_target(struct editor *editor, int argument);
/* `argument`: 1 the next value, -1 the one before; of a capability there are two. */
struct effect command_change_target(struct editor *editor, int argument);
/* `argument`: 1 all, 0 none. */
struct effect command_set_capabilities(struct editor *editor, int argument);
struct effect command_keep_target(struct editor *editor, int argument);
struct effect command_leave_target(struct editor *editor, int argument);

/* commands_save.c */
struct effect command_save(struct editor *editor, int argument);
struct effect command_save_as(struct editor *editor, int argument);
struct effect command_quit(struct editor *editor, int argument);
struct effect command_save_and_quit(struct editor *editor, int argument);
struct effect command_discard(struct editor *editor, int argument);
struct effect command_write(struct editor *editor, int argument);
struct effect command_close_dialog(struct editor *editor, int argument);

/* commands_recovered.c */
struct effect command_take_recovered(struct editor *editor, int argument);
struct effect command_keep_recovered(struct editor *editor, int argument);
struct effect command_delete_recovered(struct editor *editor, int argument);

/* commands_prompt.c */
struct effect command_accept_prompt(struct editor *editor, int argument);
struct effect command_cancel_prompt(struct editor *editor, int argument);
/* `argument`: 1 the next name, -1 the one before. */
struct effect command_complete(struct editor *editor, int argument);
/* `argument`: an enum prompt_edit. */
struct effect command_edit_prompt(struct editor *editor, int argument);

#endif
