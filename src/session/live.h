/*
 * Live: logs that are read while the session goes on, between keys, and shown now and then.
 */
#ifndef SESSION_LIVE_H
#define SESSION_LIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "editor/editor.h"
#include "trace/feed.h"

/* What is shown of a feed. */
struct live_news {
	struct feed *feed;
	bool is_draft; /* the entry gets what the trace needs */
	bool is_end;   /* all is read */
	uint64_t time; /* now, in milliseconds */
};

/* What the session reads from, and who tells the editor of it. */
struct live_source {
	struct feed *feed; /* belongs to the caller; reading anew puts another one here */
	/* Hands what was read to editor_take_reading(), and returns what that does. */
	bool (*show)(void *context, struct editor *editor, const struct live_news *news);
	void *context;
};

/* {.source = ...} before the session. */
struct live {
	struct live_source *source;
	struct feed *anew;     /* reads the logs again; NULL: not now */
	bool is_on;	       /* there is something to step */
	bool is_waiting;       /* nothing to be read just now */
	bool is_draft;	       /* it is the first reading, which makes the entry */
	bool is_over;	       /* it came to its end: once the editor knows all, the entry stays */
	bool is_left;	       /* something was read that the editor was not told of */
	bool is_following;     /* what was there at the start is read */
	bool was_following;    /* before it was to be read anew */
	char *added;	       /* the log that `o` added; NULL: it is no such reading */
	uint64_t calls_before; /* in the trace, before that */
	uint64_t shown_calls;  /* so many calls the editor knows of */
	uint64_t shown_at;
	uint64_t shown_for; /* milliseconds that it took */
	struct progress progress;
};

/* Begins to read on, when the source has a feed that is not at its end. */
void live_begin(struct live *live, struct editor *editor);

/* Reads on for at most about 20 ms. Returns whether there is something new to draw. */
bool live_step(struct live *live, struct editor *editor);

/* Tells the editor what it does not know yet: before a key is pressed. */
void live_show(struct live *live, struct editor *editor);

/* What ends the waiting for keys while logs are read. */
int live_descriptor(const struct live *live);
int live_timeout(const struct live *live, const struct editor *editor);

/* The effects: stop reading, read all again, read one more log. */
void live_stop(struct live *live, struct editor *editor);
void live_reload(struct live *live, struct editor *editor);
void live_add(struct live *live, struct editor *editor, const char *log);

/* Ends what is under way; the source's feed stays. */
void live_end(struct live *live);

#endif
