#include "editor/changes.h"

static void append_count(struct text *text, size_t count, const char *what)
{
	if (count == 0)
		return;
	text_append_format(text, "%s%zu rule%s %s", text->length ? ", " : "", count,
		count == 1 ? "" : "s", what);
}

static void append_rules(struct text *text, const struct entry *old, const struct entry *new)
{
	size_t added = 0;
	size_t changed = 0;
	size_t kept = 0;

	for (size_t i = 0; i < new->count; i++) {
		const struct rule *rule = entry_find(old, slice_of(new->rules[i].name));

		kept += rule != NULL;
		added += rule == NULL;
		changed +=
			rule && !restriction_equal(&rule->restriction, &new->rules[i].restriction);
	}
	append_count(text, added, "added");
	append_count(text, changed, "changed");
	append_count(text, old->count - kept, "dropped");
}

void changes_append(struct text *text, const struct entry *old, const struct entry *new)
{
	struct text parts = {0};

	append_rules(&parts, old, new);
	if (parts.length == 0 && old->profile == new->profile && !entry_equal(old, new))
		text_append_string(&parts, "the order of the rules");
	if (old->profile != new->profile)
		text_append_format(&parts, "%sthe profile switched %s", parts.length ? ", " : "",
			new->profile == PROFILE_NONE ? "off" : "on");
	text_append(text, slice_of_text(&parts));
	text_free(&parts);
}
