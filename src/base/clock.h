/*
 * The time that passes, whatever is done to the time of day.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Returns milliseconds from some moment before the program began. */
uint64_t clock_now(void);

#endif
