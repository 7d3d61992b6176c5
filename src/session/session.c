#include "session/session.h"

#include <signal.h>

#include "base/clock.h"
#include "base/memory.h"
#include "session/crash.h"
#include "session/files.h"
#include "session/listing.h"
#include "session/manual.h"
#include "session/recovery.h"
#include "session/save.h"
#include "session/signals.h"
#include "session/typing.h"

/* What belongs to a session while it runs. */
struct session {
	struct editor *editor;
	const struct session_options *options;
	struct save save;
	struct recovery recovery;
	struct listing listing;
	struct typing typing;
};

/* Stops the whole job, as the terminal's own Ctrl-Z does; curses' handler leaves the terminal and
 * comes back to it. */
static void suspend(void)
{
	kill(0, SIGTSTP);
	terminal_redraw();
}

/* What was taken over is saved, or discarded. What was undone is nowhere but in its file. */
static void forget_recovered(struct session *session)
{
	if (editor_has_recovered(session->editor))
		recovery_forget(&session->recovery);
}

/* Carries out a part of a save; the logs are never replaced. Returns what the editor wants then. */
static struct effect save(struct session *session, struct effect effect)
{
	const struct feed *feed = session->options->live->source->feed;
	struct effect next;

	session->save.inputs = feed_sources(feed);
	session->save.input_count = feed_count(feed);
	if (effect.kind == EFFECT_PLAN)
		next = save_make_plan(&session->save, session->editor, effect.path);
	else
		next = save_write(&session->save, session->editor, effect.path);
	if (session->editor->is_accepted && !editor_has_changes(session->editor))
		forget_recovered(session);
	return next;
}

/* What was offered is answered; there may be more. */
static void end_offer(struct session *session, enum effect_kind answer)
{
	if (answer == EFFECT_RECOVERED_TAKEN)
		recovery_take(&session->recovery);
	else
		recovery_refuse(&session->recovery, session->editor);
	recovery_offer(&session->recovery, session->editor);
}

static void show_manual(struct editor *editor)
{
	const char *reason = manual_show(editor_manual_name(editor));

	if (reason)
		editor_manual_fail(editor, reason);
}

/* Carries out an effect. Returns false when the session is over. */
static bool carry_out(struct session *session, struct effect effect)
{
	struct live *live = session->options->live;

	switch (effect.kind) {
	case EFFECT_NONE:
		break;
	case EFFECT_PLAN:
	case EFFECT_SAVE:
		return carry_out(session, save(session, effect));
	case EFFECT_RECOVERED_TAKEN:
	case EFFECT_RECOVERED_REFUSED:
		end_offer(session, effect.kind);
		break;
	case EFFECT_CALLS:
		listing_read(&session->listing, session->editor, live->source->feed);
		break;
	case EFFECT_FIND_CALL:
		listing_find(&session->listing, session->editor, live->source->feed);
		break;
	case EFFECT_CALL_END:
		listing_join(&session->listing, session->editor, live->source->feed);
		break;
	case EFFECT_RELOAD:
		live_reload(live, session->editor);
		break;
	case EFFECT_ADD_LOG:
		live_add(live, session->editor, effect.path);
		break;
	case EFFECT_FILES:
		files_offer(session->editor, effect.path);
		break;
	case EFFECT_STOP_READING:
		live_stop(live, session->editor);
		break;
	case EFFECT_MANUAL:
		show_manual(session->editor);
		break;
	case EFFECT_QUIT:
		if (editor_has_changes(session->editor) || session->editor->is_accepted)
			forget_recovered(session);
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
static void fill_in(struct session *session)
{
	struct effect effect;

	listing_follow(&session->listing, session->editor, session->options->live->source->feed);
	effect = editor_missing(session->editor);
	if (effect.kind == EFFECT_NONE)
		return;
	carry_out(session, effect);
	terminal_draw(session->editor);
}

/* Presses a key, which meets what was read by then; it may close a dialog that kept some of that
 * back. Returns false when the session is over. */
static bool press(struct session *session, const char *key)
{
	struct live *live = session->options->live;

	live_show(live, session->editor);
	if (!carry_out(session, editor_press(session->editor, key)))
		return false;
	live_show(live, session->editor);
	return true;
}

/* Waits for a key; meanwhile the logs are read on. */
static enum terminal_event read_key(
	struct session *session, const sigset_t *wait_mask, char key[TERMINAL_KEY_SIZE])
{
	struct live *live = session->options->live;

	for (;;) {
		bool is_searching = listing_is_on(&session->listing, session->editor);
		const struct terminal_wait wait = {wait_mask, live_descriptor(live),
			is_searching ? 0 : live_timeout(live, session->editor)};
		enum terminal_event event = terminal_read_key(&wait, key);
		bool draws;

		if (event != TERMINAL_READY)
			return event;
		draws = live_step(live, session->editor);
		if (listing_step(&session->listing, session->editor, live->source->feed) || draws)
			return event;
	}
}

/* Keys that are waiting make the drawing wait; but a dialog is shown before its answer is read. */
static void draw(struct session *session)
{
	bool asks = editor_asks(session->editor);
	bool has_input = terminal_has_input();

	if (asks || !has_input)
		terminal_draw(session->editor);
	if (asks && (has_input || terminal_has_input()))
		typing_ask(&session->typing, clock_now());
}

/* Returns the signal that ended the session, 0 when the user did. */
static int run(struct session *session, const sigset_t *wait_mask)
{
	struct editor *editor = session->editor;

	for (;;) {
		char key[TERMINAL_KEY_SIZE] = "";
		int signal = signals_last();
		enum terminal_event event = TERMINAL_SIGNAL;

		recovery_prepare(&session->recovery, editor);
		if (signal != 0 && signal != SIGINT)
			return signal;
		draw(session);
		if (signal == SIGINT) {
			if (!press(session, "Ctrl-C"))
				return 0;
			continue;
		}
		fill_in(session);
		event = read_key(session, wait_mask, key);
		if (event == TERMINAL_CLOSED)
			return SIGHUP;
		if (event == TERMINAL_KEY &&
			typing_takes(&session->typing, editor, key, clock_now()) &&
			!press(session, key))
			return 0;
	}
}

static void leave_without_memory(void)
{
	terminal_close();
	crash_run_hook();
}

bool session_run(struct editor *editor, const struct session_options *options,
	struct session_result *ret_result, struct error *error)
{
	struct session session = {
		.editor = editor, .options = options, .listing.scope = options->scope};
	struct signals signals;
	struct crash crash;

	if (!terminal_open(options->color, options->ascii, error))
		return false;
	save_know_manifest(&session.save, options->manifest_path, options->manifest);
	memory_set_exit_hook(leave_without_memory);
	signals_catch(&signals);
	crash_catch(&crash, recovery_leave, &session.recovery);
	live_begin(options->live, editor);
	recovery_offer(&session.recovery, editor);
	ret_result->signal = run(&session, &signals.wait_mask);
	live_end(options->live);
	listing_free(&session.listing);
	terminal_close();
	if (ret_result->signal)
		recovery_leave(&session.recovery);
	crash_restore(&crash);
	signals_restore(&signals);
	memory_set_exit_hook(NULL);
	save_free(&session.save);
	recovery_free(&session.recovery);
	ret_result->is_accepted = editor->is_accepted;
	return true;
}
