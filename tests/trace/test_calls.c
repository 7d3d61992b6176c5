#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/file.h"
#include "trace/calls.h"
#include "trace/calls_search.h"

static const char log_text[] = "10 execve(\"/bin/x\", [\"x\"], 0x7ffd /* 0 vars */) = 0\n"
			       "10 write(1, \"a\", 1) = 1\n"
			       "10 write(2, \"b\", 1 <unfinished ...>\n"
			       "11 write(1, \"\33c\", 1) = 1\r\n"
			       "10 <... write resumed>) = 1\n"
			       "11 nothing of strace\n"
			       "\33[32m11\33[0m write(2, \"d\", 1) = -1 EBADF (Bad file)\n"
			       "11 exit_group(0) = ?\n";

static char path[64];

static void make_log(const char *content)
{
	struct error error = {0};

	snprintf(path, sizeof(path), "/tmp/northstar-seccomp-calls.%ld", (long)getpid());
	if (!file_replace(path, slice_of(content), &error))
		fail_msg("%s", error.what);
}

static struct calls_page read_page(const struct calls_query *query)
{
	const char *logs[] = {path};
	const struct calls_search_setup setup = {logs, 1, LAUNCH_CONTAINER, ARCH_X86_64};
	struct calls_search *search = calls_search_new(&setup, &query->filter);
	struct calls_source source = {logs, 1, calls_search_index(search), ARCH_X86_64};
	struct calls_page page;
	struct error error = {0};

	if (!calls_search_all(search, &error) || !calls_read(&source, query, &page, &error))
		fail_msg("%s", error.what);
	for (size_t i = 0; i < page.count; i++)
		if (page.lines[i].is_interrupted)
			assert_true(calls_join(&source, &page.lines[i], &error));
	calls_search_free(search);
	return page;
}

static void assert_line(
	const struct calls_page *page, size_t index, size_t line, const char *expected)
{
	assert_true(index < page->count);
	assert_int_equal(page->lines[index].place.log, 0);
	assert_int_equal(page->lines[index].place.line, line);
	assert_string_equal(text_string(&page->lines[index].text), expected);
}

static void finds_the_lines(void **state)
{
	const struct calls_query query = {.filter.name = slice_of("write"), .count = 10};
	struct calls_page page;

	(void)state;
	make_log(log_text);
	page = read_page(&query);
	assert_int_equal(page.total, 4);
	assert_int_equal(page.count, 4);
	assert_line(&page, 0, 2, "10 write(1, \"a\", 1) = 1");
	assert_line(&page, 1, 3, "10 write(2, \"b\", 1 <unfinished ...>");
	/* Colours and the end of the line are no part of it. */
	assert_line(&page, 2, 4, "11 write(1, \"\33c\", 1) = 1");
	assert_line(&page, 3, 7, "11 write(2, \"d\", 1) = -1 EBADF (Bad file)");
	assert_int_equal(page.lines[0].joined.length, 0);
	assert_int_equal(page.lines[2].joined.length, 0);
	assert_string_equal(text_string(&page.lines[1].joined), "write(2, \"b\", 1) = 1");
	calls_free(&page);
}

static void finds_those_with_a_value(void **state)
{
	struct calls_query query = {.filter = {.name = slice_of("write"),
					    .has_value = true,
					    .index = 0,
					    .value = slice_of("2")},
		.count = 10};
	struct calls_page page;

	(void)state;
	make_log(log_text);
	page = read_page(&query);
	assert_int_equal(page.total, 2);
	assert_int_equal(page.lines[0].place.line, 3);
	assert_int_equal(page.lines[1].place.line, 7);
	calls_free(&page);
	/* Of another register. */
	query.filter.index = 2;
	page = read_page(&query);
	assert_int_equal(page.total, 0);
	calls_free(&page);
}

static void reads_a_part(void **state)
{
	struct calls_query query = {.filter.name = slice_of("write"), .first = 1, .count = 2};
	struct calls_page page;

	(void)state;
	make_log(log_text);
	page = read_page(&query);
	assert_int_equal(page.total, 4);
	assert_int_equal(page.first, 1);
	assert_int_equal(page.count, 2);
	assert_int_equal(page.lines[0].place.line, 3);
	assert_int_equal(page.lines[1].place.line, 4);
	assert_true(page.lines[0].is_interrupted);
	assert_int_equal(page.lines[1].is_interrupted, false);
	calls_free(&page);
	query.first = 9;
	page = read_page(&query);
	assert_int_equal(page.total, 4);
	assert_int_equal(page.count, 0);
	calls_free(&page);
}

enum { MANY = 12000, NEEDLE_EVERY = 977 };

/* Blocks of about a megabyte; each line of number i, counted from 0, says "at i". */
static void make_long_log(void)
{
	struct text text = {0};

	for (int i = 0; i < MANY; i++)
		text_append_format(&text, "10 %s(1, \"at %d %s%0200d\", 220) = 220\n",
			i % 3 ? "write" : "read", i, i % NEEDLE_EVERY == 4 ? "needle" : "", 0);
	make_log(text_string(&text));
	text_free(&text);
}

/* The number of the call that a search leads to, MANY when to none; looked for here one by one. */
static size_t expect_find(
	const struct calls_page *all, const char *needle, size_t from, bool is_back)
{
	for (size_t i = 0; i < all->count; i++) {
		size_t at = (is_back ? from + all->count - i : from + i) % all->count;
		struct slice line = slice_of_text(&all->lines[at].text);

		if (slice_find(line, needle) < line.length)
			return at;
	}
	return MANY;
}

static size_t find(const struct calls_source *source, const struct call_filter *filter,
	const char *needle, size_t from, bool is_back)
{
	struct calls_find find = calls_find_begin(source, filter, slice_of(needle), from, is_back);
	struct error error = {0};
	uint64_t left = find.left + 1;

	while (find.left > 0) {
		assert_true(find.left < left);
		left = find.left;
		assert_true(calls_find_step(source, filter, &find, &error));
	}
	return find.is_found ? (size_t)find.next : MANY;
}

static void finds_a_text_in_the_lines(void **state)
{
	static const char *const needles[] = {
		"needle", "at 1\"", "at 11999 ", "at 2 ", "at 3 ", "no"};
	const struct calls_query query = {.filter.name = slice_of("write"), .count = MANY};
	const char *logs[] = {path};
	const struct calls_search_setup setup = {logs, 1, LAUNCH_ALL, ARCH_X86_64};
	struct calls_search *search;
	struct calls_source source = {logs, 1, NULL, ARCH_X86_64};
	struct calls_page all;
	struct error error = {0};

	(void)state;
	make_long_log();
	search = calls_search_new(&setup, &query.filter);
	source.index = calls_search_index(search);
	assert_true(calls_search_all(search, &error));
	assert_true(calls_read(&source, &query, &all, &error));
	assert_int_equal(all.count, MANY * 2 / 3);
	for (size_t i = 0; i < sizeof(needles) / sizeof(needles[0]); i++)
		for (size_t from = 0; from < all.count; from += 1333)
			for (int is_back = 0; is_back < 2; is_back++)
				assert_int_equal(
					find(&source, &query.filter, needles[i], from, is_back),
					expect_find(&all, needles[i], from, is_back));
	/* A log that is gone cannot be searched. */
	unlink(path);
	{
		struct calls_find lost =
			calls_find_begin(&source, &query.filter, slice_of("needle"), 0, false);

		assert_false(calls_find_step(&source, &query.filter, &lost, &error));
		error_free(&error);
	}
	calls_free(&all);
	calls_search_free(search);
}

/* Colours within it hide no text; without calls nothing is searched. */
static void finds_a_text_among_colours(void **state)
{
	struct call_filter filter = {.name = slice_of("write")};
	const char *logs[] = {path};
	const struct calls_search_setup setup = {logs, 1, LAUNCH_ALL, ARCH_X86_64};
	struct calls_search *search;
	struct calls_source source = {logs, 1, NULL, ARCH_X86_64};
	struct error error = {0};

	(void)state;
	make_log(log_text);
	search = calls_search_new(&setup, NULL);
	source.index = calls_search_index(search);
	assert_true(calls_search_all(search, &error));
	assert_int_equal(find(&source, &filter, "11 write(2", 1, false), 3);
	assert_int_equal(find(&source, &filter, "11 write(2", 1, true), 3);
	assert_int_equal(find(&source, &filter, "[32m", 0, false), MANY);
	filter.name = slice_of("getpid");
	assert_int_equal(find(&source, &filter, "1", 5, false), MANY);
	calls_search_free(search);
}

static void cuts_long_lines(void **state)
{
	const struct calls_query query = {.filter.name = slice_of("chdir"), .count = 1};
	struct text text = {0};
	struct calls_page page;

	(void)state;
	text_append_string(&text, "chdir(\"");
	for (size_t i = 0; i < 2 * CALLS_LINE_MAX; i++)
		text_append_byte(&text, 'x');
	text_append_string(&text, "\") = 0\n");
	make_log(text_string(&text));
	page = read_page(&query);
	assert_int_equal(page.total, 1);
	assert_int_equal(page.lines[0].text.length, CALLS_LINE_MAX);
	calls_free(&page);
	text_free(&text);
}

static void finds_records_and_unknown_names(void **state)
{
	struct calls_query query = {.filter.name = slice_of("syscall_0x3e7"), .count = 9};
	struct calls_page page;

	(void)state;
	make_log("syscall_0x3e7(0x1, 0x2, 0, 0, 0, 0) = 0\n"
		 "syscall_0x3e8(0x1, 0x2, 0, 0, 0, 0) = 0\n"
		 "type=1326 audit(1699999999.123:42): auid=1000 uid=1000 gid=1000 ses=1 "
		 "subj=unconfined pid=4711 comm=\"hello\" exe=\"/hello\" sig=31 arch=c000003e "
		 "syscall=175 compat=0 ip=0x7f0000000000 code=0x80000000\n");
	page = read_page(&query);
	assert_int_equal(page.total, 1);
	assert_int_equal(page.lines[0].place.line, 1);
	calls_free(&page);
	query.filter.name = slice_of("init_module");
	page = read_page(&query);
	assert_int_equal(page.total, 1);
	assert_int_equal(page.lines[0].place.line, 3);
	assert_int_equal(page.lines[0].joined.length, 0);
	calls_free(&page);
}

static void says_when_the_log_is_gone(void **state)
{
	const char *logs[] = {"/nonexistent/log"};
	const struct calls_search_setup setup = {logs, 1, LAUNCH_ALL, ARCH_X86_64};
	const struct calls_query query = {.filter.name = slice_of("write"), .count = 1};
	struct calls_search *search = calls_search_new(&setup, &query.filter);
	struct call_index *index = call_index_new();
	const struct calls_source source = {logs, 1, index, ARCH_X86_64};
	struct calls_page page;
	struct error error = {0};

	(void)state;
	assert_false(calls_search_all(search, &error));
	assert_string_equal(error.file, "/nonexistent/log");
	error_free(&error);
	calls_search_free(search);
	/* It was there when it was indexed. */
	call_index_begin_block(index, 0, 0, 0);
	call_index_add_plain(index, 0, syscall_find(query.filter.name), 1);
	assert_false(calls_read(&source, &query, &page, &error));
	assert_string_equal(error.file, "/nonexistent/log");
	error_free(&error);
	call_index_free(index);
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
		cmocka_unit_test(finds_the_lines),
		cmocka_unit_test(finds_those_with_a_value),
		cmocka_unit_test(reads_a_part),
		cmocka_unit_test(finds_a_text_in_the_lines),
		cmocka_unit_test(finds_a_text_among_colours),
		cmocka_unit_test(cuts_long_lines),
		cmocka_unit_test(finds_records_and_unknown_names),
		cmocka_unit_test(says_when_the_log_is_gone),
	};

	return cmocka_run_group_tests_name("trace/calls", tests, NULL, remove_log);
}
