#include "session/crash.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "ui/terminal.h"

enum { STACK_BYTES = 64 * 1024 };

static const int caught[CRASH_SIGNALS] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

/* A handler is given nothing but the signal's number. */
static struct {
	crash_hook *hook;
	void *context;
} after;

static void say(const char *what)
{
	if (write(STDERR_FILENO, what, strlen(what)) < 0)
		return; /* there is nobody left to tell */
}

static const char *cause(int signal)
{
	switch (signal) {
	case SIGSEGV:
	case SIGBUS:
		return "a wrong memory address";
	case SIGFPE:
		return "a wrong calculation";
	case SIGILL:
		return "a wrong instruction";
	}
	return "a check inside it that failed";
}

void crash_run_hook(void)
{
	if (after.hook)
		after.hook(after.context);
}

/* The action is the default one again by now, and the signal is blocked until this returns: what is
 * raised here ends the program then, with all as it was at the fault. */
static void leave(int signal)
{
	terminal_abandon();
	say("northstar-seccomp: ended by a fault of its own (");
	say(cause(signal));
	say("); please report it\n");
	crash_run_hook();
	raise(signal);
}

/* Signals must not end on a stack that is used up. */
static void change_stack(struct crash *crash)
{
	stack_t stack = {.ss_size = STACK_BYTES};

	crash->stack = memory_allocate(STACK_BYTES, 1);
	stack.ss_sp = crash->stack;
	sigaltstack(&stack, &crash->old_stack);
}

void crash_catch(struct crash *crash, crash_hook *hook, void *context)
{
	struct sigaction action = {.sa_handler = leave, .sa_flags = SA_ONSTACK};

	after.hook = hook;
	after.context = context;
	change_stack(crash);
	/* All are blocked in the handler: another fault there ends the program at once. */
	sigfillset(&action.sa_mask);
	action.sa_flags |= (int)SA_RESETHAND;
	for (size_t i = 0; i < CRASH_SIGNALS; i++)
		sigaction(caught[i], &action, &crash->actions[i]);
}

void crash_restore(struct crash *crash)
{
	for (size_t i = 0; i < CRASH_SIGNALS; i++)
		sigaction(caught[i], &crash->actions[i], NULL);
	sigaltstack(&crash->old_stack, NULL);
	free(crash->stack);
	crash->stack = NULL;
	after.hook = NULL;
}
