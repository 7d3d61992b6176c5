/*
 * What users type: restrictions (NAME:INDEX=VALUE,...&MASK), and each line as a name, a list of
 * values, a mask, capabilities, groups. What is accepted means the same when it is written and read
 * again.
 */
#include "trace/typed.h"
#include "batch/edit.h"
#include "manifest/reader.h"
#include "manifest/writer.h"
#include "review/finding.h"
#include "review/groups.h"
#include "target.h"

enum { LINES_MAX = 16 };

static void check_error(struct error *error)
{
	struct text text = {0};

	demand(error->what && error->what[0]);
	error_append_text(error, &text);
	demand_visible(slice_of_text(&text), "");
	text_free(&text);
	error_free(error);
}

/* The rule reads as something, and is the same after it was written and read. */
static void check_entry(const struct entry *entry, const struct target *target)
{
	const struct rule *rule = &entry->rules[0];
	struct manifest manifest = {0};
	struct error error = {0};
	struct text text = {0};

	restriction_append_text(
		&text, &rule->restriction, syscall_find(slice_of(rule->name)), target->arch);
	demand(text.length > 0);
	demand_visible(slice_of_text(&text), "");
	text_clear(&text);
	manifest_write_entry_for(entry, target->runtime, &text);
	demand_of(manifest_read("typed", slice_of_text(&text), target->runtime, &manifest, &error),
		text_string(&text));
	demand_of(entry_equal(&manifest.entry, entry), text_string(&text));
	manifest_free(&manifest);
	text_free(&text);
}

static void check_restriction(struct slice line, enum arch arch)
{
	struct target target = {.arch = arch, .runtime = 5 + (unsigned)line.length % 5};
	struct entry entry = {0};
	struct error error = {0};

	if (edit_restrict(&entry, line, &target, &error)) {
		demand(entry.count == 1 && syscall_find(slice_of(entry.rules[0].name)));
		check_entry(&entry, &target);
	} else {
		demand(entry.count == 0);
		check_error(&error);
	}
	entry_free(&entry);
}

/* A number means itself, whatever the argument. */
static void check_number(uint64_t number, const struct argument_fact *fact, enum arch arch)
{
	struct argument_value value;
	struct text text = {0};
	uint64_t mask = 0;

	value_append_text(&text, number);
	value = typed_value(slice_of_text(&text), fact, arch);
	demand_of(value.candidate_count == 1 && value.candidates[0] == number, text_string(&text));
	demand(typed_mask(slice_of_text(&text), fact, arch, &mask) && mask == number);
	text_free(&text);
}

static void check_values(struct slice line, const struct argument_fact *fact, enum arch arch)
{
	struct argument_value value = typed_value(line, fact, arch);
	uint64_t values[RULE_VALUES];
	size_t count = 0;
	struct slice bad = {0};
	uint64_t mask = 0;

	demand(value.candidate_count <= ARGUMENT_CANDIDATES);
	for (unsigned i = 0; i < value.candidate_count; i++)
		check_number(value.candidates[i], fact, arch);
	if (typed_values(line, fact, arch, values, RULE_VALUES, &count, &bad))
		demand(count > 0 && count <= RULE_VALUES);
	else
		demand(bad.length <= line.length);
	if (typed_mask(line, fact, arch, &mask))
		check_number(mask, fact, arch);
}

static void check_capabilities(struct slice line)
{
	struct error error = {0};
	struct text text = {0};
	uint64_t again = 0;
	uint64_t set = 0;

	if (!target_parse_capabilities(line, &set, &error)) {
		check_error(&error);
		return;
	}
	target_append_capabilities(&text, set);
	demand(target_parse_capabilities(slice_of_text(&text), &again, &error) && again == set);
	text_free(&text);
}

static void check_name(struct slice line)
{
	const char *nearest = syscall_nearest_name(line);
	enum finding_code code;
	struct entry entry = {0};
	struct error error = {0};
	struct slice bad = {0};
	unsigned set = 0;

	demand(!nearest || syscall_find(slice_of(nearest)));
	if (edit_allow(&entry, line, &error))
		demand(entry.count == 1 && edit_drop(&entry, line, &error) && entry.count == 0);
	else
		check_error(&error);
	if (!groups_parse(line, &set, &bad))
		demand(bad.length <= line.length);
	if (finding_parse_code(line, &code))
		demand(slice_is(line, finding_code_name(code)));
	entry_free(&entry);
}

static void check_line(struct slice line, uint64_t hash)
{
	const struct syscall_fact *syscall = syscall_at(hash % syscall_count());

	for (enum arch arch = 0; arch < ARCH_COUNT; arch++) {
		check_restriction(line, arch);
		check_values(line, NULL, arch);
		for (unsigned i = 0; i < SYSCALL_REGISTERS; i++)
			if (syscall_argument(syscall, arch, i))
				check_values(line, syscall_argument(syscall, arch, i), arch);
	}
	check_capabilities(line);
	check_name(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice rest = input_slice(bytes, size);

	for (unsigned lines = 0; rest.length > 0 && lines < LINES_MAX; lines++) {
		struct slice line = input_next_line(&rest);

		check_line(line, input_hash(line));
	}
	return 0;
}
