/*
 * Families: which names stand in which argument, so that a register value can be shown with its
 * names: 1 is SIGHUP in kill, AF_UNIX in socket. The rows are data/families.tsv.
 */
#ifndef FACTS_FAMILY_H
#define FACTS_FAMILY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/arch.h"
#include "facts/syscall.h"

struct family; /* a constant; nobody frees it */

/* One name of a family. */
struct family_name {
	const char *name;
	uint64_t value; /* 64 bits, negative numbers sign-extended */
	uint64_t mask;	/* the bits that it decides: the field it is a value of, its own bits where
			 * names are or-ed, all bits where a value has one name */
};

/* Returns the family of the argument in register `index`, NULL when its values have no names. */
const struct family *family_of(const struct syscall_fact *syscall, unsigned index);

/* Returns whether values are made of bits that are or-ed, with names for bits or fields. */
bool family_has_bits(const struct family *family);

/* Appends `value` with the names of `family` (NULL: none): "O_RDONLY|O_CLOEXEC", "AF_UNIX",
 * "S_IFREG|0644"; what has no name in hexadecimal (permissions in octal). A number without a name
 * is appended alone: small ones decimal, else hexadecimal. The value of a 32-bit argument may be
 * zero- or sign-extended: 0xffffff9c is AT_FDCWD too. What is appended is read as the same value
 * by trace/argument. */
void family_append_text(
	struct text *text, const struct family *family, enum arch arch, uint64_t value);

/* Appends `mask` with the names of its bits; the family has such. Unlike in a value, no name of a
 * field stands for its having no bits: "O_CLOEXEC", not "O_RDONLY|O_CLOEXEC"; nor for bits that
 * have names: "MS_PRIVATE|MS_SLAVE|...", not "MS_MGC_VAL". */
void family_append_mask(
	struct text *text, const struct family *family, enum arch arch, uint64_t mask);

/* Steps through the names of `family` that `arch` has. `*cursor` is 0 at the start. Returns false,
 * and sets nothing, after the last one. A name may come twice, of two fields. */
bool family_next_name(
	const struct family *family, enum arch arch, size_t *cursor, struct family_name *ret_name);

/* Returns the name nearest to `name` (for "did you mean") of those that `family` (NULL: none) has
 * on `arch`, else of all names of values there; NULL when none is near. */
const char *family_nearest_name(const struct family *family, enum arch arch, struct slice name);

#endif
