#include "reading.h"

#include <poll.h>
#include <signal.h>

#include "base/clock.h"
#include "batch/reading_line.h"
#include "session/signals.h"

enum {
	MOMENT = 20,   /* milliseconds before the editor opens */
	PATIENCE = 100 /* milliseconds between two looks at a log that grows */
};

/* Waits until there may be more to read. */
static void wait(const struct feed *feed, uint64_t milliseconds)
{
	struct pollfd input = {.fd = feed_descriptor(feed), .events = POLLIN};

	poll(&input, 1, (int)milliseconds);
}

bool reading_begin(struct feed *feed, struct error *error)
{
	uint64_t end = clock_now() + MOMENT;

	for (uint64_t time = clock_now(); time < end; time = clock_now()) {
		enum feed_state state = feed_step(feed, error);

		if (state == FEED_FAILED)
			return false;
		if (state == FEED_DONE || (state == FEED_WAITING && feed_descriptor(feed) < 0))
			return true;
		if (state == FEED_WAITING)
			wait(feed, end - time);
	}
	return true;
}

static enum feed_state read_all(
	struct feed *feed, FILE *output, struct reading_line *line, struct error *error)
{
	struct progress progress = {0};
	enum feed_state state;

	while ((state = feed_step(feed, error)) == FEED_MORE || state == FEED_WAITING) {
		uint64_t time = clock_now();

		if (state == FEED_WAITING) {
			fflush(output);
			wait(feed, PATIENCE);
		}
		/* What was written before the interrupt still counts. */
		if (feed_follows(feed) && signals_last() == SIGINT)
			return state == FEED_WAITING ? feed_step(feed, error) : state;
		if (!line->output)
			continue;
		progress_note(&progress, feed_bytes(feed), feed_total(feed), time);
		reading_line_show(line, &progress, time);
	}
	return state;
}

bool reading_finish(struct feed *feed, FILE *output, FILE *terminal, struct error *error)
{
	struct reading_line line = {.output = terminal, .began = clock_now()};
	struct signals signals;
	enum feed_state state;

	if (feed_follows(feed))
		signals_note_interrupt(&signals);
	state = read_all(feed, output, &line, error);
	reading_line_clear(&line);
	feed_end(feed);
	if (feed_follows(feed))
		signals_restore(&signals);
	return state != FEED_FAILED;
}
