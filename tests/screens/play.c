#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <curses.h>
#include <glob.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "editor/editor.h"
#include "manifest/reader.h"
#include "play.h"
#include "review/draft.h"
#include "session/save.h"
#include "trace/calls_search.h"
#include "trace/runs.h"
#include "ui/screen.h"
#include "ui/terminal.h"

enum { FILE_LIMIT = 1 << 20 };

/* What a script works on. */
struct play {
	char log[4096];
	const char *logs[1];
	char folder[4096]; /* for what is saved; the working directory */
	struct tally *tally;
	struct editor *editor;
	struct manifest manifest;
	bool has_manifest;
	struct save save;
	struct snapshot start;
	WINDOW *window;
	bool ascii;
	struct played *played;
};

void play_append_path(struct text *path, const char *name)
{
	const char *top = getenv("top_srcdir");

	text_append_format(path, "%s/tests/screens/%s", top ? top : ".", name);
}

static void read_file(const char *path, struct text *content)
{
	struct error error = {0};

	if (!file_read(path, FILE_LIMIT, content, &error))
		fail_msg("%s: %s", path, error.what);
}

/* Writes a copy of the file of the tests into the working directory. */
static void copy_file(const char *name)
{
	struct text path = {0};
	struct text content = {0};
	struct error error = {0};

	play_append_path(&path, name);
	read_file(text_string(&path), &content);
	if (!file_replace(name, slice_of_text(&content), &error))
		fail_msg("%s: %s", name, error.what);
	text_free(&path);
	text_free(&content);
}

static void read_log(struct play *play, const char *name)
{
	struct trace_report report;
	struct error error = {0};
	struct text path = {0};

	play_append_path(&path, name);
	snprintf(play->log, sizeof(play->log), "%s", text_string(&path));
	text_free(&path);
	play->logs[0] = play->log;
	play->tally = tally_new(ARCH_X86_64);
	if (!runs_read(play->logs, 1, LAUNCH_CONTAINER, play->tally, &report, &error))
		fail_msg("%s", error.what);
	play->save.inputs = play->logs;
	play->save.input_count = 1;
}

/* Begins a session: for a new entry, or for `manifest`. */
static void open_editor(struct play *play, const char *manifest)
{
	static const char *const logs[] = {"sample.strace"};
	struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};
	struct editor_setup setup = {
		.tally = play->tally,
		.target = &target,
		.title = "sample.strace",
		.logs = logs,
		.log_count = 1,
		.path = manifest,
	};
	struct entry entry;

	if (manifest) {
		entry = entry_copy(&play->manifest.entry);
		draft_complete(&entry, play->tally, &target);
		setup.written = &play->manifest.entry;
	} else {
		entry = draft_entry(play->tally, PROFILE_DEFAULT, &target);
	}
	setup.entry = &entry;
	play->editor = editor_new(&setup);
	play->start = snapshot_copy(&play->editor->now);
	entry_free(&entry);
}

static void close_editor(struct play *play)
{
	snapshot_free(&play->start);
	editor_free(play->editor);
}

static void draw(struct play *play)
{
	struct style style = terminal_style(0, play->ascii);

	screen_draw(play->window, play->editor, &style);
}

/* Begins anew, for the manifest. */
static void begin_for_manifest(struct play *play, const char *name)
{
	struct error error = {0};
	struct text bytes = {0};

	copy_file(name);
	read_file(name, &bytes);
	if (!manifest_read(
		    name, slice_of_text(&bytes), TARGET_RUNTIME_NEWEST, &play->manifest, &error))
		fail_msg("%s: %s", name, error.what);
	text_free(&bytes);
	play->has_manifest = true;
	save_know_manifest(&play->save, name, &play->manifest);
	close_editor(play);
	open_editor(play, name);
	draw(play);
}

/* Begins anew, with another log. */
static void begin_with_log(struct play *play, const char *name)
{
	close_editor(play);
	tally_free(play->tally);
	read_log(play, name);
	open_editor(play, NULL);
	draw(play);
}

/* Searches in the lines of the calls, to the end. */
static void find_call(
	struct play *play, const struct calls_source *source, const struct call_filter *filter)
{
	struct editor *editor = play->editor;
	struct calls_find find =
		calls_find_begin(source, filter, slice_of_text(&editor->line_search),
			editor->calls.hunt.from, editor->calls.hunt.is_back);
	struct error error = {0};

	while (find.left > 0)
		if (!calls_find_step(source, filter, &find, &error))
			fail_msg("%s", error.what);
	if (find.is_found)
		editor_calls_found(editor, (size_t)find.next);
	else
		editor_calls_not_found(editor);
}

/* Does what the calls view asks for, as the session does: reads calls, or the end of one,
 * searches. */
static void read_calls(struct play *play, enum effect_kind kind)
{
	struct calls_query query = calls_next_query(&play->editor->calls);
	struct calls_search *search = calls_search_new(
		&(struct calls_search_setup){play->logs, 1, LAUNCH_CONTAINER, ARCH_X86_64},
		&query.filter);
	const struct calls_source source = {play->logs, 1, calls_search_index(search), ARCH_X86_64};
	struct calls_page page = {0};
	struct error error = {0};

	if (!calls_search_all(search, &error))
		fail_msg("%s", error.what);
	if (kind == EFFECT_FIND_CALL)
		find_call(play, &source, &query.filter);
	else if (kind == EFFECT_CALL_END)
		assert_true(calls_join(&source, calls_unjoined(&play->editor->calls), &error));
	else if (calls_read(&source, &query, &page, &error))
		editor_calls_page(play->editor, &page);
	else
		fail_msg("%s", error.what);
	calls_search_free(search);
}

static void save(struct play *play, const char *path)
{
	struct played *played = play->played;
	char name[256];

	snprintf(name, sizeof(name), "%s", path);
	save_write(&play->save, play->editor, path);
	text_clear(&played->saved);
	read_file(name, &played->saved);
	played->has_saved = true;
}

/* Presses the key and draws, as the session does: the paging depends on what was drawn. */
static void press(struct play *play, const char *key)
{
	struct effect effect = editor_press(play->editor, key);

	if (effect.kind == EFFECT_CALLS || effect.kind == EFFECT_CALL_END ||
		effect.kind == EFFECT_FIND_CALL)
		read_calls(play, effect.kind);
	if (effect.kind == EFFECT_PLAN)
		save_make_plan(&play->save, play->editor, effect.path);
	if (effect.kind == EFFECT_SAVE)
		save(play, effect.path);
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

static void undo_all(struct play *play)
{
	while (play->editor->history.position > 0)
		press(play, "u");
	if (!snapshot_equal(&play->start, &play->editor->now))
		fail_msg("undoing everything does not lead to the start");
}

static void offer_recovered(struct editor *editor)
{
	struct entry entry = {0};

	editor_offer_recovered(editor, &entry, "2026-11-24 14:20", "It is in entry.yaml.recover.");
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

static void show_following(struct play *play, unsigned bytes, unsigned held)
{
	struct reading *reading = &play->editor->reading;

	show_reading(play, bytes, 0, 0);
	reading->progress.state = READING_FOLLOWING;
	reading->progress.held = held;
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
	unsigned held = 0;

	if (sscanf(line, "reading %u %u %u", &bytes, &total, &speed) == 3)
		show_reading(play, bytes, total, speed);
	else if (sscanf(line, "following %u %u", &bytes, &held) >= 1)
		show_following(play, bytes, held);
	else
		return false;
	return true;
}

static void make_window(struct play *play, int columns, int rows)
{
	if (play->window)
		delwin(play->window);
	play->window = newpad(rows, columns);
	draw(play);
}

/* Returns whether the line is about what the session works on, or how it is shown. */
static bool play_setting(struct play *play, const char *line, const struct play_window *window)
{
	int columns;
	int rows;

	if (strcmp(line, "size all") == 0)
		make_window(play, window->columns, window->rows);
	else if (sscanf(line, "size %dx%d", &columns, &rows) == 2)
		make_window(play, columns, rows);
	else if (strcmp(line, "ascii") == 0)
		play->ascii = true;
	else if (strncmp(line, "log ", 4) == 0)
		begin_with_log(play, line + 4);
	else if (strncmp(line, "manifest ", 9) == 0)
		begin_for_manifest(play, line + 9);
	else if (strncmp(line, "file ", 5) == 0)
		copy_file(line + 5);
	else if (strcmp(line, "recovered") == 0)
		offer_recovered(play->editor);
	else
		return play_reading(play, line);
	return true;
}

static void play_line(struct play *play, char *line, const struct play_window *window)
{
	if (*line == '#' || !*line || play_setting(play, line, window))
		return;
	if (strncmp(line, "keys ", 5) == 0)
		press_all(play, line + 5);
	else if (strncmp(line, "type ", 5) == 0)
		type(play, line + 5);
	else if (strcmp(line, "undo") == 0)
		undo_all(play);
	else
		fail_msg("not understood: %s", line);
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

/* Of a wide character, which has two cells: ncurses numbers the second one 2, where a cell that is
 * no part of one has a character (ncurses 6.4, curses.priv.h: isWidecExt()). */
static bool is_second_half(const cchar_t *cell)
{
	return (cell->attr & A_CHARTEXT) == 2;
}

static void append_row(struct text *text, WINDOW *window, int y)
{
	struct text row = {0};
	bool reversed = false;

	for (int x = 0; x < getmaxx(window); x++) {
		cchar_t cell;

		mvwin_wch(window, y, x, &cell);
		if (is_second_half(&cell))
			continue;
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

/* What is saved is a file by the name that the script gives, in a folder without anything else. */
static void enter_folder(struct play *play)
{
	const char *temporary = getenv("TMPDIR");

	snprintf(play->folder, sizeof(play->folder), "%s/screens.XXXXXX",
		temporary ? temporary : "/tmp");
	if (!mkdtemp(play->folder) || chdir(play->folder) != 0)
		fail_msg("cannot make a folder %s", play->folder);
}

static void leave_folder(struct play *play)
{
	glob_t files;

	if (glob("*", 0, NULL, &files) == 0)
		for (size_t i = 0; i < files.gl_pathc; i++)
			unlink(files.gl_pathv[i]);
	globfree(&files);
	if (chdir("/") != 0 || rmdir(play->folder) != 0)
		fail_msg("cannot remove the folder %s", play->folder);
}

struct played play_script(char *script, const struct play_window *window)
{
	struct played played = {0};
	struct play play = {.ascii = window->ascii, .played = &played};
	char *rest = script;

	enter_folder(&play);
	read_log(&play, "sample.strace");
	open_editor(&play, NULL);
	for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
		play_line(&play, line, window);
	draw(&play);
	for (int y = 0; y < getmaxy(play.window); y++)
		append_row(&played.screen, play.window, y);
	delwin(play.window);
	close_editor(&play);
	save_free(&play.save);
	if (play.has_manifest)
		manifest_free(&play.manifest);
	tally_free(play.tally);
	leave_folder(&play);
	return played;
}

void played_free(struct played *played)
{
	text_free(&played->screen);
	text_free(&played->saved);
}
