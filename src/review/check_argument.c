/*
 * What a rule compares: whether as built it says what it seems to say, and whether the argument is
 * worth comparing.
 */
#include <string.h>

#include "review/check.h"
#include "review/cover.h"
#include "review/phrase.h"
#include "review/suggest.h"

/* A mask of so many bits refuses next to nothing. */
#define WIDE_MASK_BITS 24

#define UPPER_HALF     UINT64_C(0xffffffff00000000)

/* Standard input, output and error: the only descriptors that are the same in every run. */
#define LAST_STANDARD_FD 2

static const struct restriction any;

/* Returns the row's restriction, NULL when it has none or names no register. */
static const struct restriction *restriction_of(const struct review_row *row)
{
	if (!row->rule || restriction_is_any(&row->rule->restriction) ||
		row->rule->restriction.index >= SYSCALL_REGISTERS)
		return NULL;
	return &row->rule->restriction;
}

/* Returns the facts of the argument that the row's rule compares, NULL when nothing is known. */
static const struct argument_fact *argument_of(
	const struct checker *checker, const struct review_row *row)
{
	const struct restriction *restriction = restriction_of(row);

	if (!restriction || !row->syscall)
		return NULL;
	return syscall_argument(row->syscall, checker->context->target->arch, restriction->index);
}

/* Whether something passes that would not pass without the rule. */
static bool has_effect(const struct checker *checker, const struct review_row *row)
{
	int number = check_number(checker, row);
	enum state worth;

	if (number < 0)
		return true;
	worth = state_of_rule(&row->rule->restriction, &checker->profile, (unsigned)number);
	return worth != STATE_REDUNDANT && worth != STATE_WITHOUT_EFFECT;
}

/* Adds a finding about the argument that the rule compares: a note where the rule has no effect. */
static struct finding *add_finding(
	struct checker *checker, enum finding_code code, const struct review_row *row)
{
	struct finding *finding =
		check_add(checker, code, row->name, (int)row->rule->restriction.index);

	if (!has_effect(checker, row))
		finding->severity = SEVERITY_NOTE;
	check_say_name(finding);
	return finding;
}

/* What the rule does with other calls: where it has no effect, they pass all the same. */
static const char *refuses(const struct checker *checker, const struct review_row *row)
{
	return has_effect(checker, row) ? "kills" : "refuses";
}

static void say_value(struct finding *finding, const struct checker *checker,
	const struct review_row *row, uint64_t value)
{
	phrase_append_value(&finding->sentence, row->syscall, checker->context->target->arch,
		row->rule->restriction.index, value);
}

static void say_argument(
	struct finding *finding, const struct checker *checker, const struct review_row *row)
{
	restriction_append_argument(&finding->sentence, row->syscall,
		checker->context->target->arch, row->rule->restriction.index);
}

static void say_restriction(struct finding *finding, const struct checker *checker,
	const struct review_row *row, const struct restriction *restriction)
{
	phrase_append_restriction(
		&finding->sentence, restriction, row->syscall, checker->context->target->arch);
}

/* Returns how many traced calls had `value` for certain. */
static uint64_t count_traced(
	const struct checker *checker, const struct review_row *row, uint64_t wanted)
{
	unsigned index = row->rule->restriction.index;
	struct tally_value value;
	size_t cursor = 0;
	uint64_t count = 0;

	while (row->traced &&
		tally_next_value(checker->context->tally, row->traced, index, &cursor, &value))
		if (value.candidate_count == 1 && value.candidates[0] == wanted)
			count += value.count;
	return count;
}

/* The values of a rule, and what the trace used of them. */
struct listed {
	struct cover_set set;
	size_t refused;	    /* as built, of the list */
	size_t used;	    /* distinct ones that were traced */
	size_t used_killed; /* of them, refused */
	size_t most_used;   /* position in the list */
	uint64_t most_count;
};

static struct listed list_values(const struct checker *checker, const struct review_row *row)
{
	const struct restriction *restriction = &row->rule->restriction;
	struct listed listed = {0};

	for (size_t i = 0; i < restriction->value_count; i++) {
		uint64_t value = restriction->values[i];
		uint64_t count = count_traced(checker, row, value);
		bool is_refused = !restriction_passes(restriction, value, MEANING_BUILT);

		cover_add(&listed.set, value, count);
		listed.refused += is_refused;
		listed.used += count > 0;
		listed.used_killed += count > 0 && is_refused;
		if (count > listed.most_count) {
			listed.most_count = count;
			listed.most_used = i;
		}
	}
	return listed;
}

static struct restriction put_first(const struct restriction *restriction, size_t position)
{
	struct restriction result = *restriction;
	uint64_t first = result.values[position];

	memmove(&result.values[1], &result.values[0], position * sizeof(result.values[0]));
	result.values[0] = first;
	return result;
}

static void fix_by_order(struct finding *finding, const struct checker *checker,
	const struct review_row *row, size_t position)
{
	struct restriction restriction = put_first(&row->rule->restriction, position);

	check_fix_set(finding, &restriction);
	check_say(finding, " Put ");
	say_value(finding, checker, row, restriction.values[0]);
	check_say(finding, " first, which the trace uses.");
}

/* What passes as built must pass still: all that the rule's mask lets pass, 0 among it. */
static void fix_by_cover(struct finding *finding, const struct checker *checker,
	const struct review_row *row, struct listed *listed)
{
	const struct restriction *old = &row->rule->restriction;
	struct restriction cover;

	if (old->has_mask)
		cover_add(&listed->set, 0, 0);
	cover_sort(&listed->set);
	cover = cover_by_value(&listed->set, old->index, old->has_mask ? old->mask : 0);
	if (cover.has_mask && __builtin_popcountll(cover.mask) > WIDE_MASK_BITS) {
		check_say(finding, " A mask that covers them all would admit nearly everything.");
		return;
	}
	check_fix_set(finding, &cover);
	check_say(finding, " Say \"");
	say_restriction(finding, checker, row, &cover);
	check_say(finding, "\", which admits ");
	cover_append_others(&finding->sentence, &cover, &listed->set, row->syscall,
		checker->context->target->arch);
	check_say(finding, ".");
}

static void say_refused(
	struct finding *finding, const struct checker *checker, const struct review_row *row)
{
	const struct restriction *restriction = &row->rule->restriction;
	const char *separator = "";

	for (size_t i = 1; i < restriction->value_count; i++) {
		if (restriction_passes(restriction, restriction->values[i], MEANING_BUILT))
			continue;
		check_say(finding, "%s", separator);
		say_value(finding, checker, row, restriction->values[i]);
		separator = ", ";
	}
}

void check_first_value_only(struct checker *checker, const struct review_row *row)
{
	const struct restriction *restriction = restriction_of(row);
	struct listed listed;
	struct finding *finding;

	if (!restriction || !restriction->has_values || restriction->value_count < 2)
		return;
	listed = list_values(checker, row);
	if (listed.refused > 0) {
		finding = add_finding(checker, FINDING_FIRST_VALUE_ONLY, row);
		check_say(finding, "Northstar as built compares ");
		say_argument(finding, checker, row);
		check_say(finding, " with the first value only (");
		say_value(finding, checker, row, restriction->values[0]);
		check_say(finding, ") and %s calls with ", refuses(checker, row));
		say_refused(finding, checker, row);
		if (listed.used > 0 && listed.used_killed == 0) {
			check_say(finding, ", which the trace does not use");
			finding->severity = SEVERITY_NOTE;
		}
		check_say(finding, ".");
		if (listed.used == 1 && listed.used_killed == 1)
			fix_by_order(finding, checker, row, listed.most_used);
		else
			fix_by_cover(finding, checker, row, &listed);
	}
	cover_free(&listed.set);
}

void check_empty_values(struct checker *checker, const struct review_row *row)
{
	const struct restriction *restriction = restriction_of(row);
	struct finding *finding;

	if (!restriction || !restriction->has_values || restriction->value_count > 0)
		return;
	finding = add_finding(checker, FINDING_EMPTY_VALUES, row);
	check_say(finding, "an empty list of values lets every argument pass. Write `any`, which "
			   "says so, or the values.");
	check_fix_set(finding, &any);
}

static uint64_t extend_sign(uint64_t value)
{
	return (uint64_t)(int64_t)(int32_t)(uint32_t)value;
}

/* Whether `value` is a negative number of 32 bits, extended in either way. */
static bool is_negative(uint64_t value)
{
	return (value >> 31 & 1) && (value >> 32 == 0 || value == extend_sign(value));
}

/* Whether the restriction lets one of the two registers of a negative number pass, and not both. */
static bool splits(const struct restriction *restriction, uint64_t value)
{
	return restriction_passes(restriction, (uint32_t)value, MEANING_BUILT) !=
	       restriction_passes(restriction, extend_sign(value), MEANING_BUILT);
}

/* Sets `ret_value` to a negative number, traced or in the rule, of which only one register
 * passes. */
static bool find_split(const struct checker *checker, const struct review_row *row, bool is_signed,
	uint64_t *ret_value)
{
	const struct restriction *restriction = &row->rule->restriction;
	struct tally_value value;
	size_t cursor = 0;

	while (row->traced && tally_next_value(checker->context->tally, row->traced,
				      restriction->index, &cursor, &value)) {
		*ret_value = value.candidates[0];
		if (value.candidate_count == 2 && is_negative(*ret_value) &&
			splits(restriction, *ret_value))
			return true;
	}
	for (size_t i = 0; is_signed && i < restriction->value_count; i++) {
		*ret_value = restriction->values[i];
		if (is_negative(*ret_value) && splits(restriction, *ret_value))
			return true;
	}
	return false;
}

/* Another argument, if the trace tells of a good one; else none at all. */
static void fix_by_other_argument(
	struct finding *finding, const struct checker *checker, const struct review_row *row)
{
	const struct finding_context *context = checker->context;
	struct restriction other = any;

	if (row->traced)
		suggest_restriction(
			context->tally, row->traced, context->target, SUGGEST_STABLE, &other, NULL);
	check_fix_set(finding, &other);
	check_say(finding, " Better: ");
	say_restriction(finding, checker, row, &other);
	check_say(finding, ".");
}

void check_sign_extension(struct checker *checker, const struct review_row *row)
{
	const struct argument_fact *fact = argument_of(checker, row);
	const struct restriction *restriction = restriction_of(row);
	struct finding *finding;
	bool passes_zero;
	uint64_t value;

	if (!fact || fact->width != 32 || restriction_admits_all(restriction) ||
		!find_split(checker, row, fact->is_signed, &value))
		return;
	passes_zero = restriction_passes(restriction, (uint32_t)value, MEANING_BUILT);
	finding = add_finding(checker, FINDING_SIGN_EXTENSION, row);
	if ((uint32_t)value == UINT32_MAX)
		check_say(finding, "-1");
	else
		say_value(finding, checker, row, value);
	check_say(finding,
		" arrives as 0x%08x or as 0x%016llx, which of them depends on the libc; this rule "
		"%s the %s.",
		(unsigned)value, (unsigned long long)extend_sign(value), refuses(checker, row),
		passes_zero ? "second" : "first");
	check_say(finding,
		" Northstar as built cannot say both by values, and a mask of both admits "
		"nearly everything.");
	fix_by_other_argument(finding, checker, row);
}

/* Calls that had no wrapper in a libc for long, or have none still. Programs make them through
 * syscall(2), whose arguments of 32 bits may have anything in the upper half of the register.
 * (snapd pull request 11760: copy_file_range) */
static bool is_made_by_number(struct slice name)
{
	static const char *const names[] = {
		"bpf",
		"close_range",
		"copy_file_range",
		"finit_module",
		"getrandom",
		"io_uring_enter",
		"membarrier",
		"memfd_create",
		"perf_event_open",
		"pidfd_getfd",
		"pidfd_open",
		"pidfd_send_signal",
		"pivot_root",
		"process_madvise",
		"renameat2",
		"seccomp",
		"userfaultfd",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(name, names[i]))
			return true;
	return false;
}

/* Whether it says which flags may be set, and nothing of the upper half: a mask, or just 0. */
static bool limits_flags(const struct restriction *restriction)
{
	if (restriction_admits_all(restriction))
		return false;
	if (restriction->has_mask)
		return restriction->mask >> 31 == 0;
	return restriction->value_count == 1 && restriction->values[0] == 0;
}

void check_upper_half(struct checker *checker, const struct review_row *row)
{
	const struct argument_fact *fact = argument_of(checker, row);
	const struct restriction *restriction = restriction_of(row);
	struct finding *finding;
	struct restriction wide;

	if (!fact || fact->width != 32 || fact->kind != KIND_FLAGS ||
		!is_made_by_number(row->name) || !limits_flags(restriction))
		return;
	wide = *restriction;
	wide.has_mask = true;
	wide.mask |= UPPER_HALF;
	if (wide.value_count == 1 && wide.values[0] == 0)
		wide = (struct restriction){
			.has_mask = true, .index = wide.index, .mask = wide.mask};
	finding = add_finding(checker, FINDING_SIGN_EXTENSION, row);
	finding->severity = SEVERITY_NOTE;
	check_say(finding, "the kernel looks at 32 bits of ");
	say_argument(finding, checker, row);
	check_say(finding,
		", but the filter at 64, and some programs leave rubbish in the upper half. The "
		"mask 0x%llx ignores it.",
		(unsigned long long)wide.mask);
	check_fix_set(finding, &wide);
}

/* Whether the rule compares with nothing but NULL. */
static bool compares_with_zero(const struct restriction *restriction)
{
	if (restriction->has_mask && restriction->mask != 0)
		return false;
	for (size_t i = 0; i < restriction->value_count; i++)
		if (restriction->values[i] != 0)
			return false;
	return true;
}

void check_pointer_argument(struct checker *checker, const struct review_row *row)
{
	const struct argument_fact *fact = argument_of(checker, row);
	const struct restriction *restriction = restriction_of(row);
	struct finding *finding;

	if (!fact || (fact->kind != KIND_POINTER && fact->kind != KIND_ADDRESS) ||
		compares_with_zero(restriction) || restriction_admits_all(restriction))
		return;
	finding = add_finding(checker, FINDING_POINTER_ARGUMENT, row);
	say_argument(finding, checker, row);
	check_say(finding,
		" is an address: it differs in every run, and the filter cannot see what lies "
		"there.");
	fix_by_other_argument(finding, checker, row);
}

static bool is_user_or_group(const struct argument_fact *fact)
{
	return strcmp(fact->type, "uid_t") == 0 || strcmp(fact->type, "gid_t") == 0;
}

/* Whether `value` of an argument of this kind is the same in every run. */
static bool is_stable(enum argument_kind kind, uint64_t value)
{
	if (kind == KIND_FD)
		return value <= LAST_STANDARD_FD || is_negative(value);
	if (kind == KIND_PID)
		return value <= 1 || is_negative(value);
	return value == 0;
}

static bool is_volatile(const struct argument_fact *fact, const struct restriction *restriction)
{
	enum argument_kind kind = fact->kind;

	if (kind != KIND_FD && kind != KIND_PID && kind != KIND_SIZE && kind != KIND_OFFSET)
		return false;
	if (is_user_or_group(fact))
		return false;
	for (size_t i = 0; i < restriction->value_count; i++)
		if (!is_stable(kind, restriction->values[i]))
			return true;
	/* a mask of 3 is what 0, 1 and 2 take */
	return restriction->has_mask && !is_stable(kind, restriction->mask & ~UINT64_C(1));
}

void check_volatile_argument(struct checker *checker, const struct review_row *row)
{
	static const char *const nouns[KIND_TOTAL] = {
		[KIND_FD] = "a file descriptor",
		[KIND_PID] = "a process id",
		[KIND_SIZE] = "a size",
		[KIND_OFFSET] = "an offset",
	};
	const struct argument_fact *fact = argument_of(checker, row);
	const struct restriction *restriction = restriction_of(row);
	struct finding *finding;

	if (!restriction || !row->syscall || restriction_admits_all(restriction) ||
		(fact && !is_volatile(fact, restriction)))
		return;
	finding = add_finding(checker, FINDING_VOLATILE_ARGUMENT, row);
	if (fact) {
		say_argument(finding, checker, row);
		check_say(finding, " is %s, which changes from run to run.", nouns[fact->kind]);
	} else
		check_say(finding,
			"it has %u argument%s, so register %u holds whatever was left there.",
			row->syscall->argument_counts[checker->context->target->arch],
			phrase_plural(
				row->syscall->argument_counts[checker->context->target->arch]),
			restriction->index);
	fix_by_other_argument(finding, checker, row);
}
