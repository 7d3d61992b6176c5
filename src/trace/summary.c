#include "trace/summary.h"

#include "facts/syscall.h"

enum column {
	COLUMN_PERCENT,
	COLUMN_SECONDS,
	COLUMN_SHORTEST,
	COLUMN_LONGEST,
	COLUMN_AVERAGE,
	COLUMN_CALLS,
	COLUMN_ERRORS,
	COLUMN_NAME,
};

static const char *const headings[SUMMARY_COLUMNS] = {
	[COLUMN_PERCENT] = "% time",
	[COLUMN_SECONDS] = "seconds",
	[COLUMN_SHORTEST] = "shortest",
	[COLUMN_LONGEST] = "longest",
	[COLUMN_AVERAGE] = "usecs/call",
	[COLUMN_CALLS] = "calls",
	[COLUMN_ERRORS] = "errors",
	[COLUMN_NAME] = "syscall",
};

/* Takes the heading that `line` begins with. Returns which one, SUMMARY_COLUMNS for none. */
static unsigned take_heading(struct slice *line)
{
	for (unsigned i = 0; i < SUMMARY_COLUMNS; i++) {
		struct slice rest;

		if (!slice_starts_with(*line, headings[i]))
			continue;
		rest = slice_after(*line, slice_of(headings[i]).length);
		if (rest.length > 0 && *rest.start != ' ')
			continue;
		*line = slice_trim(rest);
		return i;
	}
	return SUMMARY_COLUMNS;
}

static bool read_heading(struct summary *summary, struct slice line)
{
	struct summary table = {.is_open = true};
	bool has_name = false;

	while (line.length > 0) {
		unsigned column = take_heading(&line);

		if (column == SUMMARY_COLUMNS || table.column_count == SUMMARY_COLUMNS)
			return false;
		has_name |= column == COLUMN_NAME;
		table.columns[table.column_count++] = column;
	}
	if (!has_name)
		return false;
	*summary = table;
	return true;
}

static bool is_ruler(struct slice line)
{
	for (size_t i = 0; i < line.length; i++)
		if (line.start[i] != '-' && line.start[i] != ' ')
			return false;
	return slice_starts_with(line, "----");
}

/* Cuts `line` into words. Returns how many, one more than SUMMARY_COLUMNS for too many. */
static unsigned cut_words(struct slice line, struct slice words[SUMMARY_COLUMNS + 1])
{
	unsigned count = 0;

	while (line.length > 0 && count <= SUMMARY_COLUMNS) {
		size_t end = slice_find_byte(line, ' ');

		words[count++] = slice_until(line, end);
		line = slice_trim(slice_after(line, end));
	}
	return count;
}

/* Puts the words under their columns: a row without errors leaves that column blank. */
static bool read_words(const struct summary *summary, const struct slice *words, unsigned count,
	struct summary_row *row)
{
	bool is_errorless = count + 1 == summary->column_count;
	unsigned word = 0;

	if (!is_errorless && count != summary->column_count)
		return false;
	for (unsigned i = 0; i < summary->column_count; i++) {
		unsigned column = summary->columns[i];
		uint64_t ignored;

		if (is_errorless && column == COLUMN_ERRORS)
			continue;
		if (word == count)
			return false;
		if (column == COLUMN_NAME)
			row->name = words[word];
		else if (!slice_parse_number(words[word], column == COLUMN_CALLS    ? &row->calls
							  : column == COLUMN_ERRORS ? &row->errors
										    : &ignored) &&
			 (column == COLUMN_CALLS || column == COLUMN_ERRORS))
			return false;
		word++;
	}
	return true;
}

/* The total closes the table; some of its columns may be blank. */
static bool is_total(const struct slice *words, unsigned count)
{
	return count > 0 && (slice_is(words[0], "total") || slice_is(words[count - 1], "total"));
}

static bool is_name(struct slice name)
{
	return syscall_find(name) || slice_starts_with(name, "syscall_");
}

bool summary_read_line(struct summary *summary, struct slice line, struct summary_row *ret_row)
{
	struct slice words[SUMMARY_COLUMNS + 1];
	struct summary_row row = {.calls = 1};
	unsigned count;

	*ret_row = (struct summary_row){0};
	line = slice_trim(line);
	if (read_heading(summary, line) || (summary->is_open && is_ruler(line)))
		return true;
	if (!summary->is_open)
		return false;
	count = cut_words(line, words);
	summary->is_open = !is_total(words, count);
	if (!summary->is_open)
		return true;
	if (!read_words(summary, words, count, &row) || !is_name(row.name)) {
		summary->is_open = false;
		return false;
	}
	*ret_row = row;
	return true;
}
