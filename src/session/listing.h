/*
 * The listing: where the calls view gets its calls from. Those of a syscall are in the index that
 * is made while the logs are read; those with a value are searched for, between keys.
 */
#ifndef SESSION_LISTING_H
#define SESSION_LISTING_H

#include <stdbool.h>
#include <stdint.h>

#include "editor/editor.h"
#include "trace/calls_search.h"
#include "trace/feed.h"

/* {.scope = ...} before the session. */
struct listing {
	enum launch_scope scope;
	struct calls_search *search; /* NULL: there is none */
	unsigned opening;	     /* of the view that it is for */
	bool is_on;		     /* it is not at its end */
	struct calls_find find;	     /* in the lines of the view's calls, while its hunt is on */
	uint64_t shown_at;	     /* when the editor was told of it, in milliseconds */
};

/* The effects: reads what the view lacks, begins to search in its lines, puts its call together. */
void listing_read(struct listing *listing, struct editor *editor, const struct feed *feed);
void listing_find(struct listing *listing, struct editor *editor, const struct feed *feed);
void listing_join(struct listing *listing, struct editor *editor, const struct feed *feed);

/* Tells the view when there are more calls by now. */
void listing_follow(struct listing *listing, struct editor *editor, const struct feed *feed);

/* Searches on for some milliseconds. Returns whether there is something new to draw. */
bool listing_step(struct listing *listing, struct editor *editor, const struct feed *feed);

/* Returns whether there is something to search on. */
bool listing_is_on(const struct listing *listing, const struct editor *editor);

void listing_free(struct listing *listing);

#endif
