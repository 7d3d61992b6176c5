#include "review/suggest.h"

#include "facts/family.h"
#include "review/cover.h"
#include "review/coverage.h"
#include "review/launch_set.h"
#include "review/phrase.h"
#include "review/state.h"

/* A restriction that lets more bits vary than this says little; fewer where values have no
 * names. */
#define FREE_BITS_MAX	       24
#define FREE_BITS_NAMELESS_MAX 12

/* In this order arguments are tried. */
static const enum argument_kind stable_kinds[] = {
	KIND_COMMAND,
	KIND_FLAGS,
	KIND_SIGNAL,
	KIND_MASK,
	KIND_MODE,
};
static const enum argument_kind volatile_kinds[] = {
	KIND_FD,
	KIND_PID,
	KIND_COUNT,
	KIND_SIZE,
	KIND_OFFSET,
	KIND_OTHER,
};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

struct suggestion {
	const struct tally *tally;
	const struct tally_row *row;
	const struct target *target;
	unsigned index;
	const struct argument_fact *fact;
	struct cover_set set;
	bool has_launch;		/* values of the runtime's own calls are in the set */
	const struct restriction *kept; /* so are those of this; NULL: there is none */
	struct restriction restriction;
};

/* The runtime's own calls must pass too, or the container never starts. */
static void add_launch(struct suggestion *suggestion)
{
	size_t count;
	const struct launch_call *calls = launch_set_calls(suggestion->target->runtime, &count);

	for (size_t i = 0; i < count; i++) {
		if (!slice_is(suggestion->row->name, calls[i].name))
			continue;
		cover_add(&suggestion->set, calls[i].registers[suggestion->index], 0);
		suggestion->has_launch = true;
	}
}

static bool is_address(const struct argument_fact *fact)
{
	return fact->kind == KIND_POINTER || fact->kind == KIND_ADDRESS;
}

/* Flags get a mask even where one value was traced, which would be tighter: a later call that
 * leaves a flag out asks for less, traces seldom show all combinations, and what is refused is
 * killed. Who wants the value alone ticks it. */
static bool is_flags(const struct suggestion *suggestion)
{
	enum argument_kind kind = suggestion->fact->kind;

	return kind == KIND_FLAGS || kind == KIND_MASK || kind == KIND_MODE;
}

/* Whether one of the names that the argument's values have is refused: then it says something. */
static bool refuses_a_name(const struct suggestion *suggestion, const struct family *family)
{
	enum arch arch = suggestion->target->arch;
	struct family_name name;
	size_t cursor = 0;

	while (family_next_name(family, arch, &cursor, &name))
		if (!restriction_passes(&suggestion->restriction, name.value, MEANING_BUILT))
			return true;
	return false;
}

static bool is_sensible(const struct suggestion *suggestion)
{
	const struct family *family = family_of(suggestion->row->syscall, suggestion->index);
	/* of the whole register: the sign of a narrower argument is no small difference */
	uint64_t size = cover_size(&suggestion->restriction, 64);

	if (!family)
		return size <= UINT64_C(1) << FREE_BITS_NAMELESS_MAX;
	return size <= UINT64_C(1) << FREE_BITS_MAX && refuses_a_name(suggestion, family);
}

/* Whether every traced call passes an entry of this rule alone. */
static bool is_harmless(const struct suggestion *suggestion)
{
	struct entry entry = {0};
	struct filter filter;
	struct coverage coverage;

	entry_set(&entry, suggestion->row->name, &suggestion->restriction);
	filter = filter_build(&entry, suggestion->target);
	coverage = coverage_judge(suggestion->tally, suggestion->row, &filter,
		suggestion->target->arch, MEANING_BUILT);
	filter_free(&filter);
	entry_free(&entry);
	return coverage_is_full(&coverage);
}

static void append_passing(const struct suggestion *suggestion, struct text *why)
{
	uint64_t calls = suggestion->row->calls;

	if (calls == 1)
		text_append_string(why, "; the traced call passes");
	else if (calls == 2)
		text_append_string(why, "; both traced calls pass");
	else {
		text_append_string(why, "; all ");
		phrase_append_count(why, calls);
		text_append_string(why, " traced calls pass");
	}
	if (suggestion->has_launch)
		text_append_string(why, ", and Northstar's own at the start of the container");
}

static void append_why(const struct suggestion *suggestion, struct text *why)
{
	const struct syscall_fact *syscall = suggestion->row->syscall;
	enum arch arch = suggestion->target->arch;
	size_t count = suggestion->set.count;
	bool is_all_traced = !suggestion->has_launch && !suggestion->kept;

	text_append(why, suggestion->row->name);
	text_append_string(why, " where ");
	phrase_append_restriction(why, &suggestion->restriction, syscall, arch);
	append_passing(suggestion, why);
	text_append_string(why, is_all_traced ? ". Beside the " : ". Beside these ");
	if (count > 1) {
		phrase_append_count(why, count);
		text_append_byte(why, ' ');
	}
	text_append_format(
		why, "%svalue%s it admits ", is_all_traced ? "traced " : "", phrase_plural(count));
	cover_append_others(why, &suggestion->restriction, &suggestion->set, syscall, arch);
	text_append_string(why, ".");
}

/* Adds what must pass as before. */
static void add_kept(struct suggestion *suggestion)
{
	const struct restriction *kept = suggestion->kept;

	for (size_t i = 0; kept && i < kept->value_count; i++)
		cover_add(&suggestion->set, kept->values[i], 0);
}

static bool find_cover(struct suggestion *suggestion)
{
	const struct restriction *kept = suggestion->kept;
	uint64_t bits = kept && kept->has_mask ? kept->mask : 0;
	struct cover_set *set = &suggestion->set;

	if (!cover_add_traced(set, suggestion->tally, suggestion->row, suggestion->index))
		return false;
	add_launch(suggestion);
	add_kept(suggestion);
	cover_sort(set);
	if (set->count == 0)
		return false;
	suggestion->restriction = is_flags(suggestion)
					  ? cover_by_mask(set, suggestion->index, bits)
					  : cover_by_value(set, suggestion->index, bits);
	return is_sensible(suggestion) && is_harmless(suggestion) &&
	       (!kept || restriction_is_within(kept, &suggestion->restriction));
}

/* Suggests for the argument of `suggestion`, which has nothing found yet. */
static bool suggest(struct suggestion *suggestion, struct restriction *ret, struct text *why)
{
	const struct tally_row *row = suggestion->row;
	enum arch arch = suggestion->target->arch;
	bool found;

	if (!row->syscall || row->syscall->numbers[arch] < 0 || row->calls == 0)
		return false;
	suggestion->fact = syscall_argument(row->syscall, arch, suggestion->index);
	if (!suggestion->fact || is_address(suggestion->fact))
		return false;
	found = find_cover(suggestion);
	if (found) {
		*ret = suggestion->restriction;
		if (why)
			append_why(suggestion, why);
	}
	cover_free(&suggestion->set);
	return found;
}

bool suggest_for_argument(const struct tally *tally, const struct tally_row *row,
	const struct target *target, unsigned index, struct restriction *ret, struct text *why)
{
	struct suggestion suggestion = {
		.tally = tally, .row = row, .target = target, .index = index};

	return suggest(&suggestion, ret, why);
}

bool suggest_wider(const struct tally *tally, const struct tally_row *row,
	const struct target *target, const struct restriction *kept, struct restriction *ret,
	struct text *why)
{
	struct suggestion suggestion = {
		.tally = tally, .row = row, .target = target, .index = kept->index, .kept = kept};

	return suggest(&suggestion, ret, why);
}

/* The log tells of the argument in each call, but what its values have in common is too little. */
static void append_too_wide(const struct suggestion *suggestion, struct text *text)
{
	uint64_t size = cover_size(&suggestion->restriction, suggestion->fact->width);
	size_t count = suggestion->set.count;

	text_append_format(text, "a rule that %s ", count == 1 ? "its" : "all its");
	phrase_append_count(text, count);
	text_append_format(text, " traced value%s pass", phrase_plural(count));
	if (size >= UINT64_C(1) << FREE_BITS_MAX) {
		text_append_string(text, " would admit nearly everything");
		return;
	}
	if (family_of(suggestion->row->syscall, suggestion->index)) {
		text_append_string(text, " would refuse no known value (");
	} else {
		text_append_string(text, " would admit ");
		phrase_append_count(text, size);
		text_append_string(text, " values (");
	}
	phrase_append_restriction(
		text, &suggestion->restriction, suggestion->row->syscall, suggestion->target->arch);
	text_append_byte(text, ')');
}

void suggest_append_refusal(const struct tally *tally, const struct tally_row *row,
	const struct target *target, unsigned index, struct text *text)
{
	struct suggestion suggestion = {
		.tally = tally, .row = row, .target = target, .index = index};
	struct text name = {0};

	if (row->syscall)
		suggestion.fact = syscall_argument(row->syscall, target->arch, index);
	restriction_append_argument(&name, row->syscall, target->arch, index);
	text_append_format(text, "No suggestion for %s: ", text_string(&name));
	if (!suggestion.fact || row->syscall->numbers[target->arch] < 0)
		text_append_string(text, "the target has no such call or argument");
	else if (is_address(suggestion.fact))
		text_append_string(text, "it is an address, which differs in every run");
	else if (row->calls == 0)
		text_append_string(text, "the trace has no such call");
	else if (!find_cover(&suggestion) && !restriction_is_any(&suggestion.restriction))
		append_too_wide(&suggestion, text);
	else
		text_append_string(text, "the log does not tell its number in every call, and a "
					 "rule might kill the others");
	text_free(&name);
	cover_free(&suggestion.set);
}

static bool suggest_for_kind(const struct tally *tally, const struct tally_row *row,
	const struct target *target, enum argument_kind kind, struct restriction *ret,
	struct text *why)
{
	for (unsigned index = 0; index < SYSCALL_REGISTERS; index++) {
		const struct argument_fact *fact =
			syscall_argument(row->syscall, target->arch, index);

		if (fact && fact->kind == kind &&
			suggest_for_argument(tally, row, target, index, ret, why))
			return true;
	}
	return false;
}

bool suggest_restriction(const struct tally *tally, const struct tally_row *row,
	const struct target *target, enum suggest_scope scope, struct restriction *ret,
	struct text *why)
{
	if (!row->syscall)
		return false;
	for (size_t i = 0; i < LENGTH(stable_kinds); i++)
		if (suggest_for_kind(tally, row, target, stable_kinds[i], ret, why))
			return true;
	for (size_t i = 0; scope == SUGGEST_EVERY && i < LENGTH(volatile_kinds); i++)
		if (suggest_for_kind(tally, row, target, volatile_kinds[i], ret, why))
			return true;
	return false;
}

/* Whether a restriction of the rule would refuse something: it is `any`, and needed for that. */
static bool is_worth_restricting(
	const struct rule *rule, const struct filter *profile, const struct target *target)
{
	const struct syscall_fact *syscall = syscall_find(slice_of(rule->name));

	return restriction_is_any(&rule->restriction) && syscall &&
	       syscall->numbers[target->arch] >= 0 &&
	       state_of_rule(&rule->restriction, profile,
		       (unsigned)syscall->numbers[target->arch]) != STATE_REDUNDANT;
}

size_t suggest_rules(struct entry *entry, const struct tally *tally, const struct target *target,
	struct text *notes)
{
	const struct entry profile_only = {.profile = entry->profile};
	struct filter profile = filter_build(&profile_only, target);
	size_t restricted = 0;

	for (size_t i = 0; i < entry->count; i++) {
		struct slice name = slice_of(entry->rules[i].name);
		const struct tally_row *row = tally_find(tally, name);
		struct restriction restriction;

		if (!row || !is_worth_restricting(&entry->rules[i], &profile, target) ||
			!suggest_restriction(
				tally, row, target, SUGGEST_STABLE, &restriction, notes))
			continue;
		entry_set(entry, name, &restriction);
		if (notes)
			text_append_byte(notes, '\n');
		restricted++;
	}
	filter_free(&profile);
	return restricted;
}
