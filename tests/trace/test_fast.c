/* The fast reader against the parser: the same tally and the same report, of real logs and of ones that
 * are damaged at random. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "shared.h"
#include "trace/crew.h"
#include "trace/fast.h"
#include "trace/joint.h"
#include "trace/marks.h"
#include "trace/reader.h"
#include "trace/shape.h"

/* Bytes of a log that are taken. */
#define LOG_MAX (24 * 1024)
/* Blocks that are read before the first of them is applied. */
#define AHEAD_MAX     3
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

struct outcome {
	struct tally *tally;
	struct trace_report report;
	size_t plain; /* lines that the fast reader counted */
};

static void add_call(void *context, const struct call *call)
{
	tally_add(context, call);
}

/* So many calls are read by the parser in any case: here it is as if they had been. */
static struct reader *begin(struct outcome *outcome, enum launch_scope scope)
{
	struct reader *reader;

	outcome->tally = tally_new(ARCH_X86_64);
	reader = reader_new(scope, add_call, outcome->tally);
	reader_begin_file(reader, 0, 0);
	reader_parser(reader)->report.calls = SHAPE_SAMPLE;
	return reader;
}

static void end(struct reader *reader, struct outcome *outcome)
{
	reader_end_file(reader, &outcome->report);
	reader_end_run(reader, &outcome->report);
	reader_free(reader);
}

static struct outcome read_simply(struct slice text, enum launch_scope scope)
{
	struct outcome outcome = {0};
	struct reader *reader = begin(&outcome, scope);
	size_t line = 0;

	log_read_lines(text, reader_read_line, reader, &line);
	end(reader, &outcome);
	return outcome;
}

/* Takes whole lines of about `size` bytes off `text`, as a block with room after it, in which anything
 * may stand. */
static struct slice cut_block(struct slice *text, size_t size, char *buffer)
{
	struct slice rest = slice_after(*text, size);
	size_t length = text->length - rest.length + slice_find_byte(rest, '\n');

	length += length < text->length;
	memcpy(buffer, text->start, length);
	memcpy(buffer + length, "34] close(3) = 0", LOG_PADDING);
	*text = slice_after(*text, length);
	return (struct slice){buffer, length};
}

struct counting {
	struct reader *reader;
	size_t lines;
};

static void count_and_read(void *context, struct slice line, size_t number)
{
	struct counting *counting = context;

	counting->lines++;
	reader_read_line(counting->reader, line, number);
}

static struct outcome read_fast(
	struct slice text, enum launch_scope scope, size_t block_size, size_t ahead)
{
	struct outcome outcome = {0};
	struct counting counting = {begin(&outcome, scope), 0};
	struct strace_parser *parser = reader_parser(counting.reader);
	const struct pids *plain = launch_plain(reader_launch(counting.reader));
	struct fast *fasts[AHEAD_MAX];
	char *buffers[AHEAD_MAX];
	size_t line = 0;

	for (size_t i = 0; i < ahead; i++) {
		fasts[i] = fast_new();
		buffers[i] = malloc(text.length + LOG_PADDING);
	}
	while (text.length > 0) {
		for (size_t i = 0; i < ahead; i++)
			fast_read(fasts[i], &(struct fast_view){parser, plain, outcome.tally},
				cut_block(&text, block_size, buffers[i]));
		for (size_t i = 0; i < ahead; i++)
			fast_apply(fasts[i], parser, plain, outcome.tally, count_and_read,
				&counting, &line);
	}
	for (size_t i = 0; i < ahead; i++) {
		fast_free(fasts[i]);
		free(buffers[i]);
	}
	outcome.plain = line - counting.lines;
	end(counting.reader, &outcome);
	return outcome;
}

/* As many threads as there are in `size` read the blocks. */
static struct outcome read_together(struct slice text, size_t block_size, unsigned size)
{
	struct outcome outcome = {0};
	struct reader *reader = begin(&outcome, LAUNCH_CONTAINER);
	const struct crew_task task = {
		.parser = reader_parser(reader),
		.plain = launch_plain(reader_launch(reader)),
		.tally = outcome.tally,
		.read_line = reader_read_line,
		.context = reader,
	};
	struct crew *crew = crew_new(size);
	char *buffer = malloc(text.length + LOG_PADDING);
	size_t line = 0;

	while (text.length > 0)
		crew_read(crew, &task, cut_block(&text, block_size, buffer), &line);
	free(buffer);
	crew_free(crew);
	end(reader, &outcome);
	return outcome;
}

static void compare_values(
	const struct outcome *a, const struct outcome *b, size_t row, unsigned index)
{
	const struct tally_row *left = tally_at(a->tally, row);
	const struct tally_row *right = tally_at(b->tally, row);
	struct tally_value value;
	struct tally_value other;
	size_t cursor = 0;
	size_t cursor_b = 0;

	assert_int_equal(left->registers[index].value_count, right->registers[index].value_count);
	assert_int_equal(left->registers[index].forgotten, right->registers[index].forgotten);
	assert_int_equal(left->registers[index].counted, right->registers[index].counted);
	while (tally_next_value(a->tally, left, index, &cursor, &value)) {
		assert_true(tally_next_value(b->tally, right, index, &cursor_b, &other));
		assert_true(slice_equal(value.text, other.text));
		assert_int_equal(value.count, other.count);
		assert_int_equal(value.candidate_count, other.candidate_count);
		assert_int_equal(value.candidates[0], other.candidates[0]);
	}
}

/* The calls that are kept whole. */
static void compare_joint(
	const struct outcome *a, const struct outcome *b, const struct tally_row *left)
{
	const struct joint *joint = tally_joint(a->tally, left);
	const struct joint *other = tally_joint(b->tally, tally_find(b->tally, left->name));

	assert_int_equal(joint != NULL, other != NULL);
	if (!joint)
		return;
	assert_int_equal(joint->count, other->count);
	assert_memory_equal(joint->calls, other->calls, joint->count * sizeof(joint->calls[0]));
}

static void compare_rows(const struct outcome *a, const struct outcome *b, size_t row)
{
	const struct tally_row *left = tally_at(a->tally, row);
	const struct tally_row *right = tally_at(b->tally, row);

	assert_true(slice_equal(left->name, right->name));
	assert_int_equal(left->calls, right->calls);
	assert_int_equal(left->errors, right->errors);
	assert_memory_equal(&left->errors_by_name, &right->errors_by_name, sizeof(struct errors));
	assert_int_equal(left->without_arguments, right->without_arguments);
	assert_int_equal(left->killed, right->killed);
	assert_int_equal(left->launch, right->launch);
	assert_int_equal(left->first.line, right->first.line);
	for (unsigned index = 0; index < SYSCALL_REGISTERS; index++)
		compare_values(a, b, row, index);
	compare_joint(a, b, left);
}

static void compare(const struct outcome *a, const struct outcome *b)
{
	assert_int_equal(tally_calls(a->tally), tally_calls(b->tally));
	assert_int_equal(tally_count(a->tally), tally_count(b->tally));
	for (size_t row = 0; row < tally_count(a->tally); row++)
		compare_rows(a, b, row);
	assert_memory_equal(&a->report, &b->report, sizeof(a->report));
}

/* Returns how many lines were plain. */
static size_t compare_readers(struct slice text)
{
	static const size_t sizes[] = {500, 5000, 1000000};
	size_t plain = 0;

	for (unsigned i = 0; i < 6; i++) {
		enum launch_scope scope = i % 2 ? LAUNCH_ALL : LAUNCH_CONTAINER;
		struct outcome simple = read_simply(text, scope);
		struct outcome fast = read_fast(text, scope, sizes[i % 3], 1 + i / 2);

		compare(&simple, &fast);
		plain += fast.plain;
		tally_free(simple.tally);
		tally_free(fast.tally);
	}
	return plain;
}

/* xorshift64: the same damage every time. */
static size_t draw(uint64_t *state, size_t limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (size_t)(*state >> 11) % limit;
}

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

/* Appends the text line by line; some lines are cut, doubled, damaged, or have others before them. */
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

/* First halves, what may stand between, and second halves; %u is a process. */
static const char *const interrupted[] = {"[pid %u] read(3,  <unfinished ...>\n",
	"[pid %u] <... read resumed>\"a\", 5) = 1\n", "[pid %u] lseek(3, 5,  <unfinished ...>\n",
	"[pid %u] <... lseek resumed>SEEK_SET) = 5\n", "[pid %u] sync( <unfinished ...>\n",
	"[pid %u] <... sync resumed>)      = 0\n", "[pid %u] close(3) = 0\n"};
static const char *const between[] = {"[pid %u] read(3, <unfinished ...>\n",
	"[pid %u] <... read resumed> \"a\", 5) = ? ERESTARTSYS (To be restarted)\n",
	"[pid %u] <... read resumed>\"a\", 5) = -1 EAGAIN (Again)\n",
	"[pid %u] read(3, \"a,  <unfinished ...>\n",
	"[pid %u] <... lseek resumed>5, SEEK_SET) = 5\n",
	"[pid %u] lseek(3 /* 1,  <unfinished ...>\n",
	"[pid %u] <... lseek resumed> */, 5, SEEK_SET) = 5\n",
	"[pid %u] lseek(3, f(1,  <unfinished ...>\n",
	"[pid %u] <... lseek resumed>1), SEEK_SET) = 5\n",
	"[pid %u] <... read resumed> <unfinished ...>\n",
	"[pid %u] <... read resumed> <pid changed to 8 ...>\n",
	"[pid %u] read(3, <pid changed to 9 ...>\n", "[pid %u] execve(\"a\",  <unfinished ...>\n",
	"[pid %u] <... execve resumed>[], []) = 0\n", "[pid %u] exit_group(0 <unfinished ...>\n",
	"[pid %u] <... exit_group resumed>) = ?\n", "[pid %u] +++ exited with 0 +++\n",
	"[pid %u] +++ killed by SIGSYS +++\n", "[pid %u] --- SIGCHLD {si_signo=SIGCHLD} ---\n",
	"[pid %u] +++ superseded by execve in pid 8 +++\n", "[pid %u] exit(0) = ?\n",
	"[pid %u] getuid( <unfinished ...>\n", "[pid %u] <... getuid resumed>) = 102\n",
	"[pid %u] read(3, \"a\" <detached ...>\n", "strace: Process %u attached\n",
	"strace: Process %u detached\n", "read(3,  <unfinished ...>\n", "sync( <unfinished ...>\n",
	"<... read resumed>\"a\", 5) = 1\n", "<... sync resumed>) = 0\n", ") = 0\n",
	" <unfinished ...>\n", "[pid %u] lseek(3, 5\n", "[pid %u] read(3) (4,  <unfinished ...>\n",
	"close(3) = 0\n", "%u read(3,  <unfinished ...>\n", "%u <... read resumed>\"a\", 5) = 1\n",
	"--- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_syscall=__NR_getuid} ---\n"};

/* Appends a line; %u in it is the process. */
static void append_line_of(struct text *text, const char *line, unsigned pid)
{
	const char *place = strstr(line, "%u");

	if (place) {
		text_append(text, (struct slice){line, (size_t)(place - line)});
		text_append_format(text, "%u", pid);
		line = place + strlen("%u");
	}
	text_append_string(text, line);
}

static void append_interrupted(struct text *text, size_t one_odd_in, uint64_t *state)
{
	for (unsigned i = 0; i < 2000; i++) {
		const char *format = draw(state, one_odd_in) == 0
					     ? between[draw(state, LENGTH(between))]
					     : interrupted[draw(state, LENGTH(interrupted))];

		append_line_of(text, format, 7 + (unsigned)draw(state, 4));
	}
}

/* Calls in two lines, in any order, and what may end one, or make it another process's. */
static void test_interrupted(void **state)
{
	uint64_t random = 4711;

	(void)state;
	for (unsigned i = 0; i < 40; i++) {
		static const size_t odd[] = {1000000, 300, 30, 3};
		struct text text = {0};

		append_interrupted(&text, odd[i % LENGTH(odd)], &random);
		compare_readers(slice_of_text(&text));
		text_free(&text);
	}
}

/* Calls in two lines are plain lines. */
static void test_halves(void **state)
{
	struct text text = {0};
	struct outcome fast;

	(void)state;
	for (unsigned i = 0; i < 1000; i++)
		text_append_format(&text,
			"[pid 7] lseek(3,  <unfinished ...>\n[pid 8] read(3, \"a,  <unfinished "
			"...>\n"
			"[pid 7] <... lseek resumed>%u, SEEK_SET) = 1\n"
			"[pid 8] <... read resumed>\"..., 5) = -1 EAGAIN (Again)\n",
			i % 7);
	fast = read_fast(slice_of_text(&text), LAUNCH_CONTAINER, 5000, 1);
	assert_true(fast.plain > 3500);
	assert_int_equal(tally_calls(fast.tally), 2000);
	tally_free(fast.tally);
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

		compare(&simple, &together);
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
		cmocka_unit_test(test_interrupted),
		cmocka_unit_test(test_halves),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests_name("trace/fast", tests, NULL, NULL);
}
