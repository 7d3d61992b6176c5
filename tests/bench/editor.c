/*
 * Measures the editor on a pty: editor PROGRAM LOG...
 *
 * Prints, as medians of RUNS starts: the time to the first screen and until all is read, and how
 * long a key waits for its answer meanwhile. Then, of the last one, the pages of the calls view,
 * the search for a value, and the peak of memory. With each time stands the work: what the program
 * itself had processors for, which other programs do not change. --start measures the first screen
 * alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal.h"

#define SYSCALL "write" /* whose calls are paged */
#define PAGE_UP "\x02"	/* Ctrl-B */
enum { RUNS = 5, PAGES = 40, SAMPLES_MAX = 100000 };
static const double patience = 60;	   /* seconds */
static const double pause_within = 0.003;  /* of a painting */
static const double pause_between = 0.011; /* of keys: not in step with the reading */

struct sample {
	double seconds;
	double work;
};

struct samples {
	struct sample items[SAMPLES_MAX];
	size_t count;
};

static void fail(const struct terminal *terminal, const char *what)
{
	fprintf(stderr, "editor: %s did not come; the screen:\n", what);
	for (int row = 0; row < TERMINAL_ROWS; row++)
		fprintf(stderr, "%s\n", terminal->cells[row]);
	exit(1);
}

static struct sample begin(const struct terminal *terminal)
{
	return (struct sample){terminal_now(), terminal_work(terminal)};
}

static struct sample since(const struct terminal *terminal, struct sample start)
{
	return (struct sample){
		terminal_now() - start.seconds, terminal_work(terminal) - start.work};
}

/* Types keys and returns how long the answer takes, until its last byte. */
static struct sample answer(
	struct terminal *terminal, const char *keys, terminal_test *test, const void *context)
{
	struct sample start = begin(terminal);
	double work;

	terminal_type(terminal, keys);
	if (!terminal_wait(terminal, test, context, patience))
		fail(terminal, keys);
	work = terminal_work(terminal) - start.work;
	terminal_pass(terminal, pause_within);
	return (struct sample){terminal->painted_at - start.seconds, work};
}

static void add(struct samples *samples, struct sample sample)
{
	if (samples->count < SAMPLES_MAX)
		samples->items[samples->count++] = sample;
}

static int compare(const void *a, const void *b)
{
	double difference =
		((const struct sample *)a)->seconds - ((const struct sample *)b)->seconds;

	return (difference > 0) - (difference < 0);
}

static int compare_work(const void *a, const void *b)
{
	double difference = ((const struct sample *)a)->work - ((const struct sample *)b)->work;

	return (difference > 0) - (difference < 0);
}

static void print_sample(const char *what, struct sample sample)
{
	printf("%-34s %9.1f ms %9.1f ms of work\n", what, sample.seconds * 1e3, sample.work * 1e3);
}

static void print_median(const char *what, struct samples *samples)
{
	qsort(samples->items, samples->count, sizeof(samples->items[0]), compare);
	print_sample(what, samples->items[samples->count / 2]);
}

/* Of times, and of work, what half of the keys, 90 and 99 of a hundred, and all of them need at
 * most. */
static void print_keys(const char *what, struct samples *samples)
{
	static const size_t parts[] = {50, 90, 99, 100};
	size_t count = samples->count;

	if (count == 0)
		return;
	printf("%s, %zu keys\n        50%%     90%%     99%%     all\n  ms   ", what, count);
	qsort(samples->items, count, sizeof(samples->items[0]), compare);
	for (size_t i = 0; i < 4; i++)
		printf(" %7.1f", samples->items[(count - 1) * parts[i] / 100].seconds * 1e3);
	printf("\n  work ");
	qsort(samples->items, count, sizeof(samples->items[0]), compare_work);
	for (size_t i = 0; i < 4; i++)
		printf(" %7.1f", samples->items[(count - 1) * parts[i] / 100].work * 1e3);
	printf("\n");
}

static bool has_moved(const struct terminal *terminal, const void *context)
{
	return terminal->row != *(const int *)context;
}

/* Moves the cursor down and up again as long as the word stands on the screen. */
static void press_while(struct terminal *terminal, const char *word, struct samples *samples)
{
	for (bool is_down = false; terminal_find(terminal, word); is_down = !is_down) {
		int row = terminal->row;

		add(samples, answer(terminal, is_down ? "k" : "j", has_moved, &row));
		terminal_pass(terminal, pause_between);
	}
}

/* Starts the editor and waits for its first screen. */
static struct sample start(struct terminal *terminal, char *const *arguments)
{
	double before = terminal_now();

	terminal_start(terminal, arguments);
	if (!terminal_wait(terminal, terminal_has, "? Help", patience))
		fail(terminal, "the first screen");
	return (struct sample){terminal_now() - before, terminal_work(terminal)};
}

static void measure_start(char *const *arguments)
{
	static struct samples samples;

	for (int run = 0; run < RUNS; run++) {
		struct terminal terminal;

		add(&samples, start(&terminal, arguments));
		terminal_end(&terminal);
	}
	print_median("first screen", &samples);
}

/* Returns the editor of the last run in `terminal`, with all read. */
static void measure_reading(struct terminal *terminal, char *const *arguments)
{
	static struct samples first, all, keys;

	for (int run = 0; run < RUNS; run++) {
		double before = terminal_now();

		if (run > 0)
			terminal_end(terminal);
		add(&first, start(terminal, arguments));
		press_while(terminal, "reading ", &keys);
		add(&all, (struct sample){terminal_now() - before, terminal_work(terminal)});
	}
	print_median("first screen", &first);
	print_median("all is read", &all);
	print_keys("while it is read", &keys);
}

/* Returns "38-74 of 560737" of the calls that are shown, "" when none are. */
static const char *find_range(const struct terminal *terminal)
{
	const char *subject = terminal_find(terminal, " calls of " SYSCALL);
	const char *range = subject ? strstr(subject, "  calls ") : NULL;

	return range ? range + strlen("  calls ") : "";
}

/* Whether other calls are shown than those of `context`. */
static bool has_turned(const struct terminal *terminal, const void *context)
{
	const char *range = find_range(terminal);

	return *range && strncmp(range, context, strlen(context)) != 0;
}

static void measure_pages(struct terminal *terminal)
{
	static struct samples back;
	char range[64] = "none";
	int row;

	answer(terminal, "/" SYSCALL "\r", terminal_has, SYSCALL "  ");
	terminal_pass(terminal, 0.2);
	print_sample("calls of " SYSCALL ": first page", answer(terminal, "l", has_turned, range));
	snprintf(range, sizeof(range), "%.20s", find_range(terminal));
	print_sample("  last page", answer(terminal, "G", has_turned, range));
	row = terminal->row;
	answer(terminal, PAGE_UP, has_moved, &row); /* to the first row of this page */
	for (int page = 0; page < PAGES; page++) {
		snprintf(range, sizeof(range), "%.20s", find_range(terminal));
		add(&back, answer(terminal, PAGE_UP, has_turned, range));
	}
	print_median("  page up", &back);
	print_sample("  the slowest of them", back.items[back.count - 1]);
	snprintf(range, sizeof(range), "%.20s", find_range(terminal));
	print_sample("  to the middle (50%)", answer(terminal, "50%\r", has_turned, range));
	print_sample("  a text that no line holds",
		answer(terminal, "/no such text\r", terminal_has, "No line of these calls"));
	answer(terminal, "q", terminal_has, "p Profile");
}

static bool has_found(const struct terminal *terminal, const void *context)
{
	(void)context;
	return terminal_find(terminal, "calls 1-") != NULL;
}

static void measure_search(struct terminal *terminal)
{
	static struct samples keys;
	struct sample before;

	answer(terminal, "\r", terminal_has, "Suggest");
	before = begin(terminal);
	print_sample("calls with a value: first page", answer(terminal, "l", has_found, NULL));
	press_while(terminal, "searched ", &keys);
	print_sample("  all of them", since(terminal, before));
	print_keys("while they are searched", &keys);
}

int main(int argc, char **argv)
{
	struct terminal terminal;

	if (argc > 3 && strcmp(argv[1], "--start") == 0) {
		measure_start(argv + 2);
		return 0;
	}
	if (argc < 3) {
		fprintf(stderr, "Usage: editor [--start] PROGRAM LOG...\n");
		return 2;
	}
	measure_reading(&terminal, argv + 1);
	measure_pages(&terminal);
	measure_search(&terminal);
	printf("%-34s %9.1f MiB\n", "peak", (double)terminal_end(&terminal) / 1024);
	return 0;
}
