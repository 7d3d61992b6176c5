#include "reading.h"

#include <poll.h>
#include <time.h>

/* Milliseconds before the editor opens. */
enum { MOMENT = 40 };

static long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Waits until there may be more to read. */
static void wait(const struct feed *feed, long milliseconds)
{
	struct pollfd input = {.fd = feed_descriptor(feed), .events = POLLIN};

	poll(&input, 1, (int)milliseconds);
}

bool reading_begin(struct feed *feed, struct error *error)
{
	long end = now() + MOMENT;

	for (long time = now(); time < end; time = now()) {
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
