#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <curses.h>
#include <locale.h>
#include <wchar.h>

#include "ui/put.h"
#include "ui/terminal.h"

enum { ROWS = 5, COLUMNS = 20 };

static struct style style;

/* What stands in the first `columns` columns of a row. */
static void assert_row(const struct canvas *canvas, int y, int columns, const wchar_t *expected)
{
	wchar_t row[COLUMNS + 1];

	mvwinnwstr(canvas->window, y, 0, row, columns);
	if (wcscmp(row, expected) != 0)
		fail_msg("row %d is \"%ls\", not \"%ls\"", y, row, expected);
}

static int open_window(void **state)
{
	static struct canvas canvas;

	style = terminal_style(0, false);
	canvas = (struct canvas){.window = newpad(ROWS, COLUMNS), .style = &style};
	*state = &canvas;
	return canvas.window ? 0 : 1;
}

static int close_window(void **state)
{
	const struct canvas *canvas = *state;

	return delwin(canvas->window) == OK ? 0 : 1;
}

static void pads_and_cuts(void **state)
{
	const struct canvas *canvas = *state;

	assert_int_equal(put_string(canvas, 0, 0, 8, ROLE_NORMAL, "read"), 4);
	assert_row(canvas, 0, 9, L"read     ");
	assert_int_equal(put_string(canvas, 0, 0, 8, ROLE_NORMAL, "rt_sigprocmask"), 8);
	assert_row(canvas, 0, 9, L"rt_sigp\u2026 ");
	assert_int_equal(put_string(canvas, 0, 0, 8, ROLE_NORMAL, "getpid12"), 8);
	assert_row(canvas, 0, 9, L"getpid12 ");
	style.ascii = true;
	put_string(canvas, 0, 0, 8, ROLE_NORMAL, "rt_sigprocmask");
	assert_row(canvas, 0, 9, L"rt_sigp~ ");
}

static void shows_control_bytes_as_escapes(void **state)
{
	const struct canvas *canvas = *state;

	put_text(canvas, 0, 0, 20, ROLE_NORMAL, (struct slice){"a\033[31m\tb\0c\xff", 11});
	assert_row(canvas, 0, 20, L"a\\033[31m\\011b\\000c\u2026");
}

static void measures_wide_and_combining_characters(void **state)
{
	const struct canvas *canvas = *state;

	assert_int_equal(put_width(&style, slice_of("\xe6\xbc\xa2\xe5\xad\x97")), 4);
	assert_int_equal(put_width(&style, slice_of("e\xcc\x81")), 1);
	/* A wide character that would be cut in two is left out. */
	assert_int_equal(put_string(canvas, 0, 0, 4, ROLE_NORMAL, "\xe6\xbc\xa2\xe5\xad\x97x"), 3);
	put_string(canvas, 0, 4, 1, ROLE_NORMAL, "|");
	assert_row(canvas, 0, 4, L"\u6f22\u2026 |");
	style.ascii = true;
	put_string(canvas, 0, 0, 4, ROLE_NORMAL, "\xc3\xa4");
	assert_row(canvas, 0, 4, L"?   ");
}

static void stays_inside_the_window(void **state)
{
	const struct canvas *canvas = *state;

	assert_int_equal(put_string(canvas, ROWS, 0, 5, ROLE_NORMAL, "below"), 0);
	assert_int_equal(put_string(canvas, -1, 0, 5, ROLE_NORMAL, "above"), 0);
	assert_int_equal(put_string(canvas, 0, COLUMNS, 5, ROLE_NORMAL, "right"), 0);
	assert_int_equal(put_string(canvas, 0, COLUMNS - 3, 9, ROLE_NORMAL, "right"), 3);
	assert_int_equal(put_string(canvas, 0, 0, 0, ROLE_NORMAL, "none"), 0);
	/* The last cell too. */
	put_string(canvas, ROWS - 1, COLUMNS - 1, 1, ROLE_NORMAL, "x");
	assert_int_equal(mvwinch(canvas->window, ROWS - 1, COLUMNS - 1) & A_CHARTEXT, 'x');
	put_blank(canvas, 1, 0, COLUMNS, ROLE_NORMAL);
	put_string(canvas, 1, COLUMNS - 3, 9, ROLE_NORMAL, "ab");
	put_string(canvas, 2, 0, 3, ROLE_NORMAL, "cd");
	assert_row(canvas, 2, 3, L"cd ");
}

static void shortens_large_counts(void **state)
{
	const struct canvas *canvas = *state;

	put_count(canvas, 0, 0, 5, ROLE_NORMAL, 0);
	assert_row(canvas, 0, 6, L"    0 ");
	put_count(canvas, 0, 0, 5, ROLE_NORMAL, 99999);
	assert_row(canvas, 0, 6, L"99999 ");
	put_count(canvas, 0, 0, 5, ROLE_NORMAL, 123456);
	assert_row(canvas, 0, 6, L" 123k ");
	put_count(canvas, 0, 0, 5, ROLE_NORMAL, UINT64_MAX);
	assert_row(canvas, 0, 6, L"  18E ");
	put_count(canvas, 0, 0, 3, ROLE_NORMAL, 123456);
	assert_row(canvas, 0, 4, L" 0M ");
}

static void wraps_at_blanks(void **state)
{
	const struct canvas *canvas = *state;
	struct slice text = slice_of("one two three\nfour");

	assert_int_equal(put_wrapped(canvas, 0, 0, 8, 5, ROLE_NORMAL, text), 3);
	assert_row(canvas, 0, 8, L"one two ");
	assert_row(canvas, 1, 8, L"three   ");
	assert_row(canvas, 2, 8, L"four    ");
	assert_int_equal(put_wrapped(canvas, 3, 0, 8, 1, ROLE_NORMAL, text), 1);
	assert_row(canvas, 3, 8, L"one two\u2026");
	assert_row(canvas, 4, 8, L"        ");
	assert_int_equal(put_wrapped(canvas, 0, 0, 3, 0, ROLE_NORMAL, slice_of("abcdefgh")), 3);
	assert_int_equal(put_wrapped(canvas, 0, 0, 8, 0, ROLE_NORMAL, slice_of("")), 0);
}

static void wraps_flags_between_names(void **state)
{
	const struct canvas *canvas = *state;

	assert_int_equal(
		put_wrapped(canvas, 0, 0, 8, 5, ROLE_NORMAL, slice_of("x ABC|DE|FGHIJKLMN")), 4);
	assert_row(canvas, 0, 8, L"x       ");
	assert_row(canvas, 1, 8, L"ABC|DE| ");
	assert_row(canvas, 2, 8, L"FGHIJKLM");
	assert_row(canvas, 3, 8, L"N       ");
}

/* Which of the first columns of a row are marked: "..###". */
static void assert_marks(const struct canvas *canvas, int y, const char *expected)
{
	const attr_t match = canvas->style->attributes[ROLE_MATCH];

	for (int x = 0; expected[x]; x++)
		if (((mvwinch(canvas->window, y, x) & A_ATTRIBUTES) == match) !=
			(expected[x] == '#'))
			fail_msg("row %d, column %d is not '%c'", y, x, expected[x]);
}

static void marks_matches_where_they_are_wrapped(void **state)
{
	struct canvas canvas = *(const struct canvas *)*state;

	/* twice in a row; over the end of one, at a blank and in a word; not where it
	 * has other letters */
	canvas.match = "b c";
	put_wrapped(&canvas, 0, 0, 8, 5, ROLE_NORMAL, slice_of("ab c b c xx b c b d"));
	assert_row(&canvas, 1, 8, L"xx b c b");
	assert_marks(&canvas, 0, ".###.###");
	assert_marks(&canvas, 1, "...###..");
	assert_marks(&canvas, 2, "........");
	canvas.match = "cde";
	put_wrapped(&canvas, 0, 0, 4, 5, ROLE_NORMAL, slice_of("abcdefg cde"));
	assert_marks(&canvas, 0, "..##");
	assert_marks(&canvas, 1, "#...");
	assert_marks(&canvas, 2, "###.");
	canvas.match = "xx b c b";
	put_wrapped(&canvas, 0, 0, 5, 5, ROLE_NORMAL, slice_of("a xx b c b d"));
	assert_marks(&canvas, 0, "..##.");
	assert_marks(&canvas, 1, "#####");
	/* what is cut away, or scrolled away, is not marked elsewhere */
	canvas.match = "cd";
	put_wrapped(&canvas, -1, 0, 4, 2, ROLE_NORMAL, slice_of("cd 1cd cd"));
	assert_row(&canvas, 0, 4, L"1cd\u2026");
	assert_marks(&canvas, 0, ".##.");
}

static void finds_the_row_of_a_byte(void **state)
{
	const struct canvas *canvas = *state;
	const struct slice words = slice_of("ab c b c xx b c b d");
	const struct slice letters = slice_of("abcdefg cde");
	const int of_words[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2};
	const int of_letters[] = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2};

	for (size_t i = 0; i < words.length; i++)
		assert_int_equal(put_find_row(canvas->style, 8, words, i), of_words[i]);
	for (size_t i = 0; i < letters.length; i++)
		assert_int_equal(put_find_row(canvas->style, 4, letters, i), of_letters[i]);
}

int main(void)
{
	FILE *nowhere = fopen("/dev/null", "r+");
	struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(pads_and_cuts, open_window, close_window),
		cmocka_unit_test_setup_teardown(
			shows_control_bytes_as_escapes, open_window, close_window),
		cmocka_unit_test_setup_teardown(
			measures_wide_and_combining_characters, open_window, close_window),
		cmocka_unit_test_setup_teardown(stays_inside_the_window, open_window, close_window),
		cmocka_unit_test_setup_teardown(shortens_large_counts, open_window, close_window),
		cmocka_unit_test_setup_teardown(wraps_at_blanks, open_window, close_window),
		cmocka_unit_test_setup_teardown(finds_the_row_of_a_byte, open_window, close_window),
		cmocka_unit_test_setup_teardown(
			marks_matches_where_they_are_wrapped, open_window, close_window),
		cmocka_unit_test_setup_teardown(
			wraps_flags_between_names, open_window, close_window),
	};
	SCREEN *screen;
	int failures;

	setlocale(LC_ALL, "C.UTF-8");
	screen = newterm("xterm", nowhere, nowhere);
	if (!screen)
		return 1;
	failures = cmocka_run_group_tests_name("ui/put", tests, NULL, NULL);
	endwin();
	delscreen(screen);
	fclose(nowhere);
	return failures;
}
