/*
 * The form of a log: which parts its lines have before their body (trace/leader). Where the trace
 * goes to standard error, output of the program that looks like a call stands between; it has not
 * the leader of the log's lines.
 *
 * A log may change its form: strace -A appends another one, and people join logs. So lines of a new
 * form are held until it shows whether they go on. To lose calls is worse than to take noise: in
 * doubt they are taken, and nothing is held before a form has had some lines.
 */
#ifndef TRACE_FORM_H
#define TRACE_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "trace/leader.h"

/* The parts that make a form. The bracketed process id comes and goes with the number of processes,
 * the context with what may be read of it. */
#define FORM_PARTS (LEADER_PID | LEADER_TIME | LEADER_RELATIVE | LEADER_NUMBER | LEADER_POINTER)

/* So many lines of a new form in a row are one, not noise. */
#define FORM_LINES 4

/* A log has its form, or forms, when there were so many lines for each of them. */
#define FORM_ESTABLISHED 8

struct held_line {
	struct text text;
	size_t number;
};

struct form {
	uint64_t accepted; /* bit set: forms that lines of this log have */
	size_t accepted_count;
	size_t lines; /* of these forms */
	unsigned held_parts;
	size_t held_count;
	struct held_line held[FORM_LINES];
};

/* Begins a log: {0} and what was used before alike. */
void form_begin(struct form *form);
void form_free(struct form *form);

/* Whether lines with these parts are of the log's form, or forms. */
static inline bool form_has(const struct form *form, unsigned parts)
{
	return form->accepted >> (parts & FORM_PARTS) & 1;
}

/* Whether a line with these parts is of the log's form; it is counted as one. Any line is while the
 * log has no established form. */
bool form_is_accepted(struct form *form, unsigned parts);

/* Whether lines are held, and have the form of a line with these parts. */
bool form_is_held(const struct form *form, unsigned parts);

/* Holds a line that looks like a call, of a form that is not accepted; the lines that are held have
 * the same. Returns whether there are so many that they are no noise. */
bool form_hold(struct form *form, unsigned parts, struct slice line, size_t number);

/* Whatever form comes next is one of the log's: none is established any more. */
void form_doubt(struct form *form);

/* Makes the held lines' form one of the log's. */
void form_accept(struct form *form);

/* Forgets the held lines. */
void form_drop(struct form *form);

#endif
