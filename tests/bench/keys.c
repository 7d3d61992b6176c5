/*
 * Measures the time from a key to the painted screen: an editor on a trace of 400 syscalls whose
 * tables of values are full, drawn by ncurses at 120x40 into /dev/null. Prints the median, the 99th
 * percentile and the slowest keys. To run it: make bench-keys.
 */
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "editor/editor.h"
#include "editor/keys.h"
#include "review/draft.h"
#include "trace/strace.h"
#include "ui/screen.h"
#include "ui/terminal.h"

enum {
	SYSCALLS = 400,
	FULL_SYSCALLS = 12, /* with as many values as one argument may have */
	COLUMNS = 120,
	ROWS = 40,
	ROUNDS = 40,
	SLOWEST = 8,
};

/* What a user does: moving, searching, ticking, restricting, undoing, looking at findings. Each is
 * pressed once in each round, in this order. */
static const char *const script[] = {"g", "Down", "Down", "PgDn", "PgDn", "Space", "u", "Ctrl-R",
	"u", "/", "w", "r", "i", "Enter", "n", "t", "u", "s", "s", "S", "p", "p", "e", "u", "T",
	"u", "Tab", "Down", "Tab", "Tab", "!", "Down", "PgDn", "Esc", "g", "Enter", "Down", "PgDn",
	"Space", "Down", "Space", "F", "u", "b", "Space", "Down", "Space", "b", "t", "Right",
	"Left", "=", "1", ",", "2", "Backspace", "Esc", "Tab", "Down", "Tab", "Tab", "Esc", "c",
	"a", "Down", "Down", "Down", "Space", "Esc", "G", "x", "?", "PgDn", "Esc"};
enum { KEYS = sizeof(script) / sizeof(script[0]) };

struct sample {
	double seconds;
	const char *key;
	const char *view;
};

static void add_call(void *tally, const struct call *call)
{
	tally_add(tally, call);
}

/* Returns how many values the tally is given of each argument of call number `number`. */
static unsigned long values_of(size_t number)
{
	return number < FULL_SYSCALLS ? TALLY_VALUES_PER_ARGUMENT : 80;
}

/* "name(1000, 1001, ...) = 0": all arguments are numbers. */
static void add_line(struct strace_parser *parser, const struct syscall_fact *syscall,
	unsigned long value, size_t number)
{
	struct text line = {0};

	text_append_format(&line, "%s(", syscall->name);
	for (unsigned i = 0; i < syscall->argument_counts[ARCH_X86_64]; i++)
		text_append_format(&line, "%s%lu", i > 0 ? ", " : "", value * (i + 1));
	text_append_string(&line, ") = 0");
	strace_read_line(parser, slice_of_text(&line), number);
	text_free(&line);
}

/* Calls that have no name, until there are enough: their registers are printed as numbers. */
static void add_unknown(struct strace_parser *parser, size_t made, size_t *line)
{
	for (; made < SYSCALLS; made++) {
		struct text text = {0};

		text_append_format(&text, "syscall_0x%zx(0x1, 0x2, 0, 0, 0, 0) = 0", 0x1000 + made);
		strace_read_line(parser, slice_of_text(&text), ++*line);
		text_free(&text);
	}
}

static struct tally *make_tally(void)
{
	struct tally *tally = tally_new(ARCH_X86_64);
	struct strace_parser *parser = strace_new(add_call, tally);
	size_t line = 0;
	size_t made = 0;

	strace_begin_file(parser, 0, 0);
	for (size_t row = 0; row < syscall_count() && made < SYSCALLS; row++) {
		const struct syscall_fact *syscall = syscall_at(row);

		if (syscall->numbers[ARCH_X86_64] < 0)
			continue;
		for (unsigned long value = 0; value < values_of(made); value++)
			add_line(parser, syscall, value, ++line);
		made++;
	}
	add_unknown(parser, made, &line);
	strace_end_file(parser);
	strace_end_run(parser);
	strace_free(parser);
	return tally;
}

static struct editor *make_editor(struct tally *tally)
{
	static const char *const logs[] = {"bench"};
	const struct target target = {.arch = ARCH_X86_64, .runtime = TARGET_RUNTIME_NEWEST};
	struct entry entry = draft_entry(tally, PROFILE_DEFAULT, &target);
	struct editor *editor = editor_new(&(struct editor_setup){
		.tally = tally,
		.entry = &entry,
		.target = &target,
		.title = "bench",
		.logs = logs,
		.log_count = 1,
	});

	entry_free(&entry);
	return editor;
}

/* The processor's time: nothing is waited for, and other programs do not count. */
static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void paint(struct editor *editor, const struct style *style)
{
	screen_draw(stdscr, editor, style);
	wnoutrefresh(stdscr);
	doupdate();
}

static void measure(struct editor *editor, struct sample *samples)
{
	const struct style style = terminal_style(0, false);

	paint(editor, &style);
	for (size_t i = 0; i < ROUNDS * (size_t)KEYS; i++) {
		const char *key = script[i % KEYS];
		double start = now();

		samples[i].key = key;
		samples[i].view = keys_view_name(editor_focus(editor));
		editor_press(editor, key);
		paint(editor, &style);
		samples[i].seconds = now() - start;
	}
}

static int compare(const void *a, const void *b)
{
	double difference =
		((const struct sample *)a)->seconds - ((const struct sample *)b)->seconds;

	return (difference > 0) - (difference < 0);
}

/* The slowest keys, each once. */
static void print_slowest(const struct sample *samples, size_t count)
{
	const struct sample *printed[SLOWEST];
	size_t rows = 0;

	for (size_t i = count; i > 0 && rows < SLOWEST; i--) {
		const struct sample *sample = &samples[i - 1];
		bool is_new = true;

		for (size_t row = 0; row < rows; row++)
			is_new = is_new && (printed[row]->key != sample->key ||
						   printed[row]->view != sample->view);
		if (!is_new)
			continue;
		printed[rows++] = sample;
		printf("  %-10s %-8s %8.3f ms\n", sample->view, sample->key, sample->seconds * 1e3);
	}
}

static void print(struct sample *samples, size_t count, const struct tally *tally)
{
	qsort(samples, count, sizeof(samples[0]), compare);
	printf("%zu syscalls, %zu keys: median %.3f ms, 99%% under %.3f ms, slowest:\n",
		tally_count(tally), count, samples[count / 2].seconds * 1e3,
		samples[count * 99 / 100].seconds * 1e3);
	print_slowest(samples, count);
}

int main(void)
{
	static struct sample samples[ROUNDS * KEYS];
	FILE *nowhere = fopen("/dev/null", "r+");
	struct tally *tally;
	struct editor *editor;
	SCREEN *screen;

	setlocale(LC_ALL, "C.UTF-8");
	setenv("LINES", "40", 1);
	setenv("COLUMNS", "120", 1);
	screen = newterm("xterm", nowhere, nowhere);
	if (!screen || getmaxy(stdscr) != ROWS || getmaxx(stdscr) != COLUMNS) {
		fprintf(stderr, "keys: no terminal description xterm\n");
		return 1;
	}
	tally = make_tally();
	editor = make_editor(tally);
	measure(editor, samples);
	endwin();
	print(samples, ROUNDS * (size_t)KEYS, tally);
	editor_free(editor);
	tally_free(tally);
	delscreen(screen);
	fclose(nowhere);
	return 0;
}
