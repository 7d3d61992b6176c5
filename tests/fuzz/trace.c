/*
 * Logs: from bytes to the entry a trace needs, and all that is said of both. The target, the
 * profile and the scope depend on the input too.
 */
#include <string.h>

#include "batch/annotate.h"
#include "batch/check.h"
#include "batch/explain.h"
#include "batch/list.h"
#include "batch/list_values.h"
#include "logs.h"
#include "manifest/reader.h"
#include "manifest/writer.h"
#include "review/draft.h"
#include "review/fix.h"
#include "review/judge.h"
#include "review/suggest.h"
#include "trace/origin.h"
#include "trace/runs.h"

enum { INPUT_MAX = 64 * 1024 };

static const char *const log_names[] = {"fuzzed"};

struct trial {
	struct input_file file;
	enum launch_scope scope;
	struct target target;
	enum profile profile;
	struct trace_report report;
	struct tally *tally;
	uint64_t calls;
	struct entry entry;
	struct review review;
	struct findings findings;
	struct filter filter;
};

static bool deliver(struct trial *trial, call_function *function, void *context)
{
	const struct runs_sink sink = {
		.scope = trial->scope, .deliver = function, .context = context};
	const char *path = trial->file.path;
	struct error error = {0};
	bool done = runs_deliver(&path, 1, &sink, &trial->report, &error);

	demand(done == !error.what);
	error_free(&error);
	return done;
}

static void count_call(void *context, const struct call *call)
{
	struct trial *trial = context;
	uint64_t used = input_hash(call->name) + input_hash(call->result);

	demand(call->argument_count <= CALL_ARGUMENTS);
	for (unsigned i = 0; i < call->argument_count; i++)
		used += input_hash(call->arguments[i]);
	demand(call->place.line > 0 || used == 0);
	trial->calls += call->form == CALL_REMARK ? 0 : call_count(call);
	tally_add(trial->tally, call);
}

static bool read_log(struct trial *trial)
{
	struct slice witness;

	trial->tally = tally_new(trial->target.arch);
	if (!deliver(trial, count_call, trial))
		return false;
	demand(trial->report.text.unreadable <= trial->report.text.lines);
	demand(tally_calls(trial->tally) >= trial->calls);
	origin_find(trial->tally, &trial->target.arch, &witness);
	tally_set_arch(trial->tally, trial->target.arch);
	return true;
}

/* Calls that the target has pass a draft, but for 32-bit ones; of some it may be not known. */
static void check_row(const struct trial *trial, const struct review_row *row)
{
	const struct coverage *built = &row->coverage[MEANING_BUILT];
	bool exists = row->syscall && row->syscall->numbers[trial->target.arch] >= 0;

	demand(row->name.length > 0);
	if (row->traced)
		demand(built->passes + built->killed + built->undecided == row->traced->calls);
	if (exists)
		demand(built->killed == built->compat &&
			row->coverage[MEANING_DOCUMENTED].killed == built->compat);
}

static void check_review(struct trial *trial)
{
	trial->review = review_make(trial->tally, &trial->entry, &trial->target);
	for (size_t i = 0; i < trial->review.count; i++)
		check_row(trial, &trial->review.rows[i]);
}

/* The same, call by call. */
static void judge(void *context, const struct call *call)
{
	const struct trial *trial = context;
	enum arch arch = trial->target.arch;
	struct judgement built = judge_call(call, &trial->filter, arch, MEANING_BUILT);

	if (call->syscall && call->syscall->numbers[arch] >= 0 && !call->is_compat)
		demand(built.fate != FATE_KILLED);
}

static void check_calls(struct trial *trial)
{
	trial->filter = filter_build(&trial->entry, &trial->target);
	deliver(trial, judge, trial);
	filter_free(&trial->filter);
}

/* No fix kills what passed. */
static void check_fix(const struct trial *trial, const struct finding *finding)
{
	struct entry entry = entry_copy(&trial->entry);
	struct text text = {0};
	struct review after;

	finding_append_fix(finding, &trial->target, &text);
	demand_visible(slice_of_text(&text), "");
	if (finding_fix(&entry, finding, trial->tally, &trial->target)) {
		after = review_make(trial->tally, &entry, &trial->target);
		demand_of(after.killed[MEANING_BUILT] <= trial->review.killed[MEANING_BUILT],
			text_string(&finding->sentence));
		review_free(&after);
	}
	text_free(&text);
	entry_free(&entry);
}

static void check_findings(struct trial *trial)
{
	struct finding_evidence evidence = {
		.is_compat_mode = trial->report.text.modes != 0,
		.compat_calls = trial->report.text.compat_calls,
		.runs = 1,
		.processes = trial->report.text.processes,
		.exits = trial->report.text.exits,
	};
	struct finding_context context = {
		trial->tally, &trial->entry, &trial->target, &trial->review, &evidence, false};

	trial->findings = findings_make(&context);
	for (size_t i = 0; i < trial->findings.count; i++) {
		demand(trial->findings.items[i].sentence.length > 0);
		demand_visible(slice_of_text(&trial->findings.items[i].sentence), "");
		check_fix(trial, &trial->findings.items[i]);
	}
}

/* What is written is read as the same. */
static void check_written(const struct trial *trial, const struct text *text)
{
	struct manifest manifest = {0};
	struct error error = {0};

	demand_of(manifest_read(
			  "written", slice_of_text(text), trial->target.runtime, &manifest, &error),
		text_string(text));
	demand_of(entry_equal(&manifest.entry, &trial->entry), text_string(text));
	manifest_free(&manifest);
}

static void check_writers(const struct trial *trial)
{
	struct text text = {0};

	manifest_write_entry_for(&trial->entry, trial->target.runtime, &text);
	check_written(trial, &text);
	text_clear(&text);
	annotate_entry(
		&trial->entry, trial->target.runtime, trial->tally, "fuzz\n", log_names, 1, &text);
	check_written(trial, &text);
	text_free(&text);
}

static void check_batch(struct trial *trial)
{
	struct finding_context context = {
		trial->tally, &trial->entry, &trial->target, &trial->review, NULL, false};
	struct entry entries[ARCH_COUNT];
	struct check_setup setup = {
		.entries = entries,
		.target = &trial->target,
		.knows_arch = true,
		.logs = log_names,
	};
	char *written = NULL;
	size_t length = 0;
	struct check *check;

	for (enum arch arch = 0; arch < ARCH_COUNT; arch++)
		entries[arch] = trial->entry;
	setup.output = open_memstream(&written, &length);
	batch_explain(&context, &trial->findings, setup.output);
	batch_list(&trial->review, &trial->target, log_names, setup.output);
	batch_list_values(trial->tally, trial->target.arch, setup.output);
	check = check_new(&setup);
	deliver(trial, check_take, check);
	check_end(check);
	check_free(check);
	fclose(setup.output);
	demand_visible((struct slice){written, length}, "\n\t");
	free(written);
}

/* Suggestions kill nothing that the draft let pass. */
static void check_suggestions(struct trial *trial)
{
	struct text notes = {0};

	suggest_rules(&trial->entry, trial->tally, &trial->target, &notes);
	demand_visible(slice_of_text(&notes), "\n");
	text_free(&notes);
	check_review(trial);
	check_calls(trial);
	check_writers(trial);
}

static void check_trial(struct trial *trial)
{
	trial->entry = draft_entry(trial->tally, trial->profile, &trial->target);
	check_review(trial);
	check_calls(trial);
	check_findings(trial);
	check_writers(trial);
	check_batch(trial);
	review_free(&trial->review);
	findings_free(&trial->findings);
	check_suggestions(trial);
	check_findings(trial);
	review_free(&trial->review);
	findings_free(&trial->findings);
	entry_free(&trial->entry);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice input = input_slice(bytes, size < INPUT_MAX ? size : INPUT_MAX);
	uint64_t hash = input_hash(input);
	struct trial trial = {
		.file = input_file_open(input),
		.scope = hash >> 1 & 1 ? LAUNCH_CONTAINER : LAUNCH_ALL,
		.target = {.arch = hash >> 2 & 1 ? ARCH_X86_64 : ARCH_AARCH64,
			.runtime = 5 + (unsigned)(hash >> 3) % 5,
			.capabilities = hash >> 8 & 1 ? hash & ((UINT64_C(1) << 40) - 1) : 0},
		.profile = hash >> 7 & 1 ? PROFILE_DEFAULT : PROFILE_NONE,
	};
	struct text visible = {0};

	text_append_visible(&visible, input);
	demand_visible(slice_of_text(&visible), "");
	text_free(&visible);
	if (read_log(&trial))
		check_trial(&trial);
	tally_free(trial.tally);
	input_file_close(&trial.file);
	return 0;
}
