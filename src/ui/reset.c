#include "ui/reset.h"

#include <curses.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

#include "ui/paste.h"

void reset_prepare_modes(struct reset *reset, int output)
{
	*reset = (struct reset){.output = output};
	tcgetattr(output, &reset->modes);
}

/* Returns what follows the padding that `string` begins with, or `string`. */
static const char *skip_padding(const char *string)
{
	const char *end = strchr(string, '>');

	return strncmp(string, "$<", 2) == 0 && end ? end + 1 : string;
}

void reset_add(struct reset *reset, const char *string)
{
	if (!string || string == (const char *)-1)
		return;
	if (strlen(string) > RESET_BYTES - reset->length)
		return;
	for (;;) {
		const char *rest = skip_padding(string);

		if (rest != string) {
			string = rest;
			continue;
		}
		if (!*string)
			return;
		reset->bytes[reset->length++] = *string++;
	}
}

void reset_prepare_strings(struct reset *reset)
{
	/* XM switches the mouse; it is no standard capability, but ncurses' own. */
	const char *mouse = tigetstr("XM");

	if (mouse && mouse != (const char *)-1)
		reset_add(reset, tiparm(mouse, 0));
	else if (key_mouse)
		reset_add(reset, "\033[?1006;1000l"); /* as curses does then: init_xterm_mouse() of
						       * ncurses 6.4, lib_mouse.c */
	reset_add(reset, paste_end_string());
	reset_add(reset, exit_attribute_mode);
	reset_add(reset, orig_pair);
	reset_add(reset, keypad_local);
	reset_add(reset, cursor_normal);
	reset_add(reset, exit_ca_mode);
}

void reset_carry_out(const struct reset *reset)
{
	size_t written = 0;

	while (written < reset->length) {
		ssize_t count =
			write(reset->output, reset->bytes + written, reset->length - written);

		if (count <= 0)
			break;
		written += (size_t)count;
	}
	tcsetattr(reset->output, TCSANOW, &reset->modes);
}
