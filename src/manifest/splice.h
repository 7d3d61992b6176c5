/*
 * The splice: an entry written into a manifest's own bytes, so that only what was changed differs.
 *
 * A rule that was not changed keeps its bytes, its comment and its place; of a changed one only the
 * value is replaced, or of a restriction only what differs in it; a removed one goes with the
 * comment behind it and the comment lines right above it; new ones come after the last, in the
 * style of their neighbours. What cannot be changed in parts is written anew as a whole: the value
 * of the rule, else `allow`, else the entry. Rules in a form that the runtime refuses are written
 * in the accepted form.
 */
#ifndef MANIFEST_SPLICE_H
#define MANIFEST_SPLICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "entry/entry.h"
#include "manifest/reader.h"

/* What was written anew as a whole. */
enum splice_scope { SPLICE_PARTS, SPLICE_ALLOW, SPLICE_ENTRY };

struct splice_report {
	enum splice_scope scope;
	size_t added; /* rules */
	size_t changed;
	size_t removed;
	size_t mended;	     /* rules that were not changed but were in a form that is refused */
	size_t expanded;     /* rules that were aliases of a rule that went or was changed */
	bool has_new_entry;  /* the file had no `seccomp`, or nothing after it */
	bool loses_comments; /* comments stood inside what was written anew */
	bool leaves_json;    /* the file was JSON, and a tag is not */
};

/* Appends to `bytes` the manifest's bytes with `entry` as its entry, for Northstar 0.`runtime` (5
 * to 9), and sets the report. The result has been read again: it gives exactly `entry` (the order
 * of rules aside, which means nothing), and what stands outside of the entry is unchanged in bytes
 * and meaning. Fails, and appends nothing, when that cannot be done: the error says why and, where
 * one place is to blame, holds its line and column, without the file's name. */
bool manifest_splice(const struct manifest *manifest, const struct entry *entry, unsigned runtime,
	struct text *bytes, struct splice_report *ret_report, struct error *error);

/* Appends what a user should know of how it was written, one sentence a line; nothing when there is
 * nothing to say. */
void splice_report_append_text(const struct splice_report *report, struct text *text);

#endif
