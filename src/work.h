/*
 * The work: all that a mode works on, made from the command line: manifest, logs, entry.
 */
#ifndef WORK_H
#define WORK_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"
#include "batch/report.h"
#include "entry/entry.h"
#include "manifest/reader.h"
#include "options.h"
#include "review/finding.h"
#include "review/review.h"
#include "trace/feed.h"
#include "trace/report.h"
#include "trace/tally.h"

/* How logs are read. */
struct work_feed {
	bool keeps;		/* they are read again, by the editor */
	call_function *deliver; /* who takes the calls besides the tally; NULL: nobody */
	void *context;
};

/* {.options = ...} before anything is read; freed with work_free(). */
struct work {
	struct options options;
	const char **inputs;	      /* the files of the logs, as they can be opened */
	struct trace_report *reports; /* one for each log */
	bool has_manifest;	      /* -m was given */
	struct manifest manifest;
	struct feed *feed;   /* reads the logs */
	struct tally *tally; /* of what was read; belongs to the feed */
	const char **names;  /* of the logs, which the feed may get more of; or NULL */
	struct report_arch arch;
	struct entry entry;
	struct finding_evidence evidence; /* set by work_take_feed() */
	struct finding_remark *remarks;
	struct text *remark_texts; /* a sentence and a name for each */
	struct text notes;	   /* what options that edit did, and why, line by line */
};

void work_free(struct work *work);

/* Finds the files behind the logs, and refuses to write over one of them. */
bool work_find_inputs(struct work *work, struct error *error);

/* Reads the manifest, where one is given; its capabilities are the target's unless the command line
 * names some. */
bool work_read_manifest(struct work *work, struct error *error);

/* Makes `bytes` the content of the manifest, where that differs; says to `messages`, unless
 * --quiet, what is to be known of the file. */
bool work_replace_manifest(
	const struct work *work, struct slice bytes, FILE *messages, struct error *error);

/* Opens the logs to be read on bit by bit. */
bool work_open_feed(struct work *work, const struct work_feed *how, struct error *error);

/* Opens the logs and reads them to their ends (see reading_finish() for `output` and `terminal`),
 * then takes over what was read. */
bool work_read_logs(struct work *work, const struct work_feed *how, FILE *output, FILE *terminal,
	struct error *error);

/* Takes over what the feed has read: the tally, the reports, the names of the logs; settles the
 * architecture (what the command line says, else what the logs show, else this machine's), and
 * gathers what is known beside calls and rules. */
void work_take_feed(struct work *work, struct feed *feed);

/* Says to `messages` what was noticed while the logs were read. */
void work_report_logs(const struct work *work, FILE *messages);

/* Returns what is found of `entry`, of which `review` is, beside the tally, the logs and the
 * manifest. The caller frees it. */
struct findings work_find(
	const struct work *work, const struct entry *entry, const struct review *review);

/* Returns whether each log is one: there is a call in it, or no line that nobody understands. */
bool work_has_logs(const struct work *work);

/* Sets `ret_entry` to what is judged without a trace: the manifest's entry, or the bare profile,
 * with the options that edit (those that need a trace are refused). */
bool work_start_entry(struct work *work, const struct target *target, struct entry *ret_entry,
	struct error *error);

/* Makes the entry for the trace: the manifest's rules, or the profile, completed with `any` for
 * what would be killed; then the options that edit. */
bool work_make_entry(struct work *work, struct error *error);

#endif
