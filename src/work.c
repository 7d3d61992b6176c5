#include "work.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/file.h"
#include "base/memory.h"
#include "batch/edit.h"
#include "manifest/document.h"
#include "reading.h"
#include "review/draft.h"
#include "review/fix.h"
#include "review/groups.h"
#include "review/suggest.h"
#include "trace/origin.h"
#include "trace/runs.h"

void work_free(struct work *work)
{
	options_free(&work->options);
	manifest_free(&work->manifest);
	feed_free(work->feed);
	entry_free(&work->entry);
	text_free(&work->notes);
	for (size_t i = 0; i < 2 * work->evidence.remark_count; i++)
		text_free(&work->remark_texts[i]);
	free(work->remark_texts);
	free(work->remarks);
	free(work->inputs);
	free(work->names);
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

/* -o writes the entry alone, -i needs a file that can be replaced. */
static bool check_outputs(const struct options *options, struct error *error)
{
	struct file_target target;
	bool is_file;

	if (options->output && options->mode != MODE_EDIT &&
		file_is_same(options->output, options->manifest))
		return error_set(error, options->output, 0, 0,
			"it is the manifest: -o would leave nothing but the entry in it, -i writes "
			"into it");
	if (!options->in_place || options->diff)
		return true;
	file_describe(options->manifest, &target);
	is_file = target.is_regular;
	file_target_free(&target);
	if (!is_file)
		return error_set(error, options->manifest, 0, 0,
			"-i replaces a file, and this is none; --diff and -p print");
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
	       check_outputs(options, error) &&
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

bool work_replace_manifest(
	const struct work *work, struct slice bytes, FILE *messages, struct error *error)
{
	const char *path = work->options.manifest;
	struct file_target target;
	struct text text = {0};

	if (slice_equal(bytes, slice_of_text(&work->manifest.bytes)))
		return true;
	file_describe(path, &target);
	file_target_append_text(&target, &text);
	file_target_free(&target);
	if (!work->options.quiet)
		report_sentences(path, &text, messages);
	text_free(&text);
	return file_replace(path, bytes, error);
}

static void choose_arch(struct work *work)
{
	struct target *target = &work->options.target;
	unsigned recorded = 0;

	work->arch = (struct report_arch){.is_told = work->options.has_arch};
	if (!work->arch.is_told)
		target->arch = arch_host();
	for (size_t i = 0; i < work->options.log_count; i++)
		recorded |= work->reports[i].text.record_arches;
	if (work->arch.is_told || origin_find(work->tally, &target->arch, &work->arch.witness)) {
		/* so it is */
	} else if (recorded == 1U << ARCH_X86_64 || recorded == 1U << ARCH_AARCH64) {
		work->arch.is_recorded = true;
		target->arch = recorded == 1U << ARCH_X86_64 ? ARCH_X86_64 : ARCH_AARCH64;
	} else if (tally_shows_aarch64(work->tally)) {
		work->arch.is_placed = true;
		target->arch = ARCH_AARCH64;
	}
	work->arch.arch = target->arch;
	tally_set_arch(work->tally, target->arch);
}

static void gather_from_logs(struct work *work)
{
	struct finding_evidence *evidence = &work->evidence;
	bool is_summary = false;
	size_t calls = 0;
	size_t records = 0;

	*evidence = (struct finding_evidence){0};
	for (size_t i = 0; i < work->options.log_count; i++) {
		const struct strace_report *report = &work->reports[i].text;

		evidence->is_compat_mode |= report->modes != 0 || report->foreign_records > 0;
		evidence->compat_calls += report->compat_calls;
		evidence->runs += report->calls > 0;
		calls += report->calls;
		records += report->records;
		evidence->processes += report->processes;
		/* What an init calls is set aside, and so is its end. */
		if (work->reports[i].launch.inits == 0)
			evidence->exits += report->exits;
		is_summary |= report->summed_calls > 0;
	}
	/* strace -c does not say of how many processes */
	if (is_summary)
		evidence->runs = 0;
	evidence->is_only_records = records > 0 && records == calls;
}

/* The remarks outlive the manifest they are about, which saving replaces. */
static void gather_from_manifest(struct work *work)
{
	const struct remarks *remarks = &work->manifest.remarks;

	work->remarks = memory_allocate(remarks->count, sizeof(work->remarks[0]));
	work->remark_texts = memory_allocate(2 * remarks->count, sizeof(work->remark_texts[0]));
	for (size_t i = 0; i < remarks->count; i++) {
		const struct remark *remark = &remarks->items[i];
		struct text *sentence = &work->remark_texts[2 * i];
		struct text *name = sentence + 1;

		remark_append_text(remark, sentence);
		text_append_string(name, remark->name ? remark->name : "");
		work->remarks[i] = (struct finding_remark){
			.label = remark_name(remark->code),
			.name = remark->name ? text_string(name) : NULL,
			.sentence = text_string(sentence),
			.is_refusal = remark_is_refusal(remark->code),
			.is_mended_by_saving = remark_is_mended_by_saving(remark->code),
		};
	}
}

static void gather_evidence(struct work *work)
{
	gather_from_logs(work);
	if (!work->remarks)
		gather_from_manifest(work);
	work->evidence.remarks = work->remarks;
	work->evidence.remark_count = work->manifest.remarks.count;
}

/* Each log that is followed stays open: of those there may be as many as the system allows. */
static void allow_open_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

bool work_open_feed(struct work *work, const struct work_feed *how, struct error *error)
{
	const struct options *options = &work->options;

	if (options->follow)
		allow_open_files();
	work->feed = feed_new(
		&(struct feed_setup){
			.logs = options->logs,
			.count = options->log_count,
			.scope = options->scope,
			.arch = options->target.arch,
			.follows = options->follow,
			.jobs = options->jobs,
			.keeps = how->keeps,
			.deliver = how->deliver,
			.context = how->context,
		},
		error);
	return work->feed != NULL;
}

static void take_names(struct work *work)
{
	size_t count = feed_count(work->feed);

	work->names = memory_resize(work->names, count + 1, sizeof(work->names[0]));
	for (size_t i = 0; i < count; i++)
		work->names[i] = feed_name(work->feed, i);
	work->options.logs = work->names;
	work->options.log_count = count;
}

void work_take_feed(struct work *work, struct feed *feed)
{
	size_t count = feed_count(feed);

	work->feed = feed;
	work->tally = feed_tally(feed);
	take_names(work);
	work->reports = memory_resize(work->reports, count + 1, sizeof(work->reports[0]));
	for (size_t i = 0; i < count; i++)
		work->reports[i] = *feed_report(feed, i);
	choose_arch(work);
	gather_evidence(work);
}

bool work_read_logs(struct work *work, const struct work_feed *how, FILE *output, FILE *terminal,
	struct error *error)
{
	if (!work_open_feed(work, how, error) ||
		!reading_finish(work->feed, output, terminal, error))
		return false;
	work_take_feed(work, work->feed);
	return true;
}

void work_report_logs(const struct work *work, FILE *messages)
{
	for (size_t i = 0; i < work->options.log_count; i++)
		report_log(work->options.logs[i], &work->reports[i], messages);
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

static bool add_groups(struct work *work, struct slice list, const struct target *target,
	struct entry *entry, struct error *error)
{
	struct additions additions;
	struct slice bad;
	unsigned set = 0;

	if (!groups_parse(list, &set, &bad))
		return error_set(error, NULL, 0, 0,
			"'%.*s' is no group; there are launch, siblings, vdso and exit",
			(int)bad.length, bad.start);
	additions = groups_additions(set, entry, work->tally, target);
	for (size_t i = 0; i < additions.count; i++) {
		addition_append_text(&additions.items[i], target->arch, &work->notes);
		text_append_byte(&work->notes, '\n');
	}
	additions_apply(&additions, entry);
	additions_free(&additions);
	return true;
}

static bool refuse_code(struct slice name, struct error *error)
{
	const char *nearest = finding_nearest_code(name);

	return error_set(error, NULL, 0, 0, "'%.*s' is no code of a finding; %s%s",
		(int)name.length, name.start,
		nearest ? "did you mean " : "--explain shows those of this entry",
		nearest ? nearest : "");
}

static bool fix(struct work *work, struct slice name, const struct target *target,
	struct entry *entry, struct error *error)
{
	enum finding_code code;

	if (!finding_parse_code(name, &code))
		return refuse_code(name, error);
	if (finding_fix_all(entry, code, work->tally, target, &work->evidence, &work->notes) == 0)
		text_append_format(&work->notes, "%s: nothing to fix\n", finding_code_name(code));
	return true;
}

static bool apply_edit(struct work *work, const struct edit_option *edit,
	const struct target *target, struct entry *entry, struct error *error)
{
	struct slice text = edit->text ? slice_of(edit->text) : (struct slice){0};

	switch (edit->kind) {
	case EDIT_ALLOW:
		return edit_allow(entry, text, error);
	case EDIT_DROP:
		return edit_drop(entry, text, error);
	case EDIT_RESTRICT:
		return edit_restrict(entry, text, target, error);
	case EDIT_WITH:
		return add_groups(work, text, target, entry, error);
	case EDIT_FIX:
		return fix(work, text, target, entry, error);
	case EDIT_SUGGEST:
		break;
	}
	suggest_rules(entry, work->tally, target, &work->notes);
	return true;
}

static bool apply_edits(
	struct work *work, const struct target *target, struct entry *entry, struct error *error)
{
	const struct options *options = &work->options;

	for (size_t i = 0; i < options->edit_count; i++)
		if (!apply_edit(work, &options->edits[i], target, entry, error))
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

/* Whether what the option does depends on the trace. */
static bool draws_on_trace(const struct edit_option *edit)
{
	struct slice bad;
	unsigned set = 0;

	return edit->kind >= EDIT_SUGGEST ||
	       (edit->kind == EDIT_WITH && groups_parse(slice_of(edit->text), &set, &bad) &&
		       (set >> GROUP_SIBLINGS & 1));
}

bool work_start_entry(struct work *work, const struct target *target, struct entry *ret_entry,
	struct error *error)
{
	const struct options *options = &work->options;

	for (size_t i = 0; i < options->edit_count; i++)
		if (draws_on_trace(&options->edits[i]))
			return error_set(error, NULL, 0, 0,
				"--check knows the entry before it reads, but --suggest, --fix and "
				"--with siblings draw on the trace: write the entry with -o first, "
				"then check it with -m");
	*ret_entry = first_entry(work);
	return apply_edits(work, target, ret_entry, error);
}

bool work_make_entry(struct work *work, struct error *error)
{
	const struct options *options = &work->options;

	entry_free(&work->entry);
	text_clear(&work->notes);
	if (has_entry(work)) {
		work->entry = first_entry(work);
		draft_complete(&work->entry, work->tally, &options->target);
	} else {
		work->entry = draft_entry(work->tally, options->profile, &options->target);
	}
	return apply_edits(work, &options->target, &work->entry, error);
}

struct findings work_find(
	const struct work *work, const struct entry *entry, const struct review *review)
{
	return findings_make(&(struct finding_context){
		.tally = work->tally,
		.entry = entry,
		.target = &work->options.target,
		.review = review,
		.evidence = &work->evidence,
	});
}
