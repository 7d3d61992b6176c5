#include "terminal.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double terminal_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

double terminal_work(const struct terminal *terminal)
{
	struct timespec time = {0};
	clockid_t clock;

	if (clock_getcpuclockid(terminal->pid, &clock) == 0)
		clock_gettime(clock, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void clear_from(struct terminal *terminal, int row, int column)
{
	memset(terminal->cells[row] + column, ' ', (size_t)(TERMINAL_COLUMNS - column));
}

static void clear_below(struct terminal *terminal)
{
	clear_from(terminal, terminal->row, terminal->column);
	for (int row = terminal->row + 1; row < TERMINAL_ROWS; row++)
		clear_from(terminal, row, 0);
}

void terminal_start(struct terminal *terminal, char *const *arguments)
{
	const struct winsize size = {.ws_row = TERMINAL_ROWS, .ws_col = TERMINAL_COLUMNS};

	*terminal = (struct terminal){0};
	for (int row = 0; row < TERMINAL_ROWS; row++)
		clear_from(terminal, row, 0);
	terminal->pid = forkpty(&terminal->pty, NULL, NULL, &size);
	if (terminal->pid < 0) {
		perror("forkpty");
		exit(1);
	}
	if (terminal->pid > 0)
		return;
	setenv("TERM", "vt52", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	execv(arguments[0], arguments);
	perror(arguments[0]);
	_exit(127);
}

static void move(struct terminal *terminal, int row, int column)
{
	if (row >= 0 && row < TERMINAL_ROWS)
		terminal->row = row;
	if (column >= 0 && column < TERMINAL_COLUMNS)
		terminal->column = column;
}

/* The last line is followed by what scrolls in. */
static void feed_line(struct terminal *terminal)
{
	if (terminal->row + 1 < TERMINAL_ROWS) {
		terminal->row++;
		return;
	}
	memmove(terminal->cells[0], terminal->cells[1],
		(TERMINAL_ROWS - 1) * sizeof(terminal->cells[0]));
	clear_from(terminal, TERMINAL_ROWS - 1, 0);
}

static void feed_line_back(struct terminal *terminal)
{
	if (terminal->row > 0) {
		terminal->row--;
		return;
	}
	memmove(terminal->cells[1], terminal->cells[0],
		(TERMINAL_ROWS - 1) * sizeof(terminal->cells[0]));
	clear_from(terminal, 0, 0);
}

/* `ESC Y ROW COLUMN` is the only one with parameters. */
static void take_sequence(struct terminal *terminal)
{
	const unsigned char *bytes = (const unsigned char *)terminal->sequence;

	if (bytes[1] == 'Y' && terminal->sequence_length < 4)
		return;
	terminal->sequence_length = 0;
	if (bytes[1] == 'A')
		move(terminal, terminal->row - 1, terminal->column);
	else if (bytes[1] == 'B')
		move(terminal, terminal->row + 1, terminal->column);
	else if (bytes[1] == 'C')
		move(terminal, terminal->row, terminal->column + 1);
	else if (bytes[1] == 'D')
		move(terminal, terminal->row, terminal->column - 1);
	else if (bytes[1] == 'H')
		move(terminal, 0, 0);
	else if (bytes[1] == 'I')
		feed_line_back(terminal);
	else if (bytes[1] == 'J')
		clear_below(terminal);
	else if (bytes[1] == 'K')
		clear_from(terminal, terminal->row, terminal->column);
	else if (bytes[1] == 'Y')
		move(terminal, bytes[2] - ' ', bytes[3] - ' ');
}

static void put_character(struct terminal *terminal, char character)
{
	terminal->cells[terminal->row][terminal->column] = character;
	if (terminal->column + 1 < TERMINAL_COLUMNS)
		terminal->column++;
}

static void take_byte(struct terminal *terminal, unsigned char byte)
{
	if (terminal->sequence_length > 0 || byte == '\033') {
		terminal->sequence[terminal->sequence_length++] = (char)byte;
		if (terminal->sequence_length > 1)
			take_sequence(terminal);
	} else if (byte == '\r') {
		terminal->column = 0;
	} else if (byte == '\n') {
		feed_line(terminal);
	} else if (byte == '\b') {
		move(terminal, terminal->row, terminal->column - 1);
	} else if (byte == '\t') {
		move(terminal, terminal->row, (terminal->column | 7) + 1);
	} else if (byte >= ' ' && (byte < 0x80 || byte >= 0xc0)) {
		/* The other bytes of UTF-8 go on with a character. */
		put_character(terminal, byte < 0x80 ? (char)byte : '?');
	}
}

/* Returns whether more may come. */
static bool take_output(struct terminal *terminal)
{
	char bytes[16 * 1024];
	ssize_t count = read(terminal->pty, bytes, sizeof(bytes));

	terminal->painted_at = terminal_now();
	for (ssize_t i = 0; i < count; i++)
		take_byte(terminal, (unsigned char)bytes[i]);
	return count > 0;
}

static bool has_output(const struct terminal *terminal, double seconds)
{
	struct pollfd output = {.fd = terminal->pty, .events = POLLIN};

	return poll(&output, 1, seconds > 0 ? (int)(seconds * 1000 + 1) : 0) > 0;
}

bool terminal_wait(
	struct terminal *terminal, terminal_test *test, const void *context, double seconds)
{
	double end = terminal_now() + seconds;

	for (;;) {
		double rest = end - terminal_now();

		if (!has_output(terminal, 0) && test(terminal, context))
			return true;
		if (rest <= 0)
			return false;
		if (has_output(terminal, rest) && !take_output(terminal))
			return false;
	}
}

static bool never(const struct terminal *terminal, const void *context)
{
	(void)terminal;
	(void)context;
	return false;
}

void terminal_pass(struct terminal *terminal, double seconds)
{
	terminal_wait(terminal, never, NULL, seconds);
}

void terminal_type(struct terminal *terminal, const char *keys)
{
	if (write(terminal->pty, keys, strlen(keys)) < 0)
		perror("pty");
}

const char *terminal_find(const struct terminal *terminal, const char *text)
{
	for (int row = 0; row < TERMINAL_ROWS; row++) {
		const char *found = strstr(terminal->cells[row], text);

		if (found)
			return found + strlen(text);
	}
	return NULL;
}

bool terminal_has(const struct terminal *terminal, const void *context)
{
	return terminal_find(terminal, context) != NULL;
}

long terminal_end(struct terminal *terminal)
{
	struct rusage usage = {0};

	kill(terminal->pid, SIGTERM);
	while (take_output(terminal))
		continue;
	wait4(terminal->pid, NULL, 0, &usage);
	close(terminal->pty);
	return usage.ru_maxrss;
}
