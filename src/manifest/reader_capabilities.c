/* The capabilities of a manifest. What the runtime would refuse here is remarked, not refused: the
 * entry can be read all the same. */
#include "manifest/reading.h"

#include "facts/capability.h"

static void take_capability(struct reading *reading, const struct node *item)
{
	struct manifest *manifest = reading->manifest;
	const struct node *node = node_resolve(&manifest->document, item);
	struct slice name = reading_variant(reading, node);
	unsigned number;

	if (!name.start)
		name = node_value(&manifest->document, node);
	if (!capability_parse(name, &number)) {
		reading_remark(reading, item, REMARK_CAPABILITY_UNKNOWN, name);
		return;
	}
	if (!slice_is(name, capability_name(number)))
		reading_remark(reading, item, REMARK_CAPABILITY_UNKNOWN, name);
	else if (manifest->capabilities >> number & 1)
		reading_remark(reading, item, REMARK_CAPABILITY_TWICE, name);
	manifest->capabilities |= UINT64_C(1) << number;
}

void reading_take_capabilities(struct reading *reading, const struct node *node)
{
	const struct document *document = &reading->manifest->document;
	const struct node *list = node_resolve(document, node);

	if (!list)
		return;
	if (list->kind != NODE_SEQUENCE) {
		if (list->kind != NODE_SCALAR || list->length > 0 || list->style != STYLE_PLAIN)
			reading_remark(
				reading, node, REMARK_CAPABILITIES_FORM, (struct slice){NULL, 0});
		return;
	}
	for (const struct node *item = node_first(document, list); item;
		item = node_next(document, item)) {
		if (reading->manifest->remarks.count > MANIFEST_RULES)
			break;
		take_capability(reading, item);
	}
}
