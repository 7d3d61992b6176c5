/*
 * Remarks: what a reader noticed about a manifest that it could read all the same. A code and a
 * place; review/ makes findings of them.
 */
#ifndef ENTRY_REMARK_H
#define ENTRY_REMARK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum remark_code {
	REMARK_MAP_FORM,	   /* a rule as `{args: {...}}`: only Northstar 0.5 reads it */
	REMARK_TAG_FORM,	   /* a rule as `!args {...}`: Northstar 0.5 does not read it */
	REMARK_EMPTY_ARGS,	   /* an empty `args:` inside a rule's `args:` */
	REMARK_PROFILE_OUTSIDE,	   /* `profile:` beside `seccomp:` instead of inside it */
	REMARK_NAME_TWICE,	   /* a name twice in `allow`: the last rule holds */
	REMARK_NO_INIT,		   /* `seccomp` in a manifest without `init` */
	REMARK_CAPABILITY_UNKNOWN, /* no capability, or not spelled as the runtime does */
	REMARK_CAPABILITY_TWICE,   /* a capability twice in `capabilities` */
	REMARK_CAPABILITIES_FORM,  /* `capabilities` is no list of names */
};

struct remark {
	enum remark_code code;
	size_t line;   /* counted from 1 */
	size_t column; /* in characters, counted from 1 */
	char *name;    /* the rule or the capability it is about; NULL: none */
};

/* A growing list; {0} is the empty one. */
struct remarks {
	struct remark *items;
	size_t count;
	size_t capacity;
};

/* Returns the code's name, as --check shows it ("map-form"). */
const char *remark_name(enum remark_code code);

/* Returns whether the runtime refuses a manifest with it, so that --check fails. (Northstar 0.6 to
 * 0.9: serde_yaml 0.9; northstar-runtime/src/npk/manifest.) */
bool remark_is_refusal(enum remark_code code);

/* Returns whether saving the manifest writes the accepted form in its place. */
bool remark_is_mended_by_saving(enum remark_code code);

/* Appends what it means, in a sentence without a full stop. */
void remark_append_text(const struct remark *remark, struct text *text);

/* Adds a remark; `name` is copied (start NULL: none). */
void remarks_add(struct remarks *remarks, enum remark_code code, size_t line, size_t column,
	struct slice name);

/* Puts the remarks in the order of their places. */
void remarks_sort(struct remarks *remarks);

/* Frees what `remarks` holds and makes it {0}. */
void remarks_free(struct remarks *remarks);

#endif
