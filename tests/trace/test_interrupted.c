/* Calls that another process interrupts: the fast reader puts their halves together as the parser
 * does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "two_readers.h"

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
	/* The fast reader has one place for 7 and 1031. */
	static const unsigned pids[] = {7, 8, 9, 10, 1031};

	for (unsigned i = 0; i < 2000; i++) {
		const char *format = draw(state, one_odd_in) == 0
					     ? between[draw(state, LENGTH(between))]
					     : interrupted[draw(state, LENGTH(interrupted))];

		append_line_of(text, format, pids[draw(state, LENGTH(pids))]);
	}
}

/* Calls in two lines, in any order, and what may end one, or make it another process's. */
static void test_any_order(void **state)
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

/* Four processes; two of them have one slot in the fast reader. */
static const char *const cases[] = {
	/* A call is open while others return. */
	"[pid 8] read(3,  <unfinished ...>\n[pid 7] lseek(3, 5\n"
	"[pid 8] <... read resumed>\"a\", 5) = 1\n, SEEK_SET) = 5\n",
	"[pid 8] read(3,  <unfinished ...>\n[pid 7] lseek(3, 5\n"
	"[pid 8] <... read resumed>\"a\", 5) = 1\n <unfinished ...>\n",
	"[pid 8] read(3,  <unfinished ...>\n[pid 7] lseek(3, 5\n"
	"[pid 8] <... read resumed>\"a\", 5) = 1\n <detached ...>\n",
	"[pid 8] read(3,  <unfinished ...>\n[pid 7] lseek(3, 5\n"
	"[pid 8] <... read resumed>\"a\", 5) = 1\n",
	/* A process goes on as another one. */
	"[pid 9] read(3,  <unfinished ...>\n[pid 1031] read(3, <pid changed to 9 ...>\n"
	"[pid 9] <... read resumed>\"a\", 5) = 1\n",
	"[pid 9] read(3,  <unfinished ...>\n[pid 7] read(3, <pid changed to 9 ...>\r\n"
	"[pid 9] <... read resumed>\"a\", 5) = 1\n",
	"[pid 9] read(3,  <unfinished ...>\n[pid 7] <... read resumed> <pid changed to 9 ...>\r\n"
	"[pid 9] <... read resumed>\"a\", 5) = 1\n",
	/* A half that is only an end without its first one is not closed with it. */
	"[pid 7] lseek(3, f(1,  <unfinished ...>\n[pid 8] read(3,  <unfinished ...>\n"
	"[pid 7] <... lseek resumed>2), 0) = 5\n[pid 8] <... read resumed>\"a\", 5) = 1\n",
};

static void append_known(struct text *text)
{
	for (unsigned i = 0; i < 20; i++)
		text_append_string(text, "[pid 7] close(3) = 0\n[pid 8] read(3, \"a\", 5) = 1\n"
					 "[pid 9] lseek(3, 5, SEEK_SET) = 5\n");
}

/* In the middle of what is known, and at the end of the log. */
static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct text text = {0};

		append_known(&text);
		text_append_string(&text, cases[i]);
		append_known(&text);
		text_append_string(&text, cases[i]);
		compare_readers(slice_of_text(&text));
		text_free(&text);
	}
}

/* Both halves are plain lines. */
static void test_plain_halves(void **state)
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_plain_halves),
	};

	return cmocka_run_group_tests_name("trace/interrupted", tests, NULL, NULL);
}
