#include "review/groups.h"

#include <stdlib.h>

#include "base/memory.h"
#include "entry/filter.h"
#include "facts/sibling.h"
#include "review/launch_set.h"
#include "review/phrase.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

struct member {
	const char *name;
	const char *reason;
};

#define CLOCK "the vDSO calls it where it cannot read the clock without the kernel"
#define ABORT "abort() calls it, and assert() and uncaught exceptions with it"

static const struct member vdso_members[] = {
	{"clock_gettime", CLOCK},
	{"gettimeofday", CLOCK},
	{"time", CLOCK},
	{"getcpu", "the vDSO calls it where it cannot tell the processor without the kernel"},
};

static const struct member exit_members[] = {
	{"rt_sigreturn", "every signal handler ends with it"},
	{"restart_syscall", "the kernel makes it of a wait that a stop and continue interrupted"},
	{"exit", "a thread ends with it"},
	{"exit_group", "a program ends with it"},
	{"rt_sigprocmask", ABORT},
	{"rt_sigaction", ABORT},
	{"gettid", ABORT},
	{"getpid", ABORT},
	{"tgkill", ABORT},
};

static const char launch_reason[] =
	"Northstar 0.8 and newer calls it under the filter before the program starts";
static const char memory_reason[] =
	"Northstar 0.8 and newer may allocate memory under the filter before the program starts";

const char *group_name(enum group group)
{
	static const char *const names[GROUP_COUNT] = {
		[GROUP_LAUNCH] = "launch",
		[GROUP_SIBLINGS] = "siblings",
		[GROUP_VDSO] = "vdso",
		[GROUP_EXIT] = "exit",
	};

	return names[group];
}

static bool parse_group(struct slice name, unsigned *set)
{
	for (unsigned group = 0; group < GROUP_COUNT; group++) {
		if (!slice_is(name, group_name((enum group)group)))
			continue;
		*set |= 1U << group;
		return true;
	}
	return false;
}

bool groups_parse(struct slice list, unsigned *set, struct slice *ret_bad)
{
	for (;;) {
		size_t comma = slice_find_byte(list, ',');
		struct slice name = slice_trim(slice_until(list, comma));

		if (!parse_group(name, set)) {
			*ret_bad = name;
			return false;
		}
		if (comma == list.length)
			return true;
		list = slice_after(list, comma + 1);
	}
}

/* What groups are held against. */
struct need {
	const struct entry *entry;
	const struct tally *tally;
	const struct target *target;
	struct filter filter;
	struct additions additions;
};

/* Whether something lets the call pass, with some arguments at least. */
static bool is_allowed(const struct need *need, const struct syscall_fact *syscall)
{
	unsigned number = (unsigned)syscall->numbers[need->target->arch];
	size_t count;

	filter_tests(&need->filter, number, &count);
	return count > 0 || number == need->filter.execve;
}

static void add(struct need *need, const struct addition *addition)
{
	struct additions *list = &need->additions;

	list->items = memory_reserve(
		list->items, &list->capacity, list->count + 1, sizeof(list->items[0]));
	list->items[list->count++] = *addition;
}

static void add_missing(struct need *need, const struct addition *addition)
{
	const struct syscall_fact *syscall = syscall_find(slice_of(addition->name));

	if (syscall && syscall->numbers[need->target->arch] >= 0 &&
		!additions_have(&need->additions, slice_of(addition->name)) &&
		!is_allowed(need, syscall))
		add(need, addition);
}

static void add_members(
	struct need *need, enum group group, const struct member *members, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_missing(need, &(struct addition){.group = group,
					  .name = members[i].name,
					  .reason = members[i].reason});
}

/* Returns the rule that lets the launch's calls pass too: the present one with a mask of the values
 * they use, `any` where there is none. */
static struct restriction widen_for_launch(
	const struct need *need, const struct launch_call *calls, size_t count, const char *name)
{
	const struct rule *rule = entry_find(need->entry, slice_of(name));
	struct restriction restriction = {0};

	if (!rule)
		return restriction;
	restriction = rule->restriction;
	for (size_t i = 0; i < count; i++) {
		uint64_t value = calls[i].registers[restriction.index];

		if (slice_is(slice_of(name), calls[i].name) &&
			!restriction_passes(&restriction, value, MEANING_BUILT)) {
			restriction.has_mask = true;
			restriction.mask |= value;
		}
	}
	return restriction;
}

static void add_launch(struct need *need)
{
	size_t count;
	const struct launch_call *calls = launch_set_calls(need->target->runtime, &count);

	for (size_t i = 0; i < count; i++) {
		const struct launch_call *call = &calls[i];
		struct addition addition = {.group = GROUP_LAUNCH,
			.name = call->name,
			.is_certain = call->always,
			.reason = call->always ? launch_reason : memory_reason};

		if (launch_set_passes(call, &need->filter, need->target->arch) ||
			additions_have(&need->additions, slice_of(call->name)))
			continue;
		addition.restriction = widen_for_launch(need, calls, count, call->name);
		addition.is_widened = entry_find(need->entry, slice_of(call->name)) != NULL;
		add(need, &addition);
	}
}

static void add_siblings(struct need *need)
{
	for (size_t i = 0; i < tally_count(need->tally); i++) {
		const struct tally_row *row = tally_at(need->tally, i);
		const struct sibling *sibling;
		size_t cursor = 0;

		while ((sibling = sibling_next(row->name, &cursor)) != NULL)
			add_missing(need, &(struct addition){.group = GROUP_SIBLINGS,
						  .name = sibling->other,
						  .instead_of = row->name,
						  .reason = sibling->since});
	}
}

static void add_group(struct need *need, enum group group)
{
	switch (group) {
	case GROUP_LAUNCH:
		add_launch(need);
		break;
	case GROUP_SIBLINGS:
		add_siblings(need);
		break;
	case GROUP_VDSO:
		add_members(need, group, vdso_members, LENGTH(vdso_members));
		break;
	case GROUP_EXIT:
		add_members(need, group, exit_members, LENGTH(exit_members));
		break;
	}
}

struct additions groups_additions(unsigned set, const struct entry *entry,
	const struct tally *tally, const struct target *target)
{
	struct need need = {.entry = entry, .tally = tally, .target = target};

	need.filter = filter_build(entry, target);
	for (unsigned group = 0; group < GROUP_COUNT; group++)
		if (set >> group & 1)
			add_group(&need, (enum group)group);
	filter_free(&need.filter);
	return need.additions;
}

void additions_free(struct additions *additions)
{
	free(additions->items);
	*additions = (struct additions){0};
}

void additions_apply(const struct additions *additions, struct entry *entry)
{
	for (size_t i = 0; i < additions->count; i++)
		entry_set(entry, slice_of(additions->items[i].name),
			&additions->items[i].restriction);
}

void addition_append_text(const struct addition *addition, enum arch arch, struct text *text)
{
	text_append_format(text, "%s: %s", addition->name, addition->reason);
	if (addition->group == GROUP_SIBLINGS) {
		text_append_string(text, " calls it instead of ");
		text_append(text, addition->instead_of);
	}
	if (!addition->is_widened)
		return;
	text_append_string(text, "; its rule is widened: it passes where ");
	phrase_append_restriction(
		text, &addition->restriction, syscall_find(slice_of(addition->name)), arch);
}

bool additions_have(const struct additions *additions, struct slice name)
{
	for (size_t i = 0; i < additions->count; i++)
		if (slice_is(name, additions->items[i].name))
			return true;
	return false;
}
