/*
 * --explain: the entry in plain words.
 */
#ifndef BATCH_EXPLAIN_H
#define BATCH_EXPLAIN_H

#include <stdio.h>

#include "review/finding.h"

/* Writes what the entry of `context` does: what holds without a rule, then one line per rule (what
 * passes, what the trace used of it) in the entry's order, each followed by the findings about it,
 * indented. Findings about the whole entry, the trace, and calls without a rule come last. */
void batch_explain(
	const struct finding_context *context, const struct findings *findings, FILE *output);

#endif
