/*
 * What a restriction admits beside what was traced: named where that is short, else counted.
 */
#ifndef REVIEW_ADMITS_H
#define REVIEW_ADMITS_H

#include "base/text.h"
#include "entry/rule.h"
#include "trace/tally.h"

/* Appends what `restriction` lets pass of its register, as built, beside the values that `traced`
 * (NULL: none) has there: "nothing else", "FUTEX_WAKE", "2 others (0, 3)", "any value up to 0xff",
 * "15 other combinations of these flags", "anything". */
void admits_append_besides(struct text *text, const struct restriction *restriction,
	const struct tally *tally, const struct tally_row *traced,
	const struct syscall_fact *syscall, enum arch arch);

#endif
