#include "session/session.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "manifest/splice.h"
#include "manifest/writer.h"
#include "session/crash.h"
#include "session/signals.h"

static bool is_input(const struct session_options *options, const char *path)
{
	for (size_t i = 0; i < options->input_count; i++)
		if (file_is_same(options->inputs[i], path))
			return true;
	return false;
}

static bool is_regular(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* The cause comes first: the line may be cut. */
static void append_reason(const struct error *error, struct text *reason)
{
	text_append_visible(reason, slice_of(error->what));
	if (!error->file)
		return;
	text_append_string(reason, " (");
	text_append_visible(reason, slice_of(error->file));
	text_append_byte(reason, ')');
}

/* Refuses a manifest that somebody else changed since it was read: their work would be lost. */
static bool check_unchanged(const struct session_options *options, struct error *error)
{
	struct text found = {0};
	bool is_same;

	if (!file_read(options->manifest_path, DOCUMENT_BYTES, &found, error))
		return false;
	is_same = slice_equal(slice_of_text(&found), slice_of_text(&options->manifest->bytes));
	text_free(&found);
	return is_same || error_set(error, options->manifest_path, 0, 0,
				  "it was changed since it was read; W saves elsewhere");
}

/* Writes the entry into the manifest, and takes what was written as the manifest from now on. */
static bool write_manifest(
	const struct session_options *options, const struct snapshot *now, struct error *error)
{
	unsigned runtime = now->target.runtime;
	struct splice_report report;
	struct manifest written;
	struct text bytes = {0};
	bool done =
		check_unchanged(options, error) &&
		manifest_splice(options->manifest, &now->entry, runtime, &bytes, &report, error) &&
		manifest_read(
			options->manifest_path, slice_of_text(&bytes), runtime, &written, error);

	if (done) {
		done = file_replace(options->manifest_path, slice_of_text(&bytes), error);
		manifest_free(done ? options->manifest : &written);
		if (done)
			*options->manifest = written;
	}
	text_free(&bytes);
	return done;
}

/* Writes the entry alone. */
static bool write_snippet(const char *path, const struct snapshot *now, struct error *error)
{
	struct text content = {0};
	bool done;

	manifest_write_entry_for(&now->entry, now->target.runtime, &content);
	done = file_replace(path, slice_of_text(&content), error);
	text_free(&content);
	return done;
}

static void write_entry(struct editor *editor, const struct session_options *options,
	const char *path, struct effect *ret_next)
{
	bool is_manifest = options->manifest && file_is_same(path, options->manifest_path);
	struct text reason = {0};
	struct error error = {0};

	if (is_manifest ? write_manifest(options, &editor->now, &error)
			: write_snippet(path, &editor->now, &error)) {
		*ret_next = editor_saved(editor);
	} else {
		append_reason(&error, &reason);
		editor_fail(editor, text_string(&reason));
	}
	error_free(&error);
	text_free(&reason);
}

/* Carries out a save; returns what the editor wants then. */
static struct effect save(
	struct editor *editor, const struct session_options *options, const struct effect *effect)
{
	struct effect next = {0};

	if (is_input(options, effect->path))
		editor_fail(editor, "that is the log itself");
	else if (!effect->may_replace && is_regular(effect->path))
		editor_ask_replace(editor);
	else
		write_entry(editor, options, effect->path, &next);
	return next;
}

/* Stops the whole job, as the terminal's own Ctrl-Z does; curses' handler leaves the terminal and
 * comes back to it. */
static void suspend(void)
{
	kill(0, SIGTSTP);
	terminal_redraw();
}

/* Reads what the calls view lacks. That may take a while, so the screen says it before. */
static void read_calls(struct editor *editor, const struct session_options *options)
{
	struct calls_source source = options->source;
	struct calls_query query = calls_next_query(&editor->calls);
	struct calls_page page = {0};
	struct text reason = {0};
	struct error error = {0};

	terminal_draw(editor);
	source.arch = editor->now.target.arch;
	if (calls_read(&source, &query, &page, &error)) {
		editor_calls_page(editor, &page);
	} else {
		append_reason(&error, &reason);
		editor_calls_fail(editor, text_string(&reason));
	}
	text_free(&reason);
	error_free(&error);
}

/* Carries out an effect. Returns false when the session is over. */
static bool carry_out(
	struct editor *editor, const struct session_options *options, struct effect effect)
{
	switch (effect.kind) {
	case EFFECT_NONE:
		break;
	case EFFECT_SAVE:
		return carry_out(editor, options, save(editor, options, &effect));
	case EFFECT_CALLS:
		read_calls(editor, options);
		break;
	case EFFECT_QUIT:
		return false;
	case EFFECT_SUSPEND:
		suspend();
		break;
	case EFFECT_REDRAW:
		terminal_redraw();
		break;
	}
	return true;
}

/* Makes the window, which may have got larger, whole. */
static void fill_in(struct editor *editor, const struct session_options *options)
{
	struct effect effect = editor_missing(editor);

	if (effect.kind == EFFECT_NONE)
		return;
	carry_out(editor, options, effect);
	terminal_draw(editor);
}

/* Returns the signal that ended the session, 0 when the user did. */
static int run(
	struct editor *editor, const struct session_options *options, const sigset_t *wait_mask)
{
	for (;;) {
		char key[TERMINAL_KEY_SIZE] = "";
		int signal = signals_last();
		enum terminal_event event = TERMINAL_SIGNAL;

		if (signal != 0 && signal != SIGINT)
			return signal;
		if (!terminal_has_input())
			terminal_draw(editor);
		if (signal == SIGINT) {
			if (!carry_out(editor, options, editor_press(editor, "Ctrl-C")))
				return 0;
			continue;
		}
		fill_in(editor, options);
		event = terminal_read_key(wait_mask, key);
		if (event == TERMINAL_CLOSED)
			return SIGHUP;
		if (event == TERMINAL_KEY && !carry_out(editor, options, editor_press(editor, key)))
			return 0;
	}
}

bool session_run(struct editor *editor, const struct session_options *options,
	struct session_result *ret_result, struct error *error)
{
	struct signals signals;
	struct crash crash;

	if (!terminal_open(options->color, options->ascii, error))
		return false;
	memory_set_exit_hook(terminal_close);
	signals_catch(&signals);
	crash_catch(&crash, NULL, NULL);
	ret_result->signal = run(editor, options, &signals.wait_mask);
	terminal_close();
	crash_restore(&crash);
	signals_restore(&signals);
	memory_set_exit_hook(NULL);
	ret_result->is_accepted = editor->is_accepted;
	return true;
}
