#include "checking.h"

#include "batch/check.h"

/* What is found beside the calls. */
struct found {
	size_t count;	 /* findings that a user should act on */
	bool is_refused; /* the kernel does not load the filter */
};

/* Writes the findings that fail the check: with --strict all that a user should act on. */
static struct found find_more(struct work *work, const struct entry *entry, FILE *output)
{
	const struct options *options = &work->options;
	struct review review = review_make(work->tally, entry, &options->target);
	struct findings findings = work_find(work, entry, &review);
	struct found found = {
		.count = findings_count(&findings, SEVERITY_WARNING),
		.is_refused = review.instructions > FILTER_INSTRUCTIONS,
	};

	if (options->strict)
		report_findings(&findings, SEVERITY_WARNING, output);
	else if (found.is_refused)
		report_findings_of(&findings, FINDING_TOO_LONG, output);
	findings_free(&findings);
	review_free(&review);
	return found;
}

/* Returns whether all is well. */
static bool end_check(struct work *work, struct check *check, const struct entry *entries,
	const struct checking_streams *streams)
{
	const struct options *options = &work->options;
	struct check_result result = check_end(check);
	struct found found = find_more(work, &entries[work->arch.arch], streams->output);

	work_report_logs(work, streams->messages);
	if (!options->quiet)
		report_check(&result, found.count, options->strict, streams->messages);
	return result.killed + result.undecided == 0 && !found.is_refused &&
	       !(options->strict && found.count > 0);
}

static bool check_logs(struct work *work, const struct entry *entries,
	const struct checking_streams *streams, bool *ret_survives, struct error *error)
{
	const struct options *options = &work->options;
	struct check *check = check_new(&(struct check_setup){
		.entries = entries,
		.target = &options->target,
		.knows_arch = options->has_arch,
		.one_line_per_call = options->verbose,
		.logs = options->logs,
		.output = streams->output,
	});
	const struct work_feed how = {.deliver = check_take, .context = check};
	bool is_read = work_read_logs(work, &how, streams->output, streams->progress, error);

	if (is_read)
		*ret_survives = end_check(work, check, entries, streams);
	check_free(check);
	return is_read;
}

/* A name may stand for another value on each architecture, so there is an entry for each until the
 * logs show which it is. */
bool checking_run(struct work *work, const struct checking_streams *streams, bool *ret_survives,
	struct error *error)
{
	struct entry entries[ARCH_COUNT] = {0};
	bool is_made = true;

	for (int arch = 0; is_made && arch < ARCH_COUNT; arch++) {
		struct target target = work->options.target;

		target.arch = (enum arch)arch;
		is_made = work_start_entry(work, &target, &entries[arch], error);
	}
	is_made = is_made && check_logs(work, entries, streams, ret_survives, error);
	for (int arch = 0; arch < ARCH_COUNT; arch++)
		entry_free(&entries[arch]);
	return is_made;
}
