#include "work.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "batch/edit.h"
#include "manifest/document.h"
#include "review/draft.h"
#include "trace/origin.h"
#include "trace/runs.h"

void work_free(struct work *work)
{
	options_free(&work->options);
	manifest_free(&work->manifest);
	tally_free(work->tally);
	entry_free(&work->entry);
	free(work->inputs);
	free(work->reports);
}

bool work_find_inputs(struct work *work, struct error *error)
{
	const struct options *options = &work->options;

	work->inputs = memory_allocate(options->log_count, sizeof(work->inputs[0]));
	work->reports = memory_allocate(options->log_count, sizeof(work->reports[0]));
	for (size_t i = 0; i < options->log_count; i++) {
		bool is_stdin = strcmp(options->logs[i], "-") == 0;

		work->inputs[i] = is_stdin ? "/dev/stdin" : options->logs[i];
		if (options->output && file_is_same(options->output, work->inputs[i]))
			return error_set(error, options->output, 0, 0, "it is one of the logs");
	}
	return true;
}

bool work_read_manifest(struct work *work, struct error *error)
{
	struct options *options = &work->options;
	struct text bytes = {0};
	bool done;

	if (!options->manifest)
		return true;
	done = file_read(options->manifest, DOCUMENT_BYTES, &bytes, error) &&
	       manifest_read(options->manifest, slice_of_text(&bytes), options->target.runtime,
		       &work->manifest, error);
	text_free(&bytes);
	if (!done)
		return false;
	work->has_manifest = true;
	if (work->manifest.has_capabilities && !options->has_capabilities)
		options->target.capabilities = work->manifest.capabilities;
	return true;
}

static void choose_arch(struct work *work)
{
	struct target *target = &work->options.target;
	unsigned recorded = 0;

	work->arch.is_told = work->options.has_arch;
	for (size_t i = 0; i < work->options.log_count; i++)
		recorded |= work->reports[i].text.record_arches;
	if (!work->arch.is_told && !origin_find(work->tally, &target->arch, &work->arch.witness) &&
		(recorded == 1U << ARCH_X86_64 || recorded == 1U << ARCH_AARCH64)) {
		work->arch.is_recorded = true;
		target->arch = recorded == 1U << ARCH_X86_64 ? ARCH_X86_64 : ARCH_AARCH64;
	}
	work->arch.arch = target->arch;
	tally_set_arch(work->tally, target->arch);
}

bool work_read_logs(struct work *work, struct error *error)
{
	const struct options *options = &work->options;

	work->tally = tally_new(options->target.arch);
	if (!runs_read(options->logs, options->log_count, options->scope, work->tally,
		    work->reports, error))
		return false;
	choose_arch(work);
	return true;
}

bool work_has_logs(const struct work *work)
{
	for (size_t i = 0; i < work->options.log_count; i++) {
		const struct strace_report *report = &work->reports[i].text;

		if (report->calls == 0 && report->unreadable > 0)
			return false;
	}
	return true;
}

static bool apply_edit(const struct edit_option *edit, const struct target *target,
	struct entry *entry, struct error *error)
{
	struct slice text = slice_of(edit->text);

	switch (edit->kind) {
	case EDIT_ALLOW:
		return edit_allow(entry, text, error);
	case EDIT_DROP:
		return edit_drop(entry, text, error);
	case EDIT_RESTRICT:
		break;
	}
	return edit_restrict(entry, text, target, error);
}

static bool apply_edits(const struct options *options, const struct target *target,
	struct entry *entry, struct error *error)
{
	for (size_t i = 0; i < options->edit_count; i++)
		if (!apply_edit(&options->edits[i], target, entry, error))
			return false;
	return true;
}

/* Whether there is an entry to start from: a manifest without one is as none. */
static bool has_entry(const struct work *work)
{
	return work->has_manifest && work->manifest.has_filter;
}

/* The manifest's entry, or the bare profile. */
static struct entry first_entry(const struct work *work)
{
	struct entry entry = {.profile = work->options.profile};

	if (!has_entry(work))
		return entry;
	entry = entry_copy(&work->manifest.entry);
	if (work->options.profile == PROFILE_NONE)
		entry.profile = PROFILE_NONE;
	return entry;
}

bool work_start_entry(const struct work *work, const struct target *target, struct entry *ret_entry,
	struct error *error)
{
	*ret_entry = first_entry(work);
	return apply_edits(&work->options, target, ret_entry, error);
}

bool work_make_entry(struct work *work, struct error *error)
{
	const struct options *options = &work->options;

	if (has_entry(work)) {
		work->entry = first_entry(work);
		draft_complete(&work->entry, work->tally, &options->target);
	} else {
		work->entry = draft_entry(work->tally, options->profile, &options->target);
	}
	return apply_edits(options, &options->target, &work->entry, error);
}
