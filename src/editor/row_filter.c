#include "editor/row_filter.h"

#include <stdlib.h>
#include <strings.h>

#include "editor/row_state.h"
#include "facts/class.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* What a word is held against. */
struct subject {
	const struct review_row *row;
	const struct findings *findings;
	const struct entry *written; /* what the manifest holds; NULL: there is none */
};

/* A word of the table. With values it is what stands before the value. */
struct word {
	const char *word;
	const char *example; /* NULL: the word itself */
	const char *meaning; /* "Syscalls ..." */
	bool (*fits)(const struct subject *subject, struct slice value);
	const char *(*value)(size_t index); /* NULL after the last one; no function: no values */
};

/* Small and capital letters are the same here. */
static bool begins_with(const char *name, struct slice beginning)
{
	return strncasecmp(name, beginning.start, beginning.length) == 0;
}

static bool has_rule(const struct subject *subject, struct slice value)
{
	(void)value;
	return subject->row->rule;
}

static bool has_any(const struct subject *subject, struct slice value)
{
	(void)value;
	return subject->row->rule && restriction_is_any(&subject->row->rule->restriction);
}

static bool has_restriction(const struct subject *subject, struct slice value)
{
	return has_rule(subject, value) && !has_any(subject, value);
}

static bool is_killed(const struct subject *subject, struct slice value)
{
	(void)value;
	return subject->row->coverage[MEANING_BUILT].killed > 0;
}

static bool is_undecided(const struct subject *subject, struct slice value)
{
	(void)value;
	return subject->row->coverage[MEANING_BUILT].undecided > 0;
}

static bool has_errors(const struct subject *subject, struct slice value)
{
	(void)value;
	return subject->row->traced && subject->row->traced->errors > 0;
}

static bool is_traced(const struct subject *subject, struct slice value)
{
	(void)value;
	return subject->row->traced;
}

static bool is_in_class(const struct subject *subject, struct slice value)
{
	for (unsigned kind = 0; kind < CLASS_COUNT; kind++)
		if (begins_with(class_name((enum call_class)kind), value) &&
			class_has((enum call_class)kind, subject->row->name))
			return true;
	return false;
}

static const char *class_value(size_t index)
{
	return index < CLASS_COUNT ? class_name((enum call_class)index) : NULL;
}

static bool is_in_state(const struct subject *subject, struct slice value)
{
	return begins_with(row_state_of(subject->row, subject->written), value);
}

/* The state's name alone, as the column shows it. No syscall's name holds one. */
static bool is_state(struct slice typed)
{
	for (size_t i = 0; row_state_name(i); i++)
		if (slice_is(typed, row_state_name(i)))
			return true;
	return false;
}

/* Values of `finding:` that are no codes. */
static const char any_finding[] = "any";

static bool is_finding(const struct finding *finding, struct slice value)
{
	return begins_with(any_finding, value) || begins_with(finding_label(finding), value) ||
	       begins_with(severity_name(finding->severity), value);
}

static bool has_finding(const struct subject *subject, struct slice value)
{
	for (size_t i = 0; i < subject->findings->count; i++) {
		const struct finding *finding = &subject->findings->items[i];

		if (finding->name && slice_is(subject->row->name, finding->name) &&
			is_finding(finding, value))
			return true;
	}
	return false;
}

static const char *finding_value(size_t index)
{
	if (index == 0)
		return any_finding;
	if (--index <= SEVERITY_FAULT)
		return severity_name((enum severity)index);
	index -= SEVERITY_FAULT + 1;
	return index < FINDING_REMARK ? finding_code_name((enum finding_code)index) : NULL;
}

static const struct word words[] = {
	{"%", "%file",
		"of a class, as strace names them: %file %desc %process %network %signal "
		"%ipc %memory",
		is_in_class, class_value},
	{"state:", "state:needed", "in this state; its whole name alone will do", is_in_state,
		row_state_name},
	{"finding:", "finding:any",
		"with a finding: any, a warning or a fault, or one of this "
		"code",
		has_finding, finding_value},
	{"killed", NULL, "with traced calls that would be killed", is_killed, NULL},
	{"undecided", NULL, "with traced calls of which the log does not tell", is_undecided, NULL},
	{"rule", NULL, "that have a rule", has_rule, NULL},
	{"any", NULL, "whose rule is any", has_any, NULL},
	{"restricted", NULL, "whose rule restricts an argument", has_restriction, NULL},
	{"errors", NULL, "with calls that failed", has_errors, NULL},
	{"traced", NULL, "that the trace calls", is_traced, NULL},
};

/* The table's row of `typed`, and the value behind it; NULL: it is a part of a name. */
static const struct word *find_word(struct slice typed, struct slice *ret_value)
{
	for (size_t i = 0; i < LENGTH(words); i++) {
		const struct word *word = &words[i];

		if (word->value ? !slice_starts_with(typed, word->word)
				: !slice_is(typed, word->word))
			continue;
		*ret_value = slice_after(typed, slice_of(word->word).length);
		return word;
	}
	return NULL;
}

static bool is_in_name(struct slice name, struct slice part)
{
	for (size_t i = 0; i + part.length <= name.length; i++)
		if (strncasecmp(name.start + i, part.start, part.length) == 0)
			return true;
	return false;
}

/* A word of no row of the table. */
static bool fits_name(const struct subject *subject, struct slice typed)
{
	return is_state(typed) ? slice_is(typed, row_state_of(subject->row, subject->written))
			       : is_in_name(subject->row->name, typed);
}

/* One alternative, which may be turned around. */
static bool fits_alternative(struct slice typed, const struct subject *subject)
{
	bool is_turned = slice_starts_with(typed, "!");
	struct slice value;
	const struct word *word;

	if (is_turned)
		typed = slice_after(typed, 1);
	if (typed.length == 0)
		return true;
	word = find_word(typed, &value);
	return is_turned != (word ? word->fits(subject, value) : fits_name(subject, typed));
}

/* Takes the part before the next `separator` off `rest`. */
static struct slice take(struct slice *rest, char separator)
{
	struct slice part = slice_until(*rest, slice_find_byte(*rest, separator));

	*rest = slice_after(*rest, part.length + 1);
	return part;
}

static bool fits_word(struct slice word, const struct subject *subject)
{
	while (word.length > 0)
		if (fits_alternative(take(&word, ','), subject))
			return true;
	return false;
}

bool row_filter_fits(struct slice filter, const struct review_row *row,
	const struct findings *findings, const struct entry *written)
{
	struct subject subject = {row, findings, written};

	while (filter.length > 0) {
		struct slice word = take(&filter, ' ');

		if (word.length > 0 && !fits_word(word, &subject))
			return false;
	}
	return true;
}

/* Whether no value of the word begins so, or it looks like a word with a value and is none. */
static bool is_slip(struct slice typed)
{
	struct slice value;
	const struct word *word;
	const char *known;

	if (slice_starts_with(typed, "!"))
		typed = slice_after(typed, 1);
	word = find_word(typed, &value);
	if (!word || !word->value)
		return !word && slice_find_byte(typed, ':') < typed.length;
	for (size_t i = 0; (known = word->value(i)); i++)
		if (begins_with(known, value))
			return false;
	return true;
}

bool row_filter_find_slip(struct slice filter, struct slice *ret_word)
{
	while (filter.length > 0) {
		struct slice word = take(&filter, ' ');

		while (word.length > 0) {
			struct slice typed = take(&word, ',');

			if (!is_slip(typed))
				continue;
			*ret_word = typed;
			return true;
		}
	}
	return false;
}

void row_filter_offer(struct completion *completion)
{
	struct text text = {0};

	for (size_t i = 0; i < LENGTH(words); i++) {
		const char *value;

		if (!words[i].value)
			completion_offer(completion, words[i].word);
		for (size_t j = 0; words[i].value && (value = words[i].value(j)); j++) {
			text_clear(&text);
			text_append_format(&text, "%s%s", words[i].word, value);
			completion_offer(completion, text_string(&text));
		}
	}
	for (size_t i = 0; row_state_name(i); i++)
		completion_offer(completion, row_state_name(i));
	text_free(&text);
}

bool row_filter_describe(size_t index, const char **ret_word, const char **ret_meaning)
{
	if (index >= LENGTH(words))
		return false;
	*ret_word = words[index].example ? words[index].example : words[index].word;
	*ret_meaning = words[index].meaning;
	return true;
}
