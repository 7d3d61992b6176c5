#include "session/signals.h"

#include <string.h>

static const int caught[SIGNALS_CAUGHT] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

static volatile sig_atomic_t last_signal;

static void note(int signal)
{
	/* Ctrl-C from outside must not hide that the program is to end. */
	if (signal != SIGINT || last_signal == 0)
		last_signal = signal;
}

void signals_catch(struct signals *signals)
{
	struct sigaction action = {.sa_handler = note};
	sigset_t set;

	sigemptyset(&set);
	sigemptyset(&action.sa_mask);
	sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, &signals->pipe);
	for (size_t i = 0; i < SIGNALS_CAUGHT; i++) {
		sigaction(caught[i], NULL, &signals->actions[i]);
		if (signals->actions[i].sa_handler == SIG_IGN)
			continue; /* as nohup asks for */
		sigaddset(&set, caught[i]);
		sigaction(caught[i], &action, NULL);
	}
	/* curses handles it; blocked, it cannot come between the last look and the waiting. */
	sigaddset(&set, SIGWINCH);
	sigprocmask(SIG_BLOCK, &set, &signals->mask);
	signals->wait_mask = signals->mask;
	for (size_t i = 0; i < SIGNALS_CAUGHT; i++)
		sigdelset(&signals->wait_mask, caught[i]);
	sigdelset(&signals->wait_mask, SIGWINCH);
}

void signals_note_interrupt(struct signals *signals)
{
	struct sigaction action = {.sa_handler = note};

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < SIGNALS_CAUGHT; i++)
		sigaction(caught[i], NULL, &signals->actions[i]);
	sigprocmask(SIG_BLOCK, NULL, &signals->mask);
	sigaction(SIGPIPE, NULL, &signals->pipe);
	sigaction(SIGINT, &action, NULL);
}

void signals_restore(const struct signals *signals)
{
	for (size_t i = 0; i < SIGNALS_CAUGHT; i++)
		sigaction(caught[i], &signals->actions[i], NULL);
	sigaction(SIGPIPE, &signals->pipe, NULL);
	sigprocmask(SIG_SETMASK, &signals->mask, NULL);
}

int signals_last(void)
{
	int signal = last_signal;

	last_signal = 0;
	return signal;
}
