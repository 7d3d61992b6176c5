/*
 * Screens without a terminal: a key script is played to the editor, and what it draws is read back
 * and compared. Each NAME.keys holds lines of these kinds; `#` begins a comment:
 *
 *	size 80x24		the window; the first line
 *	ascii			nothing but ASCII
 *	keys Down Space		keys by name, separated by blanks
 *	type some text		its characters
 *	manifest		the session is for a manifest whose entry has no rules
 *	recovered		a former session left something
 *	reading 5 20 2		so many megabytes of so many are read, at so many a second
 *	following 5		so many were read of a log that grows; write is new
 *
 * NAME.screen is what is seen at the end. The first character of each line is `>` when a part of
 * the line is in reverse video (the title, the cursor), else a blank. To accept what is drawn now,
 * run the test with UPDATE=1 in the environment.
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

#include "base/file.h"
#include "editor/editor.h"
#include "manifest/diff.h"
#include "manifest/writer.h"
#include "review/draft.h"
#include "trace/runs.h"
#include "ui/screen.h"
#include "ui/terminal.h"

enum { FILE_LIMIT = 1 << 20 };

/* What a script works on. */
struct play {
	struct editor *editor;
	WINDOW *window;
	bool ascii;
};

static void append_path(struct text *path, const char *name, const char *suffix)
{
	const char *top = getenv("top_srcdir");

	text_append_format(path, "%s/tests/screens/%s%s", top ? top : ".", name, suffix);
}

static struct tally *read_sample(void)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	struct trace_report report;
	struct error error = {0};
	struct text path = {0};
	const char *log;

	append_path(&path, "sample", ".strace");
	log = text_string(&path);
	if (!runs_read(&log, 1, LAUNCH_CONTAINER, tally, &report, &error))
		fail_msg("%s", error.what);
	text_free(&path);
	return tally;
}

/* Reads what the calls view lacks, as the session does. */
static void read_calls(struct editor *editor)
{
	struct calls_query query = calls_next_query(&editor->calls);
	struct calls_page page = {0};
	struct error error = {0};
	struct text path = {0};
	const char *log;

	append_path(&path, "sample", ".strace");
	log = text_string(&path);
	if (!calls_read(&(struct calls_source){&log, 1, LAUNCH_CONTAINER, ARCH_X86_64}, &query,
		    &page, &error))
		fail_msg("%s", error.what);
	editor_calls_page(editor, &page);
	text_free(&path);
}

static struct editor *open_editor(struct tally *tally)
{
	static const char *const logs[] = {"sample.strace"};
	struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};
	struct entry entry = draft_entry(tally, PROFILE_DEFAULT, &target);
	struct editor_setup setup = {
		.tally = tally,
		.entry = &entry,
		.target = &target,
		.title = "sample.strace",
		.logs = logs,
		.log_count = 1,
	};
	struct editor *editor = editor_new(&setup);

	entry_free(&entry);
	return editor;
}

static void draw(struct play *play)
{
	struct style style = terminal_style(0, play->ascii);

	screen_draw(play->window, play->editor, &style);
}

/* Shows what a save to a file with this content would write, and a note. */
static void show_save(struct editor *editor)
{
	static const char old[] = "seccomp:\n  profile: default\n  allow:\n    getuid: any\n";
	struct text new = {0};
	struct text change = {0};

	manifest_write_entry(&editor->now.entry, &new);
	diff_append(&change, "", slice_of(old), "", slice_of_text(&new));
	editor_show_save(editor,
		slice_of("The file was changed since it was saved; saving takes that back.\n"),
		slice_after(slice_of_text(&change), strlen("--- \n+++ \n")), false);
	text_free(&new);
	text_free(&change);
}

/* Presses the key and draws, as the session does: the paging depends on what was drawn. */
static void press(struct play *play, const char *key)
{
	enum effect_kind kind = editor_press(play->editor, key).kind;

	if (kind == EFFECT_CALLS)
		read_calls(play->editor);
	if (kind == EFFECT_PLAN)
		show_save(play->editor);
	draw(play);
}

static void press_all(struct play *play, char *keys)
{
	for (char *key = strtok(keys, " "); key; key = strtok(NULL, " "))
		press(play, key);
}

static void type(struct play *play, const char *text)
{
	for (; *text; text++)
		press(play, *text == ' ' ? "Space" : (char[]){*text, '\0'});
}

static void offer_recovered(struct editor *editor)
{
	struct entry entry = {0};

	editor_offer_recovered(editor, &entry,
		"Not saved when the program was ended (2026-11-24 14:20): 1 rule dropped, the "
		"profile switched off.\nIt is in entry.yaml.recover.");
}

static void show_reading(struct play *play, unsigned bytes, unsigned total, unsigned speed)
{
	const struct reading_progress progress = {
		.state = READING_ON,
		.of =
			{
				.bytes = bytes * UINT64_C(1000000),
				.total = total * UINT64_C(1000000),
				.bytes_per_second = speed * UINT64_C(1000000),
			},
	};

	editor_show_progress(play->editor, &progress);
	draw(play);
}

static void show_following(struct play *play, unsigned bytes)
{
	struct reading *reading = &play->editor->reading;

	show_reading(play, bytes, 0, 0);
	reading->progress.state = READING_FOLLOWING;
	reading->fresh = malloc(sizeof(reading->fresh[0]));
	reading->fresh[0] = (struct fresh_name){strdup("write"), 1};
	reading->fresh_count = 1;
	draw(play);
}

/* Returns whether the line is about logs that are read on. */
static bool play_reading(struct play *play, const char *line)
{
	unsigned bytes;
	unsigned total;
	unsigned speed;

	if (sscanf(line, "reading %u %u %u", &bytes, &total, &speed) == 3)
		show_reading(play, bytes, total, speed);
	else if (sscanf(line, "following %u", &bytes) == 1)
		show_following(play, bytes);
	else
		return false;
	return true;
}

static void play_line(struct play *play, char *line)
{
	int columns;
	int rows;

	if (*line == '#' || !*line)
		return;
	if (sscanf(line, "size %dx%d", &columns, &rows) == 2) {
		if (play->window)
			delwin(play->window);
		play->window = newpad(rows, columns);
		draw(play);
	} else if (strcmp(line, "ascii") == 0) {
		play->ascii = true;
	} else if (strcmp(line, "manifest") == 0) {
		play->editor->has_manifest = true;
	} else if (strcmp(line, "recovered") == 0) {
		offer_recovered(play->editor);
	} else if (strncmp(line, "keys ", 5) == 0) {
		press_all(play, line + 5);
	} else if (strncmp(line, "type ", 5) == 0) {
		type(play, line + 5);
	} else if (!play_reading(play, line)) {
		fail_msg("not understood: %s", line);
	}
}

static void append_cell(struct text *text, const cchar_t *cell)
{
	wchar_t characters[CCHARW_MAX + 1] = {0};
	char bytes[64] = "";
	attr_t attributes;
	short pair;

	getcchar(cell, characters, &attributes, &pair, NULL);
	wcstombs(bytes, characters, sizeof(bytes));
	text_append_string(text, bytes);
}

static void append_row(struct text *text, WINDOW *window, int y)
{
	struct text row = {0};
	bool reversed = false;

	for (int x = 0; x < getmaxx(window); x++) {
		cchar_t cell;

		mvwin_wch(window, y, x, &cell);
		reversed = reversed || (cell.attr & A_REVERSE);
		append_cell(&row, &cell);
	}
	while (row.length > 0 && row.bytes[row.length - 1] == ' ')
		row.length--;
	text_append_byte(text, reversed ? '>' : ' ');
	text_append(text, slice_of_text(&row));
	text_append_byte(text, '\n');
	text_free(&row);
}

static void play_script(const char *script_path, bool ascii, struct text *screen)
{
	struct tally *tally = read_sample();
	struct play play = {.editor = open_editor(tally), .ascii = ascii};
	struct text script = {0};
	struct error error = {0};
	char *rest;

	if (!file_read(script_path, FILE_LIMIT, &script, &error))
		fail_msg("%s", error.what);
	rest = script.bytes;
	for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
		play_line(&play, line);
	draw(&play);
	for (int y = 0; y < getmaxy(play.window); y++)
		append_row(screen, play.window, y);
	delwin(play.window);
	editor_free(play.editor);
	tally_free(tally);
	text_free(&script);
}

static void compare(const char *path, const struct text *screen)
{
	struct text expected = {0};
	struct error error = {0};

	if (getenv("UPDATE") && !file_replace(path, slice_of_text(screen), &error))
		fail_msg("%s", error.what);
	if (!file_read(path, FILE_LIMIT, &expected, &error))
		fail_msg("%s (UPDATE=1 makes it)", error.what);
	if (!slice_equal(slice_of_text(&expected), slice_of_text(screen)))
		fail_msg("%s differs (UPDATE=1 accepts). Expected:\n%s\nDrawn:\n%s", path,
			text_string(&expected), text_string(screen));
	text_free(&expected);
}

/* Plays the script again as for a terminal that has nothing but ASCII. */
static void check_ascii(const char *script_path)
{
	struct text screen = {0};

	play_script(script_path, true, &screen);
	for (size_t i = 0; i < screen.length; i++)
		if ((unsigned char)screen.bytes[i] >= 0x80)
			fail_msg("%s: more than ASCII is drawn:\n%s", script_path,
				text_string(&screen));
	text_free(&screen);
}

/* `*state` is the path of a script. */
static void draws_as_expected(void **state)
{
	struct text screen = {0};
	struct text path = {0};

	check_ascii(*state);
	play_script(*state, false, &screen);
	text_append(&path, slice_until(slice_of(*state), strlen(*state) - strlen(".keys")));
	text_append_string(&path, ".screen");
	compare(text_string(&path), &screen);
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

int main(void)
{
	FILE *nowhere = fopen("/dev/null", "r+");
	struct text pattern = {0};
	glob_t scripts;
	SCREEN *screen;
	int failures;

	setlocale(LC_ALL, "C.UTF-8");
	screen = newterm("xterm", nowhere, nowhere);
	append_path(&pattern, "*", ".keys");
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
