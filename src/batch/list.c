#include "batch/list.h"

#include <inttypes.h>

static void append_counts(struct text *line, const struct review_row *row, const char *const *logs)
{
	const struct tally_row *traced = row->traced;

	if (!traced) {
		text_append_string(line, "\t0\t0\t-");
		return;
	}
	text_append_format(line, "\t%" PRIu64 "\t%" PRIu64 "\t", traced->calls, traced->errors);
	text_append_visible(line, slice_of(logs[traced->first.log]));
	text_append_format(line, ":%zu", traced->first.line);
}

static void append_row(struct text *line, const struct review_row *row, const struct target *target,
	const char *const *logs)
{
	text_append_visible(line, row->name);
	append_counts(line, row, logs);
	text_append_string(line, "\t");
	if (row->rule)
		restriction_append_text(line, &row->rule->restriction, row->syscall, target->arch);
	else
		text_append_string(line, "-");
	text_append_format(line, "\t%s\t%s\n", state_name(row->state),
		verdict_name(row->coverage[target->judge].verdict));
}

void batch_list(const struct review *review, const struct target *target, const char *const *logs,
	FILE *output)
{
	struct text line = {0};

	fputs("syscall\tcalls\terrors\tfirst\trule\tstate\tverdict\n", output);
	for (size_t i = 0; i < review->count; i++) {
		text_clear(&line);
		append_row(&line, &review->rows[i], target, logs);
		fputs(text_string(&line), output);
	}
	text_free(&line);
}
