/* Every view at every size: nothing is drawn outside, and what is drawn changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <curses.h>
#include <locale.h>
#include <wchar.h>

#include "../editor/sample.h"
#include "ui/screen.h"
#include "ui/terminal.h"

enum { ROWS_MAX = 60, COLUMNS_MAX = 220 };

/* Key strings that lead to the views, from the start of a session. */
static const char *const ways[] = {
	"",
	"e End",
	"p / w r",
	"End Enter",
	"/ w r i t e Enter Enter Space Down Space",
	"/ w r i t e Enter Enter Right",
	"/ c l o s e Enter Enter Tab Down",
	"/ w r i t e Enter Enter = 1 2 3",
	"? PgDn",
	"!",
	"! End",
	"c End Space",
	"p / w r i t e Enter Enter b Space",
	"f s t a t e : n",
	"i l a n d Tab",
	"Space q",
	"w a l o n g n a m e Left Left",
};

static void draw(const struct sample *sample, int rows, int columns, bool ascii)
{
	struct style style = terminal_style(0, ascii);
	WINDOW *window = newpad(rows, columns);
	struct snapshot before = snapshot_copy(&sample->editor->now);

	assert_non_null(window);
	screen_draw(window, sample->editor, &style);
	assert_true(snapshot_equal(&before, &sample->editor->now));
	snapshot_free(&before);
	delwin(window);
}

static void draws_every_view_at_every_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct sample sample = sample_open(sample_log, NULL, false);

		sample_press(&sample, ways[i]);
		for (int rows = 1; rows < ROWS_MAX; rows += 3)
			for (int columns = 1; columns < COLUMNS_MAX; columns += 7)
				draw(&sample, rows, columns, columns % 2 == 0);
		sample_close(&sample);
	}
}

/* The numbers in the line about the target are whole in any window; what has no room leaves an
 * ellipsis. */
static void tells_what_matters_in_any_window(void **state)
{
	struct style style = terminal_style(0, false);
	struct text log = {0};
	struct sample sample;

	(void)state;
	for (int i = 0; i < 12345; i++)
		text_append_string(&log, i < 1234 ? "personality(PER_ODD) = 0\nclone3({}, 88) = 9\n"
						  : "clone3({}, 88) = 9\n");
	text_append_string(&log, "exit_group(0) = ?\n");
	sample = sample_open(text_string(&log), NULL, false);
	sample_go(&sample, "clone3");
	sample_press(&sample, "Space");
	sample_go(&sample, "personality");
	sample_press(&sample, "Space");
	/* without effect */
	sample_go(&sample, "exit_group");
	sample_press(&sample, "Enter Space Enter");
	for (int columns = SCREEN_COLUMNS_MIN; columns < 150; columns++) {
		WINDOW *window = newpad(24, columns);
		wchar_t line[160] = {0};

		screen_draw(window, sample.editor, &style);
		mvwinnwstr(window, 1, 0, line, columns);
		assert_non_null(wcsstr(line, L" 12,345 "));
		assert_non_null(wcsstr(line, L" 1,234 un"));
		assert_true(wcsstr(line, L" 1 finding") || wcsstr(line, L" !1 "));
		assert_non_null(wcsstr(line, L" profile"));
		assert_true(wcsstr(line, L"0.9") || wcsstr(line, L" \u2026"));
		mvwinnwstr(window, 0, 0, line, columns);
		assert_non_null(wcsstr(line, L" 13,580 calls, 3 syscalls"));
		delwin(window);
	}
	sample_close(&sample);
	text_free(&log);
}

/* However long the bar and many the errors are. */
static void keeps_errors_apart_from_the_bar(void **state)
{
	struct style style = terminal_style(0, false);
	struct text log = {0};
	struct sample sample;

	(void)state;
	for (int i = 0; i < 123456; i++)
		text_append_string(&log, "close(-1) = -1 EBADF (Bad file descriptor)\n");
	sample = sample_open(text_string(&log), NULL, false);
	for (int columns = SCREEN_COLUMNS_MIN; columns < 150; columns++) {
		WINDOW *window = newpad(24, columns);
		wchar_t line[160] = {0};
		const wchar_t *bar;

		screen_draw(window, sample.editor, &style);
		mvwinnwstr(window, 3, 0, line, columns);
		bar = wcsrchr(line, L'\u2588');
		assert_non_null(bar);
		assert_int_equal(bar[1], L' ');
		assert_non_null(wcsstr(bar, L"123"));
		delwin(window);
	}
	sample_close(&sample);
	text_free(&log);
}

/* Whether the row that holds the cursor is among those that are visible. */
static bool cursor_is_visible(const struct list *list, size_t rows)
{
	return list->cursor >= list->top && list->cursor < list->top + rows;
}

static void follows_the_cursor_when_the_window_shrinks(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);

	(void)state;
	draw(&sample, 50, 100, false);
	sample_press(&sample, "End");
	draw(&sample, SCREEN_ROWS_MIN, SCREEN_COLUMNS_MIN, false);
	assert_true(cursor_is_visible(&sample.editor->list, sample.editor->list.page));
	assert_in_range(sample.editor->list.page, 3, SCREEN_ROWS_MIN - 5);
	sample_close(&sample);
}

/* A key that nobody can see the effect of has none: it could answer a dialog. */
static void takes_no_keys_while_nothing_is_shown(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);

	(void)state;
	sample_press(&sample, "Space q");
	assert_int_equal(editor_focus(sample.editor), VIEW_QUIT);
	draw(&sample, SCREEN_ROWS_MIN, SCREEN_COLUMNS_MIN - 1, false);
	assert_int_equal(editor_press(sample.editor, "d").kind, EFFECT_NONE);
	assert_int_equal(editor_press(sample.editor, "Ctrl-L").kind, EFFECT_REDRAW);
	assert_int_equal(editor_focus(sample.editor), VIEW_QUIT);
	editor_press(sample.editor, "Ctrl-C");
	assert_int_equal(editor_focus(sample.editor), VIEW_QUIT);
	draw(&sample, SCREEN_ROWS_MIN, SCREEN_COLUMNS_MIN, false);
	assert_int_equal(editor_press(sample.editor, "d").kind, EFFECT_QUIT);
	sample_close(&sample);
}

/* Ctrl-C neither opens a dialog there nor closes one; where all is saved it leaves. */
static void leaves_unseen_when_all_is_saved(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);

	(void)state;
	sample_press(&sample, "Space");
	draw(&sample, SCREEN_ROWS_MIN - 1, SCREEN_COLUMNS_MIN, false);
	assert_int_equal(editor_press(sample.editor, "Ctrl-C").kind, EFFECT_NONE);
	draw(&sample, SCREEN_ROWS_MIN, SCREEN_COLUMNS_MIN, false);
	assert_int_equal(editor_focus(sample.editor), VIEW_LIST);
	sample_press(&sample, "u / a");
	draw(&sample, SCREEN_ROWS_MIN - 1, SCREEN_COLUMNS_MIN, false);
	assert_int_equal(editor_press(sample.editor, "Ctrl-C").kind, EFFECT_NONE);
	draw(&sample, SCREEN_ROWS_MIN, SCREEN_COLUMNS_MIN, false);
	assert_int_equal(editor_focus(sample.editor), VIEW_PROMPT);
	sample_press(&sample, "Esc");
	draw(&sample, SCREEN_ROWS_MIN - 1, SCREEN_COLUMNS_MIN, false);
	assert_int_equal(editor_press(sample.editor, "Ctrl-C").kind, EFFECT_QUIT);
	sample_close(&sample);
}

/* The terminal's own cursor stands on the row that is chosen, for those who follow it. */
static void leaves_the_cursor_on_the_chosen_row(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);
	struct style style = terminal_style(0, false);
	WINDOW *window = newpad(24, 80);
	int first;

	(void)state;
	screen_draw(window, sample.editor, &style);
	first = getcury(window);
	assert_true(mvwinch(window, first, 0) & A_REVERSE);
	sample_press(&sample, "Down Down");
	screen_draw(window, sample.editor, &style);
	assert_int_equal(getcury(window), first + 2);
	delwin(window);
	sample_close(&sample);
}

static void shows_the_text_cursor_only_in_a_prompt(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);
	struct style style = terminal_style(0, false);
	WINDOW *window = newpad(24, 80);

	(void)state;
	assert_false(screen_draw(window, sample.editor, &style));
	sample_press(&sample, "w a b c");
	assert_true(screen_draw(window, sample.editor, &style));
	assert_int_equal(getcury(window), 22);
	assert_int_equal(getcurx(window), 1 + (int)strlen("Save as: abc"));
	sample_press(&sample, "Left");
	assert_true(screen_draw(window, sample.editor, &style));
	assert_int_equal(getcurx(window), (int)strlen("Save as: abc"));
	delwin(window);
	sample_close(&sample);
}

/* Whether the text stands in a row of the window. */
static bool shows(WINDOW *window, const char *text)
{
	char row[COLUMNS_MAX + 1];

	for (int y = 0; y < getmaxy(window); y++) {
		mvwinnstr(window, y, 0, row, COLUMNS_MAX);
		if (strstr(row, text))
			return true;
	}
	return false;
}

static void names_the_log_of_a_line_where_there_are_several(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);
	struct style style = terminal_style(0, false);
	WINDOW *window = newpad(40, 200);

	(void)state;
	editor_add_log(sample.editor, "logs/one.strace");
	screen_draw(window, sample.editor, &style);
	assert_true(shows(window, "the first in line "));
	editor_add_log(sample.editor, "logs/other.strace");
	screen_draw(window, sample.editor, &style);
	assert_false(shows(window, "the first in line "));
	assert_true(shows(window, "the first in one.strace:"));
	delwin(window);
	sample_close(&sample);
}

static void counts_many_logs_where_their_name_has_no_room(void **state)
{
	struct sample sample = sample_open(sample_log, NULL, false);
	struct style style = terminal_style(0, false);
	WINDOW *window = newpad(15, 60);

	(void)state;
	for (int i = 0; i < 12; i++)
		editor_add_log(sample.editor, "logs/container.strace.19181");
	screen_draw(window, sample.editor, &style);
	assert_true(shows(window, " 12 logs  "));
	wresize(window, 15, 120);
	screen_draw(window, sample.editor, &style);
	assert_true(shows(window, " logs/container.strace.19181 and 11 more logs  "));
	delwin(window);
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(draws_every_view_at_every_size),
		cmocka_unit_test(tells_what_matters_in_any_window),
		cmocka_unit_test(keeps_errors_apart_from_the_bar),
		cmocka_unit_test(follows_the_cursor_when_the_window_shrinks),
		cmocka_unit_test(takes_no_keys_while_nothing_is_shown),
		cmocka_unit_test(leaves_unseen_when_all_is_saved),
		cmocka_unit_test(leaves_the_cursor_on_the_chosen_row),
		cmocka_unit_test(shows_the_text_cursor_only_in_a_prompt),
		cmocka_unit_test(names_the_log_of_a_line_where_there_are_several),
		cmocka_unit_test(counts_many_logs_where_their_name_has_no_room),
	};
	FILE *nowhere = fopen("/dev/null", "r+");
	SCREEN *screen;
	int failures;

	setlocale(LC_ALL, "C.UTF-8");
	screen = newterm("xterm", nowhere, nowhere);
	if (!screen)
		return 1;
	failures = cmocka_run_group_tests_name("ui/screen", tests, NULL, NULL);
	endwin();
	delscreen(screen);
	fclose(nowhere);
	return failures;
}
