/*
 * --print: the entry as YAML.
 */
#ifndef BATCH_PRINT_H
#define BATCH_PRINT_H

#include <stdio.h>

#include "entry/entry.h"

/* Writes the entry to `output`. */
void batch_print(const struct entry *entry, FILE *output);

#endif
