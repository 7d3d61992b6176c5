/* The fast reader against the parser, with real logs and ones that are damaged at random. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "shared.h"
#include "trace/marks.h"
#include "two_readers.h"

/* Bytes of a log that are taken. */
#define LOG_MAX (24 * 1024)

#define SIGSYS_LINE                                                                                \
	"--- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_syscall=__NR_getuid} ---\n"

static const char *const noise[] = {"", "hello\n", "\n", "read(3, \"", "exit_group(0) = ?\n",
	"+++ exited with 0 +++\n", "+++ killed by SIGSYS +++\n", SIGSYS_LINE,
	"strace: Process 77 attached\n", "[pid 77] read(3 <unfinished ...>\n",
	"[pid 77] close(3) = 0\n", "[pid 77] exit(0 <unfinished ...>\n",
	"[pid 77] +++ exited with 0 +++\n", "77 <... exit resumed>) = ?\n", "getuid() = 102\n",
	"close(0x3) = 0\n", "brk(0) = 0x1\n", "close(3) = 0\r\n", "close(3) = 0 <0.000010>\n",
	"\x1b[1mclose\x1b[0m(3) = 0\n", "12:00:00 close(3) = 0\n", "close(3,) = 0\n",
	"close( 3 ) = 0\n", "lseek(0x3, 0, 0) = 0\n", " = 0\n", "foo(3) = 0\n",
	"close(3) = -1 EBADF (Bad file descriptor)\n", "close(fd=3) = 0\n",
	"close(3</dev/null>) = 0\n", "close(3) (4) = 5\n", "close(a=b=3) = 0\n", "close(b=3) = 0\n",
	"close(3 ) = 0\n", "close(3) = \t\n", "open(\"a\\\\\", O_RDONLY) = 3\n",
	"open(\"a\\\", O_RDONLY) = 3\n", "close(3) \\ = 0\n", "write(1, \"a\", 1) = 1 (a, b)\n",
	"clone(child_stack=NULL, flags=CLONE_VM|SIGCHLD) = 78\n",
	"clone(child_stack=NULL, flags=SIGCHLD) = 79\n",
	"futex(0x7f0, FUTEX_WAIT_BITSET, 0, NULL, 0x1) = 0\n",
	"ioctl(3, 0x5401, 0x7ffd2c0a91b0) = 0\n", "ioctl(3, TCGETS, 0x00000000ffff) = 0\n"};

/* Appends the text line by line; some lines are cut, doubled, damaged, or have
 * others before them. */
static void append_damaged(struct text *damaged, struct slice text, uint64_t *state)
{
	static const char bytes[] = "\"(),=[]{}<> 0x?E\r\\-+9";

	while (text.length > 0) {
		size_t length = slice_find_byte(text, '\n') + 1;
		struct slice line = slice_until(text, length);
		size_t before = damaged->length;

		text = slice_after(text, length);
		switch (draw(state, 60)) {
		case 0:
			line = slice_until(line, draw(state, line.length));
			break;
		case 1:
			text_append(damaged, line);
			break;
		case 2:
			text_append_string(damaged, noise[draw(state, LENGTH(noise))]);
			break;
		case 3:
			before += draw(state, line.length);
			text_append(damaged, line);
			damaged->bytes[before] = bytes[draw(state, sizeof(bytes) - 1)];
			continue;
		default:
			break;
		}
		text_append(damaged, line);
	}
}

/* What was read once is known when it comes again. */
static size_t compare_with_damage(struct slice log, uint64_t *state)
{
	struct text text = {0};
	size_t plain;

	text_append(&text, log);
	append_damaged(&text, log, state);
	append_damaged(&text, log, state);
	plain = compare_readers(slice_of_text(&text));
	text_free(&text);
	return plain;
}

static size_t compare_logs(const char *pattern)
{
	uint64_t state = 88172645463325252;
	struct error error = {0};
	size_t plain = 0;
	glob_t found;

	if (glob(pattern, 0, NULL, &found) != 0)
		return 0;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct text text = {0};

		assert_true(file_read(found.gl_pathv[i], SIZE_MAX, &text, &error));
		plain += compare_with_damage(slice_until(slice_of_text(&text), LOG_MAX), &state);
		text_free(&text);
	}
	globfree(&found);
	return plain;
}

static void test_own_logs(void **state)
{
	char pattern[4096];

	(void)state;
	snprintf(pattern, sizeof(pattern), "%s/tests/*/*.log", getenv("top_srcdir"));
	compare_logs(pattern);
	snprintf(pattern, sizeof(pattern), "%s/data/examples/*.strace", getenv("top_srcdir"));
	assert_true(compare_logs(pattern) > 0);
}

static void test_shared_logs(void **state)
{
	char pattern[4096];
	size_t plain = 0;

	(void)state;
	plain += compare_logs(shared_path(pattern, "traces/strace/*"));
	if (plain == 0)
		skip();
	plain += compare_logs(shared_path(pattern, "traces/launch/*.log"));
}

/* Tables that are full, blocks without an end, a process that comes back under its id. */
static void test_made_logs(void **state)
{
	struct text text = {0};

	(void)state;
	for (unsigned i = 0; i < 3 * TALLY_VALUES_PER_ARGUMENT; i++)
		text_append_format(
			&text, "[pid %u] lseek(3, %u, SEEK_SET) = %u\n", 7 + i % 1500, i % 6000, i);
	text_append_string(&text, "[pid 9] exit(0 <unfinished ...>\n");
	for (unsigned i = 0; i < 500; i++)
		text_append_string(&text, "[pid 9] close(3) = 0\n");
	text_append_string(&text, "[pid 9] close(3) = 0");
	assert_true(compare_readers(slice_of_text(&text)) > 3 * TALLY_VALUES_PER_ARGUMENT);
	text_free(&text);
}

/* The file's end cuts its last line. */
static void test_cut_lines(void **state)
{
	static const char line[] = "[pid 9] openat(AT_FDCWD, \"a\", O_RDONLY) = -1 ENOENT (No)\n";

	(void)state;
	for (size_t cut = 0; cut < sizeof(line); cut++) {
		struct text text = {0};

		for (unsigned i = 0; i < 100; i++)
			text_append_string(&text, line);
		text_append(&text, (struct slice){line, cut});
		compare_readers(slice_of_text(&text));
		text_free(&text);
	}
}

/* Processes that end, or are killed for their last call, in the middle of what is known. */
static void test_ends(void **state)
{
	struct text text = {0};

	(void)state;
	for (unsigned i = 0; i < 3000; i++) {
		text_append_format(&text, "[pid 9] getuid() = %u\n", i % 3 ? 102 : 7);
		text_append_string(&text, "[pid 8] close(3) = 0\n[pid 9] read(3, \"\", 9) = 0\n");
		if (i % 20 == 7)
			text_append_string(&text, "[pid 9] getuid() = 102\n[pid 8] sync() = 0\n"
						  "[pid 9] +++ killed by SIGSYS +++\n"
						  "[pid 9] getuid() = 7\n");
		if (i % 200 == 114)
			text_append_string(&text, "[pid 9] exit(0) = ?\n");
		if (i % 200 == 197)
			text_append_string(&text, "[pid 9] exit(0 <unfinished ...>\n");
	}
	assert_true(compare_readers(slice_of_text(&text)) > 1000);
	text_free(&text);
}

/* A 32-bit process, and those that it made. */
static void test_modes(void **state)
{
	struct text text = {0};

	(void)state;
	for (unsigned i = 0; i < 400; i++)
		text_append_format(&text, "[pid %u] close(3) = 0\n", i / 10 % 2 ? 9 : 7);
	text_append_string(&text, "[pid 7] close(3) = 0\n[ Process PID=7 runs in 32 bit mode. ]\n"
				  "strace: Process 12 attached\n[pid 12] close(3) = 0\n");
	compare_readers(slice_of_text(&text));
	text_free(&text);
}

/* Lines that are longer than what is looked at at once. */
static void test_long_lines(void **state)
{
	struct text text = {0};

	(void)state;
	for (unsigned i = 0; i < 300; i++)
		text_append_string(&text, "close(3) = 0\n");
	for (unsigned i = 0; i < 3; i++) {
		text_append_string(&text, "close(3");
		for (size_t blanks = 0; blanks < MARKS_TEXT_MAX; blanks++)
			text_append_byte(&text, ' ');
		text_append_string(&text, ") = 0\nclose(3) = 0\n");
	}
	compare_readers(slice_of_text(&text));
	text_free(&text);
}

/* However many threads read. */
static void test_threads(void **state)
{
	uint64_t damage = 42;
	struct text whole = {0};
	struct text text = {0};
	struct outcome simple;

	(void)state;
	for (unsigned i = 0; i < 4000; i++)
		text_append_format(&whole,
			"[pid %u] openat(AT_FDCWD, \"a, (b\\\"\", O_RDONLY|O_CLOEXEC) = %u\n"
			"[pid %u] mmap(NULL, %u, PROT_READ, MAP_PRIVATE, 3, 0) = -1 ENOMEM\n",
			7 + i % 5, i % 9, 7 + i % 3, i % 700);
	append_damaged(&text, slice_of_text(&whole), &damage);
	simple = read_simply(slice_of_text(&text), LAUNCH_CONTAINER);
	for (unsigned size = 1; size <= 4; size++) {
		struct outcome together = read_together(slice_of_text(&text), 20000, size);

		compare_outcomes(&simple, &together);
		tally_free(together.tally);
	}
	tally_free(simple.tally);
	text_free(&whole);
	text_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_logs),
		cmocka_unit_test(test_shared_logs),
		cmocka_unit_test(test_made_logs),
		cmocka_unit_test(test_cut_lines),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_modes),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests_name("trace/fast", tests, NULL, NULL);
}
