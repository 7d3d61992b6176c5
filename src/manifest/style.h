/*
 * The style that a manifest is written in: what new pairs should look like beside the old ones.
 */
#ifndef MANIFEST_STYLE_H
#define MANIFEST_STYLE_H

#include <stdbool.h>

#include "manifest/document.h"
#include "manifest/writer.h"

/* Returns whether the document is JSON too, as far as styles go. */
bool style_is_json(const struct document *document);

/* Returns the style for pairs of `mapping` (any mapping with pairs; NULL: canonical), for
 * Northstar 0.`runtime`. `step` is how much deeper mappings in it should stand, 0: as the document
 * does it elsewhere. */
struct write_style style_of_pairs(const struct document *document, const struct node *mapping,
	unsigned step, unsigned runtime);

/* The same for the rules of `allow`, where `args` are written as in the last rule that has some. */
struct write_style style_of_rules(
	const struct document *document, const struct node *allow, unsigned runtime);

#endif
