/*
 * The reader: a manifest, a file with just `seccomp:`, or a bare profile/allow mapping -> entry.
 *
 * It accepts what Northstar accepts and refuses what it refuses, with the place and with what is
 * allowed there; a few forms that Northstar does not take are read with a remark (entry/remark.h).
 * Of the rest of a manifest it judges nothing, but that it is YAML and a mapping. Saving is
 * manifest/splice's. Source: serde_yaml 0.9.34 and northstar-runtime 0.6 to 0.9, src/npk/manifest
 * and src/seccomp.
 */
#ifndef MANIFEST_READER_H
#define MANIFEST_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "entry/entry.h"
#include "entry/remark.h"
#include "manifest/document.h"

/* More pairs in `allow` are refused. (A filter of so many existing calls would not load.) */
#define MANIFEST_RULES 4096

enum manifest_kind {
	MANIFEST_WHOLE, /* name, version, ... with `seccomp` or without */
	MANIFEST_ENTRY, /* nothing but `seccomp` */
	MANIFEST_BARE,	/* `profile` and `allow` themselves; an empty file too */
};

/* Where the entry stands; NULL: it does not. */
struct manifest_layout {
	const struct node *seccomp_key; /* NULL in a bare mapping */
	const struct node *seccomp;	/* the value; in a bare mapping the root */
	const struct node *profile_key;
	const struct node *profile;
	const struct node *allow_key;
	const struct node *allow;
	const struct node *outer_profile_key; /* `profile` beside `seccomp` */
	const struct node *outer_profile;
};

struct manifest {
	struct text bytes; /* as read */
	enum manifest_kind kind;
	unsigned runtime; /* Northstar 0.`runtime`, whose form of restricted rules is accepted */
	bool has_filter;  /* false: no `seccomp`, or nothing after it: no filter is installed */
	bool has_init;
	bool has_capabilities; /* it is a whole manifest: what it does not list is not there */
	uint64_t capabilities; /* bit N: capability N */
	struct entry entry;    /* a name that stands twice is one rule, at its first place */
	struct remarks remarks;
	struct document document; /* of `bytes` */
	struct manifest_layout layout;
};

/* Reads `bytes` (copied) as the manifest `name`, for Northstar 0.`runtime` (5 to 9). On failure the
 * error holds name, line and column, what is wrong there and what is allowed, and `ret` is left
 * alone. The caller frees the manifest with manifest_free(). */
bool manifest_read(const char *name, struct slice bytes, unsigned runtime, struct manifest *ret,
	struct error *error);

/* Frees what `manifest` holds and makes it {0}. */
void manifest_free(struct manifest *manifest);

#endif
