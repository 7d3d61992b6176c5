#include "batch/print.h"

#include "manifest/writer.h"

void batch_print(const struct entry *entry, FILE *output)
{
	struct text text = {0};

	manifest_write_entry(entry, &text);
	fputs(text_string(&text), output);
	text_free(&text);
}
