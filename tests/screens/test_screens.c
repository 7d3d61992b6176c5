/*
 * Screens without a terminal: each NAME.keys (see play.h) is played, and what is seen at the end
 * must be NAME.screen; what it saved, and that it did, NAME.saved. A script for all sizes has them
 * one after the other in NAME.screen.
 *
 * To accept what is drawn and saved now, run the test with UPDATE=1 in the environment.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <curses.h>
#include <glob.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "play.h"

enum { FILE_LIMIT = 1 << 20 };

static const struct play_window windows[] = {
	{60, 15, false},
	{60, 15, true},
	{80, 24, false},
	{80, 24, true},
	{120, 40, false},
	{120, 40, true},
};

static void read_file(const char *path, struct text *content)
{
	struct error error = {0};

	if (!file_read(path, FILE_LIMIT, content, &error))
		fail_msg("%s (UPDATE=1 makes it)", error.what);
}

static void compare(const struct text *path, const struct text *content)
{
	struct text expected = {0};
	struct error error = {0};

	if (getenv("UPDATE") && !file_replace(text_string(path), slice_of_text(content), &error))
		fail_msg("%s", error.what);
	read_file(text_string(path), &expected);
	if (!slice_equal(slice_of_text(&expected), slice_of_text(content)))
		fail_msg("%s differs (UPDATE=1 accepts). Expected:\n%s\nNow:\n%s",
			text_string(path), text_string(&expected), text_string(content));
	text_free(&expected);
}

/* The path of the script with another ending. */
static struct text path_beside(const char *script_path, const char *suffix)
{
	struct text path = {0};

	text_append(
		&path, slice_until(slice_of(script_path), strlen(script_path) - strlen(".keys")));
	text_append_string(&path, suffix);
	return path;
}

static struct played play(const char *script_path, const struct play_window *window)
{
	struct text script = {0};
	struct played played;

	read_file(script_path, &script);
	text_string(&script);
	played = play_script(script.bytes, window);
	text_free(&script);
	return played;
}

static void check_ascii(const struct text *screen)
{
	for (size_t i = 0; i < screen->length; i++)
		if ((unsigned char)screen->bytes[i] >= 0x80)
			fail_msg("more than ASCII is drawn:\n%s", text_string(screen));
}

/* What is saved does not depend on the window. */
static void check_saved(const char *script_path, const struct played *played)
{
	struct text path = path_beside(script_path, ".saved");

	if (played->has_saved)
		compare(&path, &played->saved);
	else if (access(text_string(&path), F_OK) == 0)
		fail_msg("nothing was saved, but there is %s", text_string(&path));
	text_free(&path);
}

/* Plays it on this window; appends what is seen to `screen`, when there is one. */
static void play_on(const char *script_path, const struct play_window *window, struct text *screen)
{
	struct played played = play(script_path, window);

	if (window->ascii)
		check_ascii(&played.screen);
	check_saved(script_path, &played);
	if (screen)
		text_append(screen, slice_of_text(&played.screen));
	played_free(&played);
}

static void play_on_all(const char *script_path, struct text *screen)
{
	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++) {
		text_append_format(screen, "== %dx%d %s\n", windows[i].columns, windows[i].rows,
			windows[i].ascii ? "ASCII" : "UTF-8");
		play_on(script_path, &windows[i], screen);
	}
}

static bool is_for_all(const char *script_path)
{
	struct text script = {0};
	bool is;

	read_file(script_path, &script);
	is = strstr(text_string(&script), "\nsize all\n") ||
	     slice_starts_with(slice_of_text(&script), "size all\n");
	text_free(&script);
	return is;
}

/* `*state` is the path of a script. */
static void draws_as_expected(void **state)
{
	static const struct play_window ascii = {.ascii = true};
	struct text path = path_beside(*state, ".screen");
	struct text screen = {0};

	if (is_for_all(*state)) {
		play_on_all(*state, &screen);
	} else {
		play_on(*state, &ascii, NULL);
		play_on(*state, &(struct play_window){0}, &screen);
	}
	compare(&path, &screen);
	text_free(&path);
	text_free(&screen);
}

/* The path behind its last slash. */
static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int run_scripts(const glob_t *scripts)
{
	struct CMUnitTest *tests = calloc(scripts->gl_pathc, sizeof(*tests));
	int failures;

	for (size_t i = 0; i < scripts->gl_pathc; i++)
		tests[i] = (struct CMUnitTest){.name = base_name(scripts->gl_pathv[i]),
			.test_func = draws_as_expected,
			.initial_state = scripts->gl_pathv[i]};
	failures = _cmocka_run_group_tests("screens", tests, scripts->gl_pathc, NULL, NULL);
	free(tests);
	return failures;
}

/* Scripts are played in folders of their own. */
static void make_top_absolute(void)
{
	const char *top = getenv("top_srcdir");
	char *absolute = realpath(top ? top : ".", NULL);

	if (absolute)
		setenv("top_srcdir", absolute, 1);
	free(absolute);
}

int main(void)
{
	FILE *nowhere = fopen("/dev/null", "r+");
	struct text pattern = {0};
	glob_t scripts;
	SCREEN *screen;
	int failures;

	setlocale(LC_ALL, "C.UTF-8");
	make_top_absolute();
	screen = newterm("xterm", nowhere, nowhere);
	play_append_path(&pattern, "*.keys");
	if (!screen || glob(text_string(&pattern), 0, NULL, &scripts) != 0) {
		fprintf(stderr, "no terminal description xterm, or no scripts\n");
		return 1;
	}
	failures = run_scripts(&scripts);
	endwin();
	delscreen(screen);
	globfree(&scripts);
	text_free(&pattern);
	fclose(nowhere);
	return failures;
}
