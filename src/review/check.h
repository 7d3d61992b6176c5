/*
 * The checks behind the findings: what they see, and how they say something. Only for finding.c and
 * the files of checks.
 */
#ifndef REVIEW_CHECK_H
#define REVIEW_CHECK_H

#include "review/finding.h"

struct checker {
	const struct finding_context *context;
	struct filter filter;	   /* of the whole entry */
	struct filter profile;	   /* of its profile alone */
	struct additions reserves; /* all groups, as if nothing was allowed */
	struct additions missing;  /* what they would add to the entry */
	struct findings findings;
};

/* Adds a finding about `name` ({0}: none) and register `index` (-1: none), with the severity of its
 * code and an empty sentence. Returns it, valid until the next one. */
struct finding *check_add(
	struct checker *checker, enum finding_code code, struct slice name, int index);

/* Begins the sentence with the name and a colon. */
void check_say_name(struct finding *finding);

/* Appends to the sentence. */
void check_say(struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Sets the fix: remove the rule; give the call itself this restriction. */
void check_fix_drop(struct finding *finding);
void check_fix_set(struct finding *finding, const struct restriction *restriction);

/* Returns the row's number on the target's architecture, -1 when it has none. */
int check_number(const struct checker *checker, const struct review_row *row);

/* Returns whether something lets the call pass, with some arguments at least. */
bool check_is_allowed(const struct checker *checker, const struct syscall_fact *syscall);

typedef void check_row(struct checker *checker, const struct review_row *row);
typedef void check_whole(struct checker *checker);

/* check_rule.c: what the rule is worth */
check_row check_redundant;
check_row check_without_effect;
check_row check_widening;
check_row check_needed_capability;
check_row check_never_seen;
check_row check_attack_surface;
check_row check_limits;

/* check_argument.c: what it compares */
check_row check_first_value_only;
check_row check_empty_values;
check_row check_sign_extension;
check_row check_upper_half;
check_row check_pointer_argument;
check_row check_volatile_argument;

/* check_name.c: whether the name is one, there */
check_row check_unknown_syscall;
check_row check_wrong_architecture;
check_row check_newer_than_runtime;
check_row check_libc_sibling;
check_row check_libc_value;

/* check_whole.c: the entry and the trace */
check_whole check_remarks;
check_whole check_compat_process;
check_whole check_children_unseen;
check_whole check_filtered_trace;
check_whole check_launch_set;
check_whole check_unseen_vdso;
check_whole check_unseen_exit;
check_whole check_profile_surface;
check_whole check_too_long;

#endif
