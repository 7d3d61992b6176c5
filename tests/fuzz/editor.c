/*
 * The editor on any log, with any keys: up to a line `%%` the input is the log, each byte after it
 * a key. What is drawn holds characters to be seen, and nothing else.
 */
#include <curses.h>
#include <locale.h>
#include <wctype.h>

#include "editor/editor.h"
#include "editor/keys.h"
#include "logs.h"
#include "review/draft.h"
#include "trace/calls_search.h"
#include "trace/runs.h"
#include "ui/screen.h"
#include "ui/terminal.h"

enum { INPUT_MAX = 64 * 1024, KEYS_MAX = 200 };

static const char *const log_names[] = {"l\x1b]0;x\x07\xc2\x9b.log"};

struct session {
	struct input_file file;
	struct tally *tally;
	struct editor *editor;
	WINDOW *window;
	bool ascii;
};

/* curses needs a terminal to make windows; one is enough for all runs. */
static void open_curses(void)
{
	static FILE *nowhere;

	if (nowhere)
		return;
	nowhere = fopen("/dev/null", "r+");
	setlocale(LC_ALL, "C.UTF-8");
	demand(nowhere && newterm("xterm", nowhere, nowhere));
}

static void add_call(void *tally, const struct call *call)
{
	tally_add(tally, call);
}

static bool open_session(struct session *session, struct slice log)
{
	struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};
	struct runs_sink sink = {.scope = LAUNCH_CONTAINER, .deliver = add_call};
	const char *path = session->file.path;
	struct trace_report report;
	struct error error = {0};
	struct entry entry;

	session->tally = sink.context = tally_new(target.arch);
	if (!runs_deliver(&path, 1, &sink, &report, &error)) {
		error_free(&error);
		return false;
	}
	entry = draft_entry(
		session->tally, log.length % 3 ? PROFILE_DEFAULT : PROFILE_NONE, &target);
	session->editor = editor_new(&(struct editor_setup){
		.tally = session->tally,
		.entry = &entry,
		.target = &target,
		.title = log_names[0],
		.logs = log_names,
		.log_count = 1,
	});
	entry_free(&entry);
	return true;
}

static void find_call(
	struct editor *editor, const struct calls_source *source, const struct call_filter *filter)
{
	const struct calls_hunt *hunt = &editor->calls.hunt;
	struct calls_find find = calls_find_begin(
		source, filter, slice_of_text(&editor->line_search), hunt->from, hunt->is_back);
	struct error error = {0};

	while (find.left > 0)
		demand(calls_find_step(source, filter, &find, &error));
	if (find.is_found)
		editor_calls_found(editor, (size_t)find.next);
	else
		editor_calls_not_found(editor);
}

/* Does what the calls view asks for: reads calls, or the end of one, searches. */
static void read_calls(struct session *session, enum effect_kind kind)
{
	const char *path = session->file.path;
	struct calls_query query = calls_next_query(&session->editor->calls);
	enum arch arch = session->editor->now.target.arch;
	struct calls_search *search = calls_search_new(
		&(struct calls_search_setup){&path, 1, LAUNCH_CONTAINER, arch}, &query.filter);
	const struct calls_source source = {&path, 1, calls_search_index(search), arch};
	struct calls_page page = {0};
	struct error error = {0};

	demand(calls_search_all(search, &error));
	if (kind == EFFECT_CALL_END) {
		demand(calls_join(&source, calls_unjoined(&session->editor->calls), &error));
	} else if (kind == EFFECT_FIND_CALL) {
		find_call(session->editor, &source, &query.filter);
	} else {
		demand(calls_read(&source, &query, &page, &error));
		editor_calls_page(session->editor, &page);
	}
	calls_search_free(search);
}

static void answer(struct session *session, struct effect effect)
{
	if (effect.kind == EFFECT_CALLS || effect.kind == EFFECT_CALL_END ||
		effect.kind == EFFECT_FIND_CALL)
		read_calls(session, effect.kind);
	else if (effect.kind == EFFECT_PLAN)
		editor_show_save(session->editor, slice_of("a\x1b[1m\n"),
			slice_of("@@ -1 +1 @@\n+\x9b\xc2\x9b\x07\n"), true);
	else if (effect.kind == EFFECT_SAVE)
		editor_saved(session->editor);
}

static void check_cell(WINDOW *window, int y, int x)
{
	wchar_t characters[CCHARW_MAX + 1] = {0};
	attr_t attributes;
	cchar_t cell;
	short pair;

	mvwin_wch(window, y, x, &cell);
	getcchar(&cell, characters, &attributes, &pair, NULL);
	for (const wchar_t *at = characters; *at; at++)
		demand(iswprint((wint_t)*at));
}

static void draw(struct session *session)
{
	struct style style = terminal_style(0, session->ascii);
	WINDOW *window = session->window;

	screen_draw(window, session->editor, &style);
	for (int y = 0; y < getmaxy(window); y++)
		for (int x = 0; x < getmaxx(window); x++)
			check_cell(window, y, x);
}

static void resize(struct session *session, int rows, int columns)
{
	if (session->window)
		delwin(session->window);
	session->window = newpad(rows, columns);
	demand(session->window);
}

/* From 0x80 on the commands' keys, one after the other; below, what a keyboard sends. */
static void name_key(unsigned char byte, char key[32])
{
	struct slice keys = slice_of(keys_at(byte % keys_count())->keys);

	if (byte > ' ' && byte < 0x7f)
		snprintf(key, 32, "%c", byte);
	else if (byte == ' ' || byte == '\n' || byte == '\t')
		snprintf(key, 32, "%s", byte == ' ' ? "Space" : byte == '\n' ? "Enter" : "Tab");
	else if (byte < ' ')
		snprintf(key, 32, "%s", byte & 1 ? "\xc3\xa4" : "Esc");
	else
		snprintf(key, 32, "%.*s", (int)slice_find_byte(keys, ' '), keys.start);
}

static void press_keys(struct session *session, struct slice keys)
{
	for (size_t i = 0; i < keys.length && i < KEYS_MAX; i++) {
		uint64_t hash = input_hash(slice_after(keys, i));
		char key[32];

		name_key((unsigned char)keys.start[i], key);
		answer(session, editor_press(session->editor, key));
		if (hash % 16 == 0)
			resize(session, 1 + (int)(hash >> 8 & 63), 1 + (int)(hash >> 16 & 127));
		if (hash % 4 == 0)
			draw(session);
	}
	draw(session);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice input = input_slice(bytes, size < INPUT_MAX ? size : INPUT_MAX);
	size_t end = slice_find(input, "%%\n");
	struct slice log = slice_until(input, end);
	struct session session = {.file = input_file_open(log), .ascii = size % 2};

	open_curses();
	resize(&session, 30, 100);
	if (open_session(&session, log))
		press_keys(&session, slice_after(input, end + 3));
	delwin(session.window);
	editor_free(session.editor);
	tally_free(session.tally);
	input_file_close(&session.file);
	return 0;
}
