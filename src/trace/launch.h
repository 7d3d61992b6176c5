/*
 * The launch of a container: which calls of a trace run under its filter.
 *
 * Northstar attaches strace to the container's init. A log begins with the init's own work, which
 * is under no filter, ever. Its child installs the filter, from 0.8 gives up its privileges under
 * it (the launch set), and executes the program. This stands between the parser and who counts: it
 * hands on the calls under the filter and sets the others aside. A trace without such an init is
 * handed on whole.
 *
 * Where it shows only later what a call is, it is held; a bounded number of calls are. The calls of
 * one process keep their order, those of several may not.
 */
#ifndef TRACE_LAUNCH_H
#define TRACE_LAUNCH_H

#include <stdbool.h>
#include <stddef.h>

#include "trace/call.h"
#include "trace/pids.h"

enum launch_scope {
	LAUNCH_CONTAINER, /* what runs under the filter */
	LAUNCH_ALL,	  /* everything */
};

struct launch_report {
	size_t inits;	     /* of Northstar, that were recognised */
	size_t init_calls;   /* set aside: made by them */
	size_t child_calls;  /* set aside: made by their children before the filter */
	size_t filters;	     /* installed by such children */
	size_t launch_calls; /* handed on, under the filter before the program began */
	size_t artefacts;    /* set aside: they show only that strace attached */
};

struct launch; /* owned by who made it */

/* Returns a filter for one run, which hands calls on to `deliver`; the caller frees it. */
struct launch *launch_new(enum launch_scope scope, call_function *deliver, void *context);
void launch_free(struct launch *launch);

/* Takes a call (a call_function; `context` is the launch). */
void launch_take(void *context, const struct call *call);

/* Ends the run: hands on what is still held. */
void launch_end(struct launch *launch);

/* Returns the processes whose calls are handed on at once, as they are: all but
 * those that end it. */
const struct pids *launch_plain(const struct launch *launch);

/* Returns how many calls are held now. */
size_t launch_count_held(const struct launch *launch);

const struct launch_report *launch_report(const struct launch *launch);

#endif
