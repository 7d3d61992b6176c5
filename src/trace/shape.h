/*
 * The shape of a log: with which options of strace it was made, as far as its lines show.
 */
#ifndef TRACE_SHAPE_H
#define TRACE_SHAPE_H

#include "base/text.h"
#include "trace/leader.h"

/* Options, as bits. */
enum {
	SHAPE_F = 1 << 0,	 /* -f: process ids */
	SHAPE_T = 1 << 1,	 /* -t: times of day */
	SHAPE_TT = 1 << 2,	 /* -tt: with fractions */
	SHAPE_TTT = 1 << 3,	 /* -ttt: seconds since 1970 */
	SHAPE_R = 1 << 4,	 /* -r: relative times */
	SHAPE_N = 1 << 5,	 /* -n: numbers of the calls */
	SHAPE_I = 1 << 6,	 /* -i: instruction pointers */
	SHAPE_YY = 1 << 7,	 /* -Y: names of the processes */
	SHAPE_CONTEXT = 1 << 8,	 /* --secontext */
	SHAPE_DURATION = 1 << 9, /* -T: time spent in the calls */
	SHAPE_PATHS = 1 << 10,	 /* -y: paths of descriptors */
	SHAPE_STACK = 1 << 11,	 /* -k: stack traces */
	SHAPE_SUMMARY = 1 << 12, /* -c, -C: a table of counts */
};

/* So many calls show what there is to see. */
#define SHAPE_SAMPLE 1024

/* Returns the options that a line shows, whose leader is `leader`. */
unsigned shape_of_line(struct slice line, const struct leader *leader);

/* Appends "-f -tt -T"; nothing when there is none. */
void shape_append(unsigned shape, struct text *text);

#endif
