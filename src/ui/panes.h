/*
 * The parts of the screen. Each one draws the editor's state into the window it is handed, from the
 * window's first cell on; none changes the state.
 */
#ifndef UI_PANES_H
#define UI_PANES_H

#include "editor/editor.h"
#include "ui/put.h"

/* header_pane.c: the trace, the target, and what is shown where that is not all in the order of the
 * calls: so many rows. */
int header_pane_rows(const struct editor *editor);
void header_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* progress.c: how far the logs are read, at the right end of row `y`. Returns the columns that it
 * takes, 0 when all is read. */
int progress_put(const struct canvas *canvas, int y, const struct editor *editor);

/* list_pane.c: a line of column heads, then the syscalls. */
void list_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* details_pane.c: what is known of the syscall under the cursor. */
void details_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* Returns how many rows the details take in a window of this width. */
size_t details_pane_measure(const struct canvas *canvas, const struct editor *editor, int columns);

/* preview_pane.c: a head line, then the entry as it would be saved. */
void preview_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* arguments_pane.c: the registers, the values of the chosen one, what the draft does. */
void arguments_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* Sets how many registers and values the arguments pane shows in a window of this size. */
void arguments_pane_measure(const struct canvas *canvas, const struct editor *editor, int rows,
	int columns, struct editor_sizes *sizes);

/* bits_pane.c: the bits of the chosen argument, from row `y` of the arguments pane on: a head line,
 * then as many as the list's page. */
void bits_pane_draw(const struct canvas *canvas, int y, const struct editor *editor);

/* calls_pane.c: a head line, then a row for each call. */
void calls_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* Appends where a line stands: "hello.strace:12". */
void calls_pane_append_place(struct text *text, const struct editor *editor, struct place place);

/* line_pane.c: where it stands, then the whole line of a call. */
void line_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* Sets how many rows the whole line takes in a window of this width, and which has what
 * was searched for. */
void line_pane_measure(const struct canvas *canvas, const struct editor *editor, int columns,
	struct editor_sizes *sizes);

/* findings_pane.c: the findings, and the one under the cursor in full. */
void findings_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* Returns how many of the findings the pane lists in a window of this size. */
int findings_pane_rows(
	const struct canvas *canvas, const struct editor *editor, int rows, int columns);

/* save_pane.c: what a save would write, with what to know before. */
void save_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* Returns how many rows of it there are to show in a window of this width. */
size_t save_pane_measure(const struct canvas *canvas, const struct editor *editor, int columns);

/* target_pane.c: architecture, runtime and capabilities, and below what they change. */
void target_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* Returns how many of its rows the pane lists in a window of this size. */
int target_pane_rows(
	const struct canvas *canvas, const struct editor *editor, int rows, int columns);

/* help_pane.c: the help text. */
void help_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* footer_pane.c: the message or the prompt, and below it the keys that matter here. Returns the
 * column of the text cursor in the first line, -1 when there is none. */
int footer_pane_draw(const struct canvas *canvas, const struct editor *editor);

/* Puts keys and labels of the commands that matter now into row `y`, as many as fit. */
void footer_pane_put_keys(
	const struct canvas *canvas, int y, int x, int width, const struct editor *editor);

/* prompt_pane.c: what is typed, in the first line; returns the column of the text cursor. And the
 * names that complete it, in line `y`. */
int prompt_pane_draw(const struct canvas *canvas, const struct editor *editor);
void prompt_pane_draw_names(const struct canvas *canvas, const struct editor *editor, int y);

/* dialog_pane.c: a question in a frame. The window is the whole screen. */
void dialog_pane_draw(const struct canvas *canvas, const struct editor *editor);

#endif
