#include "base/error.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

bool error_set(
	struct error *error, const char *file, size_t line, size_t column, const char *format, ...)
{
	struct error set = {.line = line, .column = column};
	struct text what = {0};
	va_list arguments;

	va_start(arguments, format);
	text_append_arguments(&what, format, arguments);
	va_end(arguments);
	set.what = memory_copy_string(text_string(&what), what.length);
	text_free(&what);
	if (file)
		set.file = memory_copy_string(file, strlen(file));
	/* Last, because `file` and the arguments may be parts of the old error. */
	error_free(error);
	*error = set;
	return false;
}

void error_append_text(const struct error *error, struct text *text)
{
	if (error->file) {
		text_append_visible(text, slice_of(error->file));
		text_append_byte(text, ':');
	}
	if (error->line)
		text_append_format(text, "%zu:", error->line);
	if (error->line && error->column)
		text_append_format(text, "%zu:", error->column);
	if (error->file || error->line)
		text_append_byte(text, ' ');
	if (error->what)
		text_append_visible(text, slice_of(error->what));
}

void error_free(struct error *error)
{
	free(error->file);
	free(error->what);
	*error = (struct error){0};
}
