/*
 * Keys that descriptions of terminals leave out: vt100 has no Home, ansi no F1, and yet what shows
 * such a terminal (an emulator, tmux) sends them.
 */
#ifndef UI_COMMON_KEYS_H
#define UI_COMMON_KEYS_H

/* Has curses know what nearly all terminals send for the arrows, paging and function keys, where
 * the terminal's description says nothing else of it. keypad() must have been called. Source of the
 * sequences: ECMA-48 cursor keys, DEC VT220 and xterm's function keys (ctlseqs, "VT220-Style
 * Function Keys"), the Linux console's F1 to F5 (console_codes(4)). */
void common_keys_define(void);

#endif
