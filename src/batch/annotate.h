/*
 * --annotate: a fresh entry with a comment after each rule that says why it is there.
 */
#ifndef BATCH_ANNOTATE_H
#define BATCH_ANNOTATE_H

#include "base/text.h"
#include "entry/entry.h"
#include "trace/tally.h"

/* Appends the entry in its canonical form for Northstar 0.`runtime`. Above it stand `title` (what
 * made it) and `count` logs; after each rule's first line how often it was called, how often that
 * failed, and where it was called first. Comments hold no bytes that are not text. */
void annotate_entry(const struct entry *entry, unsigned runtime, const struct tally *tally,
	const char *title, const char *const *logs, size_t count, struct text *text);

#endif
