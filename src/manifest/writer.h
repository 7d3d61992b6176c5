/*
 * The writer: an entry as YAML, in one canonical form, through libyaml's emitter.
 *
 *     seccomp:
 *       profile: default
 *       allow:
 *         delete_module: any
 *         write: !args
 *           index: 0
 *           values: [1]
 *           mask: 0x80800
 *
 * With a profile an empty `allow` is left out; an empty entry without one is `seccomp: {}`, since a
 * bare `seccomp:` would install no filter. (Northstar 0.6 to 0.9 read this form.)
 */
#ifndef MANIFEST_WRITER_H
#define MANIFEST_WRITER_H

#include "base/text.h"
#include "entry/entry.h"

/* Appends the entry under its key `seccomp:`, ended by a line end. */
void manifest_write_entry(const struct entry *entry, struct text *text);

#endif
