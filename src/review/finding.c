#include "review/finding.h"

#include <stdlib.h>

#include "base/memory.h"
#include "facts/nearest.h"
#include "review/check.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static check_whole *const whole_checks[] = {
	check_remarks,
	check_too_long,
	check_launch_set,
	check_compat_process,
	check_children_unseen,
	check_filtered_trace,
	check_unseen_vdso,
	check_unseen_exit,
	check_profile_surface,
};

static check_row *const row_checks[] = {
	check_limits,
	check_unknown_syscall,
	check_wrong_architecture,
	check_newer_than_runtime,
	check_redundant,
	check_without_effect,
	check_widening,
	check_needed_capability,
	check_first_value_only,
	check_empty_values,
	check_sign_extension,
	check_upper_half,
	check_pointer_argument,
	check_volatile_argument,
	check_libc_sibling,
	check_libc_value,
	check_never_seen,
	check_attack_surface,
};

static const struct {
	const char *name;
	enum severity severity;
} codes[FINDING_CODES] = {
	[FINDING_REDUNDANT] = {"redundant", SEVERITY_NOTE},
	[FINDING_WITHOUT_EFFECT] = {"without-effect", SEVERITY_WARNING},
	[FINDING_WIDENING] = {"widening", SEVERITY_WARNING},
	[FINDING_NEEDED_CAPABILITY] = {"needed-capability", SEVERITY_NOTE},
	[FINDING_FIRST_VALUE_ONLY] = {"first-value-only", SEVERITY_WARNING},
	[FINDING_EMPTY_VALUES] = {"empty-values", SEVERITY_WARNING},
	[FINDING_SIGN_EXTENSION] = {"sign-extension", SEVERITY_WARNING},
	[FINDING_POINTER_ARGUMENT] = {"pointer-argument", SEVERITY_WARNING},
	[FINDING_VOLATILE_ARGUMENT] = {"volatile-argument", SEVERITY_WARNING},
	[FINDING_UNKNOWN_SYSCALL] = {"unknown-syscall", SEVERITY_WARNING},
	[FINDING_WRONG_ARCHITECTURE] = {"wrong-architecture", SEVERITY_WARNING},
	[FINDING_COMPAT_PROCESS] = {"compat-process", SEVERITY_FAULT},
	[FINDING_CHILDREN_UNSEEN] = {"children-unseen", SEVERITY_WARNING},
	[FINDING_FILTERED_TRACE] = {"filtered-trace", SEVERITY_WARNING},
	[FINDING_NEWER_THAN_RUNTIME] = {"newer-than-runtime", SEVERITY_WARNING},
	[FINDING_LAUNCH_SET] = {"launch-set", SEVERITY_FAULT},
	[FINDING_LIBC_SIBLING] = {"libc-sibling", SEVERITY_NOTE},
	[FINDING_UNSEEN_VDSO] = {"unseen-vdso", SEVERITY_NOTE},
	[FINDING_UNSEEN_EXIT] = {"unseen-exit", SEVERITY_NOTE},
	[FINDING_NEVER_SEEN] = {"never-seen", SEVERITY_NOTE},
	[FINDING_ATTACK_SURFACE] = {"attack-surface", SEVERITY_NOTE},
	[FINDING_TOO_LONG] = {"too-long", SEVERITY_FAULT},
	[FINDING_LIMITS] = {"limits", SEVERITY_FAULT},
	[FINDING_REMARK] = {"remark", SEVERITY_WARNING},
};

static struct checker begin_checks(const struct finding_context *context)
{
	static const struct entry nothing;
	const unsigned all_groups = (1U << GROUP_COUNT) - 1;
	const struct entry profile = {.profile = context->entry->profile};
	struct checker checker = {.context = context};

	checker.filter = filter_build(context->entry, context->target);
	checker.profile = filter_build(&profile, context->target);
	checker.reserves = groups_additions(all_groups, &nothing, context->tally, context->target);
	checker.missing =
		groups_additions(all_groups, context->entry, context->tally, context->target);
	return checker;
}

static struct findings end_checks(struct checker *checker)
{
	additions_free(&checker->reserves);
	additions_free(&checker->missing);
	filter_free(&checker->filter);
	filter_free(&checker->profile);
	return checker->findings;
}

static void check_all_of_row(struct checker *checker, const struct review_row *row)
{
	for (size_t i = 0; i < LENGTH(row_checks); i++)
		row_checks[i](checker, row);
}

struct findings findings_make(const struct finding_context *context)
{
	struct checker checker = begin_checks(context);

	for (size_t i = 0; i < LENGTH(whole_checks); i++)
		whole_checks[i](&checker);
	for (size_t row = 0; row < context->review->count; row++)
		check_all_of_row(&checker, &context->review->rows[row]);
	return end_checks(&checker);
}

struct findings findings_make_of_row(
	const struct finding_context *context, const struct review_row *row)
{
	struct checker checker = begin_checks(context);

	check_all_of_row(&checker, row);
	return end_checks(&checker);
}

void findings_free(struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		free(findings->items[i].name);
		text_free(&findings->items[i].sentence);
	}
	free(findings->items);
	*findings = (struct findings){0};
}

const char *finding_code_name(enum finding_code code)
{
	return codes[code].name;
}

const char *finding_label(const struct finding *finding)
{
	return finding->label ? finding->label : codes[finding->code].name;
}

bool finding_parse_code(struct slice name, enum finding_code *ret_code)
{
	for (unsigned code = 0; code < FINDING_REMARK; code++) {
		if (!slice_is(name, codes[code].name))
			continue;
		*ret_code = (enum finding_code)code;
		return true;
	}
	return false;
}

const char *finding_nearest_code(struct slice name)
{
	struct nearest nearest = nearest_begin(name);

	for (unsigned code = 0; code < FINDING_REMARK; code++)
		nearest_offer(&nearest, codes[code].name);
	return nearest.name;
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {
		[SEVERITY_NOTE] = "note",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_FAULT] = "fault",
	};

	return names[severity];
}

bool finding_is_fixable(const struct finding *finding)
{
	return finding->fix.kind != FIX_NONE;
}

size_t findings_count(const struct findings *findings, enum severity least)
{
	size_t count = 0;

	for (size_t i = 0; i < findings->count; i++)
		count += findings->items[i].severity >= least;
	return count;
}

size_t findings_count_of(const struct findings *findings, struct slice name)
{
	size_t count = 0;

	for (size_t i = 0; i < findings->count; i++) {
		const char *about = findings->items[i].name;

		count += about ? slice_is(name, about) : !name.start;
	}
	return count;
}

struct finding *check_add(
	struct checker *checker, enum finding_code code, struct slice name, int index)
{
	struct findings *list = &checker->findings;
	struct finding *finding;

	list->items = memory_reserve(
		list->items, &list->capacity, list->count + 1, sizeof(list->items[0]));
	finding = &list->items[list->count++];
	*finding = (struct finding){.code = code, .severity = codes[code].severity, .index = index};
	if (name.start)
		finding->name = memory_copy_string(name.start, name.length);
	return finding;
}

void check_say_name(struct finding *finding)
{
	text_append_visible(&finding->sentence, slice_of(finding->name));
	text_append_string(&finding->sentence, ": ");
}

void check_say(struct finding *finding, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	text_append_arguments(&finding->sentence, format, arguments);
	va_end(arguments);
}

void check_fix_drop(struct finding *finding)
{
	finding->fix.kind = FIX_DROP;
}

void check_fix_set(struct finding *finding, const struct restriction *restriction)
{
	finding->fix.kind = FIX_SET;
	finding->fix.restriction = *restriction;
}

int check_number(const struct checker *checker, const struct review_row *row)
{
	return row->syscall ? row->syscall->numbers[checker->context->target->arch] : -1;
}

bool check_is_allowed(const struct checker *checker, const struct syscall_fact *syscall)
{
	int number = syscall->numbers[checker->context->target->arch];
	size_t count;

	if (number < 0)
		return false;
	filter_tests(&checker->filter, (unsigned)number, &count);
	return count > 0 || (unsigned)number == checker->filter.execve;
}
