/*
 * Manifests: what is read can be changed and written, is read again as what was wanted, and means
 * the same outside of the entry.
 */
#include "base/error.h"
#include "manifest/diff.h"
#include "manifest/splice.h"
#include "target.h"

/* Documents may stand for more nodes than they have, by aliases within aliases. */
enum { NODES_COMPARED = 20000 };

struct trial {
	struct manifest before;
	struct entry wanted;
	unsigned runtime;
	uint64_t state; /* of the chance */
};

static unsigned chance(struct trial *trial, unsigned limit)
{
	trial->state = trial->state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (unsigned)(trial->state >> 33) % limit;
}

static struct restriction some_restriction(struct trial *trial)
{
	struct restriction restriction = {.index = chance(trial, 6)};

	restriction.has_values = chance(trial, 2);
	restriction.has_mask = !restriction.has_values || chance(trial, 2);
	restriction.value_count = restriction.has_values ? chance(trial, 4) : 0;
	for (size_t i = 0; i < restriction.value_count; i++)
		restriction.values[i] = UINT64_MAX >> chance(trial, 64);
	restriction.mask = restriction.has_mask ? UINT64_MAX >> chance(trial, 64) : 0;
	return restriction;
}

/* The name of a rule that is there, or another one. */
static struct slice some_name(struct trial *trial)
{
	static const char *const names[] = {
		"read", "write", "no_such_call", "null", "1", "~", "a: b"};

	if (trial->wanted.count > 0 && chance(trial, 3) > 0)
		return slice_of(
			trial->wanted.rules[chance(trial, (unsigned)trial->wanted.count)].name);
	return slice_of(names[chance(trial, sizeof(names) / sizeof(names[0]))]);
}

static void change(struct trial *trial)
{
	struct slice name = some_name(trial);
	struct restriction restriction = some_restriction(trial);

	switch (chance(trial, 6)) {
	case 0:
		entry_allow(&trial->wanted, name);
		break;
	case 1:
	case 2:
		entry_set(&trial->wanted, name, &restriction);
		break;
	case 3:
		trial->wanted.profile = PROFILE_DEFAULT - trial->wanted.profile;
		break;
	case 4:
		while (trial->wanted.count > 0 && chance(trial, 5))
			entry_drop(&trial->wanted, slice_of(trial->wanted.rules[0].name));
		break;
	default:
		entry_drop(&trial->wanted, name);
	}
}

static const struct node *skip_entry(const struct manifest *manifest, const struct node *key)
{
	while (key == manifest->layout.seccomp_key || key == manifest->layout.outer_profile_key) {
		if (!key)
			return NULL;
		key = node_next(&manifest->document, node_next(&manifest->document, key));
	}
	return key;
}

static void compare_nodes(const struct manifest *a, const struct node *left,
	const struct manifest *b, const struct node *right, unsigned *left_over)
{
	if (*left_over == 0)
		return;
	--*left_over;
	left = node_resolve(&a->document, left);
	right = node_resolve(&b->document, right);
	demand(left->kind == right->kind);
	demand(slice_equal(node_tag(&a->document, left), node_tag(&b->document, right)));
	if (left->kind == NODE_SCALAR) {
		demand(slice_equal(
			node_value(&a->document, left), node_value(&b->document, right)));
		return;
	}
	left = node_first(&a->document, left);
	right = node_first(&b->document, right);
	for (; left && right;
		left = node_next(&a->document, left), right = node_next(&b->document, right))
		compare_nodes(a, left, b, right, left_over);
	demand(!left && !right);
}

/* The pairs beside `seccomp` are the same. */
static void compare_outside(const struct manifest *before, const struct manifest *after)
{
	const struct document *a = &before->document;
	const struct document *b = &after->document;
	unsigned left_over = NODES_COMPARED;
	const struct node *left;
	const struct node *right;

	if (before->kind == MANIFEST_BARE || !document_root(a))
		return;
	left = skip_entry(before, node_first(a, document_root(a)));
	right = skip_entry(after, node_first(b, document_root(b)));
	while (left && right) {
		compare_nodes(before, left, after, right, &left_over);
		left = node_next(a, left);
		right = node_next(b, right);
		compare_nodes(before, left, after, right, &left_over);
		left = skip_entry(before, node_next(a, left));
		right = skip_entry(after, node_next(b, right));
	}
	demand(!left && !right);
}

static bool entries_agree(const struct entry *a, const struct entry *b)
{
	if (a->profile != b->profile || a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct rule *other = entry_find(b, slice_of(a->rules[i].name));

		if (!other || !restriction_equal(&a->rules[i].restriction, &other->restriction))
			return false;
	}
	return true;
}

static void check_result(struct trial *trial, const struct text *bytes)
{
	const char *result = text_string(bytes);
	struct manifest after = {0};
	struct error error = {0};
	struct text difference = {0};

	demand_of(manifest_read("result", slice_of_text(bytes), trial->runtime, &after, &error),
		result);
	demand_of(after.has_filter && entries_agree(&after.entry, &trial->wanted), result);
	compare_outside(&trial->before, &after);
	diff_append(
		&difference, "a", slice_of_text(&trial->before.bytes), "b", slice_of_text(bytes));
	text_free(&difference);
	manifest_free(&trial->before);
	trial->before = after;
}

static void check_refusal(struct error *error)
{
	struct text text = {0};

	demand(error->what && error->what[0]);
	error_append_text(error, &text);
	demand_visible(slice_of_text(&text), "");
	text_free(&text);
	error_free(error);
}

static bool check_change(struct trial *trial)
{
	struct splice_report report = {0};
	struct error error = {0};
	struct text bytes = {0};
	bool done = manifest_splice(
		&trial->before, &trial->wanted, trial->runtime, &bytes, &report, &error);

	if (done) {
		check_result(trial, &bytes);
		text_clear(&bytes);
		splice_report_append_text(&report, &bytes);
		demand_visible(slice_of_text(&bytes), "\n");
	} else {
		demand(bytes.length == 0);
		check_refusal(&error);
	}
	text_free(&bytes);
	return done;
}

static void check_remarks(const struct remarks *remarks)
{
	struct text text = {0};

	for (size_t i = 0; i < remarks->count; i++)
		remark_append_text(&remarks->items[i], &text);
	demand_visible(slice_of_text(&text), "");
	text_free(&text);
}

static void try_runtime(struct slice input, unsigned runtime)
{
	struct trial trial = {.runtime = runtime, .state = input_hash(input)};
	struct error error = {0};

	if (!manifest_read("fuzzed", input, runtime, &trial.before, &error)) {
		check_refusal(&error);
		return;
	}
	check_remarks(&trial.before.remarks);
	trial.wanted = entry_copy(&trial.before.entry);
	for (unsigned round = 0; round < 3; round++) {
		for (unsigned changes = chance(&trial, 4); changes > 0; changes--)
			change(&trial);
		if (!check_change(&trial))
			break;
	}
	manifest_free(&trial.before);
	entry_free(&trial.wanted);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice input = input_slice(bytes, size);

	try_runtime(input, 9);
	try_runtime(input, 5);
	return 0;
}
