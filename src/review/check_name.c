/*
 * Names: whether a kernel has the call, on this architecture, and whether the runtime and the libc
 * of tomorrow know it by the same name.
 */
#include <string.h>

#include "facts/added.h"
#include "facts/family.h"
#include "facts/sibling.h"
#include "review/admits.h"
#include "review/check.h"
#include "review/phrase.h"
#include "trace/typed.h"

static void check_unknown_rule(struct checker *checker, const struct review_row *row)
{
	const char *nearest = syscall_nearest_name(row->name);
	struct finding *finding = check_add(checker, FINDING_UNKNOWN_SYSCALL, row->name, -1);

	check_say_name(finding);
	check_say(finding, "no kernel that we know has a call of this name; the runtime ignores "
			   "the rule without a word.");
	if (!nearest) {
		check_fix_drop(finding);
		return;
	}
	check_say(finding, " Is %s meant?", nearest);
	finding->fix.kind = FIX_MOVE;
	finding->fix.name = nearest;
	finding->fix.restriction = row->rule->restriction;
}

void check_unknown_syscall(struct checker *checker, const struct review_row *row)
{
	struct finding *finding;

	if (row->syscall)
		return;
	if (row->rule) {
		check_unknown_rule(checker, row);
		return;
	}
	finding = check_add(checker, FINDING_UNKNOWN_SYSCALL, row->name, -1);
	check_say_name(finding);
	check_say(finding, "the trace has this call, but no kernel that we know has the name; no "
			   "rule can allow it.");
}

/* Returns the value that has the same names on `arch` as `value` has on the other architecture: a
 * flag may be another bit there. What has no name stays as it is. */
static uint64_t translate(uint64_t value, const struct family *family,
	const struct argument_fact *fact, enum arch arch)
{
	enum arch other = arch == ARCH_X86_64 ? ARCH_AARCH64 : ARCH_X86_64;
	struct argument_value read;
	struct text names = {0};

	family_append_text(&names, family, other, value);
	read = typed_value(slice_of_text(&names), fact, arch);
	text_free(&names);
	return read.candidate_count == 1 ? read.candidates[0] : value;
}

static void translate_all(struct restriction *restriction, const struct family *family,
	const struct argument_fact *fact, enum arch arch)
{
	for (size_t i = 0; i < restriction->value_count; i++)
		restriction->values[i] = translate(restriction->values[i], family, fact, arch);
	if (restriction->has_mask && family && family_has_bits(family))
		restriction->mask = translate(restriction->mask, family, fact, arch);
}

/* The same restriction in a call whose arguments may stand in other registers: that of the argument
 * with the same name, `any` where there is none. */
static struct restriction carry_over(const struct restriction *old, const struct syscall_fact *from,
	const struct syscall_fact *to, enum arch arch)
{
	const struct argument_fact *source = syscall_argument(from, arch, old->index);
	struct restriction result = *old;

	if (restriction_is_any(old) || !source)
		return (struct restriction){0};
	for (unsigned index = 0; index < SYSCALL_REGISTERS; index++) {
		const struct argument_fact *target = syscall_argument(to, arch, index);

		result.index = index;
		if (!target || strcmp(target->name, source->name) != 0 ||
			target->kind != source->kind)
			continue;
		if (family_of(from, old->index) && from->numbers[!arch] >= 0)
			translate_all(&result, family_of(from, old->index), target, arch);
		return result;
	}
	return (struct restriction){0};
}

static void fix_by_counterpart(struct checker *checker, struct finding *finding,
	const struct review_row *row, const struct syscall_fact *other)
{
	enum arch arch = checker->context->target->arch;

	finding->fix.name = other->name;
	if (!row->rule) {
		finding->fix.kind = check_is_allowed(checker, other) ? FIX_NONE : FIX_SET;
		return;
	}
	finding->fix.kind = check_is_allowed(checker, other) ? FIX_DROP : FIX_MOVE;
	finding->fix.restriction = carry_over(&row->rule->restriction, row->syscall, other, arch);
}

/* Returns where the call exists: the other architecture, or only 32-bit programs. */
static const char *where_it_exists(const struct syscall_fact *syscall, enum arch arch)
{
	enum arch other = arch == ARCH_X86_64 ? ARCH_AARCH64 : ARCH_X86_64;

	return syscall->numbers[other] >= 0 ? arch_name(other) : "32-bit programs";
}

/* Whether only 32-bit programs have the call. */
static bool is_compat_only(const struct syscall_fact *syscall)
{
	return syscall->numbers[ARCH_X86_64] < 0 && syscall->numbers[ARCH_AARCH64] < 0;
}

/* Of traced calls of 32-bit programs compat-process tells once. */
void check_wrong_architecture(struct checker *checker, const struct review_row *row)
{
	enum arch arch = checker->context->target->arch;
	const struct syscall_fact *other;
	struct finding *finding;

	if (!row->syscall || row->syscall->numbers[arch] >= 0 ||
		(!row->rule && is_compat_only(row->syscall)))
		return;
	other = sibling_on_arch(row->syscall, arch);
	finding = check_add(checker, FINDING_WRONG_ARCHITECTURE, row->name, -1);
	check_say_name(finding);
	check_say(finding, "only %s %s this call, not %s.", where_it_exists(row->syscall, arch),
		row->syscall->numbers[!arch] >= 0 ? "has" : "have", arch_name(arch));
	if (other) {
		check_say(
			finding, " What does the same on %s is %s.", arch_name(arch), other->name);
		fix_by_counterpart(checker, finding, row, other);
	} else if (row->rule) {
		check_say(finding, " The runtime ignores the rule.");
		check_fix_drop(finding);
	}
}

void check_newer_than_runtime(struct checker *checker, const struct review_row *row)
{
	unsigned runtime = checker->context->target->runtime;
	struct linux_version added;
	struct linux_version headers = added_headers_of_runtime(runtime);
	struct finding *finding;

	if (!row->rule || check_number(checker, row) < 0 || !added_find(row->name, &added) ||
		!added_is_newer(added, headers))
		return;
	finding = check_add(checker, FINDING_NEWER_THAN_RUNTIME, row->name, -1);
	check_say_name(finding);
	check_say(finding,
		"it came with Linux %u.%u, and a Northstar 0.%u was most likely built with the "
		"names of Linux %u.%u. Then it ignores the rule and kills the call.",
		added.major, added.minor, runtime, headers.major, headers.minor);
}

void check_libc_sibling(struct checker *checker, const struct review_row *row)
{
	enum arch arch = checker->context->target->arch;
	const struct sibling *sibling;
	size_t cursor = 0;

	if (!row->traced || !coverage_is_full(&row->coverage[MEANING_BUILT]))
		return;
	while ((sibling = sibling_next(row->name, &cursor)) != NULL) {
		const struct syscall_fact *other = syscall_find(slice_of(sibling->other));
		struct finding *finding;

		if (!other || other->numbers[arch] < 0 || check_is_allowed(checker, other))
			continue;
		finding = check_add(checker, FINDING_LIBC_SIBLING, row->name, -1);
		check_say_name(finding);
		check_say(finding, "%s calls %s instead, which would be killed.", sibling->since,
			sibling->other);
		finding->fix = (struct fix){.kind = FIX_SET, .name = sibling->other};
	}
}

/* Whether the filter refuses the call with this value in the register, whatever the others hold. */
static bool refuses_value(
	const struct checker *checker, const struct review_row *row, unsigned index, uint64_t value)
{
	size_t count;
	const struct filter_test *tests =
		filter_tests(&checker->filter, (unsigned)check_number(checker, row), &count);

	for (size_t i = 0; i < count; i++)
		if (tests[i].restriction.index != index ||
			restriction_passes(&tests[i].restriction, value, MEANING_BUILT))
			return false;
	return count > 0;
}

static struct finding *say_libc_value(
	struct checker *checker, const struct review_row *row, const struct sibling_value *value)
{
	struct finding *finding =
		check_add(checker, FINDING_LIBC_SIBLING, row->name, (int)value->index);

	check_say_name(finding);
	check_say(finding, "%s calls it with ", value->since);
	phrase_append_value(&finding->sentence, row->syscall, checker->context->target->arch,
		value->index, value->value);
	check_say(finding, " too, which the rule refuses.");
	check_fix_set(finding, &row->rule->restriction);
	finding->fix.restriction.has_mask = true;
	return finding;
}

void check_libc_value(struct checker *checker, const struct review_row *row)
{
	const struct sibling_value *value;
	struct finding *finding = NULL;
	size_t cursor = 0;

	if (!row->traced || !row->rule || check_number(checker, row) < 0)
		return;
	while ((value = sibling_next_value(row->name, &cursor)) != NULL) {
		if (!refuses_value(checker, row, value->index, value->value))
			continue;
		if (!finding)
			finding = say_libc_value(checker, row, value);
		finding->fix.restriction.mask |= value->value;
	}
	if (!finding)
		return;
	check_say(finding, " A mask for it admits besides the trace: ");
	admits_append_besides(&finding->sentence, &finding->fix.restriction,
		checker->context->tally, row->traced, row->syscall, checker->context->target->arch);
	check_say(finding, ".");
}
