/*
 * Reading: a feed read on by the program itself, without a session.
 */
#ifndef READING_H
#define READING_H

#include <stdbool.h>

#include "base/error.h"
#include "trace/feed.h"

/* Reads what can be read in a moment, so that the editor opens soon, and with a small log whole.
 * Fails when a log cannot be read. */
bool reading_begin(struct feed *feed, struct error *error);

#endif
