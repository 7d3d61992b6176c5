/*
 * The bits of an argument, as a list in the arguments view: each with its name, and the traced
 * calls that have it. Ticking one changes the mask of the draft.
 *
 * Listed are the names that the argument's flags have, bits without a name that the trace or the
 * draft has, and, for an argument of 32 bits, the upper half of its register.
 */
#ifndef EDITOR_ARGUMENT_BITS_H
#define EDITOR_ARGUMENT_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "editor/list.h"

struct arguments;

struct bit_row {
	const char *name; /* a constant; NULL: it has none */
	uint64_t value;	  /* the bits that stand for it; never 0 */
	uint64_t field;	  /* a register has it when these bits are `value` */
	bool is_upper;	  /* what the kernel does not look at */
	uint64_t calls;	  /* traced ones that have it */
	uint64_t passes;  /* of them, those that pass as built */
};

/* {0} is the empty list. */
struct argument_bits {
	struct list list;
	struct bit_row *rows; /* those of most calls first, then by value */
	size_t capacity;
};

enum bit_mark { BIT_REFUSED, BIT_PARTLY, BIT_ADMITTED };

/* Lists the bits of the chosen argument anew. */
void argument_bits_refresh(struct arguments *arguments);

/* Frees what `bits` holds and makes it {0}. */
void argument_bits_free(struct argument_bits *bits);

/* Returns whether the draft's mask has all, some or none of the row's bits. */
enum bit_mark argument_bits_mark(const struct arguments *arguments, const struct bit_row *row);

/* Puts the bit under the cursor into the draft's mask, or takes it out; like the functions of
 * editor/argument_edit. */
bool argument_bits_toggle(struct arguments *arguments, struct text *message);

/* Appends the row's name: "O_CLOEXEC", "bit 9", "upper half". */
void argument_bits_append_name(struct text *text, const struct bit_row *row);

/* Appends which traced values the draft admits and which it refuses, the most frequent ones by
 * name; nothing when it does not look at the chosen argument. */
void argument_bits_append_effect(const struct arguments *arguments, struct text *text);

#endif
