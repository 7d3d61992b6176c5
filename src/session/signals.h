/*
 * Signals of a session: noted, and looked at by its loop.
 */
#ifndef SESSION_SIGNALS_H
#define SESSION_SIGNALS_H

#include <signal.h>

#define SIGNALS_CAUGHT 4

/* What was before the session. */
struct signals {
	struct sigaction actions[SIGNALS_CAUGHT];
	struct sigaction pipe;
	sigset_t mask;
	sigset_t wait_mask; /* while waiting for a key: the caught signals may come in */
};

/* From here on SIGINT, SIGTERM, SIGHUP and SIGQUIT are noted; they come in only while waiting with
 * the wait mask, so that none is lost between a look and the waiting. SIGPIPE does nothing: what
 * cannot be written is told by who writes it. */
void signals_catch(struct signals *signals);

/* Without a session: from here on SIGINT is noted, whenever it comes, and does nothing else. */
void signals_note_interrupt(struct signals *signals);

/* Makes everything as it was. */
void signals_restore(const struct signals *signals);

/* Returns the last signal that was noted and forgets it; 0 when there was none. */
int signals_last(void);

#endif
