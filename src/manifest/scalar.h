/*
 * Scalars as the runtime reads them: null and unsigned numbers.
 *
 * Source: serde_yaml 0.9.34, src/de.rs (parse_null, parse_unsigned_int, digits_but_not_number),
 * which Northstar 0.6 to 0.9 reads its manifests with.
 */
#ifndef MANIFEST_SCALAR_H
#define MANIFEST_SCALAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Returns whether a plain scalar of these characters means nothing: "~", "null", "Null", "NULL". An
 * empty one is not among them; where that means nothing too, the caller says so. */
bool scalar_is_null(struct slice text);

/* Reads a plain scalar as an unsigned number of 64 bits: decimal without leading zeros, 0x, 0o or
 * 0b, with a leading + or not. Returns false, and leaves `ret_value` alone, for anything else. */
bool scalar_parse_unsigned(struct slice text, uint64_t *ret_value);

#endif
