/* Random keys on windows of random sizes: nothing is drawn outside, and nothing crashes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curses.h>
#include <locale.h>
#include <stdio.h>

#include "../editor/chance.h"
#include "../editor/sample.h"
#include "ui/screen.h"
#include "ui/terminal.h"

enum { SESSIONS = 20, KEYS_PER_SESSION = 200 };

/* Often the smallest window, or one that is too small. */
static void draw_somewhere(struct editor *editor, uint64_t *state)
{
	struct style style = terminal_style(chance(state, 2) ? 256 : 0, chance(state, 2) == 0);
	int rows = chance(state, 4) ? 1 + (int)chance(state, 60) : SCREEN_ROWS_MIN;
	int columns = chance(state, 4) ? 1 + (int)chance(state, 200) : SCREEN_COLUMNS_MIN;
	WINDOW *window = newpad(rows, columns);

	assert_non_null(window);
	screen_draw(window, editor, &style);
	delwin(window);
}

static void draws_at_any_size(void **unused)
{
	uint64_t state = 20251124;
	char key[32];

	(void)unused;
	for (int session = 0; session < SESSIONS; session++) {
		struct sample sample = sample_open(sample_log, NULL, false);

		for (int i = 0; i < KEYS_PER_SESSION; i++) {
			chance_key(&state, key);
			editor_press(sample.editor, key);
			draw_somewhere(sample.editor, &state);
		}
		sample_close(&sample);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(draws_at_any_size),
	};
	FILE *nowhere = fopen("/dev/null", "r+");
	SCREEN *screen;
	int failures;

	setlocale(LC_ALL, "C.UTF-8");
	screen = newterm("xterm-256color", nowhere, nowhere);
	if (!screen)
		return 1;
	failures = cmocka_run_group_tests_name("ui/random_screen", tests, NULL, NULL);
	endwin();
	delscreen(screen);
	fclose(nowhere);
	return failures;
}
