#include "session/live.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "review/phrase.h"

enum {
	SHOW_TIME = 100,   /* milliseconds between two showings; more where one takes long */
	FOLLOW_TIME = 100, /* between two looks at a log that grows */
};

/* The feed that is stepped. */
static struct feed *reading_feed(const struct live *live)
{
	return live->anew ? live->anew : live->source->feed;
}

static void begin(struct live *live)
{
	live->is_on = true;
	live->is_waiting = false;
	live->is_following = false;
	live->is_over = false;
	live->progress = (struct progress){0};
}

static void show_progress(struct live *live, struct editor *editor)
{
	struct feed *feed = reading_feed(live);
	struct reading_progress progress = {0};

	if (live->is_on) {
		progress_note(&live->progress, feed_bytes(feed), feed_total(feed), clock_now());
		progress.state = live->is_following ? READING_FOLLOWING : READING_ON;
		progress.is_anew = live->anew != NULL;
		progress.held = feed_held(feed);
		progress.of = live->progress;
	}
	editor_show_progress(editor, &progress);
}

void live_begin(struct live *live, struct editor *editor)
{
	live->shown_calls = tally_calls(feed_tally(live->source->feed));
	if (feed_is_done(live->source->feed))
		return;
	live->is_draft = true;
	begin(live);
	show_progress(live, editor);
}

/* Tells the editor of the source's feed. */
static void show(struct live *live, struct editor *editor, bool is_end)
{
	struct live_source *source = live->source;
	uint64_t start = clock_now();
	const struct live_news news = {source->feed, live->is_draft, is_end, start};

	live->is_left = !source->show(source->context, editor, &news);
	live->shown_calls = tally_calls(feed_tally(source->feed));
	live->shown_at = clock_now();
	live->shown_for = live->shown_at - start;
	if (live->is_over && !live->is_left)
		live->is_draft = false;
}

/* Whether there is something that the editor does not know. */
static bool has_unshown(const struct live *live)
{
	return live->is_left || live->shown_calls != tally_calls(feed_tally(live->source->feed));
}

void live_show(struct live *live, struct editor *editor)
{
	if (has_unshown(live))
		show(live, editor, !live->is_on);
}

/* The trace that was read again takes the place of the other. */
static void exchange(struct live *live, struct editor *editor)
{
	struct feed *old = live->source->feed;

	live->source->feed = live->anew;
	live->anew = NULL;
	show(live, editor, true);
	feed_free(old);
}

static void append_trace(const struct live *live, struct text *text)
{
	const struct tally *tally = feed_tally(live->source->feed);
	uint64_t calls = tally_calls(tally);
	size_t syscalls = tally_count(tally);

	phrase_append_calls(text, calls);
	text_append_format(text, " of %zu syscall%s", syscalls, phrase_plural(syscalls));
}

static void say_end(const struct live *live, struct editor *editor, const char *how)
{
	struct text trace = {0};

	append_trace(live, &trace);
	if (tally_calls(feed_tally(live->source->feed)) == 0)
		editor_warn(editor, "%s: there is no system call in the log", how);
	else
		editor_say(editor, "%s: %s", how, text_string(&trace));
	text_free(&trace);
}

/* Esc, an error or the end: the trace stays as it is. */
static void end_reading(struct live *live, struct editor *editor)
{
	/* What was stopped can be done again, with all that belongs to it. */
	live->is_over = feed_is_done(live->source->feed);
	live->is_on = false;
	live->is_following = false;
	feed_end(live->source->feed);
	show(live, editor, true);
	free(live->added);
	live->added = NULL;
	show_progress(live, editor);
}

/* Forgets the feed that was to take the place of the other, which is read on if it was followed. */
static void drop_anew(struct live *live, struct editor *editor)
{
	feed_free(live->anew);
	live->anew = NULL;
	live->is_on = live->was_following;
	live->is_following = live->was_following;
	show_progress(live, editor);
}

/* A log that holds no call is not kept. Returns whether it was. */
static bool keep_added(struct live *live, struct editor *editor)
{
	struct feed *feed = live->source->feed;

	if (tally_calls(feed_tally(feed)) == live->calls_before) {
		feed_remove_last(feed);
		return false;
	}
	editor_add_log(editor, live->added);
	return true;
}

static void finish_added(struct live *live, struct editor *editor)
{
	bool is_kept = keep_added(live, editor);
	struct text name = {0};

	text_append_string(&name, live->added);
	end_reading(live, editor);
	if (is_kept)
		say_end(live, editor, "Read it too, and the entry stays (this cannot be undone)");
	else
		editor_warn(editor, "Not added: %s holds no system call", text_string(&name));
	text_free(&name);
}

static void say_anew(struct live *live, struct editor *editor, bool is_one_more, bool makes_entry)
{
	if (makes_entry)
		say_end(live, editor, "All is read");
	else if (is_one_more)
		say_end(live, editor, "Read it too, and the entry stays (this cannot be undone)");
	else
		say_end(live, editor, "Read again, and the entry stays (this cannot be undone)");
}

static void finish_anew(struct live *live, struct editor *editor, bool goes_on)
{
	bool is_one_more = feed_count(live->anew) > feed_count(live->source->feed);
	bool makes_entry = live->is_draft;

	if (is_one_more)
		editor_add_log(editor, feed_name(live->anew, feed_count(live->anew) - 1));
	exchange(live, editor);
	if (!goes_on)
		end_reading(live, editor);
	say_anew(live, editor, is_one_more, makes_entry);
}

static void finish(struct live *live, struct editor *editor)
{
	/* What a key said just now stays; that nothing is followed any more nobody would notice. */
	bool was_following = live->is_following;
	bool is_silent = editor->message.length > 0 && !was_following;

	if (live->anew) {
		finish_anew(live, editor, false);
	} else if (live->added) {
		finish_added(live, editor);
	} else {
		end_reading(live, editor);
		if (!is_silent)
			say_end(live, editor,
				was_following ? "Nobody writes the log any more" : "All is read");
	}
}

static void fail(struct live *live, struct editor *editor, const struct error *error)
{
	bool is_draft = live->is_draft;
	struct text reason = {0};

	error_append_text(error, &reason);
	if (live->is_following && !live->anew) {
		/* The others are followed on. */
		editor_warn(editor, "Not followed: %s", text_string(&reason));
	} else if (live->anew) {
		drop_anew(live, editor);
		editor_warn(editor, "Not read again: %s", text_string(&reason));
	} else if (live->added && !keep_added(live, editor)) {
		end_reading(live, editor);
		editor_warn(editor, "Not added: %s", text_string(&reason));
	} else {
		end_reading(live, editor);
		editor_warn(
			editor, "%s; the list shows what was read before", text_string(&reason));
		live->is_draft = is_draft;
		live->is_over = false;
	}
	text_free(&reason);
}

/* What there was at the start is read; from now on the log grows. */
static void begin_following(struct live *live, struct editor *editor)
{
	live->is_following = true;
	if (live->anew)
		finish_anew(live, editor, true);
	else
		live_show(live, editor);
	show_progress(live, editor);
}

/* Returns whether a reading ended, or began to follow. */
static bool step(struct live *live, struct editor *editor)
{
	struct feed *feed = reading_feed(live);
	struct error error = {0};
	enum feed_state state = feed_step(feed, &error);
	bool begins_following;

	live->is_waiting = state == FEED_WAITING;
	begins_following = live->is_waiting && feed_follows(feed) && !live->is_following;
	if (state == FEED_DONE)
		finish(live, editor);
	else if (state == FEED_FAILED)
		fail(live, editor, &error);
	else if (begins_following)
		begin_following(live, editor);
	error_free(&error);
	return state == FEED_DONE || state == FEED_FAILED || begins_following;
}

static uint64_t next_showing(const struct live *live)
{
	uint64_t pause = 4 * live->shown_for;

	return live->shown_at + (pause > SHOW_TIME ? pause : SHOW_TIME);
}

bool live_step(struct live *live, struct editor *editor)
{
	uint64_t time = clock_now();
	bool draws = editor_age_fresh(editor, time);
	struct progress before;
	bool has_news;

	if (!live->is_on)
		return draws;
	if (step(live, editor))
		return true;
	if (time < next_showing(live))
		return draws;
	before = editor->reading.progress.of;
	has_news = has_unshown(live);
	live_show(live, editor);
	show_progress(live, editor);
	live->shown_at = clock_now();
	return draws || has_news || before.bytes != live->progress.bytes ||
	       before.bytes_per_second != live->progress.bytes_per_second;
}

int live_descriptor(const struct live *live)
{
	return live->is_on && live->is_waiting ? feed_descriptor(reading_feed(live)) : -1;
}

int live_timeout(const struct live *live, const struct editor *editor)
{
	if (live->is_on && !live->is_waiting)
		return 0;
	if (live->is_on || editor->reading.fresh_count > 0)
		return FOLLOW_TIME;
	return -1;
}

void live_stop(struct live *live, struct editor *editor)
{
	bool was_following = live->is_following;

	if (!live->is_on)
		return;
	if (live->anew) {
		drop_anew(live, editor);
		editor_say(editor, "Stopped: the list shows the trace as it was read before");
		return;
	}
	if (live->added)
		keep_added(live, editor);
	end_reading(live, editor);
	say_end(live, editor,
		was_following ? "The log is followed no longer" : "Stopped; r reads all. So far");
}

/* Says why a log is not read. */
static void refuse(struct editor *editor, struct error *error)
{
	struct text reason = {0};

	error_append_text(error, &reason);
	editor_warn(editor, "Not read: %s", text_string(&reason));
	text_free(&reason);
	error_free(error);
}

static void read_anew(struct live *live, struct editor *editor, const char *one_more)
{
	struct error error = {0};

	live->anew = feed_again(live->source->feed, one_more, &error);
	if (!live->anew) {
		refuse(editor, &error);
		return;
	}
	live->was_following = live->is_following;
	begin(live);
	show_progress(live, editor);
}

void live_reload(struct live *live, struct editor *editor)
{
	read_anew(live, editor, NULL);
}

/* A log beside those that were read. */
static void read_added(struct live *live, struct editor *editor, const char *log)
{
	struct feed *feed = live->source->feed;
	struct error error = {0};

	if (!feed_add(feed, log, &error)) {
		refuse(editor, &error);
		return;
	}
	live->is_draft = false;
	free(live->added);
	live->added = memory_copy_string(log, strlen(log));
	live->calls_before = tally_calls(feed_tally(feed));
	begin(live);
	show_progress(live, editor);
}

void live_add(struct live *live, struct editor *editor, const char *log)
{
	if (feed_has_run_of(live->source->feed, log))
		read_anew(live, editor, log);
	else
		read_added(live, editor, log);
}

void live_end(struct live *live)
{
	feed_free(live->anew);
	free(live->added);
	live->anew = NULL;
	live->added = NULL;
}
