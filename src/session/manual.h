/*
 * Manual pages of system calls, shown by man(1) while the terminal is handed over to it.
 */
#ifndef SESSION_MANUAL_H
#define SESSION_MANUAL_H

#include <stdbool.h>

/* So many pages are asked for: "futex_time64", "futex". */
#define MANUAL_PAGES	 2
#define MANUAL_PAGE_SIZE 64

/* Shows the page of section 2 about the system call `name`, or about the one it is a
 * variant of, and comes back when the user has left it. Returns NULL, or a sentence that
 * says why there is none. */
const char *manual_show(const char *name);

/* Stores the pages that are about the system call `name`, best first; returns how many. */
unsigned manual_pages(const char *name, char pages[MANUAL_PAGES][MANUAL_PAGE_SIZE]);

#endif
