/*
 * Faults of the program itself: abort, segmentation fault and their like.
 *
 * The terminal is left as it was found, what the user did is saved by who knows how, and the signal
 * then does what it always does: the program ends, with a core where one is wanted.
 */
#ifndef SESSION_CRASH_H
#define SESSION_CRASH_H

#include <signal.h>

#define CRASH_SIGNALS 5

/* What runs after the terminal was left: only what a signal handler may call, on a stack of 64 kB.
 * A fault in it ends the program at once. */
typedef void crash_hook(void *context);

/* What was before. */
struct crash {
	struct sigaction actions[CRASH_SIGNALS];
	stack_t old_stack;
	void *stack;
};

/* From here on SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT leave the terminal and call `hook`
 * (NULL: nothing) before they end the program. */
void crash_catch(struct crash *crash, crash_hook *hook, void *context);

/* Calls the hook, if there is one, where the program ends in another way. */
void crash_run_hook(void);

/* Makes everything as it was. */
void crash_restore(struct crash *crash);

#endif
