#include "session/save_plan.h"

#include <string.h>

#include "base/file.h"
#include "manifest/diff.h"
#include "manifest/reader.h"
#include "manifest/splice.h"
#include "manifest/writer.h"

/* What a plan is made of. */
struct making {
	const char *path;
	const struct snapshot *now;
	const struct known_file *known;
	bool is_apart;
	struct file_target target;
	struct save_plan *plan;
};

static void note(struct making *making, const char *sentence)
{
	text_append_string(&making->plan->notes, sentence);
	text_append_byte(&making->plan->notes, '\n');
}

bool known_file_is(const struct known_file *known, const char *path)
{
	const char *name = text_string(&known->path);

	return *name && (strcmp(path, name) == 0 || file_is_same(path, name));
}

static void note_target(struct making *making)
{
	file_target_append_text(&making->target, &making->plan->notes);
}

/* Refuses what writing would refuse later. */
static bool check_target(const struct making *making, struct error *error)
{
	const struct file_target *target = &making->target;

	if (target->is_folder)
		return error_set(error, making->path, 0, 0, "it is a folder; W saves elsewhere");
	if (target->exists && !target->may_be_written)
		return error_set(error, making->path, 0, 0, "%s; W saves elsewhere",
			target->is_marked_read_only ? "it is read-only"
						    : "you may not write to it");
	if ((target->is_regular || !target->exists) && target->folder_errno)
		return error_set(error, making->path, 0, 0,
			"no file can be made in its folder: %s; W saves elsewhere",
			strerror(target->folder_errno));
	return true;
}

/* Reads what the file holds. */
static bool find(struct making *making, struct error *error)
{
	struct save_plan *plan = making->plan;

	plan->exists = making->target.exists;
	plan->is_readable = making->target.is_regular || !making->target.exists;
	return !making->target.is_regular ||
	       file_read(making->path, DOCUMENT_BYTES, &plan->found, error);
}

/* Says what saving mends in the manifest's forms. */
static void note_remarks(struct making *making, const struct manifest *manifest)
{
	struct text *notes = &making->plan->notes;

	for (size_t i = 0; i < manifest->remarks.count; i++) {
		const struct remark *remark = &manifest->remarks.items[i];

		if (!remark_is_mended_by_saving(remark->code))
			continue;
		text_append_format(notes, "Saving mends line %zu: ", remark->line);
		remark_append_text(remark, notes);
		text_append_string(notes, ".\n");
	}
}

/* Says that somebody else changed the file. */
static void note_changed(struct making *making, const struct manifest *found)
{
	struct manifest before;
	struct error error = {0};
	bool is_read = manifest_read("", slice_of_text(&making->known->bytes),
		making->now->target.runtime, &before, &error);
	bool is_entry_same = is_read && entry_equal(&before.entry, &found->entry);

	note(making, is_entry_same
			     ? "The file was changed since it was read. Those changes stay; only "
			       "its entry is written."
			     : "The file was changed since it was read, its entry too: saving "
			       "takes back what was changed in the entry, and keeps the rest.");
	if (is_read)
		manifest_free(&before);
	error_free(&error);
}

/* Writes the entry into `manifest`, read from `base`. */
static bool write_into(struct making *making, const struct manifest *manifest, struct error *error)
{
	struct splice_report report;

	if (!manifest_splice(manifest, &making->now->entry, making->now->target.runtime,
		    &making->plan->bytes, &report, error))
		return false;
	splice_report_append_text(&report, &making->plan->notes);
	note_remarks(making, manifest);
	making->plan->is_manifest = true;
	return true;
}

/* The manifest of the session: as it is now, or as it was when it is gone. */
static bool plan_known(struct making *making, struct error *error)
{
	const struct save_plan *plan = making->plan;
	struct slice base = slice_of_text(plan->exists ? &plan->found : &making->known->bytes);
	bool is_changed = !slice_equal(base, slice_of_text(&making->known->bytes));
	struct manifest manifest;
	bool done;

	if (!manifest_read(making->path, base, making->now->target.runtime, &manifest, error))
		return error_set(error, making->path, 0, 0,
			"it was changed since it was read, and is no manifest now (line %zu: %s); "
			"W saves elsewhere",
			error->line, error->what);
	if (is_changed)
		note_changed(making, &manifest);
	if (!plan->exists)
		note(making, "The file is gone since it was read; saving makes it again.");
	done = write_into(making, &manifest, error);
	manifest_free(&manifest);
	return done;
}

/* Whether the file is a whole manifest, whose other parts must not be lost. */
static bool read_whole(const struct making *making, struct manifest *ret)
{
	struct error error = {0};
	bool is_read = making->plan->found.length > 0 &&
		       manifest_read(making->path, slice_of_text(&making->plan->found),
			       making->now->target.runtime, ret, &error);

	error_free(&error);
	if (is_read && ret->kind == MANIFEST_WHOLE)
		return true;
	if (is_read)
		manifest_free(ret);
	return false;
}

/* The entry alone becomes the file. */
static void plan_snippet(struct making *making)
{
	struct save_plan *plan = making->plan;
	bool is_own = known_file_is(making->known, making->path);

	manifest_write_entry_for(&making->now->entry, making->now->target.runtime, &plan->bytes);
	if (making->is_apart)
		note(making, "The entry alone is written here, not the rest of the manifest.");
	if (plan->found.length == 0)
		return;
	if (!is_own)
		note(making, "There is a file of this name; saving replaces all that it holds.");
	else if (!slice_equal(slice_of_text(&plan->found), slice_of_text(&making->known->bytes)))
		note(making, "The file was changed since it was saved; saving takes that back.");
}

static bool plan_bytes(struct making *making, struct error *error)
{
	struct manifest manifest;
	bool done;

	if (making->known->is_manifest && known_file_is(making->known, making->path))
		return plan_known(making, error);
	if (!read_whole(making, &manifest)) {
		plan_snippet(making);
		return true;
	}
	note(making, "This is a manifest: the entry is written into it, the rest of it stays.");
	done = write_into(making, &manifest, error);
	manifest_free(&manifest);
	return done;
}

/* The names of the files say nothing here: there is one. */
static void append_change(struct save_plan *plan)
{
	struct text text = {0};
	struct slice rest;

	diff_append(&text, "", slice_of_text(&plan->found), "", slice_of_text(&plan->bytes));
	rest = slice_of_text(&text);
	for (int line = 0; line < 2; line++)
		rest = slice_after(rest, slice_find_byte(rest, '\n') + 1);
	text_append(&plan->change, rest);
	text_free(&text);
}

bool save_plan_make(const char *path, const struct snapshot *now, const struct known_file *known,
	bool is_apart, struct save_plan *ret, struct error *error)
{
	struct making making = {
		.path = path, .now = now, .known = known, .is_apart = is_apart, .plan = ret};
	bool done;

	*ret = (struct save_plan){0};
	file_describe(path, &making.target);
	done = check_target(&making, error) && find(&making, error);
	if (done)
		note_target(&making);
	done = done && plan_bytes(&making, error);
	if (done)
		append_change(ret);
	file_target_free(&making.target);
	return done;
}

bool save_plan_holds(const char *path, const struct save_plan *plan)
{
	struct save_plan now = {0};
	struct making making = {.path = path, .plan = &now};
	struct error error = {0};
	bool holds;

	file_describe(path, &making.target);
	holds = find(&making, &error) && now.exists == plan->exists &&
		now.is_readable == plan->is_readable &&
		slice_equal(slice_of_text(&now.found), slice_of_text(&plan->found));
	file_target_free(&making.target);
	error_free(&error);
	save_plan_free(&now);
	return holds;
}

void save_plan_free(struct save_plan *plan)
{
	text_free(&plan->bytes);
	text_free(&plan->found);
	text_free(&plan->notes);
	text_free(&plan->change);
	*plan = (struct save_plan){0};
}

void known_file_free(struct known_file *known)
{
	text_free(&known->path);
	text_free(&known->bytes);
	*known = (struct known_file){0};
}
