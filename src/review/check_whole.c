/*
 * The entry and the trace as a whole: what would kill the container although every traced call
 * passes, and what the trace does not show.
 */
#include <string.h>

#include "facts/surface.h"
#include "review/check.h"
#include "review/phrase.h"

/* MAP_DENYWRITE (include/uapi/asm-generic/mman.h): nobody but glibc's dynamic loader sets it. */
#define DENY_WRITE UINT64_C(0x800)
#define MMAP_FLAGS 3

/* A program of so many calls has asked for memory. */
#define CALLS_ENOUGH 20

static const struct slice no_name;

void check_remarks(struct checker *checker)
{
	const struct finding_evidence *evidence = checker->context->evidence;

	for (size_t i = 0; evidence && i < evidence->remark_count; i++) {
		const struct finding_remark *remark = &evidence->remarks[i];
		struct finding *finding;

		if (remark->is_mended_by_saving && checker->context->is_saved)
			continue;
		finding = check_add(checker, FINDING_REMARK,
			remark->name ? slice_of(remark->name) : no_name, -1);
		finding->label = remark->label;
		finding->is_mended_by_saving = remark->is_mended_by_saving;
		if (remark->is_refusal)
			finding->severity = SEVERITY_FAULT;
		check_say(finding, "%s", remark->sentence);
	}
}

void check_too_long(struct checker *checker)
{
	size_t length = checker->context->review->instructions;
	struct finding *finding;

	if (length <= FILTER_INSTRUCTIONS)
		return;
	finding = check_add(checker, FINDING_TOO_LONG, no_name, -1);
	check_say(finding, "The filter has ");
	phrase_append_count(&finding->sentence, length);
	check_say(finding, " instructions, and the kernel takes at most ");
	phrase_append_count(&finding->sentence, FILTER_INSTRUCTIONS);
	check_say(finding, ": the container does not start. Every value of a rule costs 4, every "
			   "mask 13.");
}

static size_t count_missing(const struct checker *checker, enum group group)
{
	size_t count = 0;

	for (size_t i = 0; i < checker->missing.count; i++)
		count += checker->missing.items[i].group == group;
	return count;
}

/* Appends the names of what the group would add: "a, b and c". */
static void say_missing(
	struct finding *finding, const struct checker *checker, enum group group, size_t count)
{
	size_t said = 0;

	for (size_t i = 0; i < checker->missing.count; i++) {
		if (checker->missing.items[i].group != group)
			continue;
		if (said > 0)
			check_say(finding, said + 1 < count ? ", " : " and ");
		check_say(finding, "%s", checker->missing.items[i].name);
		said++;
	}
}

/* Adds a finding of the calls that a group would add, when there are any, and returns it. */
static struct finding *check_group(
	struct checker *checker, enum group group, enum finding_code code, const char *begin)
{
	size_t count = count_missing(checker, group);
	struct finding *finding;

	if (count == 0)
		return NULL;
	finding = check_add(checker, code, no_name, -1);
	finding->fix = (struct fix){.kind = FIX_GROUP, .group = group};
	check_say(finding, "%s", begin);
	say_missing(finding, checker, group, count);
	return finding;
}

/* Whether the container dies in every start, not only where memory is needed. */
static bool launch_dies_always(const struct checker *checker)
{
	for (size_t i = 0; i < checker->missing.count; i++)
		if (checker->missing.items[i].is_certain)
			return true;
	return false;
}

void check_launch_set(struct checker *checker)
{
	bool always = launch_dies_always(checker);
	struct finding *finding = check_group(checker, GROUP_LAUNCH, FINDING_LAUNCH_SET,
		"Northstar from 0.8 makes calls of its own under the filter before the program "
		"starts. The entry does not allow ");

	if (!finding)
		return;
	if (!always)
		finding->severity = SEVERITY_WARNING;
	check_say(finding, always ? ": the container does not start."
				  : ": where it needs memory then, the container does not start.");
}

void check_unseen_vdso(struct checker *checker)
{
	struct finding *finding =
		check_group(checker, GROUP_VDSO, FINDING_UNSEEN_VDSO, "The entry does not allow ");

	if (finding)
		check_say(finding, ". A trace shows them only where the vDSO, which mostly answers "
				   "them without the kernel, cannot.");
}

void check_unseen_exit(struct checker *checker)
{
	struct finding *finding =
		check_group(checker, GROUP_EXIT, FINDING_UNSEEN_EXIT, "The entry does not allow ");

	if (finding)
		check_say(finding, ". Programs call them when they end, abort or return from a "
				   "signal, which a trace may not show.");
}

/* Returns how many traced calls only 32-bit programs can make. */
static uint64_t count_compat(const struct tally *tally)
{
	uint64_t count = 0;

	for (size_t i = 0; i < tally_count(tally); i++) {
		const struct tally_row *row = tally_at(tally, i);

		if (row->syscall && row->syscall->on_compat &&
			row->syscall->numbers[ARCH_X86_64] < 0 &&
			row->syscall->numbers[ARCH_AARCH64] < 0)
			count += row->calls;
	}
	return count;
}

void check_compat_process(struct checker *checker)
{
	const struct finding_evidence *evidence = checker->context->evidence;
	uint64_t count = count_compat(checker->context->tally);
	struct finding *finding;

	if (evidence && evidence->compat_calls > count)
		count = evidence->compat_calls;
	if (count == 0 && !(evidence && evidence->is_compat_mode))
		return;
	finding = check_add(checker, FINDING_COMPAT_PROCESS, no_name, -1);
	check_say(finding, "The log is of a 32-bit or x32 program");
	if (count > 0) {
		check_say(finding, ", with ");
		phrase_append_count(&finding->sentence, count);
		check_say(finding, " call%s that only such programs make", phrase_plural(count));
	}
	check_say(finding,
		". Northstar's filter kills every one of its calls, whatever the entry says.");
}

static uint64_t count_forks(const struct tally *tally)
{
	static const char *const names[] = {"clone", "clone3", "fork", "vfork"};
	uint64_t count = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct tally_row *row = tally_find(tally, slice_of(names[i]));

		if (row && row->calls > row->errors)
			count += row->calls - row->errors;
	}
	return count;
}

void check_children_unseen(struct checker *checker)
{
	const struct finding_evidence *evidence = checker->context->evidence;
	uint64_t forks = count_forks(checker->context->tally);
	struct finding *finding;

	if (!evidence || evidence->runs == 0 || evidence->processes > evidence->runs || forks == 0)
		return;
	finding = check_add(checker, FINDING_CHILDREN_UNSEEN, no_name, -1);
	check_say(finding, "The program made ");
	phrase_append_count(&finding->sentence, forks);
	check_say(finding,
		" process%s or thread%s of which the log shows no call. Trace again with "
		"strace -f; of strace -ff, give the logs of all processes.",
		forks == 1 ? "" : "es", phrase_plural(forks));
}

static bool is_traced(const struct tally *tally, const char *name)
{
	return tally_find(tally, slice_of(name)) != NULL;
}

/* Whether glibc's dynamic loader has mapped a library. */
static bool has_dynamic_loader(const struct tally *tally)
{
	const struct tally_row *row = tally_find(tally, slice_of("mmap"));
	struct tally_value value;
	size_t cursor = 0;

	while (row && tally_next_value(tally, row, MMAP_FLAGS, &cursor, &value))
		if (value.candidate_count == 1 && (value.candidates[0] & DENY_WRITE) != 0)
			return true;
	return false;
}

/* Returns what a log lacks in which the loader has mapped a library. It did so after it looked for
 * /etc/ld.so.preload, with a call that mostly fails, and after it opened, read and closed a file;
 * what it then relocated it protects.
 * (glibc, elf/rtld.c, dl_main; elf/dl-load.c; elf/dl-reloc.c) */
static const char *find_loader_gap(const struct tally *tally)
{
	static const struct {
		const char *names[2];
		const char *what;
	} steps[] = {
		{{"access", "faccessat"},
			"the failing call with which every dynamic program starts (access of "
			"/etc/ld.so.preload)"},
		{{"openat", "open"}, "the calls that open libraries (openat)"},
		{{"read", "pread64"}, "the calls that read libraries (read)"},
		{{"close", "close"}, "the calls that close libraries (close)"},
		{{"mprotect", "mprotect"}, "the calls that protect libraries (mprotect)"},
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (!is_traced(tally, steps[i].names[0]) && !is_traced(tally, steps[i].names[1]))
			return steps[i].what;
	return NULL;
}

/* Returns what is missing from a trace that holds the start or the end of a program, NULL when
 * nothing is known to be. */
static const char *find_gap(const struct tally *tally, size_t exits)
{
	if (exits > 0 && !is_traced(tally, "exit_group") && !is_traced(tally, "exit"))
		return "the call with which a program that exits does so (exit_group or exit)";
	if (!is_traced(tally, "execve"))
		return NULL;
	if (tally_calls(tally) >= CALLS_ENOUGH && !is_traced(tally, "mmap") &&
		!is_traced(tally, "brk"))
		return "every call for memory (mmap, brk)";
	return has_dynamic_loader(tally) ? find_loader_gap(tally) : NULL;
}

void check_filtered_trace(struct checker *checker)
{
	const struct finding_evidence *evidence = checker->context->evidence;
	const char *gap = find_gap(checker->context->tally, evidence ? evidence->exits : 0);
	struct finding *finding;

	if (!gap)
		return;
	finding = check_add(checker, FINDING_FILTERED_TRACE, no_name, -1);
	check_say(finding,
		"strace seems to have left calls out: the log lacks %s. Trace again without -e, -z "
		"and -Z, or the entry will lack calls.",
		gap);
}

/* Whether the profile lets the call pass whatever its arguments are. */
static bool profile_allows(const struct checker *checker, const struct syscall_fact *syscall)
{
	int number = syscall->numbers[checker->context->target->arch];
	const struct filter_test *tests;
	size_t count = 0;

	if (number < 0)
		return false;
	tests = filter_tests(&checker->profile, (unsigned)number, &count);
	for (size_t i = 0; i < count; i++)
		if (restriction_admits_all(&tests[i].restriction))
			return true;
	return false;
}

void check_profile_surface(struct checker *checker)
{
	struct finding *finding = NULL;

	if (checker->context->entry->profile != PROFILE_DEFAULT ||
		tally_calls(checker->context->tally) == 0)
		return;
	for (size_t row = 0; row < syscall_count(); row++) {
		const struct syscall_fact *syscall = syscall_at(row);

		if (!surface_find(slice_of(syscall->name)) ||
			is_traced(checker->context->tally, syscall->name) ||
			!profile_allows(checker, syscall))
			continue;
		if (!finding) {
			finding = check_add(checker, FINDING_ATTACK_SURFACE, no_name, -1);
			check_say(finding, "The default profile itself allows ");
		} else
			check_say(finding, ", ");
		check_say(finding, "%s", syscall->name);
	}
	if (finding)
		check_say(finding,
			", which give much away and which the trace never calls. Only an "
			"entry without profile keeps them back.");
}
