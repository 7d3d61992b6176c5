/* One rule of `allow`. */
#include "manifest/reading.h"

#include <inttypes.h>
#include <string.h>

#include "manifest/scalar.h"

#define TAG_INTEGER "tag:yaml.org,2002:int"

static const char rule_allowed[] = "allowed: any, or !args with index and values or mask";
static const char index_allowed[] = "allowed: 0 to 5";
static const char number_allowed[] = "allowed: 0 to 0xffffffffffffffff, as decimal, 0x, 0o or 0b";

/* Returns whether the runtime looks for a number in this scalar. */
static bool may_be_number(const struct document *document, const struct node *node)
{
	if (node->kind != NODE_SCALAR)
		return false;
	return node->style == STYLE_PLAIN ||
	       (node->style == STYLE_LITERAL && node->tag &&
		       slice_is(node_tag(document, node), TAG_INTEGER));
}

static bool is_made_of(struct slice text, const char *characters)
{
	size_t i = 0;

	while (i < text.length && strchr(characters, text.start[i]))
		i++;
	return text.length > 0 && i == text.length;
}

/* Returns what keeps a scalar from being a number here. */
static const char *fault_of_number(enum node_style style, struct slice text)
{
	struct slice digits = slice_after(text, slice_starts_with(text, "+"));

	if (style == STYLE_SINGLE || style == STYLE_DOUBLE)
		return "is text, as it stands in quotes";
	if (slice_starts_with(text, "-"))
		return "is negative";
	if (is_made_of(digits, "0123456789"))
		return digits.start[0] == '0' ? "begins with a zero" : "is too large";
	if (slice_starts_with(digits, "0x") &&
		is_made_of(slice_after(digits, 2), "0123456789abcdefABCDEF"))
		return "is too large";
	return "is no number";
}

static bool take_number(struct reading *reading, const struct node *node, const char *what,
	const char *allowed, uint64_t *ret_value)
{
	const struct document *document = &reading->manifest->document;
	const struct node *resolved = node_resolve(document, node);
	struct slice text = node_value(document, resolved);

	if (may_be_number(document, resolved) && scalar_parse_unsigned(text, ret_value))
		return true;
	if (resolved->kind != NODE_SCALAR)
		return reading_refuse(reading, node, "%s is no number; %s", what, allowed);
	return reading_refuse(reading, node, "%s '%.*s' %s; %s", what, reading_shown_length(text),
		text.start, fault_of_number(resolved->style, text), allowed);
}

static bool take_index(struct reading *reading, const struct node *node, struct restriction *ret)
{
	uint64_t index;

	if (!take_number(reading, node, "index", index_allowed, &index))
		return false;
	if (index >= SYSCALL_REGISTERS)
		return reading_refuse(
			reading, node, "index %" PRIu64 " is too large; %s", index, index_allowed);
	ret->index = (unsigned)index;
	return true;
}

static bool take_values(struct reading *reading, const struct node *node, struct restriction *ret)
{
	const struct document *document = &reading->manifest->document;
	const struct node *list = node_resolve(document, node);

	if (!reading_is_there(reading, node, &ret->has_values))
		return false;
	if (!ret->has_values)
		return true;
	if (list->kind != NODE_SEQUENCE &&
		(list->kind != NODE_SCALAR || list->length > 0 || list->style != STYLE_PLAIN))
		return reading_refuse(
			reading, node, "values is no list; allowed: [1, 2, ...], at most 50");
	for (const struct node *item = node_first(document, list); item;
		item = node_next(document, item)) {
		if (ret->value_count == RULE_VALUES)
			return reading_refuse(
				reading, item, "too many values; allowed: at most %d", RULE_VALUES);
		if (!take_number(
			    reading, item, "value", number_allowed, &ret->values[ret->value_count]))
			return false;
		ret->value_count++;
	}
	return true;
}

static bool take_mask(struct reading *reading, const struct node *node, struct restriction *ret)
{
	if (!reading_is_there(reading, node, &ret->has_mask))
		return false;
	return !ret->has_mask || take_number(reading, node, "mask", number_allowed, &ret->mask);
}

/* Sets the restriction from index, values and mask. */
static bool take_fields(struct reading *reading, const struct node *node,
	const struct field fields[3], struct restriction *ret)
{
	if (!fields[0].value)
		return reading_refuse(reading, node, "index is missing; %s", rule_allowed);
	if (!take_index(reading, fields[0].value, ret) ||
		!take_values(reading, fields[1].value, ret) ||
		!take_mask(reading, fields[2].value, ret))
		return false;
	if (restriction_is_any(ret))
		return reading_refuse(
			reading, node, "values and mask are both missing; %s", rule_allowed);
	return true;
}

static bool take_args(struct reading *reading, const struct node *node, struct restriction *ret)
{
	struct field fields[] = {{.name = "index"}, {.name = "values"}, {.name = "mask"}};

	return reading_open_fields(reading, node, "!args", "index, values, mask", fields, 3) &&
	       take_fields(reading, node, fields, ret);
}

/* The form of Northstar 0.5, and with an empty `args` inside that of the documentation the project
 * started from, which no Northstar reads. */
static bool take_map_args(struct reading *reading, const struct node *node, struct slice name,
	struct restriction *ret)
{
	struct field fields[] = {
		{.name = "index"}, {.name = "values"}, {.name = "mask"}, {.name = "args"}};
	bool is_there;

	if (!reading_open_fields(reading, node, "args", "index, values, mask", fields, 4) ||
		!reading_is_there(reading, fields[3].value, &is_there))
		return false;
	if (is_there)
		return reading_refuse(reading, fields[3].key,
			"unknown key 'args' in args; allowed: index, values, mask");
	if (fields[3].key)
		reading_remark(reading, fields[3].key, REMARK_EMPTY_ARGS, name);
	return take_fields(reading, node, fields, ret);
}

static bool take_map_form(struct reading *reading, const struct node *value,
	const struct node *mapping, struct slice name, struct restriction *ret)
{
	const struct document *document = &reading->manifest->document;
	const struct node *key = node_first(document, mapping);
	const struct node *args = key ? node_next(document, key) : NULL;

	if (!args || node_next(document, args) ||
		!slice_is(node_value(document, node_resolve(document, key)), "args"))
		return reading_refuse(reading, value, "this is no rule; %s", rule_allowed);
	if (reading->manifest->runtime > 5)
		reading_remark(reading, value, REMARK_MAP_FORM, name);
	return take_map_args(reading, args, name, ret);
}

static bool take_tagged(struct reading *reading, const struct node *value, const struct node *node,
	struct slice name, struct restriction *ret)
{
	struct slice variant = reading_variant(reading, node);
	struct slice text = node_value(&reading->manifest->document, node);

	if (slice_is(variant, "args")) {
		if (reading->manifest->runtime <= 5)
			reading_remark(reading, value, REMARK_TAG_FORM, name);
		return take_args(reading, value, ret);
	}
	if (!slice_is(variant, "any"))
		return reading_refuse(reading, value, "unknown tag '!%.*s'; %s",
			reading_shown_length(variant), variant.start, rule_allowed);
	if (node->kind != NODE_SCALAR || node->style != STYLE_PLAIN ||
		(text.length > 0 && !scalar_is_null(text)))
		return reading_refuse(reading, value, "nothing can follow !any; %s", rule_allowed);
	return true;
}

bool reading_take_rule(struct reading *reading, const struct node *value, struct slice name,
	struct restriction *ret)
{
	const struct document *document = &reading->manifest->document;
	const struct node *node = node_resolve(document, value);
	struct slice text = node_value(document, node);

	*ret = (struct restriction){0};
	if (reading_variant(reading, node).start)
		return take_tagged(reading, value, node, name, ret);
	if (node->kind == NODE_MAPPING)
		return take_map_form(reading, value, node, name, ret);
	if (node->kind == NODE_SEQUENCE)
		return reading_refuse(reading, value, "a list is no rule; %s", rule_allowed);
	if (!slice_is(text, "any"))
		return reading_refuse(reading, value, "'%.*s' is no rule; %s",
			reading_shown_length(text), text.start, rule_allowed);
	return true;
}
