/* --explain: one line per rule, with the findings about it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../review/tally_of.h"
#include "batch/explain.h"

static void check(const char *log, const struct entry *entry, const char *expected)
{
	const struct target target = {.runtime = TARGET_RUNTIME_NEWEST};
	struct tally *tally = tally_of(log);
	struct review review = review_make(tally, entry, &target);
	struct finding_context context = {tally, entry, &target, &review, NULL, false};
	struct findings findings = findings_make(&context);
	char *written = NULL;
	size_t length;
	FILE *output = open_memstream(&written, &length);

	batch_explain(&context, &findings, output);
	fclose(output);
	assert_string_equal(written, expected);
	free(written);
	findings_free(&findings);
	review_free(&review);
	tally_free(tally);
}

static const char log_of_calls[] = "write(1, \"a\", 1) = 1\nwrite(1, \"b\", 1) = 1\n"
				   "getpid() = 5\nsetns(3, CLONE_NEWNET) = 0\n"
				   "setns(3, CLONE_NEWUTS) = 0\nclone3({flags=0}, 88) = 5\n"
				   "clone3({flags=0}, 88) = 6\n";

static void test_without_profile(void **state)
{
	(void)state;
	check("", &(struct entry){0},
		"No profile: only execve passes without a rule. x86_64, Northstar 0.9, "
		"capabilities: none. The filter has 7 of 4,096 instructions.\n"
		"About the entry and the trace:\n"
		"    fault: launch-set: Northstar from 0.8 makes calls of its own under the filter "
		"before the program starts. The entry does not allow prctl, capget, capset, brk, "
		"mmap and munmap: the container does not start. Fix: allow the calls of the group "
		"'launch'.\n"
		"    note: unseen-vdso: The entry does not allow clock_gettime, gettimeofday, time "
		"and getcpu. A trace shows them only where the vDSO, which mostly answers them "
		"without the kernel, cannot. Fix: allow the calls of the group 'vdso'.\n"
		"    note: unseen-exit: The entry does not allow rt_sigreturn, restart_syscall, "
		"exit, exit_group, rt_sigprocmask, rt_sigaction, gettid, getpid and tgkill. "
		"Programs call them when they end, abort or return from a signal, which a trace "
		"may not show. Fix: allow the calls of the group 'exit'.\n");
}

static void test_with_profile(void **state)
{
	const struct restriction network = {
		.has_values = true, .index = 1, .value_count = 1, .values = {0x40000000}};
	struct entry entry = {.profile = PROFILE_DEFAULT};

	(void)state;
	entry_allow(&entry, slice_of("write"));
	entry_set(&entry, slice_of("setns"), &network);
	entry_allow(&entry, slice_of("mseal"));
	check(log_of_calls, &entry,
		"The default profile. x86_64, Northstar 0.9, capabilities: none. The filter has "
		"615 of 4,096 instructions.\n"
		"Pass without a rule: getpid.\n"
		"No rule, and not all pass: clone3.\n"
		"write (write to an open file): passes with any arguments. The trace has 2 calls; "
		"all pass.\n"
		"    note: redundant: write: the default profile allows it anyway, so the rule can "
		"go. Fix: remove the rule of write.\n"
		"setns (enter a namespace of another process or container): passes with arguments "
		"where flags is CLONE_NEWNET. The trace has 2 calls, "
		"with CLONE_NEWNET (1), CLONE_NEWUTS (1); 1 passes, 1 would be killed: "
		"CLONE_NEWUTS (1 call).\n"
		"    note: needed-capability: setns: the default profile allows the traced calls "
		"to a container that has CAP_SYS_ADMIN; this one has not, so it needs this rule.\n"
		"    note: attack-surface: setns: it enters the namespaces of other containers or "
		"of the machine. Allow it only if the container cannot do without.\n"
		"mseal (make a mapping of memory unchangeable): passes with any arguments. The "
		"trace never calls it.\n"
		"    warning: newer-than-runtime: mseal: it came with Linux 6.10, and a Northstar "
		"0.9 was most likely built with the names of Linux 6.1. Then it ignores the rule "
		"and kills the call.\n"
		"    note: never-seen: mseal: the entry allows it, but the trace never calls it. "
		"If the trace shows all that the program does, the rule can go. Fix: remove the "
		"rule of mseal.\n"
		"About the entry and the trace:\n"
		"    note: attack-surface: The default profile itself allows io_uring_enter, "
		"io_uring_register, io_uring_setup, modify_ldt, process_vm_readv, "
		"process_vm_writev, ptrace, which give much away and which the trace never calls. "
		"Only an entry without profile keeps them back.\n");
	entry_free(&entry);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_without_profile),
		cmocka_unit_test(test_with_profile),
	};

	return cmocka_run_group_tests_name("batch/explain", tests, NULL, NULL);
}
