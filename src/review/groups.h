/*
 * Groups: calls that a trace does not show, or not always, and that a container needs all the same.
 * `--with launch,siblings,vdso,exit` adds them to an entry.
 */
#ifndef REVIEW_GROUPS_H
#define REVIEW_GROUPS_H

#include <stdbool.h>
#include <stddef.h>

#include "entry/entry.h"
#include "entry/target.h"
#include "trace/tally.h"

enum group {
	GROUP_LAUNCH,	/* what Northstar's child itself calls under the filter */
	GROUP_SIBLINGS, /* what a newer libc calls instead of what the trace has */
	GROUP_VDSO,	/* what mostly runs without entering the kernel */
	GROUP_EXIT,	/* ends of a program, and of its signal handlers */
};
#define GROUP_COUNT 4

/* Returns "launch", "siblings", "vdso" or "exit". */
const char *group_name(enum group group);

/* Adds the groups named in "launch,vdso" to `set` (bit N: group N). Returns false, and sets
 * `ret_bad`, when one of them is none. */
bool groups_parse(struct slice list, unsigned *set, struct slice *ret_bad);

/* A rule that a group adds, or one that it widens. */
struct addition {
	enum group group;
	const char *name; /* of the call */
	bool is_certain;  /* GROUP_LAUNCH: the call is made in every start of a container */
	struct restriction restriction;
	bool is_widened;	 /* it has a rule already, which lets less pass */
	struct slice instead_of; /* GROUP_SIBLINGS: the traced call; belongs to the tally */
	const char *reason;	 /* GROUP_SIBLINGS: who calls it ("glibc 2.34"); else the rest of a
				  * sentence that begins with the name */
};

/* A growing list; {0} is the empty one. */
struct additions {
	struct addition *items;
	size_t count;
	size_t capacity;
};

/* Returns what the groups of `set` would add to `entry`: only calls that the architecture has and
 * that the filter does not let pass, each once. A restricted rule is widened only for the launch.
 * The caller frees it with additions_free(). */
struct additions groups_additions(unsigned set, const struct entry *entry,
	const struct tally *tally, const struct target *target);
void additions_free(struct additions *additions);

/* Gives `entry` the rules. */
void additions_apply(const struct additions *additions, struct entry *entry);

/* Appends one sentence without a full stop: "clone3: glibc 2.34 calls it instead of clone"; of a
 * rule that is widened with what it lets pass then, in names of `arch`. */
void addition_append_text(const struct addition *addition, enum arch arch, struct text *text);

/* Returns whether `name` is one of the calls that are added. */
bool additions_have(const struct additions *additions, struct slice name);

#endif
