/* The mapping of profile and allow. */
#include "manifest/reading.h"

#include <string.h>

#include "manifest/scalar.h"

/* Returns whether the value of a key << is what YAML 1.1 merges. */
static bool is_merged(struct reading *reading, const struct node *value)
{
	const struct node *node = node_resolve(&reading->manifest->document, value);

	return node->kind != NODE_SCALAR && !reading_variant(reading, node).start;
}

static bool take_pair(struct reading *reading, const struct node *key, const struct node *value)
{
	struct manifest *manifest = reading->manifest;
	const struct node *resolved = node_resolve(&manifest->document, key);
	struct slice name = node_value(&manifest->document, resolved);
	struct restriction restriction;

	if (resolved->kind != NODE_SCALAR)
		return reading_refuse(
			reading, key, "this is no name; allowed: the name of a syscall");
	if (memchr(name.start, '\0', name.length))
		return reading_refuse(
			reading, key, "a name with a NUL byte; allowed: the name of a syscall");
	if (slice_is(name, "<<") && is_merged(reading, value))
		return reading_refuse(reading, key,
			"Northstar knows no merge keys (<<); allowed: each rule written out");
	if (!reading_take_rule(reading, value, name, &restriction))
		return false;
	if (entry_find(&manifest->entry, name))
		reading_remark(reading, key, REMARK_NAME_TWICE, name);
	entry_set(&manifest->entry, name, &restriction);
	return true;
}

static bool take_allow(struct reading *reading, const struct node *node)
{
	const struct document *document = &reading->manifest->document;
	const struct node *mapping;
	const struct node *key;
	bool is_there;
	size_t count = 0;

	if (!reading_is_there(reading, node, &is_there))
		return false;
	if (!is_there)
		return true;
	if (!reading_open_mapping(
		    reading, node, "allow", "lines of `NAME: any` or `NAME: !args`", &mapping))
		return false;
	for (key = mapping ? node_first(document, mapping) : NULL; key;
		key = node_next(document, node_next(document, key))) {
		if (count++ == MANIFEST_RULES)
			return reading_refuse(reading, key, "too many rules; allowed: at most %d",
				MANIFEST_RULES);
		if (!take_pair(reading, key, node_next(document, key)))
			return false;
	}
	return true;
}

bool reading_take_profile(struct reading *reading, const struct node *node)
{
	const struct document *document = &reading->manifest->document;
	const struct node *resolved = node_resolve(document, node);
	struct slice variant;
	struct slice text;
	bool is_there;
	bool is_default;

	if (!reading_is_there(reading, node, &is_there))
		return false;
	if (!is_there)
		return true;
	variant = reading_variant(reading, resolved);
	text = node_value(document, resolved);
	is_default = resolved->kind == NODE_SCALAR && slice_is(text, "default");
	if (variant.start)
		is_default = slice_is(variant, "default") && resolved->kind == NODE_SCALAR &&
			     resolved->style == STYLE_PLAIN &&
			     (text.length == 0 || scalar_is_null(text));
	if (!is_default && text.length == 0)
		return reading_refuse(reading, node,
			"this is no profile; allowed: default, or no profile at all");
	if (!is_default)
		return reading_refuse(reading, node,
			"unknown profile '%.*s'; allowed: default, or no profile at all",
			reading_shown_length(text), text.start);
	reading->manifest->entry.profile = PROFILE_DEFAULT;
	return true;
}

bool reading_take_entry(struct reading *reading, const struct node *node)
{
	struct manifest_layout *layout = &reading->manifest->layout;
	struct field fields[] = {{.name = "profile"}, {.name = "allow"}};

	if (!reading_open_fields(reading, node, "seccomp", "profile, allow", fields, 2))
		return false;
	layout->profile_key = fields[0].key;
	layout->profile = fields[0].value;
	layout->allow_key = fields[1].key;
	layout->allow = fields[1].value;
	return reading_take_profile(reading, layout->profile) && take_allow(reading, layout->allow);
}
