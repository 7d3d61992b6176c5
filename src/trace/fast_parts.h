/*
 * What a block is after it was read: for fast.c, which reads, and fast_apply.c, which takes the
 * parser and the tally through it.
 */
#ifndef TRACE_FAST_PARTS_H
#define TRACE_FAST_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "trace/fast.h"
#include "trace/halves.h"
#include "trace/marks.h"
#include "trace/parser.h"
#include "trace/plain.h"
#include "trace/tally_parts.h"

#define PROCESS_SLOTS 1024 /* a power of two */

/* A plain line. */
struct note {
	size_t line;	    /* counted from 1 in the block */
	struct slice text;  /* of a call that was interrupted: what follows `resumed>` */
	size_t first_line;  /* 0: it was not */
	struct slice first; /* its first half, as it was cut */
};

struct notes {
	struct note *items;
	size_t count;
	size_t capacity;
};

/* The first half of a call. */
struct half {
	size_t rest;	    /* where it is left over, + 1; 0: there is none */
	size_t age;	    /* it is gone when the block has a greater one */
	struct slice first; /* as it was cut */
	struct slice name;
};

/* A process that the block has lines of. */
struct process {
	unsigned long pid;
	size_t block;
	bool is_settled;  /* its calls go straight to the tally */
	struct note last; /* its last plain line that is not noted yet; line 0: none */
	struct half half; /* that its next line may go on with */
	bool has_plain;
};

/* What becomes of a line that is left over. */
enum rest_kind {
	REST_PARSED,	  /* the parser reads it */
	REST_FIRST_HALF,  /* it is half of a plain call, which the parser is told */
	REST_SECOND_HALF, /* so is this */
};

/* A line that is left over. */
struct rest {
	struct slice text;
	size_t line;	     /* counted from 1 in the block */
	bool is_after_plain; /* the line before it is plain, */
	unsigned long pid;   /* and whose that is */
	enum rest_kind kind;
	unsigned long half_of; /* the process of a half */
};

struct rests {
	struct rest *items;
	size_t count;
	size_t capacity;
};

struct fast {
	struct fast_view view;
	struct slice text; /* the block */
	size_t block;	   /* its number, counted from 1 */
	size_t lines;
	unsigned long file_pid;	 /* what the view had */
	bool is_after_plain;	 /* the last line was plain, */
	unsigned long plain_pid; /* and whose it was */
	bool is_blind;		 /* all lines from here on are left over */
	bool is_unnamed_over;	 /* so are those that name no process */
	size_t age;		 /* grows where first halves get too old, see struct half */
	struct marks *marks;
	struct plain *plain;
	struct halves *halves;
	struct process *processes;
	size_t *used; /* slots of processes in this block */
	size_t used_count;
	struct rests left; /* lines that are left over */
	/* Last plain lines of their processes; in the end they are in order, too. */
	struct notes notes;
	uint32_t *counts; /* of several blocks, per value of the tally: fast_value_count() */
	size_t count_capacity;
	size_t unsettled; /* blocks of which the tally has not got these counts */
	/* What this block has counted there, a number for each time: to take it back. */
	uint32_t *counted;
	size_t counted_count;
	size_t counted_capacity;
	struct row_count *rows; /* per row of the tally */
	size_t row_capacity;
};

/* Returns where calls with value `number` of the tally are counted, or those with one that it has
 * forgotten (VALUES_NONE). */
static inline uint32_t *fast_value_count(const struct fast *fast, uint32_t number)
{
	return &fast->counts[(uint32_t)(number + 1)];
}

/* Whether there are processes that make 32-bit calls, which must be told apart. */
static inline bool fast_has_compat(const struct strace_parser *parser)
{
	return parser->compat.count > 0 || parser->compat_pid > 0;
}

#endif
