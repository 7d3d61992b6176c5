#include "session/listing.h"

#include "base/clock.h"
#include "session/save.h"

enum {
	FIRST_TIME = 60, /* milliseconds of searching before the view is drawn */
	SHOW_TIME = 100, /* between two looks at what was found */
};

static void fail(struct editor *editor, struct error *error)
{
	struct text reason = {0};

	save_append_reason(error, &reason);
	editor_calls_fail(editor, text_string(&reason));
	text_free(&reason);
	error_free(error);
}

static bool is_for_view(const struct listing *listing, const struct editor *editor)
{
	return listing->search && listing->opening == editor->calls.opening;
}

bool listing_is_on(const struct listing *listing, const struct editor *editor)
{
	return editor->calls.hunt.is_on || (listing->is_on && is_for_view(listing, editor));
}

static void stop(struct listing *listing)
{
	calls_search_free(listing->search);
	listing->search = NULL;
	listing->is_on = false;
}

void listing_free(struct listing *listing)
{
	stop(listing);
}

/* Searches a megabyte. */
static void search_on(struct listing *listing, struct editor *editor)
{
	struct error error = {0};
	enum runs_state state = calls_search_step(listing->search, &error);

	listing->is_on = state == RUNS_MORE;
	editor_calls_searched(editor, listing->is_on, calls_search_percent(listing->search));
	if (state == RUNS_FAILED)
		fail(editor, &error);
}

static uint64_t found(const struct listing *listing, const struct calls_query *query)
{
	return call_index_count(
		calls_search_index(listing->search), syscall_find(query->filter.name));
}

/* Begins a search, and goes on until the first page is found, or for a moment. */
static void begin(struct listing *listing, struct editor *editor, const struct feed *feed,
	const struct calls_query *query)
{
	const struct calls_search_setup setup = {
		feed_sources(feed), feed_count(feed), listing->scope, editor->now.target.arch};
	uint64_t end = clock_now() + FIRST_TIME;

	stop(listing);
	listing->search = calls_search_new(&setup, &query->filter);
	listing->opening = editor->calls.opening;
	listing->is_on = true;
	while (listing->is_on && clock_now() < end && found(listing, query) < query->count)
		search_on(listing, editor);
	listing->shown_at = clock_now();
}

/* Returns whose calls the view shows; those that are to be searched for are searched from now
 * on. */
static struct calls_source source_of(struct listing *listing, struct editor *editor,
	const struct feed *feed, const struct calls_query *query)
{
	struct calls_source source = {
		feed_sources(feed), feed_count(feed), feed_index(feed), editor->now.target.arch};

	if (calls_are_indexed(&query->filter))
		return source;
	if (!is_for_view(listing, editor))
		begin(listing, editor, feed, query);
	source.index = calls_search_index(listing->search);
	return source;
}

void listing_read(struct listing *listing, struct editor *editor, const struct feed *feed)
{
	struct calls_query query = calls_next_query(&editor->calls);
	struct calls_page page = {0};
	struct calls_source source;
	struct error error = {0};

	source = source_of(listing, editor, feed, &query);
	if (editor->calls.name && calls_read(&source, &query, &page, &error))
		editor_calls_page(editor, &page);
	else if (error.what)
		fail(editor, &error);
}

static void end_hunt(struct listing *listing, struct editor *editor, const struct feed *feed)
{
	if (!listing->find.is_found) {
		editor_calls_not_found(editor);
		return;
	}
	editor_calls_found(editor, (size_t)listing->find.next);
	if (calls_are_missing(&editor->calls))
		listing_read(listing, editor, feed);
}

/* Searches in the lines of one block. Returns whether that is over. */
static bool hunt_on(struct listing *listing, struct editor *editor, const struct feed *feed)
{
	struct calls_query query = calls_next_query(&editor->calls);
	struct calls_source source = source_of(listing, editor, feed, &query);
	struct calls_find *find = &listing->find;
	struct error error = {0};

	if (!calls_find_step(&source, &query.filter, find, &error)) {
		editor->calls.hunt.is_on = false;
		fail(editor, &error);
		return true;
	}
	if (find->left == 0)
		end_hunt(listing, editor, feed);
	return find->left == 0;
}

static void show_hunt(const struct listing *listing, struct editor *editor)
{
	const struct calls_find *find = &listing->find;

	editor_calls_hunted(
		editor, (unsigned)((double)(find->total - find->left) * 100 / (double)find->total));
}

void listing_find(struct listing *listing, struct editor *editor, const struct feed *feed)
{
	const struct calls_hunt *hunt = &editor->calls.hunt;
	struct calls_query query = calls_next_query(&editor->calls);
	struct calls_source source = source_of(listing, editor, feed, &query);
	uint64_t end = clock_now() + FIRST_TIME;

	listing->find = calls_find_begin(&source, &query.filter,
		slice_of_text(&editor->line_search), hunt->from, hunt->is_back);
	while (clock_now() < end)
		if (hunt_on(listing, editor, feed))
			return;
	show_hunt(listing, editor);
	listing->shown_at = clock_now();
}

void listing_join(struct listing *listing, struct editor *editor, const struct feed *feed)
{
	struct calls_query query = calls_next_query(&editor->calls);
	struct calls_line *line = calls_unjoined(&editor->calls);
	struct calls_source source = source_of(listing, editor, feed, &query);
	struct error error = {0};

	if (line && !calls_join(&source, line, &error))
		fail(editor, &error);
}

void listing_follow(struct listing *listing, struct editor *editor, const struct feed *feed)
{
	struct calls_query query;
	struct calls_source source;

	if (!editor->calls.name)
		return;
	query = calls_next_query(&editor->calls);
	if (!calls_are_indexed(&query.filter) && !is_for_view(listing, editor))
		return;
	source = source_of(listing, editor, feed, &query);
	calls_grow(&editor->calls, call_index_count(source.index, syscall_find(query.filter.name)));
}

/* Returns whether there is something new to draw. */
static bool step_hunt(struct listing *listing, struct editor *editor, const struct feed *feed)
{
	if (!editor->calls.hunt.is_on)
		return false;
	if (hunt_on(listing, editor, feed))
		return true;
	if (clock_now() < listing->shown_at + SHOW_TIME)
		return false;
	show_hunt(listing, editor);
	listing->shown_at = clock_now();
	return true;
}

static bool step_search(struct listing *listing, struct editor *editor)
{
	uint64_t time = clock_now();

	if (listing->search && !is_for_view(listing, editor))
		stop(listing);
	if (!listing->is_on)
		return false;
	search_on(listing, editor);
	if (listing->is_on && time < listing->shown_at + SHOW_TIME)
		return false;
	listing->shown_at = time;
	return true;
}

bool listing_step(struct listing *listing, struct editor *editor, const struct feed *feed)
{
	bool draws = step_hunt(listing, editor, feed);

	return step_search(listing, editor) || draws;
}
