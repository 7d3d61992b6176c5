#include "batch/list_values.h"

#include <inttypes.h>

/* Appends `text` so that a line of columns stays one: control bytes, tabs and backslashes as \ooo.
 */
static void append_column(struct text *line, struct slice text)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.start[i];

		if (byte < ' ' || byte == 0x7f || byte == '\\')
			text_append_format(line, "\\%03o", byte);
		else
			text_append_byte(line, (char)byte);
	}
}

static void append_visible_column(struct text *line, struct slice text)
{
	struct text column = {0};

	append_column(&column, text);
	text_append_visible(line, slice_of_text(&column));
	text_free(&column);
}

static void append_argument(
	struct text *line, const struct tally_row *row, enum arch arch, unsigned index)
{
	const struct argument_fact *fact =
		row->syscall ? syscall_argument(row->syscall, arch, index) : NULL;

	append_visible_column(line, row->name);
	text_append_format(line, "\t%u\t%s\t%s\t", index, fact ? fact->name : "-",
		argument_kind_name(fact ? fact->kind : KIND_OTHER));
}

static void append_numbers(struct text *line, const struct tally_value *value)
{
	for (unsigned i = 0; i < value->candidate_count; i++)
		text_append_format(line, "%s0x%" PRIx64, i ? "|" : "", value->candidates[i]);
	if (value->candidate_count == 0)
		text_append_string(line, "?");
}

static void list_register(const struct tally *tally, const struct tally_row *row, enum arch arch,
	unsigned index, FILE *output)
{
	struct tally_value value;
	struct text argument = {0}; /* what the lines of all its values begin with */
	struct text line = {0};
	size_t cursor = 0;

	append_argument(&argument, row, arch, index);
	while (tally_next_value(tally, row, index, &cursor, &value)) {
		text_clear(&line);
		append_visible_column(&line, value.text);
		text_append_string(&line, "\t");
		append_numbers(&line, &value);
		fprintf(output, "%s%s\t%" PRIu64 "\n", text_string(&argument), text_string(&line),
			value.count);
	}
	if (row->registers[index].forgotten > 0)
		fprintf(output, "%s*\t?\t%" PRIu64 "\n", text_string(&argument),
			row->registers[index].forgotten);
	text_free(&argument);
	text_free(&line);
}

void batch_list_values(const struct tally *tally, enum arch arch, FILE *output)
{
	fputs("syscall\tindex\tname\tkind\ttext\tvalues\tcount\n", output);
	for (size_t i = 0; i < tally_count(tally); i++)
		for (unsigned index = 0; index < SYSCALL_REGISTERS; index++)
			list_register(tally, tally_at(tally, i), arch, index, output);
}
