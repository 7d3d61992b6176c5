/*
 * Reading: a feed read on by the program itself, without a session.
 */
#ifndef READING_H
#define READING_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"
#include "trace/feed.h"

/* Reads what can be read in a moment, so that the editor opens soon, and with a small log whole.
 * Fails when a log cannot be read. */
bool reading_begin(struct feed *feed, struct error *error);

/* Reads all; what is followed until its writer is gone, or SIGINT ends the reading. Where nothing
 * comes until it grows, what was written to `output` is flushed. How far it is goes to `terminal`
 * (NULL: nowhere). Fails when a log cannot be read. */
bool reading_finish(struct feed *feed, FILE *output, FILE *terminal, struct error *error);

#endif
