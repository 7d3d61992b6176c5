#include "manifest/splice.h"

#include "manifest/characters.h"
#include "manifest/lines.h"
#include "manifest/splicing.h"
#include "manifest/style.h"

/* Gives a file whose root is the entry's mapping a new root. */
static bool plan_root(struct splicing *splicing)
{
	const struct node *root = document_root(splicing->document);
	struct write_style style = write_style_canonical(splicing->runtime);
	struct slice bytes = splicing->document->bytes;
	const char *end = line_is_crlf(bytes, 0) ? "\r\n" : "\n";
	struct text text = {0};

	style.is_crlf = line_is_crlf(bytes, 0);
	if (root && root->start < root->end) {
		manifest_write_content(&style, splicing->entry, &text);
		edits_replace(&splicing->edits, root->start, root->end, slice_of_text(&text));
	} else {
		bool needs_end = bytes.length > 0 && bytes.start[bytes.length - 1] != '\n';

		text_append_string(&text, root || needs_end ? end : "");
		manifest_write_content(&style, splicing->entry, &text);
		text_append_string(&text, root ? "" : end);
		edits_insert(&splicing->edits, root ? line_end(bytes, root->start) : bytes.length,
			slice_of_text(&text));
	}
	text_free(&text);
	return true;
}

/* Writes the pair of `seccomp`: anew, or where there is none. */
static void write_seccomp(struct splicing *splicing, struct pairs *pairs)
{
	const struct manifest *manifest = splicing->manifest;
	const struct node *key = manifest->layout.seccomp_key;
	struct write_style style =
		style_of_pairs(splicing->document, pairs->mapping, 0, splicing->runtime);
	struct text written = {0};

	manifest_write_seccomp(&style, splicing->entry, &written);
	if (key)
		pair_replace(pairs_find(pairs, key), &written);
	else
		pairs_add_last(pairs, &written);
	text_free(&written);
	if (manifest->has_filter)
		splicing->report.scope = SPLICE_ENTRY;
}

static bool plan_whole(struct splicing *splicing)
{
	const struct manifest *manifest = splicing->manifest;
	const struct node *root = document_root(splicing->document);
	const struct node *outer = manifest->layout.outer_profile_key;
	struct pairs pairs = pairs_of(splicing->document, root);
	bool is_planned;

	if (!splice_plan_entry(splicing))
		write_seccomp(splicing, &pairs);
	if (outer)
		pair_remove(pairs_find(&pairs, outer));
	is_planned = pairs_plan(&pairs, &splicing->edits);
	pairs_free(&pairs);
	return is_planned;
}

static bool plan(struct splicing *splicing)
{
	if (splicing->manifest->kind != MANIFEST_BARE)
		return plan_whole(splicing);
	if (splice_plan_entry(splicing))
		return true;
	splicing->report.scope = SPLICE_ENTRY;
	return plan_root(splicing);
}

static bool has_comment(struct slice bytes)
{
	for (size_t i = 1; i < bytes.length; i++)
		if (bytes.start[i] == '#' &&
			(bytes.start[i - 1] == ' ' || bytes.start[i - 1] == '\t' ||
				bytes.start[i - 1] == '\n'))
			return true;
	return false;
}

static bool loses_comments(const struct edits *edits, struct slice bytes)
{
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];

		if (!edit->is_removal && has_comment(slice_until(slice_after(bytes, edit->start),
						 edit->end - edit->start)))
			return true;
	}
	return false;
}

/* Carries the edits out, reads the result and checks it. */
static bool carry_out(struct splicing *splicing, struct text *result, struct error *error)
{
	const struct manifest *manifest = splicing->manifest;
	struct manifest after;
	bool is_faithful;

	if (!edits_apply(&splicing->edits, slice_of_text(&manifest->bytes), result))
		return error_set(error, NULL, 0, 0, "its parts cannot be told apart");
	if (!manifest_read("the result", slice_of_text(result), splicing->runtime, &after, error))
		return false;
	is_faithful = splice_is_faithful(manifest, &after, splicing->entry);
	manifest_free(&after);
	if (!is_faithful)
		return error_set(error, NULL, 0, 0,
			"what stands outside of it would mean something else then");
	return true;
}

static bool attempt(struct splicing *splicing, struct text *result, struct error *error)
{
	bool is_done;

	splicing->report = (struct splice_report){.scope = SPLICE_PARTS};
	is_done = plan(splicing);
	if (!is_done)
		error_set(error, NULL, 0, 0, "the file's outermost mapping is written unusually");
	else
		is_done = carry_out(splicing, result, error);
	if (is_done)
		splicing->report.loses_comments =
			loses_comments(&splicing->edits, slice_of_text(&splicing->manifest->bytes));
	edits_free(&splicing->edits);
	return is_done;
}

static void count_rules(const struct splicing *splicing, struct splice_report *report)
{
	const struct entry *old = &splicing->manifest->entry;

	for (size_t i = 0; i < old->count; i++) {
		const struct rule *rule = entry_find(splicing->entry, slice_of(old->rules[i].name));

		if (!rule)
			report->removed++;
		else if (!restriction_equal(&rule->restriction, &old->rules[i].restriction))
			report->changed++;
	}
	report->added = splicing->entry->count + report->removed - old->count;
}

/* Returns whether there is something in the old entry and in the new one that could be written in
 * parts. */
static bool has_parts(const struct splicing *splicing)
{
	const struct document *document = splicing->document;
	const struct node *old = node_resolve(document, splicing->manifest->layout.seccomp);

	return old && old->first &&
	       (splicing->entry->count > 0 || splicing->entry->profile != PROFILE_NONE);
}

static bool has_restriction(const struct entry *entry)
{
	for (size_t i = 0; i < entry->count; i++)
		if (!restriction_is_any(&entry->rules[i].restriction))
			return true;
	return false;
}

/* Sets the error to why the entry cannot be written, as far as that can be told;
 * else to `reason`. */
static void explain_failure(
	const struct splicing *splicing, const struct error *reason, struct error *error)
{
	struct slice bytes = slice_of_text(&splicing->manifest->bytes);
	const struct node *user = splice_find_user(splicing->manifest);
	size_t line = 0;
	size_t column = 0;

	if (characters_have_odd_line_end(bytes)) {
		error_set(error, NULL, 0, 0,
			"the entry cannot be written into this file: some of its lines end in a "
			"lone CR, U+0085, U+2028 or U+2029; let them end in LF");
	} else if (user) {
		characters_position(bytes, user->start, &line, &column);
		error_set(error, NULL, line, column,
			"this alias stands for a part of the entry that is to change; write here "
			"what it stands for, then save again");
	} else {
		error_set(error, NULL, 0, 0, "the entry cannot be written into this file: %s",
			reason->what);
	}
}

static bool splice(struct splicing *splicing, struct text *result, struct error *error)
{
	struct error reason = {0};
	bool is_done = false;

	for (int scope = SPLICE_PARTS; scope <= SPLICE_ENTRY && !is_done; scope++) {
		splicing->scope = (enum splice_scope)scope;
		text_clear(result);
		is_done = attempt(splicing, result, &reason);
	}
	if (!is_done)
		explain_failure(splicing, &reason, error);
	error_free(&reason);
	return is_done;
}

bool manifest_splice(const struct manifest *manifest, const struct entry *entry, unsigned runtime,
	struct text *bytes, struct splice_report *ret_report, struct error *error)
{
	struct splicing splicing = {
		.manifest = manifest,
		.document = &manifest->document,
		.entry = entry,
		.runtime = runtime,
	};
	struct text result = {0};
	bool is_done = splice(&splicing, &result, error);

	if (is_done) {
		text_append(bytes, slice_of_text(&result));
		count_rules(&splicing, &splicing.report);
		if (!has_parts(&splicing))
			splicing.report.scope = SPLICE_PARTS;
		splicing.report.has_new_entry = !manifest->has_filter;
		splicing.report.leaves_json =
			style_is_json(&manifest->document) && runtime > 5 && has_restriction(entry);
		*ret_report = splicing.report;
	}
	text_free(&result);
	return is_done;
}
