/* What the parts of the splice share. Only src/manifest/splice*.c include it. */
#ifndef MANIFEST_SPLICING_H
#define MANIFEST_SPLICING_H

#include <stdbool.h>

#include "manifest/edits.h"
#include "manifest/pairs.h"
#include "manifest/splice.h"
#include "manifest/writer.h"

struct splicing {
	const struct manifest *manifest;
	const struct document *document;
	const struct entry *entry; /* that is wanted */
	unsigned runtime;
	enum splice_scope scope; /* the least that is written anew */
	struct edits edits;
	struct splice_report report;
};

/* Add the edits that make the rules in `allow` (a mapping with pairs) those of the entry, or give
 * the entry's mapping what is wanted. Return false when it cannot be done in parts. */
bool splice_plan_rules(struct splicing *splicing, const struct node *allow);
bool splice_plan_entry(struct splicing *splicing);

/* Returns whether the value of a pair of `allow` is in a form that the runtime refuses. */
bool splice_is_refused_form(const struct splicing *splicing, const struct node *value);

/* Adds the edits for a rule whose restriction changes in parts. Returns false, without edits, when
 * its value has to be written anew. */
bool splice_plan_restriction(struct splicing *splicing, const struct node *value,
	const struct restriction *old, const struct restriction *wanted);

/* Adds the edits that give a rule in the map form the tag !args and leave its index, values and
 * mask as they are written. Returns false, without edits, when its value has to be written anew. */
bool splice_plan_tag(struct splicing *splicing, const struct pair *pair);

/* Returns an alias outside of the entry that stands for a part of it, NULL: there is none. */
const struct node *splice_find_user(const struct manifest *manifest);

/* Returns whether the manifest `after`, spliced from `before`, holds the entry, and means outside
 * of the entry what it meant. */
bool splice_is_faithful(
	const struct manifest *before, const struct manifest *after, const struct entry *entry);

#endif
