#include "editor/saving.h"

void saving_go_to(struct saving *saving, struct slice path)
{
	text_clear(&saving->path);
	text_append(&saving->path, path);
}

void saving_show(struct saving *saving, struct slice notes, struct slice change, bool is_new)
{
	text_clear(&saving->notes);
	text_append(&saving->notes, notes);
	text_clear(&saving->change);
	text_append(&saving->change, change);
	saving->is_new = is_new;
	saving->rows = (struct list){.page = 1};
}

void saving_free(struct saving *saving)
{
	text_free(&saving->path);
	text_free(&saving->notes);
	text_free(&saving->change);
	*saving = (struct saving){0};
}
