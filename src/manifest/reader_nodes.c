/* How nodes are asked for what they hold, the way serde_yaml asks them. */
#include "manifest/reading.h"

#include <string.h>

#include "manifest/characters.h"
#include "manifest/scalar.h"

enum { shown_at_most = 80 };

#define TAG_NULL "tag:yaml.org,2002:null"

bool reading_refuse(struct reading *reading, const struct node *node, const char *format, ...)
{
	struct text what = {0};
	va_list arguments;

	va_start(arguments, format);
	text_append_arguments(&what, format, arguments);
	va_end(arguments);
	if (node)
		document_fail(reading->name, slice_of_text(&reading->manifest->bytes), node->start,
			reading->error, "%s", text_string(&what));
	else
		error_set(reading->error, reading->name, 0, 0, "%s", text_string(&what));
	text_free(&what);
	return false;
}

int reading_shown_length(struct slice text)
{
	size_t shown = 0;
	size_t next = 0;

	while (next < text.length && next <= shown_at_most) {
		shown = next;
		next += character_length(slice_after(text, next));
	}
	return (int)(next <= shown_at_most ? next : shown);
}

void reading_remark(
	struct reading *reading, const struct node *node, enum remark_code code, struct slice name)
{
	remarks_add(&reading->manifest->remarks, code, 0, node->start, name);
}

void reading_place_remarks(struct reading *reading)
{
	struct remarks *remarks = &reading->manifest->remarks;
	struct slice bytes = slice_of_text(&reading->manifest->bytes);
	struct character_place place = characters_start(bytes);

	remarks_sort(remarks);
	for (size_t i = 0; i < remarks->count; i++) {
		characters_advance(bytes, remarks->items[i].column, &place);
		remarks->items[i].line = place.line;
		remarks->items[i].column = place.column;
	}
}

static bool is_empty_plain(const struct node *node)
{
	return node->kind == NODE_SCALAR && node->style == STYLE_PLAIN && node->length == 0;
}

bool reading_open_mapping(struct reading *reading, const struct node *node, const char *what,
	const char *allowed, const struct node **ret_mapping)
{
	const struct node *resolved = node_resolve(&reading->manifest->document, node);

	if (resolved->kind == NODE_MAPPING) {
		*ret_mapping = resolved;
		return true;
	}
	if (!is_empty_plain(resolved))
		return reading_refuse(
			reading, node, "%s is no mapping; allowed: %s", what, allowed);
	*ret_mapping = NULL;
	return true;
}

static struct field *find_field(struct field *fields, size_t count, struct slice name)
{
	for (size_t i = 0; i < count; i++)
		if (slice_is(name, fields[i].name))
			return &fields[i];
	return NULL;
}

bool reading_open_fields(struct reading *reading, const struct node *node, const char *what,
	const char *allowed, struct field *fields, size_t count)
{
	const struct document *document = &reading->manifest->document;
	const struct node *mapping;
	const struct node *value;

	if (!reading_open_mapping(reading, node, what, allowed, &mapping))
		return false;
	for (const struct node *key = mapping ? node_first(document, mapping) : NULL; key;
		key = node_next(document, value)) {
		const struct node *resolved = node_resolve(document, key);
		struct slice name = node_value(document, resolved);
		struct field *field = find_field(fields, count, name);

		value = node_next(document, key);
		if (resolved->kind != NODE_SCALAR || !field)
			return reading_refuse(reading, key, "unknown key '%.*s' in %s; allowed: %s",
				reading_shown_length(name), name.start, what, allowed);
		if (field->key)
			return reading_refuse(reading, key,
				"%s stands in %s twice; once is allowed", field->name, what);
		field->key = key;
		field->value = value;
	}
	return true;
}

bool reading_is_there(struct reading *reading, const struct node *node, bool *ret_is_there)
{
	const struct document *document = &reading->manifest->document;
	const struct node *resolved = node_resolve(document, node);
	struct slice tag;
	struct slice value;

	*ret_is_there = resolved != NULL;
	if (!resolved || resolved->kind != NODE_SCALAR || resolved->style != STYLE_PLAIN)
		return true;
	tag = node_tag(document, resolved);
	value = node_value(document, resolved);
	if (!tag.start) {
		*ret_is_there = value.length > 0 && !scalar_is_null(value);
		return true;
	}
	if (!slice_is(tag, TAG_NULL))
		return true;
	*ret_is_there = false;
	if (!scalar_is_null(value))
		return reading_refuse(reading, node, "'%.*s' is not null, as its tag says",
			reading_shown_length(value), value.start);
	return true;
}

struct slice reading_variant(const struct reading *reading, const struct node *node)
{
	struct slice tag = node_tag(&reading->manifest->document, node);

	if (!tag.start || !slice_starts_with(tag, "!"))
		return (struct slice){NULL, 0};
	return slice_after(tag, 1);
}
