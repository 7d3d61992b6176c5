/*
 * What the parts of the reader share: the manifest being read, and how it is refused. Only
 * src/manifest/reader*.c include it.
 */
#ifndef MANIFEST_READING_H
#define MANIFEST_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "manifest/reader.h"

struct reading {
	const char *name; /* of the file */
	struct manifest *manifest;
	struct error *error;
};

/* A key that a mapping may have; `key` and `value` are set from it, NULL when it lacks the key. */
struct field {
	const char *name;
	const struct node *key;
	const struct node *value; /* an alias stays one */
};

/* Set the error to the place of `node` (of the file when NULL). Returns false. */
bool reading_refuse(struct reading *reading, const struct node *node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Returns how many bytes of foreign text a message shows: all of a usual name, whole characters. */
int reading_shown_length(struct slice text);

/* Adds a remark about `node`; the start of `name` may be NULL. Its line is 0 and its column the
 * byte offset until reading_place_remarks(): one walk over the bytes for all. */
void reading_remark(
	struct reading *reading, const struct node *node, enum remark_code code, struct slice name);

/* Puts the remarks in order and sets their lines and columns. */
void reading_place_remarks(struct reading *reading);

/* Sets `ret_mapping` to the mapping that `node` is, NULL when it is one without pairs because
 * nothing is written there. Fails when it is something else; `what` names it in the message,
 * `allowed` what may stand there. */
bool reading_open_mapping(struct reading *reading, const struct node *node, const char *what,
	const char *allowed, const struct node **ret_mapping);

/* Sets the fields from the pairs of `node`. Fails when it is no mapping, has other keys or one of
 * them twice; `what` names the mapping, `allowed` the keys. */
bool reading_open_fields(struct reading *reading, const struct node *node, const char *what,
	const char *allowed, struct field *fields, size_t count);

/* Sets `ret_is_there` to whether a value that may be left out is more than null. Fails on what the
 * runtime refuses. A `node` of NULL is left out. */
bool reading_is_there(struct reading *reading, const struct node *node, bool *ret_is_there);

/* Returns the characters after the ! of a tag like !args; start NULL: it has no such tag. */
struct slice reading_variant(const struct reading *reading, const struct node *node);

/* Reads the value of one pair of `allow`. */
bool reading_take_rule(struct reading *reading, const struct node *value, struct slice name,
	struct restriction *ret);

/* Reads the mapping of profile and allow into manifest->entry. */
bool reading_take_entry(struct reading *reading, const struct node *node);

/* Reads a profile into manifest->entry; null is none. */
bool reading_take_profile(struct reading *reading, const struct node *node);

/* Reads `capabilities` and `init`. */
void reading_take_capabilities(struct reading *reading, const struct node *node);

/* Returns whether the bytes look like TOML, which some packages of other runtimes use. */
bool reading_looks_like_toml(struct slice bytes);

#endif
