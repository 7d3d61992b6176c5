/*
 * What is different between two entries, in words.
 */
#ifndef EDITOR_CHANGES_H
#define EDITOR_CHANGES_H

#include "base/text.h"
#include "entry/entry.h"

/* Appends what leads from `old` to `new`: "2 rules added, 1 rule dropped, the profile switched
 * off"; nothing when they are equal. */
void changes_append(struct text *text, const struct entry *old, const struct entry *new);

#endif
