#include "batch/edit.h"

#include "trace/typed.h"

static bool refuse_name(struct slice name, struct error *error)
{
	const char *nearest = syscall_nearest_name(name);
	const char *question = nearest ? "; did you mean " : "";

	return error_set(error, NULL, 0, 0, "no system call is named '%.*s'%s%s", (int)name.length,
		name.start, question, nearest ? nearest : "");
}

bool edit_allow(struct entry *entry, struct slice name, struct error *error)
{
	if (!syscall_find(name))
		return refuse_name(name, error);
	entry_allow(entry, name);
	return true;
}

bool edit_drop(struct entry *entry, struct slice name, struct error *error)
{
	return entry_drop(entry, name) || syscall_find(name) || refuse_name(name, error);
}

static bool refuse_form(struct slice text, struct error *error)
{
	return error_set(error, NULL, 0, 0,
		"'%.*s' is no restriction; write NAME:INDEX=VALUE,... or NAME:INDEX&MASK "
		"(index 0 to 5)",
		(int)text.length, text.start);
}

static bool refuse_value(struct slice value, const struct syscall_fact *syscall, unsigned index,
	enum arch arch, struct error *error)
{
	const struct argument_fact *fact = syscall_argument(syscall, arch, index);
	struct text why = {0};

	if (typed_value(value, fact, arch).candidate_count > 0)
		return error_set(error, NULL, 0, 0, "Northstar takes at most %d values in one rule",
			RULE_VALUES);
	typed_append_refusal(&why, value, syscall, index, arch);
	error_set(error, NULL, 0, 0, "%s", text_string(&why));
	text_free(&why);
	return false;
}

static bool refuse_index(
	const struct syscall_fact *syscall, enum arch arch, unsigned index, struct error *error)
{
	unsigned count = syscall->argument_counts[arch];

	return error_set(error, NULL, 0, 0, "%s has %u argument%s; there is none of index %u",
		syscall->name, count, count == 1 ? "" : "s", index);
}

static bool read_values(struct slice list, const struct syscall_fact *syscall, enum arch arch,
	struct restriction *restriction, struct error *error)
{
	const struct argument_fact *fact = syscall_argument(syscall, arch, restriction->index);
	struct slice bad;

	restriction->has_values = true;
	return typed_values(list, fact, arch, restriction->values, RULE_VALUES,
		       &restriction->value_count, &bad) ||
	       refuse_value(bad, syscall, restriction->index, arch, error);
}

static bool read_mask(struct slice text, const struct syscall_fact *syscall, enum arch arch,
	struct restriction *restriction, struct error *error)
{
	const struct argument_fact *fact = syscall_argument(syscall, arch, restriction->index);

	restriction->has_mask = true;
	return typed_mask(text, fact, arch, &restriction->mask) ||
	       refuse_value(text, syscall, restriction->index, arch, error);
}

bool edit_restrict(
	struct entry *entry, struct slice text, const struct target *target, struct error *error)
{
	size_t colon = slice_find_byte(text, ':');
	struct slice name = slice_until(text, colon);
	struct slice rest = slice_after(text, colon + 1);
	struct slice condition = slice_after(rest, 1);
	const struct syscall_fact *syscall = syscall_find(name);
	struct restriction restriction = {0};
	size_t mask = slice_find_byte(condition, '&');

	if (!syscall)
		return refuse_name(name, error);
	if (condition.length < 2 || rest.start[0] < '0' || rest.start[0] > '5' ||
		(condition.start[0] != '=' && condition.start[0] != '&'))
		return refuse_form(text, error);
	restriction.index = (unsigned)(rest.start[0] - '0');
	if (!syscall_argument(syscall, target->arch, restriction.index) &&
		syscall->numbers[target->arch] >= 0)
		return refuse_index(syscall, target->arch, restriction.index, error);
	if (condition.start[0] == '=' && !read_values(slice_after(slice_until(condition, mask), 1),
						 syscall, target->arch, &restriction, error))
		return false;
	if (mask < condition.length && !read_mask(slice_after(condition, mask + 1), syscall,
					       target->arch, &restriction, error))
		return false;
	entry_set(entry, name, &restriction);
	return true;
}
