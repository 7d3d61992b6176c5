/* An entry in one line, for comparing: "default; read any; write 0 [1,2] mask 0x6". */
#ifndef TESTS_MANIFEST_SUMMARY_H
#define TESTS_MANIFEST_SUMMARY_H

#include "base/text.h"
#include "entry/entry.h"

static inline void append_restriction(struct text *text, const struct restriction *restriction)
{
	if (restriction_is_any(restriction)) {
		text_append_string(text, "any");
		return;
	}
	text_append_format(text, "%u", restriction->index);
	if (restriction->has_values)
		text_append_string(text, " [");
	for (size_t i = 0; i < restriction->value_count; i++) {
		text_append_string(text, i > 0 ? "," : "");
		value_append_text(text, restriction->values[i]);
	}
	if (restriction->has_values)
		text_append_string(text, "]");
	if (restriction->has_mask) {
		text_append_string(text, " mask ");
		value_append_text(text, restriction->mask);
	}
}

static inline void append_summary(struct text *text, const struct entry *entry)
{
	text_append_string(text, entry->profile == PROFILE_DEFAULT ? "default" : "");
	for (size_t i = 0; i < entry->count; i++) {
		text_append_format(text, "%s%s ", text->length ? "; " : "", entry->rules[i].name);
		append_restriction(text, &entry->rules[i].restriction);
	}
}

/* Returns whether both say the same; the order of rules says nothing. */
static inline bool entries_agree(const struct entry *a, const struct entry *b)
{
	if (a->profile != b->profile || a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct rule *other = entry_find(b, slice_of(a->rules[i].name));

		if (!other || !restriction_equal(&a->rules[i].restriction, &other->restriction))
			return false;
	}
	return true;
}

#endif
