/*
 * Which errors calls ended with: a few counts by the error's name.
 */
#ifndef TRACE_ERRORS_H
#define TRACE_ERRORS_H

#include <stdint.h>

#include "base/text.h"

/* Distinct errors that are kept; further ones are only counted. */
#define ERRORS_KINDS 8
/* Room for the longest name (ERESTART_RESTARTBLOCK), with its NUL. */
#define ERRORS_NAME_SIZE 24

struct errors {
	struct error_kind {
		char name[ERRORS_NAME_SIZE];
		uint64_t count;
	} kinds[ERRORS_KINDS]; /* in the order in which they were first seen */
	size_t kind_count;
	uint64_t others; /* without a name in the log, or of a further kind */
};

/* Adds the error of a failed call whose result is `result`: "-1 ENOENT (No such file ...)". */
void errors_add(struct errors *errors, struct slice result);

/* Where an error is counted: the index of its kind, or */
enum { ERRORS_OTHERS = ERRORS_KINDS, ERRORS_NEW };

/* Returns where the error of such a result is counted; ERRORS_NEW: it would be a further kind. */
size_t errors_find(const struct errors *errors, struct slice result);

/* Adds `count` errors there, which is not ERRORS_NEW. */
void errors_add_there(struct errors *errors, size_t there, uint64_t count);

/* Adds `count` errors of which the log does not tell the kind. */
void errors_add_unknown(struct errors *errors, uint64_t count);

/* Adds what `other` holds, as if its calls came after those of `errors`. */
void errors_merge(struct errors *errors, const struct errors *other);

/* Appends "10 ENOENT, 2 EACCES, 1 other", the most frequent first; "ENOENT" when there is no
 * other kind; nothing when no kind is known. */
void errors_append(const struct errors *errors, struct text *text);

#endif
