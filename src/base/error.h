/*
 * One value says what went wrong and where: file, line, column, sentence.
 *
 * Functions that can fail return bool and take a `struct error *` last; nothing below main prints
 * it. An error is {0} before it is set; who declared it calls error_free().
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct error {
	char *file;    /* the name the user gave, or NULL */
	size_t line;   /* counted from 1; 0: none */
	size_t column; /* counted from 1; 0: none */
	char *what;    /* a sentence without a full stop; NULL: no error */
};

/* Sets `error` (replacing what it held) to a place and a printf-like sentence; `file` may be NULL.
 * Returns false, so that a function can say `return error_set(...)`. */
bool error_set(struct error *error, const char *file, size_t line, size_t column,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Appends "FILE:LINE:COLUMN: what" with the parts that are known, control bytes made visible. */
void error_append_text(const struct error *error, struct text *text);

/* Frees what `error` holds and makes it {0}. */
void error_free(struct error *error);

#endif
