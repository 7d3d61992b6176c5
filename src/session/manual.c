#include "session/manual.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ui/terminal.h"

/* Of shells, too: the program was not found. */
enum { STATUS_NO_PROGRAM = 127 };

/* Calls of 32-bit programs that take a longer type have the page of the plain call. */
static const char *const variants[] = {"_time64", "64", "32"};

unsigned manual_pages(const char *name, char pages[MANUAL_PAGES][MANUAL_PAGE_SIZE])
{
	size_t length = strlen(name);

	snprintf(pages[0], MANUAL_PAGE_SIZE, "%s", name);
	for (size_t i = 0; i < sizeof(variants) / sizeof(variants[0]); i++) {
		size_t end = strlen(variants[i]);

		if (length <= end || strcmp(name + length - end, variants[i]) != 0)
			continue;
		snprintf(pages[1], MANUAL_PAGE_SIZE, "%.*s", (int)(length - end), name);
		return 2;
	}
	return 1;
}

/* The signals of the keyboard are for man and its pager; all come in there. */
static void set_signals(posix_spawnattr_t *attributes)
{
	sigset_t none;
	sigset_t defaults;

	sigemptyset(&none);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGINT);
	sigaddset(&defaults, SIGQUIT);
	sigaddset(&defaults, SIGTSTP);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_setsigmask(attributes, &none);
	posix_spawnattr_setsigdefault(attributes, &defaults);
	posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

/* Where input comes from and output goes to: the terminal, or (-1) nowhere. */
static void set_files(posix_spawn_file_actions_t *files, int terminal)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (terminal < 0)
			posix_spawn_file_actions_addopen(files, fd, "/dev/null", O_RDWR, 0);
		else
			posix_spawn_file_actions_adddup2(files, terminal, fd);
	}
}

static int wait_for(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

/* Runs man with these arguments. Returns its status; ended by a signal it has shown its page. */
static int run_man(char *const arguments[], int terminal)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	pid_t pid;
	int failure;

	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attributes);
	set_files(&files, terminal);
	set_signals(&attributes);
	failure = posix_spawnp(&pid, "man", &files, &attributes, arguments, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	return failure == 0 ? wait_for(pid) : STATUS_NO_PROGRAM;
}

/* Drops a signal that waits: POSIX discards it when it is to be ignored, blocked or not. */
static void forget(int signal)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction before;

	sigaction(signal, &ignore, &before);
	sigaction(signal, &before, NULL);
}

/* Ctrl-C was for man, and must not be noted for later (session/signals blocks it meanwhile); Ctrl-Z
 * must stop the program without the painting of curses. */
static void show(char *page)
{
	struct sigaction stop = {.sa_handler = SIG_DFL};
	struct sigaction before;

	sigaction(SIGTSTP, &stop, &before);
	run_man((char *[]){"man", "2", page, NULL}, terminal_leave());
	terminal_redraw();
	sigaction(SIGTSTP, &before, NULL);
	forget(SIGINT);
	forget(SIGQUIT);
}

const char *manual_show(const char *name)
{
	char pages[MANUAL_PAGES][MANUAL_PAGE_SIZE];
	unsigned count = manual_pages(name, pages);

	for (unsigned i = 0; i < count; i++) {
		int status = run_man((char *[]){"man", "-w", "2", pages[i], NULL}, -1);

		if (status == STATUS_NO_PROGRAM)
			return "the program man is not installed";
		if (status != 0)
			continue;
		show(pages[i]);
		return NULL;
	}
	return "section 2 of the manual has none here (on Debian it is in manpages-dev)";
}
