/*
 * The target view: where the entry will be in force, while that is being chosen.
 *
 * It works on a draft, and reviews the entry on it at once; the session's target changes only when
 * the draft is kept. The first rows are the architecture, the runtime and which meaning counts,
 * each further one is a capability.
 */
#ifndef EDITOR_TARGET_CHOICE_H
#define EDITOR_TARGET_CHOICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "editor/list.h"
#include "entry/entry.h"
#include "entry/target.h"
#include "review/review.h"
#include "trace/tally.h"

enum target_row { TARGET_ROW_ARCH, TARGET_ROW_RUNTIME, TARGET_ROW_JUDGE, TARGET_ROW_CAPABILITY };

/* Where the capabilities of a session came from. */
struct target_source {
	bool from_option;      /* the command line, whatever the manifest says */
	const char *manifest;  /* whose `capabilities:` are known; NULL: none */
	uint64_t capabilities; /* of the manifest */
};

/* {0} is the closed view. */
struct target_choice {
	bool is_open;
	struct target draft;
	struct list rows;
	struct review review; /* of the entry on the draft */
};

/* Opens the view on a target; `rows.page` stays. */
void target_choice_open(struct target_choice *choice, const struct target *target);

/* Closes it, and frees what it holds. */
void target_choice_close(struct target_choice *choice);

/* Judges the entry on the draft. `tally` is read anew when the architecture is another one. */
void target_choice_refresh(
	struct target_choice *choice, struct tally *tally, const struct entry *entry);

/* Changes what the row under the cursor stands for: to the next value (`step` 1) or the one before
 * (-1), around the ends. */
void target_choice_step(struct target_choice *choice, int step);

/* Returns the number of the capability that row `row` (TARGET_ROW_CAPABILITY or
 * more) stands for. */
unsigned target_choice_capability(size_t row);

/* Appends what the default profile of Northstar 0.`runtime` allows for a capability on an
 * architecture: "3 syscalls: acct, mount, umount2"; nothing when it is nothing. */
void target_choice_append_grants(
	struct text *text, unsigned capability, const struct target *target);

/* Appends what changes against the target `kept`, on which `before` is the review of the same tally
 * and `entry`, each line ended: calls that would be killed, and which syscalls are killed now, or
 * pass. */
void target_choice_append_effect(const struct target_choice *choice, const struct target *kept,
	const struct review *before, const struct entry *entry, struct text *text);

/* Returns the meaning in words: "as built: the first value only". */
const char *target_choice_judge_text(enum meaning judge);

/* Appends where the capabilities came from, and that a manifest with others keeps them; each line
 * ended. */
void target_choice_append_source(
	const struct target_choice *choice, const struct target_source *source, struct text *text);

/* Appends what makes `to` another target: "aarch64, Northstar 0.8, capabilities none". */
void target_choice_append_changes(
	struct text *text, const struct target *from, const struct target *to);

#endif
