/* The index of calls, made by whoever reads, against the calls that the parser hands on: the same
 * lines, page by page, of real logs and of ones that are damaged at random. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/memory.h"
#include "shared.h"
#include "trace/calls.h"
#include "trace/calls_search.h"
#include "trace/feed.h"
#include "trace/runs.h"

/* Bytes of a log that are taken; made longer than some blocks of the index by repeating. */
#define LOG_MAX	  (48 * 1024)
#define LOG_BYTES (5 * 1024 * 1024 / 2)

enum { PAGE = 700 };

static char path[64];

/* A call that was handed on. */
struct handed {
	size_t row;
	size_t line;
};

struct handed_calls {
	const struct call_filter *filter; /* NULL: all */
	struct handed *calls;
	size_t count;
	size_t capacity;
};

static void take_call(void *context, const struct call *call)
{
	struct handed_calls *all = context;

	if (call->form == CALL_REMARK || (!all->filter && !call->syscall))
		return;
	if (all->filter && !call_filter_takes(all->filter, call, ARCH_X86_64))
		return;
	all->calls =
		memory_reserve(all->calls, &all->capacity, all->count + 1, sizeof(all->calls[0]));
	all->calls[all->count++] =
		(struct handed){call->syscall ? syscall_row(call->syscall) : 0, call->place.line};
}

static int compare_handed(const void *left, const void *right)
{
	const struct handed *a = left;
	const struct handed *b = right;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

/* Returns the calls of the log, by syscall and line. */
static struct handed_calls hand_out(enum launch_scope scope, const struct call_filter *filter)
{
	const char *logs[] = {path};
	struct handed_calls all = {.filter = filter};
	const struct runs_sink sink = {.scope = scope, .deliver = take_call, .context = &all};
	struct trace_report report;
	struct error error = {0};

	assert_true(runs_deliver(logs, 1, &sink, &report, &error));
	if (all.count > 0)
		qsort(all.calls, all.count, sizeof(all.calls[0]), compare_handed);
	return all;
}

/* Compares what pages show with `count` calls of one syscall. */
static void compare_pages(const struct call_index *index, const struct call_filter *filter,
	const struct handed *calls, size_t count)
{
	const char *logs[] = {path};
	const struct calls_source source = {logs, 1, index, ARCH_X86_64};
	struct error error = {0};

	for (size_t first = 0; first < count + PAGE; first += PAGE - 1) {
		const struct calls_query query = {*filter, first, PAGE};
		size_t rest = first < count ? count - first : 0;
		struct calls_page page;

		assert_true(calls_read(&source, &query, &page, &error));
		assert_int_equal(page.total, count);
		assert_int_equal(page.count, rest < PAGE ? rest : PAGE);
		for (size_t i = 0; i < page.count; i++) {
			assert_false(page.lines[i].is_gone);
			assert_int_equal(page.lines[i].place.line, calls[first + i].line);
		}
		calls_free(&page);
	}
}

/* Returns the first one that is of another syscall than call number `first`. */
static size_t find_next_row(const struct handed_calls *all, size_t first)
{
	size_t end = first;

	while (end < all->count && all->calls[end].row == all->calls[first].row)
		end++;
	return end;
}

static struct feed *read_log(enum launch_scope scope, unsigned jobs)
{
	const char *logs[] = {path};
	const struct feed_setup setup = {
		.logs = logs, .count = 1, .scope = scope, .keeps = true, .jobs = jobs};
	struct error error = {0};
	struct feed *feed = feed_new(&setup, &error);

	while (feed_step(feed, &error) == FEED_MORE)
		;
	assert_null(error.what);
	return feed;
}

static void compare_all(enum launch_scope scope, unsigned jobs)
{
	struct handed_calls all = hand_out(scope, NULL);
	struct feed *feed = read_log(scope, jobs);
	size_t end;

	for (size_t first = 0; first < all.count; first = end) {
		const struct call_filter filter = {
			.name = slice_of(syscall_at(all.calls[first].row)->name)};

		end = find_next_row(&all, first);
		compare_pages(feed_index(feed), &filter, &all.calls[first], end - first);
	}
	feed_free(feed);
	free(all.calls);
}

/* Those with the first value of each register. */
static void compare_values(void)
{
	struct feed *feed = read_log(LAUNCH_CONTAINER, 1);
	const struct tally *tally = feed_tally(feed);

	for (size_t i = 0; i < tally_count(tally); i += 3) {
		const char *logs[] = {path};
		const struct calls_search_setup setup = {logs, 1, LAUNCH_CONTAINER, ARCH_X86_64};
		struct call_filter filter = {.name = tally_at(tally, i)->name,
			.has_value = true,
			.index = (unsigned)(i % 3)};
		struct tally_value value;
		struct calls_search *search;
		struct handed_calls all;
		struct error error = {0};
		size_t cursor = 0;

		if (!tally_next_value(tally, tally_at(tally, i), filter.index, &cursor, &value))
			continue;
		filter.value = value.text;
		search = calls_search_new(&setup, &filter);
		assert_true(calls_search_all(search, &error));
		all = hand_out(LAUNCH_CONTAINER, &filter);
		compare_pages(calls_search_index(search), &filter, all.calls, all.count);
		calls_search_free(search);
		free(all.calls);
	}
	feed_free(feed);
}

/* xorshift64: the same damage every time. */
static size_t draw(uint64_t *state, size_t limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (size_t)(*state >> 11) % limit;
}

static const char *const noise[] = {"hello\n", "read(3, \"", "exit_group(0) = ?\n",
	"+++ exited with 0 +++\n", "+++ killed by SIGSYS +++\n",
	"[pid 77] read(3 <unfinished ...>\n", "77 <... read resumed>\"\", 7) = 0\n",
	"<... close resumed>) = 0\n", "close(3) = 0\r\n", "\x1b[1mclose\x1b[0m(3) = 0\n",
	"12:00:00 close(3) = 0\n", "write(1, \"close(3) = 0\", 9) = 9\n", "foo(3) = 0\n",
	"close(3\n", "[pid 77] exit(0 <unfinished ...>\n", "3 close(4) = 0\n",
	"close(9 <detached ...>\n"};

/* Appends the log line by line; some lines are cut, left out, or have others before them. */
static void append_damaged(struct text *text, struct slice log, uint64_t *state)
{
	while (log.length > 0) {
		size_t length = slice_find_byte(log, '\n') + 1;
		struct slice line = slice_until(log, length);
		size_t what = draw(state, 90);

		log = slice_after(log, length);
		if (what == 0)
			line = slice_until(line, draw(state, line.length));
		else if (what == 1)
			line.length = 0;
		else if (what == 2)
			text_append_string(
				text, noise[draw(state, sizeof(noise) / sizeof(noise[0]))]);
		text_append(text, line);
	}
}

static void make_log(struct slice content)
{
	struct error error = {0};

	snprintf(path, sizeof(path), "/tmp/northstar-seccomp-index.%ld", (long)getpid());
	assert_true(file_replace(path, content, &error));
}

/* As it is, and repeated with damage. */
static void compare_log(struct slice log, uint64_t *state)
{
	struct text text = {0};

	make_log(log);
	compare_all(LAUNCH_CONTAINER, 1);
	compare_values();
	while (log.length > 0 && text.length < LOG_BYTES)
		append_damaged(&text, log, state);
	make_log(slice_of_text(&text));
	compare_all(LAUNCH_CONTAINER, 2);
	compare_all(LAUNCH_ALL, 1);
	text_free(&text);
}

/* Returns how many logs were compared. */
static size_t compare_logs(const char *pattern, size_t step)
{
	uint64_t state = 88172645463325252;
	struct error error = {0};
	size_t count = 0;
	glob_t found;

	if (glob(pattern, 0, NULL, &found) != 0)
		return 0;
	for (size_t i = 0; i < found.gl_pathc; i += step) {
		struct text text = {0};

		assert_true(file_read(found.gl_pathv[i], SIZE_MAX, &text, &error));
		compare_log(slice_until(slice_of_text(&text), LOG_MAX), &state);
		text_free(&text);
		count++;
	}
	globfree(&found);
	return count;
}

static void finds_the_calls_of_own_logs(void **state)
{
	char pattern[4096];

	(void)state;
	snprintf(pattern, sizeof(pattern), "%s/data/examples/*.strace", getenv("top_srcdir"));
	assert_true(compare_logs(pattern, 1) > 0);
}

static void finds_the_calls_of_shared_logs(void **state)
{
	char pattern[4096];

	(void)state;
	if (compare_logs(shared_path(pattern, "traces/launch/*.log"), 2) == 0)
		skip();
	compare_logs(shared_path(pattern, "traces/strace/*"), 9);
}

/* Blocks are put together when there are many; a call stays where it is. */
static void bounds_the_blocks(void **state)
{
	const struct syscall_fact *syscall = syscall_find(slice_of("write"));
	struct call_index *index = call_index_new();
	struct call_block block = {0};
	size_t blocks = 0;
	size_t lines = 0;

	(void)state;
	for (uint64_t i = 0; i < 5 * CALL_INDEX_BLOCKS; i++) {
		call_index_begin_block(index, 0, 2 * i, i * CALL_INDEX_BYTES);
		call_index_add_plain(index, 0, syscall, 2);
	}
	assert_int_equal(call_index_count(index, syscall), 10 * CALL_INDEX_BLOCKS);
	for (; call_index_next_block(index, syscall, &block); blocks++) {
		assert_int_equal(block.before, lines);
		assert_int_equal(block.line, lines);
		assert_int_equal(block.offset, lines / 2 * CALL_INDEX_BYTES);
		lines += block.calls;
	}
	assert_int_equal(lines, 10 * CALL_INDEX_BLOCKS);
	assert_in_range(blocks, CALL_INDEX_BLOCKS / 2, CALL_INDEX_BLOCKS);
	call_index_free(index);
}

/* Where there are more marks than it keeps, the log is indexed up to there; other logs
 * are not touched. */
static void bounds_the_marks(void **state)
{
	const struct syscall_fact *syscall = syscall_find(slice_of("write"));
	struct call_index *index = call_index_new();

	(void)state;
	call_index_begin_block(index, 0, 0, 0);
	call_index_add_plain(index, 0, syscall, 7);
	call_index_begin_block(index, 1, 0, 0);
	call_index_add_plain(index, 1, syscall, 5);
	call_index_begin_block(index, 1, 5, CALL_INDEX_BYTES);
	for (size_t i = 0; i < CALL_INDEX_MARKS; i++)
		call_index_add(index, syscall, (struct place){1, 6 + i});
	assert_false(call_index_is_cut(index));
	assert_int_equal(call_index_count(index, syscall), 12 + CALL_INDEX_MARKS);
	call_index_add(index, syscall, (struct place){1, 6 + CALL_INDEX_MARKS});
	assert_true(call_index_is_cut(index));
	assert_int_equal(call_index_count(index, syscall), 12);
	call_index_add(index, syscall, (struct place){1, 9999999});
	call_index_begin_block(index, 1, 9999999, 9 * CALL_INDEX_BYTES);
	call_index_add_plain(index, 1, syscall, 5);
	assert_int_equal(call_index_count(index, syscall), 12);
	call_index_forget(index, 0);
	assert_int_equal(call_index_count(index, syscall), 5);
	call_index_free(index);
}

/* A log that was changed since has rows that say so. */
static void tells_what_is_gone(void **state)
{
	const struct call_filter filter = {.name = slice_of("close")};
	const struct calls_query query = {filter, 0, 9};
	const char *logs[] = {path};
	struct calls_page page;
	struct error error = {0};
	struct feed *feed;

	(void)state;
	make_log(slice_of("close(1) = 0\nsync() = 0\nclose(2) = 0\nclose(3) = 0\n"));
	feed = read_log(LAUNCH_CONTAINER, 1);
	make_log(slice_of("close(1) = 0\nsync() = 0\n"));
	assert_true(calls_read(&(struct calls_source){logs, 1, feed_index(feed), ARCH_X86_64},
		&query, &page, &error));
	assert_int_equal(page.total, 3);
	assert_int_equal(page.count, 3);
	assert_int_equal(page.lines[0].place.line, 1);
	assert_false(page.lines[0].is_gone);
	assert_true(page.lines[1].is_gone);
	assert_true(page.lines[2].is_gone);
	calls_free(&page);
	feed_free(feed);
}

static int remove_log(void **state)
{
	(void)state;
	unlink(path);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_calls_of_own_logs),
		cmocka_unit_test(finds_the_calls_of_shared_logs),
		cmocka_unit_test(bounds_the_blocks),
		cmocka_unit_test(bounds_the_marks),
		cmocka_unit_test(tells_what_is_gone),
	};

	return cmocka_run_group_tests_name("trace/call_index", tests, NULL, remove_log);
}
