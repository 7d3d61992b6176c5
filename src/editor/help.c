#include "editor/help.h"

#include <string.h>

#include "editor/keys.h"
#include "editor/row_filter.h"
#include "editor/row_state.h"

enum { INDENT = 2, KEY_COLUMNS = 16, COLUMNS_MIN = 20 };

/* One line of the page: a heading (no term, no indent), a term and what it means, or a paragraph.
 */
struct help_line {
	const char *heading;
	const char *term;
	const char *meaning;
};

static const struct help_line page[] = {
	{.heading = "Marks"},
	{NULL, "[x]", "The syscall has a rule in the entry."},
	{NULL, "[=]",
		"No rule, and every traced call passes: the profile allows it. The runtime "
		"always allows execve."},
	{NULL, "[~]",
		"No rule, and the profile lets some of the traced calls pass. The others "
		"kill the container."},
	{NULL, "[ ]", "No rule: the first call kills the container."},
	{NULL, "!", "Before a rule: it is restricted, and kills traced calls."},
	{NULL, "!b",
		"There too: it kills them as built only; as documented fewer are killed, or none."},
	{NULL, "+", "Before a name: it was first seen a moment ago (--follow)."},
	{NULL, "!2",
		"Behind the state: so many findings are more than a note. The key ! shows all."},
	{.heading = "Above the list"},
	{NULL, "would be killed", "Traced calls that the entry and the profile do not let pass."},
	{NULL, "killed, unsure",
		"In small windows: would be killed, undecided. (5 doc.): 5 as documented. !2: 2 "
		"findings. What has no room at the end of the line is left out."},
	{NULL, "1 finding", "Faults and warnings. The key ! shows them, and notes too."},
	{NULL, "606/4096",
		"Instructions of the filter. The kernel takes 4096: with more of them the "
		"container does not start."},
	{NULL, "x86_64 caps 0.9",
		"What is judged for: the architecture, how many capabilities the manifest gives "
		"(the profile allows more with some), and the Northstar that runs it; \"doc.\" "
		"behind "
		"it: as documented, not as built. The key c changes them."},
	{NULL, "25 held",
		"Calls that were read (--follow). They count only when they show whether their "
		"process is the one of Northstar that starts the container, under no filter."},
	{.heading = "Colours"},
	{NULL, "red", "It kills calls, or the runtime does nothing with it."},
	{NULL, "orange, magenta",
		"Orange where there are 256 colours, else magenta: it does not do what it seems to "
		"do, or is a finding to look at."},
	{NULL, "green", "It is needed, and all is well."},
	{NULL, "grey",
		"It passes without a rule. No colour says more than the marks and the words do."},
	{.heading = "Marks and verdicts of values"},
	{NULL, "share", "Of the traced calls, those that the rule lets pass by itself."},
	{NULL, "[x]", "The value is ticked: the rule has it."},
	{NULL, "[=]", "It is not, and passes all the same: by a mask, any, or the profile."},
	{NULL, "[~]", "It is not, and passes or not: that is undecided."},
	{NULL, "[ ]", "It is not, and is killed."},
	{NULL, "-", "The log does not give it as a number: it cannot be ticked."},
	{NULL, "passes", "Calls with this value pass."},
	{NULL, "documented",
		"They pass by Northstar's documentation. As it is built it kills them: it "
		"compares with the first value of a rule only."},
	{NULL, "killed", "The container is killed."},
	{NULL, "undecided", "It depends on another argument, or the log does not give the number."},
	{.heading = "Three things everybody gets wrong"},
	{NULL, "1. Union",
		"A call passes if the profile or the entry allows it. So a rule in the "
		"entry never narrows what the profile allows: switch the profile off, or "
		"expand it (e), to restrict such a call."},
	{NULL, "2. First value",
		"A rule may list several values, but every Northstar so far "
		"compares with the first one only. Cover the others with a mask."},
	{NULL, "3. Pointers",
		"The filter sees registers. Of a string or a structure it sees only "
		"the address, which is different in each run."},
	{.heading = "Columns"},
	{NULL, "calls, errors", "How often the trace calls it, and how many calls failed."},
	{NULL, "rule",
		"any: whatever the arguments are. fd = 1: one argument has this value. "
		"flags in 0x80800: it has no bit outside these. Where that is too long, the "
		"argument's name is shortened."},
	{NULL, "state", "What the rule is worth next to the profile:"},
};

static void append_blanks(struct text *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_append_byte(text, ' ');
}

/* Returns how many bytes of `sentence` fit into `columns`, broken at a blank where there is one. */
static size_t fitting(struct slice sentence, size_t columns)
{
	size_t at = columns;

	if (sentence.length <= columns)
		return sentence.length;
	while (at > 0 && sentence.start[at] != ' ')
		at--;
	return at > 0 ? at : columns;
}

static void append_wrapped(struct text *text, size_t indent, size_t columns, const char *sentence)
{
	size_t width = columns > indent + 1 ? columns - indent : 1;
	struct slice rest = slice_of(sentence);

	for (;;) {
		size_t length = fitting(rest, width);

		text_append(text, slice_until(rest, length));
		text_append_byte(text, '\n');
		rest = slice_trim(slice_after(rest, length));
		if (rest.length == 0)
			return;
		append_blanks(text, indent);
	}
}

/* Appends a term and, in a column of its own, its meaning. */
static void append_term(struct text *text, size_t columns, const char *term, const char *meaning)
{
	size_t indent = INDENT + KEY_COLUMNS;
	size_t used = INDENT + strlen(term);

	append_blanks(text, INDENT);
	text_append_string(text, term);
	if (used + 1 > indent) {
		text_append_byte(text, '\n');
		used = 0;
	}
	append_blanks(text, indent - used);
	append_wrapped(text, indent, columns, meaning);
}

static void append_heading(struct text *text, const char *heading)
{
	if (text->length > 0)
		text_append_byte(text, '\n');
	text_append_format(text, "%s\n", heading);
}

static void append_page(struct text *text, size_t columns)
{
	for (size_t i = 0; i < sizeof(page) / sizeof(page[0]); i++) {
		if (page[i].heading)
			append_heading(text, page[i].heading);
		else
			append_term(text, columns, page[i].term, page[i].meaning);
	}
	for (size_t i = 0; row_state_name(i); i++)
		append_term(text, columns, row_state_name(i), row_state_explanation(i));
}

static void append_filter_words(struct text *text, size_t columns)
{
	const char *meaning;
	const char *word;

	append_heading(text, "Words of a filter (f)");
	append_term(text, columns, "open", "Syscalls that have this in their name.");
	for (size_t i = 0; row_filter_describe(i, &word, &meaning); i++) {
		struct text sentence = {0};

		text_append_format(&sentence, "Syscalls %s.", meaning);
		append_term(text, columns, word, text_string(&sentence));
		text_free(&sentence);
	}
	append_term(
		text, columns, "%file !rule", "Several words: all must fit. ! turns one around.");
	append_term(text, columns, "%ipc,%signal", "With commas: one of them must fit.");
}

/* A command stands under the first view that has it. */
static bool is_first_view(unsigned views, unsigned view)
{
	return (views >> view & 1) && (views & ((1U << view) - 1)) == 0;
}

static void append_keys(struct text *text, size_t columns, unsigned view, const char *heading)
{
	append_heading(text, heading);
	for (size_t i = 0; i < keys_count(); i++)
		if (is_first_view(keys_at(i)->views, view))
			append_term(text, columns, keys_at(i)->keys, keys_at(i)->help);
}

static const char *const headings[VIEW_COUNT] = {
	[VIEW_LIST] = "Keys in the list, and everywhere",
	[VIEW_ARGUMENTS] = "Keys in the arguments",
	[VIEW_CALLS] = "Keys in the calls",
	[VIEW_LINE] = "Keys at a whole line",
	[VIEW_FINDINGS] = "Keys in the findings",
	[VIEW_TARGET] = "Keys in the target",
	[VIEW_HELP] = "Keys in this help",
	[VIEW_PROMPT] = "Keys in a prompt",
	[VIEW_QUIT] = "Keys in the question before leaving",
	[VIEW_SAVE] = "Keys where a save is shown",
	[VIEW_RECOVERED] = "Keys in the question about what was not saved",
};

void help_append(struct text *text, size_t columns)
{
	if (columns < COLUMNS_MIN)
		columns = COLUMNS_MIN;
	for (unsigned view = 0; view < VIEW_COUNT; view++)
		append_keys(text, columns, view, headings[view]);
	append_page(text, columns);
	append_filter_words(text, columns);
}

size_t help_find_view(const struct text *help, enum view view)
{
	struct slice rest = slice_of_text(help);
	size_t number = 0;

	while (rest.length > 0 && !slice_starts_with(rest, headings[view])) {
		rest = slice_after(rest, slice_find_byte(rest, '\n') + 1);
		number++;
	}
	return rest.length > 0 ? number : 0;
}

size_t help_find_heading(const struct text *help, size_t from, int step)
{
	struct slice rest = slice_of_text(help);
	size_t before = 0;

	for (size_t number = 0; rest.length > 0; number++) {
		bool is_heading = rest.start[0] != ' ' && rest.start[0] != '\n';

		if (is_heading && step > 0 && number > from)
			return number;
		if (is_heading && number < from)
			before = number;
		rest = slice_after(rest, slice_find_byte(rest, '\n') + 1);
	}
	return step > 0 ? from : before;
}
