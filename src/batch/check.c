#include "batch/check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "review/judge.h"
#include "review/phrase.h"
#include "trace/tally.h"

/* While the architecture is open, lines of single calls wait; with so many bytes of them the
 * default one is taken. */
#define WAITING_BYTES (1024 * 1024)

/* One reason why calls of one syscall do not pass. */
struct reason {
	char *name;
	char *why;
	enum fate fate;
	enum cause cause;
	unsigned index;
	uint64_t value; /* CAUSE_REFUSED */
	bool is_rest;	/* other values are counted here too */
	struct place first;
	uint64_t calls;
};

/* So many refused values of one argument have a line of their own; the last one is
 * all others' too. */
#define REFUSED_VALUES 16

/* The check for one architecture. */
struct bench {
	enum arch arch;
	enum meaning judge;
	struct filter filter;
	struct reason *reasons;
	size_t count;
	size_t capacity;
	size_t unknown;	     /* reasons of names that no table has */
	struct text waiting; /* lines of single calls */
};

struct check {
	struct check_setup setup;
	struct bench benches[ARCH_COUNT];
	bool is_used[ARCH_COUNT];
	bool has_witness[ARCH_COUNT]; /* a call came that only this architecture has */
	bool *seen;		      /* by row of the syscalls' table */
	uint64_t calls;
	size_t syscalls;
};

struct check *check_new(const struct check_setup *setup)
{
	struct check *check = memory_allocate(1, sizeof(*check));

	check->setup = *setup;
	check->seen = memory_allocate(syscall_count(), sizeof(check->seen[0]));
	for (int arch = 0; arch < ARCH_COUNT; arch++) {
		struct target target = *setup->target;

		target.arch = (enum arch)arch;
		check->benches[arch].arch = (enum arch)arch;
		check->benches[arch].judge = target.judge;
		check->benches[arch].filter = filter_build(&setup->entries[arch], &target);
		check->is_used[arch] = !setup->knows_arch || (enum arch)arch == setup->target->arch;
	}
	return check;
}

void check_free(struct check *check)
{
	if (!check)
		return;
	for (int arch = 0; arch < ARCH_COUNT; arch++) {
		struct bench *bench = &check->benches[arch];

		for (size_t i = 0; i < bench->count; i++) {
			free(bench->reasons[i].name);
			free(bench->reasons[i].why);
		}
		free(bench->reasons);
		filter_free(&bench->filter);
		text_free(&bench->waiting);
	}
	free(check->seen);
	free(check);
}

/* Appends "2", or with its names "AF_INET (2)". */
static void append_value(struct text *why, const struct call *call, enum arch arch,
	const struct judgement *judgement)
{
	struct text names = {0};
	struct text number = {0};
	uint64_t value;

	phrase_append_value(&names, call->syscall, arch, judgement->index, judgement->value);
	value_append_text(&number, judgement->value);
	if (slice_parse_number(slice_of_text(&names), &value) && value == judgement->value)
		text_append(why, slice_of_text(&number));
	else
		text_append_format(why, "%s (%s)", text_string(&names), text_string(&number));
	text_free(&names);
	text_free(&number);
}

/* "domain is AF_INET (2); allowed: domain = 1" */
static void append_refused(struct text *why, const struct call *call, const struct bench *bench,
	const struct judgement *judgement)
{
	unsigned number = (unsigned)call->syscall->numbers[bench->arch];
	size_t count;
	const struct filter_test *tests = filter_tests(&bench->filter, number, &count);

	restriction_append_argument(why, call->syscall, bench->arch, judgement->index);
	text_append_string(why, " is ");
	append_value(why, call, bench->arch, judgement);
	text_append_string(why, "; allowed: ");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text_append_string(why, ", or ");
		restriction_append_text(why, &tests[i].restriction, call->syscall, bench->arch);
		if (tests[i].restriction.value_count > 1 && bench->judge == MEANING_BUILT)
			text_append_string(why, " (as built, only the first value counts)");
	}
}

static void append_why(struct text *why, const struct call *call, const struct bench *bench,
	const struct judgement *judgement)
{
	switch (judgement->cause) {
	case CAUSE_NONE:
		break;
	case CAUSE_COMPAT:
		text_append_string(why, "a 32-bit or x32 call: the filter allows none");
		break;
	case CAUSE_UNKNOWN:
		text_append_string(why, "no kernel we know has this call");
		break;
	case CAUSE_WRONG_ARCH:
		text_append_format(why, "%s has no such call", arch_name(bench->arch));
		break;
	case CAUSE_NO_RULE:
		text_append_string(why, "nothing allows it");
		break;
	case CAUSE_REFUSED:
		append_refused(why, call, bench, judgement);
		break;
	case CAUSE_NOT_GIVEN:
		text_append_string(why, "the log does not give ");
		restriction_append_argument(why, call->syscall, bench->arch, judgement->index);
		break;
	}
}

/* Appends "LOG:LINE: NAME: killed: WHY". */
static void append_line(const struct check *check, struct text *line, struct place place,
	struct slice name, enum fate fate, const char *why)
{
	text_append_visible(line, slice_of(check->setup.logs[place.log]));
	text_append_format(line, ":%zu: ", place.line);
	text_append_visible(line, name);
	text_append_string(line, fate == FATE_KILLED ? ": killed: " : ": not decided: ");
	text_append_string(line, why);
}

/* As the tally does, lets unknown names share a reason when there are many. */
static bool is_shared(const struct bench *bench, const struct call *call)
{
	return !call->syscall && bench->unknown >= TALLY_UNKNOWN_ROWS;
}

static struct reason *share_rest(struct reason *reason)
{
	static const char rest[] = " (and other values)";
	size_t length = strlen(reason->why);

	if (reason->is_rest)
		return reason;
	reason->is_rest = true;
	reason->why = memory_resize(reason->why, length + sizeof(rest), 1);
	memcpy(reason->why + length, rest, sizeof(rest));
	return reason;
}

/* Returns the reason that calls of this judgement are counted at, NULL when there is none yet. */
static struct reason *find_reason(
	struct bench *bench, const struct call *call, const struct judgement *judgement)
{
	bool shared = is_shared(bench, call);
	struct reason *last = NULL;
	size_t alike = 0;

	for (size_t i = 0; i < bench->count; i++) {
		struct reason *reason = &bench->reasons[i];

		if (reason->cause != judgement->cause || reason->index != judgement->index ||
			(!slice_is(call->name, reason->name) &&
				!(shared && slice_is(slice_of(TALLY_OTHER_NAME), reason->name))))
			continue;
		if (judgement->cause != CAUSE_REFUSED || reason->value == judgement->value)
			return reason;
		last = reason;
		alike++;
	}
	return alike == REFUSED_VALUES ? share_rest(last) : NULL;
}

static struct reason *add_reason(
	struct bench *bench, const struct call *call, const struct judgement *judgement)
{
	struct slice name = is_shared(bench, call) ? slice_of(TALLY_OTHER_NAME) : call->name;
	struct text why = {0};
	struct reason *reason;

	bench->unknown += !call->syscall;
	append_why(&why, call, bench, judgement);
	bench->reasons = memory_reserve(
		bench->reasons, &bench->capacity, bench->count + 1, sizeof(bench->reasons[0]));
	reason = &bench->reasons[bench->count++];
	*reason = (struct reason){
		.name = memory_copy_string(name.start, name.length),
		.why = memory_copy_string(why.bytes, why.length),
		.fate = judgement->fate,
		.cause = judgement->cause,
		.index = judgement->index,
		.value = judgement->value,
		.first = call->place,
	};
	text_free(&why);
	return reason;
}

/* Writes the line of one call, or lets it wait until the architecture is known. */
static void write_call(const struct check *check, struct bench *bench, const struct call *call,
	const struct judgement *judgement)
{
	struct text why = {0};

	append_why(&why, call, bench, judgement);
	append_line(check, &bench->waiting, call->place, call->name, judgement->fate,
		text_string(&why));
	text_append_byte(&bench->waiting, '\n');
	text_free(&why);
}

static void judge(struct check *check, struct bench *bench, const struct call *call)
{
	struct judgement judgement =
		judge_call(call, &bench->filter, bench->arch, check->setup.target->judge);
	struct reason *reason;

	if (judgement.fate == FATE_PASSES)
		return;
	reason = find_reason(bench, call, &judgement);
	if (!reason)
		reason = add_reason(bench, call, &judgement);
	if (place_is_earlier(call->place, reason->first))
		reason->first = call->place;
	reason->calls += call_count(call);
	if (check->setup.one_line_per_call)
		write_call(check, bench, call, &judgement);
}

/* Returns the architecture that the calls so far show, or the default one. */
static enum arch arch_so_far(const struct check *check)
{
	if (check->has_witness[ARCH_X86_64] == check->has_witness[ARCH_AARCH64])
		return check->setup.target->arch;
	return check->has_witness[ARCH_X86_64] ? ARCH_X86_64 : ARCH_AARCH64;
}

static void settle_on(struct check *check, enum arch arch)
{
	for (int other = 0; other < ARCH_COUNT; other++)
		check->is_used[other] = (enum arch)other == arch;
}

static void flush_lines(struct check *check)
{
	enum arch arch = arch_so_far(check);
	struct text *waiting = &check->benches[arch].waiting;
	bool is_known = check->has_witness[arch] || check->setup.knows_arch;

	if (!is_known && waiting->length < WAITING_BYTES)
		return;
	settle_on(check, arch);
	fputs(text_string(waiting), check->setup.output);
	text_clear(waiting);
}

static void note_witness(struct check *check, const struct syscall_fact *syscall)
{
	bool on_x86 = syscall->numbers[ARCH_X86_64] >= 0;
	bool on_arm = syscall->numbers[ARCH_AARCH64] >= 0;

	check->has_witness[ARCH_X86_64] |= on_x86 && !on_arm;
	check->has_witness[ARCH_AARCH64] |= on_arm && !on_x86;
}

static void count_call(struct check *check, const struct call *call)
{
	check->calls += call_count(call);
	if (!call->syscall) {
		check->syscalls += !find_reason(&check->benches[arch_so_far(check)], call,
			&(struct judgement){.cause = CAUSE_UNKNOWN});
		return;
	}
	note_witness(check, call->syscall);
	check->syscalls += !check->seen[syscall_row(call->syscall)];
	check->seen[syscall_row(call->syscall)] = true;
}

void check_take(void *context, const struct call *call)
{
	struct check *check = context;

	if (call->form == CALL_REMARK)
		return;
	count_call(check, call);
	for (int arch = 0; arch < ARCH_COUNT; arch++)
		if (check->is_used[arch])
			judge(check, &check->benches[arch], call);
	if (check->setup.one_line_per_call)
		flush_lines(check);
}

static int compare_reasons(const void *left, const void *right)
{
	const struct reason *a = left;
	const struct reason *b = right;

	if (place_is_earlier(a->first, b->first))
		return -1;
	return place_is_earlier(b->first, a->first);
}

static void write_reasons(const struct check *check, const struct bench *bench)
{
	struct text line = {0};

	for (size_t i = 0; i < bench->count; i++) {
		const struct reason *reason = &bench->reasons[i];

		text_clear(&line);
		append_line(check, &line, reason->first, slice_of(reason->name), reason->fate,
			reason->why);
		fprintf(check->setup.output, "%s (%" PRIu64 " call%s)\n", text_string(&line),
			reason->calls, reason->calls == 1 ? "" : "s");
	}
	text_free(&line);
}

/* Whether an earlier reason is of the same syscall and fate. */
static bool is_counted(const struct bench *bench, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (bench->reasons[i].fate == bench->reasons[index].fate &&
			strcmp(bench->reasons[i].name, bench->reasons[index].name) == 0)
			return true;
	return false;
}

static struct check_result sum_up(const struct check *check, const struct bench *bench)
{
	struct check_result result = {
		.arch = bench->arch,
		.calls = check->calls,
		.syscalls = check->syscalls,
	};

	for (size_t i = 0; i < bench->count; i++) {
		const struct reason *reason = &bench->reasons[i];
		bool is_killed = reason->fate == FATE_KILLED;

		*(is_killed ? &result.killed : &result.undecided) += reason->calls;
		*(is_killed ? &result.killed_syscalls : &result.undecided_syscalls) +=
			!is_counted(bench, i);
	}
	return result;
}

struct check_result check_end(struct check *check)
{
	enum arch arch = check->setup.knows_arch ? check->setup.target->arch : arch_so_far(check);
	struct bench *bench = &check->benches[arch];

	if (bench->count > 0)
		qsort(bench->reasons, bench->count, sizeof(bench->reasons[0]), compare_reasons);
	if (check->setup.one_line_per_call)
		fputs(text_string(&bench->waiting), check->setup.output);
	else
		write_reasons(check, bench);
	return sum_up(check, bench);
}
