#include "ui/mouse.h"

#include <curses.h>
#include <stdio.h>

enum { DOUBLE_CLICK = 400 /* milliseconds, at most, between its clicks */ };

void mouse_start(void)
{
	/* Each press is told at once: curses would wait to see whether it becomes a click. */
	mouseinterval(0);
	mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
}

static long milliseconds_between(const struct timespec *from, const struct timespec *to)
{
	return (long)(to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

/* Whether this press and the last one are a double click; a third one begins anew. */
static bool is_double(struct mouse *mouse, int y, int x)
{
	struct mouse last = *mouse;
	bool is_near = last.y == y && last.x == x && (last.time.tv_sec || last.time.tv_nsec);

	mouse->y = y;
	mouse->x = x;
	clock_gettime(CLOCK_MONOTONIC, &mouse->time);
	if (!is_near || milliseconds_between(&last.time, &mouse->time) > DOUBLE_CLICK)
		return false;
	mouse->time = (struct timespec){0};
	return true;
}

bool mouse_read_key(struct mouse *mouse, char *key, size_t size)
{
	MEVENT event;
	const char *name;

	if (getmouse(&event) != OK)
		return false;
	if (event.bstate & BUTTON4_PRESSED)
		name = "WheelUp";
	else if (event.bstate & BUTTON5_PRESSED)
		name = "WheelDown";
	else if (event.bstate & BUTTON1_PRESSED)
		name = is_double(mouse, event.y, event.x) ? "DoubleClick" : "Click";
	else
		return false;
	snprintf(key, size, "%s@%d,%d", name, event.y, event.x);
	return true;
}
