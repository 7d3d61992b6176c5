#include "ui/mouse.h"

#include <curses.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

enum { DOUBLE_CLICK = 400 /* milliseconds, at most, between its clicks */ };

void mouse_start(void)
{
	/* Each press is told at once: curses would wait to see whether it becomes a click. */
	mouseinterval(0);
	mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
}

/* Whether this press and the last one are a double click; a third one begins anew. */
static bool is_double(struct mouse *mouse, int y, int x)
{
	struct mouse last = *mouse;
	bool is_near = last.y == y && last.x == x && last.time > 0;

	mouse->y = y;
	mouse->x = x;
	mouse->time = clock_now();
	if (!is_near || mouse->time - last.time > DOUBLE_CLICK)
		return false;
	mouse->time = 0;
	return true;
}

static const char *name_of(mmask_t state)
{
	if (state & BUTTON4_PRESSED)
		return "WheelUp";
	if (state & BUTTON5_PRESSED)
		return "WheelDown";
	return state & BUTTON1_PRESSED ? "Click" : NULL;
}

void mouse_read(struct mouse *mouse)
{
	MEVENT event;

	/* Curses hands out the latest first. */
	while (mouse->waiting_count < MOUSE_WAITING_MAX && getmouse(&event) == OK) {
		const char *name = name_of(event.bstate);

		if (name)
			mouse->waiting[mouse->waiting_count++] =
				(struct mouse_event){name, event.y, event.x};
	}
}

bool mouse_next_key(struct mouse *mouse, char *key, size_t size)
{
	struct mouse_event event;

	if (mouse->waiting_count == 0)
		return false;
	event = mouse->waiting[--mouse->waiting_count];
	if (strcmp(event.name, "Click") == 0 && is_double(mouse, event.y, event.x))
		event.name = "DoubleClick";
	snprintf(key, size, "%s@%d,%d", event.name, event.y, event.x);
	return true;
}
