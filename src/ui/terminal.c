#include "ui/terminal.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "editor/keys.h"
#include "ui/common_keys.h"
#include "ui/mouse.h"
#include "ui/paste.h"
#include "ui/reset.h"
#include "ui/screen.h"

enum {
	ESCAPE_DELAY = 50,     /* milliseconds between Esc and the rest of a sequence */
	FAILED_READS_MAX = 16, /* readable, and yet no key: the terminal is gone */
};

static struct {
	SCREEN *screen; /* NULL: not open */
	FILE *tty;	/* /dev/tty when that is used */
	int input;
	struct style style;
	struct reset reset;
	struct mouse mouse;
	struct paste paste;
	struct sigaction stop; /* what curses does when it is to be stopped */
	bool spares_column;    /* the last one */
} terminal;

/* What each role looks like; the colours are those of 8, and of 256 where they are better. All can
 * be read on a light and on a dark background, which leaves of the 8 red, green and magenta: yellow
 * and cyan vanish on white, blue on black. Those of 256 have a contrast of 3.8 or more to both. */
struct look {
	attr_t attributes;
	short color;	/* of 8; -1: the terminal's own */
	short color256; /* of 256 */
	attr_t plain;	/* attributes without colours */
};

static const struct look looks[ROLE_COUNT] = {
	[ROLE_NORMAL] = {A_NORMAL, -1, -1, A_NORMAL},
	[ROLE_BAR] = {A_REVERSE, -1, -1, A_REVERSE},
	[ROLE_HEAD] = {A_UNDERLINE, -1, -1, A_UNDERLINE},
	[ROLE_FOCUS] = {A_BOLD | A_UNDERLINE, -1, 31, A_BOLD | A_UNDERLINE},
	[ROLE_DIM] = {A_NORMAL, -1, 244, A_NORMAL},
	[ROLE_STRONG] = {A_BOLD, -1, -1, A_BOLD},
	[ROLE_GOOD] = {A_NORMAL, COLOR_GREEN, 28, A_NORMAL},
	[ROLE_WARNING] = {A_NORMAL, COLOR_MAGENTA, 166, A_NORMAL},
	[ROLE_BAD] = {A_BOLD, COLOR_RED, 160, A_BOLD},
	[ROLE_KEY] = {A_BOLD, -1, 31, A_BOLD},
	[ROLE_MATCH] = {A_BOLD | A_UNDERLINE, COLOR_MAGENTA, 163, A_BOLD | A_UNDERLINE},
	[ROLE_FRESH] = {A_BOLD | A_REVERSE, COLOR_MAGENTA, 166, A_BOLD | A_REVERSE},
};

struct style terminal_style(int colors, bool ascii)
{
	struct style style = {.ascii = ascii};

	for (int role = 0; role < ROLE_COUNT; role++) {
		style.attributes[role] = colors >= 8 ? looks[role].attributes : looks[role].plain;
		style.pairs[role] = colors >= 8 ? (short)(role + 1) : 0;
	}
	return style;
}

static int start_colors(enum terminal_color color)
{
	const char *no_color = getenv("NO_COLOR");

	if (color == TERMINAL_COLOR_NEVER)
		return 0;
	if (color == TERMINAL_COLOR_AUTO && no_color && *no_color)
		return 0;
	if (!has_colors() || start_color() == ERR || COLORS < 8 || COLOR_PAIRS <= ROLE_COUNT)
		return 0;
	/* Without the terminal's own background all text would stand on black. */
	if (use_default_colors() == ERR)
		return 0;
	for (short role = 0; role < ROLE_COUNT; role++)
		init_pair((short)(role + 1),
			COLORS >= 256 ? looks[role].color256 : looks[role].color, -1);
	return COLORS;
}

static bool refuse(struct error *error, const char *reason)
{
	return error_set(error, NULL, 0, 0,
		"%s; without an editor, --print writes the entry and --list what the trace holds",
		reason);
}

static bool open_files(FILE **ret_input, FILE **ret_output, struct error *error)
{
	*ret_input = stdin;
	*ret_output = stdout;
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		return true;
	terminal.tty = fopen("/dev/tty", "r+e");
	if (!terminal.tty)
		return refuse(error, "there is no terminal for the editor");
	*ret_input = terminal.tty;
	*ret_output = terminal.tty;
	return true;
}

static void close_files(void)
{
	if (terminal.tty)
		fclose(terminal.tty);
	terminal.tty = NULL;
}

/* Terminals that cannot move the cursor, or that nothing is known of. */
static bool check_type(struct error *error)
{
	const char *type = getenv("TERM");

	if (!type || !*type)
		return refuse(error, "TERM is not set, so the terminal's kind is unknown");
	if (strcmp(type, "dumb") == 0)
		return refuse(error, "the terminal is dumb (TERM=dumb)");
	return true;
}

/* Curses' own handler stops the program, and comes back when it goes on. */
static void stop(int signal)
{
	int reason = errno;

	paste_switch(&terminal.paste, false);
	terminal.stop.sa_handler(signal);
	paste_switch(&terminal.paste, true);
	errno = reason;
}

/* Ctrl-Z stops the program by a signal too. */
static void catch_stop(void)
{
	struct sigaction action;

	sigaction(SIGTSTP, NULL, &terminal.stop);
	action = terminal.stop;
	action.sa_handler = stop;
	if (terminal.stop.sa_handler != SIG_DFL && terminal.stop.sa_handler != SIG_IGN)
		sigaction(SIGTSTP, &action, NULL);
}

static void set_modes(void)
{
	raw(); /* Ctrl-C and Ctrl-Z are keys like others */
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	common_keys_define();
	nodelay(stdscr, TRUE);
	set_escdelay(ESCAPE_DELAY);
	curs_set(0);
	mouse_start();
	catch_stop();
	paste_start(&terminal.paste, terminal.reset.output);
}

bool terminal_open(enum terminal_color color, bool ascii, struct error *error)
{
	FILE *input;
	FILE *output;

	if (!check_type(error) || !open_files(&input, &output, error))
		return false;
	reset_prepare_modes(&terminal.reset, fileno(output));
	terminal.screen = newterm(NULL, output, input);
	if (!terminal.screen) {
		close_files();
		return refuse(error, "nothing is known of this kind of terminal (TERM)");
	}
	reset_prepare_strings(&terminal.reset);
	terminal.input = fileno(input);
	set_modes();
	terminal.spares_column = tigetflag("am") > 0 && tigetflag("xenl") <= 0;
	terminal.style = terminal_style(
		start_colors(color), ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0);
	return true;
}

/* Where the screen from before does not come back, the shell goes on in the last row: not on the
 * keys that stood there. */
static void clear_last_row(void)
{
	const char *old_screen = tigetstr("rmcup");

	if (old_screen && old_screen != (const char *)-1)
		return;
	move(LINES - 1, 0);
	clrtoeol();
	refresh();
}

void terminal_close(void)
{
	if (!terminal.screen)
		return;
	clear_last_row();
	sigaction(SIGTSTP, &terminal.stop, NULL);
	paste_switch(&terminal.paste, false);
	curs_set(1);
	endwin();
	delscreen(terminal.screen);
	terminal.screen = NULL;
	close_files();
}

void terminal_abandon(void)
{
	if (terminal.screen)
		reset_carry_out(&terminal.reset);
}

int terminal_leave(void)
{
	paste_switch(&terminal.paste, false);
	curs_set(1);
	endwin();
	return terminal.input;
}

/* Keeps the last column empty. What calls itself a terminal of kind `ansi` goes to the next row at
 * once after the last column, or only with the next character, as most emulators do: there a row
 * that is full would run into the next one. */
static void spare_last_column(void)
{
	int y, x;

	getyx(stdscr, y, x);
	for (int row = 0; row < LINES; row++) {
		wchar_t last[CCHARW_MAX + 1] = {0};
		attr_t attributes;
		cchar_t cell;
		short pair;

		mvin_wch(row, COLS - 1, &cell);
		getcchar(&cell, last, &attributes, &pair, NULL);
		if (last[0] != L' ') {
			attr_set(attributes, pair, NULL);
			mvaddstr(row, COLS - 2, put_ellipsis(&terminal.style));
			attr_set(A_NORMAL, 0, NULL);
		}
		mvaddch(row, COLS - 1, ' ');
	}
	move(y, x);
}

void terminal_draw(struct editor *editor)
{
	bool has_cursor = screen_draw(stdscr, editor, &terminal.style);

	if (terminal.spares_column)
		spare_last_column();
	curs_set(has_cursor ? 1 : 0);
	touchwin(stdscr);
	wrefresh(stdscr);
}

void terminal_redraw(void)
{
	paste_switch(&terminal.paste, true);
	clearok(stdscr, TRUE);
}

/* Names of keys that are no characters. */
static const struct {
	int code;
	const char *name;
} named_keys[] = {
	{KEY_UP, "Up"},
	{KEY_DOWN, "Down"},
	{KEY_LEFT, "Left"},
	{KEY_RIGHT, "Right"},
	{KEY_PPAGE, "PgUp"},
	{KEY_NPAGE, "PgDn"},
	{KEY_HOME, "Home"},
	{KEY_END, "End"},
	{KEY_FIND, "Home"},
	{KEY_SELECT, "End"},
	{KEY_A1, "Home"},
	{KEY_C1, "End"},
	{KEY_A3, "PgUp"},
	{KEY_C3, "PgDn"},
	{KEY_ENTER, "Enter"},
	{KEY_BACKSPACE, "Backspace"},
	{KEY_DC, "Del"},
	{KEY_IC, "Ins"},
	{KEY_BTAB, "Shift-Tab"},
	{PASTE_BEGIN_CODE, PASTE_BEGIN_NAME},
	{PASTE_END_CODE, PASTE_END_NAME},
};

static void name_code(int code, char key[TERMINAL_KEY_SIZE])
{
	for (size_t i = 0; i < sizeof(named_keys) / sizeof(named_keys[0]); i++)
		if (named_keys[i].code == code) {
			snprintf(key, TERMINAL_KEY_SIZE, "%s", named_keys[i].name);
			return;
		}
	if (code >= KEY_F(1) && code <= KEY_F(12))
		snprintf(key, TERMINAL_KEY_SIZE, "F%d", code - KEY_F0);
	else
		snprintf(key, TERMINAL_KEY_SIZE, KEYS_UNKNOWN);
}

static void name_character(wint_t character, char key[TERMINAL_KEY_SIZE])
{
	char bytes[MB_LEN_MAX + 1] = {0};
	mbstate_t state = {0};

	if (character == '\r' || character == '\n')
		snprintf(key, TERMINAL_KEY_SIZE, "Enter");
	else if (character == '\t')
		snprintf(key, TERMINAL_KEY_SIZE, "Tab");
	else if (character == 27)
		snprintf(key, TERMINAL_KEY_SIZE, "Esc");
	else if (character == ' ')
		snprintf(key, TERMINAL_KEY_SIZE, "Space");
	else if (character == 127 || character == 8)
		snprintf(key, TERMINAL_KEY_SIZE, "Backspace");
	else if (character < 32)
		snprintf(key, TERMINAL_KEY_SIZE, "Ctrl-%c", (char)(character + '@'));
	else if (wcrtomb(bytes, (wchar_t)character, &state) != (size_t)-1)
		snprintf(key, TERMINAL_KEY_SIZE, "%s", bytes);
	else
		snprintf(key, TERMINAL_KEY_SIZE, KEYS_UNKNOWN);
}

/* Reads the rest of `ESC [ ... FINAL`, or the one character of `ESC O X`. */
static void swallow_rest(bool has_parameters)
{
	wint_t character;

	wtimeout(stdscr, ESCAPE_DELAY);
	while (wget_wch(stdscr, &character) == OK)
		if (!has_parameters || (character >= '@' && character <= '~'))
			break;
	nodelay(stdscr, TRUE);
}

/* A letter or digit behind ESC comes from Alt with it, which must not be taken for the letter; all
 * else is a key of its own, that was pressed, or pasted, at once after Esc. */
static void name_behind_escape(wint_t character, char key[TERMINAL_KEY_SIZE])
{
	char name[TERMINAL_KEY_SIZE - sizeof("Alt-")];

	if (character < 0x80 && !isalnum((int)character) && character != 127 && character != 8) {
		unget_wch((wchar_t)character);
		snprintf(key, TERMINAL_KEY_SIZE, "Esc");
		return;
	}
	name_character(character, key);
	snprintf(name, sizeof(name), "%s", key);
	snprintf(key, TERMINAL_KEY_SIZE, "Alt-%s", name);
}

/* After an ESC that begins no key that curses knows. What follows at once belongs to it where it is
 * a sequence of ECMA-48 (`ESC [ 97 ; 5 u`), or a key with Alt (`ESC e`). */
static void name_escape(char key[TERMINAL_KEY_SIZE])
{
	wint_t character;
	int kind = wget_wch(stdscr, &character); /* curses has waited the delay */

	snprintf(key, TERMINAL_KEY_SIZE, KEYS_UNKNOWN);
	if (kind == ERR)
		snprintf(key, TERMINAL_KEY_SIZE, "Esc");
	else if (kind == OK && (character == '[' || character == 'O'))
		swallow_rest(character == '[');
	else if (kind == OK)
		name_behind_escape(character, key);
}

/* Waits until the terminal can be read (TERMINAL_KEY), or what else ends the waiting. */
static enum terminal_event wait_for_input(const struct terminal_wait *wait)
{
	struct pollfd inputs[] = {
		{.fd = terminal.input, .events = POLLIN},
		{.fd = wait->descriptor, .events = POLLIN},
	};
	struct timespec time = {wait->timeout / 1000, wait->timeout % 1000 * 1000000L};
	int count = ppoll(inputs, 2, wait->timeout < 0 ? NULL : &time, wait->mask);

	if (count < 0)
		return errno == EINTR ? TERMINAL_SIGNAL : TERMINAL_CLOSED;
	if (inputs[0].revents & POLLIN)
		return TERMINAL_KEY;
	return inputs[0].revents ? TERMINAL_CLOSED : TERMINAL_READY;
}

bool terminal_has_input(void)
{
	struct pollfd input = {.fd = terminal.input, .events = POLLIN};

	return terminal.mouse.waiting_count > 0 ||
	       (poll(&input, 1, 0) > 0 && (input.revents & POLLIN));
}

/* Lets signals in that came while keys were coming without a pause. Returns whether one did. */
static bool let_signals_in(const sigset_t *wait_mask)
{
	const struct timespec now = {0};

	return ppoll(NULL, 0, &now, wait_mask) < 0 && errno == EINTR;
}

enum terminal_event terminal_read_key(const struct terminal_wait *wait, char key[TERMINAL_KEY_SIZE])
{
	if (let_signals_in(wait->mask))
		return TERMINAL_SIGNAL;
	for (int failures = 0; failures < FAILED_READS_MAX;) {
		wint_t character;
		enum terminal_event event;
		int kind;

		if (mouse_next_key(&terminal.mouse, key, TERMINAL_KEY_SIZE))
			return TERMINAL_KEY;
		kind = wget_wch(stdscr, &character);
		if (kind == KEY_CODE_YES && character == KEY_RESIZE)
			return TERMINAL_SIGNAL;
		if (kind == KEY_CODE_YES && character == KEY_MOUSE) {
			mouse_read(&terminal.mouse);
			continue;
		}
		if (kind == KEY_CODE_YES)
			name_code((int)character, key);
		else if (kind == OK && character == 27)
			name_escape(key);
		else if (kind == OK)
			name_character(character, key);
		if (kind != ERR)
			return TERMINAL_KEY;
		event = wait_for_input(wait);
		if (event != TERMINAL_KEY)
			return event;
		failures++;
	}
	return TERMINAL_CLOSED;
}
