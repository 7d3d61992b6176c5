/*
 * Findings: what the user should know of a rule, of the entry, or of the trace. Each has a code, a
 * sentence and, where there is a way out, a fix (review/fix applies it).
 *
 * Every check is a small function of its own; finding.c has the table of them.
 */
#ifndef REVIEW_FINDING_H
#define REVIEW_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "entry/entry.h"
#include "entry/target.h"
#include "review/groups.h"
#include "review/review.h"
#include "trace/tally.h"

enum finding_code {
	FINDING_REDUNDANT,	    /* the rule allows what passes without it */
	FINDING_WITHOUT_EFFECT,	    /* it restricts what the profile allows freely */
	FINDING_WIDENING,	    /* `any` where the profile restricts */
	FINDING_NEEDED_CAPABILITY,  /* with a capability the profile would allow it */
	FINDING_FIRST_VALUE_ONLY,   /* as built the other values of the list are refused */
	FINDING_EMPTY_VALUES,	    /* `values: []` lets everything pass */
	FINDING_SIGN_EXTENSION,	    /* the upper half of a 32-bit argument decides */
	FINDING_POINTER_ARGUMENT,   /* it compares an address */
	FINDING_VOLATILE_ARGUMENT,  /* it compares what changes from run to run */
	FINDING_UNKNOWN_SYSCALL,    /* no kernel has the name */
	FINDING_WRONG_ARCHITECTURE, /* only the other architecture has it */
	FINDING_COMPAT_PROCESS,	    /* 32-bit or x32 calls are in the log */
	FINDING_CHILDREN_UNSEEN,    /* processes were made that the log does not show */
	FINDING_FILTERED_TRACE,	    /* strace left calls out */
	FINDING_NEWER_THAN_RUNTIME, /* the runtime may not know the name */
	FINDING_LAUNCH_SET,	    /* Northstar's own calls at the launch would be killed */
	FINDING_LIBC_SIBLING,	    /* a newer libc calls something else */
	FINDING_UNSEEN_VDSO,	    /* calls that a vDSO hides are not allowed */
	FINDING_UNSEEN_EXIT,	    /* calls at the end of a program are not allowed */
	FINDING_NEVER_SEEN,	    /* allowed, but not in the trace */
	FINDING_ATTACK_SURFACE,	    /* an allowed call gives much away */
	FINDING_TOO_LONG,	    /* the filter does not load */
	FINDING_LIMITS,		    /* a rule that the runtime refuses */
	FINDING_REMARK,		    /* what the manifest's reader noticed */
};
#define FINDING_CODES (FINDING_REMARK + 1)

enum severity {
	SEVERITY_NOTE,	  /* good to know */
	SEVERITY_WARNING, /* it does not do what it seems to do, or kills what the trace lacks */
	SEVERITY_FAULT,	  /* the container does not start, or dies */
};

enum fix_kind {
	FIX_NONE,
	FIX_DROP,  /* remove the rule */
	FIX_SET,   /* give `name` the restriction */
	FIX_MOVE,  /* remove the rule; give `name` the restriction unless it has a rule */
	FIX_GROUP, /* add the group's calls */
};

struct fix {
	enum fix_kind kind;
	const char *name; /* of the call that is set; NULL: the finding's own */
	struct restriction restriction;
	enum group group;
};

struct finding {
	enum finding_code code;
	enum severity severity;
	const char *label;	  /* of FINDING_REMARK: the remark's own code; else NULL */
	bool is_mended_by_saving; /* of FINDING_REMARK */
	char *name;		  /* the syscall it is about; NULL: the whole entry or the trace */
	int index;		  /* of the register; -1: none */
	struct text sentence;
	struct fix fix;
};

/* A growing list; {0} is the empty one. */
struct findings {
	struct finding *items;
	size_t count;
	size_t capacity;
};

/* What the reader of a manifest noticed. */
struct finding_remark {
	const char *label;    /* its code, lower case with hyphens; a constant */
	const char *name;     /* the rule it is about, or NULL */
	const char *sentence; /* with the place in the manifest, if that is to be said */
	bool is_refusal;      /* the runtime does not accept the manifest */
	bool is_mended_by_saving;
};

/* What is known of the logs and the manifest beside calls and rules. {0}: nothing. */
struct finding_evidence {
	bool is_compat_mode;   /* strace, or a record of the kernel, tells of 32-bit or x32 calls */
	uint64_t compat_calls; /* that only such programs can make */
	size_t runs;	       /* of strace, that the logs are from; 0: not known */
	size_t processes;      /* in all of them together */
	size_t exits; /* of programs and threads, as the logs tell; their calls should be there */
	bool is_only_records; /* there is no trace, only records of calls that were stopped */
	const struct finding_remark *remarks;
	size_t remark_count;
};

/* What findings are made of. `review` is that of the other three. */
struct finding_context {
	const struct tally *tally;
	const struct entry *entry;
	const struct target *target;
	const struct review *review;
	const struct finding_evidence *evidence; /* NULL: nothing is known */
	bool is_saved; /* the entry was saved: what saving mends is mended */
};

/* Returns what there is to say: of the trace and the entry first, then row by row in the review's
 * order. The result refers to nothing of `context`. The caller frees it with findings_free(). */
struct findings findings_make(const struct finding_context *context);

/* As findings_make(), for one row of the context's review. */
struct findings findings_make_of_row(
	const struct finding_context *context, const struct review_row *row);
void findings_free(struct findings *findings);

/* Returns "redundant", "without-effect", ...: the codes of --fix. Of a remark its own. */
const char *finding_label(const struct finding *finding);
const char *finding_code_name(enum finding_code code);

/* Sets `ret_code` from its name. Returns whether it is one (of a remark: not). */
bool finding_parse_code(struct slice name, enum finding_code *ret_code);

/* Returns the name of a code nearest to `name` (for "did you mean"), NULL when none is near. */
const char *finding_nearest_code(struct slice name);

/* Returns "note", "warning" or "fault". */
const char *severity_name(enum severity severity);

/* Returns whether fix.h can do something about it. */
bool finding_is_fixable(const struct finding *finding);

/* Returns how many findings are at least as severe. */
size_t findings_count(const struct findings *findings, enum severity least);

/* Returns how many are about the call `name`; with {0} those about no call. */
size_t findings_count_of(const struct findings *findings, struct slice name);

#endif
