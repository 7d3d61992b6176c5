/*
 * libyaml writes no comments. The canonical form has one line per rule at an indentation of four,
 * in the entry's order, and that is where they are put.
 */
#include "batch/annotate.h"

#include <inttypes.h>

#include "manifest/writer.h"

#define RULE_INDENTATION "    "

static void append_title(
	struct text *text, const char *title, const char *const *logs, size_t count)
{
	text_append_string(text, "# ");
	text_append_visible(text, slice_of(title));
	for (size_t i = 0; i < count; i++) {
		text_append_string(text, i ? ", " : ": ");
		text_append_visible(text, slice_of(logs[i]));
	}
	text_append_byte(text, '\n');
}

/* "  # 3 calls, 1 failed, first in hello.strace:12" */
static void append_reason(
	struct text *text, const struct tally_row *row, const char *const *logs, size_t count)
{
	if (!row) {
		text_append_string(text, "  # not in the trace");
		return;
	}
	text_append_format(text, "  # %" PRIu64 " call%s", row->calls, row->calls == 1 ? "" : "s");
	if (row->errors > 0)
		text_append_format(text, ", %" PRIu64 " failed", row->errors);
	if (row->first.log < count) {
		text_append_string(text, ", first in ");
		text_append_visible(text, slice_of(logs[row->first.log]));
		text_append_format(text, ":%zu", row->first.line);
	}
}

/* Whether the line is the first one of a rule. */
static bool is_rule(struct slice line)
{
	size_t indentation = sizeof(RULE_INDENTATION) - 1;

	return slice_starts_with(line, RULE_INDENTATION) && line.length > indentation &&
	       line.start[indentation] != ' ';
}

void annotate_entry(const struct entry *entry, unsigned runtime, const struct tally *tally,
	const char *title, const char *const *logs, size_t count, struct text *text)
{
	struct text plain = {0};
	struct slice rest;
	size_t rule = 0;

	manifest_write_entry_for(entry, runtime, &plain);
	append_title(text, title, logs, count);
	rest = slice_of_text(&plain);
	while (rest.length > 0) {
		size_t end = slice_find_byte(rest, '\n');
		struct slice line = slice_until(rest, end);

		text_append(text, line);
		if (is_rule(line) && rule < entry->count)
			append_reason(text, tally_find(tally, slice_of(entry->rules[rule++].name)),
				logs, count);
		text_append_byte(text, '\n');
		rest = slice_after(rest, end + 1);
	}
	text_free(&plain);
}
