#include "session/files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static bool is_folder(const char *folder, const char *name)
{
	struct text path = {0};
	struct stat status;
	bool is_one;

	text_append_format(&path, "%s/%s", folder, name);
	is_one = stat(text_string(&path), &status) == 0 && S_ISDIR(status.st_mode);
	text_free(&path);
	return is_one;
}

/* Folders may be long: of a name that does not fit nothing more is asked. */
static bool is_wanted(const struct editor *editor, const char *name)
{
	const char *word = text_string(&editor->completion.word);

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return false;
	if (strncasecmp(name, word, strlen(word)) != 0)
		return false;
	return name[0] != '.' || word[0] == '.';
}

static void offer(struct editor *editor, const char *folder, const char *name)
{
	struct text text = {0};

	text_append_string(&text, name);
	if (is_folder(folder, name))
		text_append_byte(&text, '/');
	editor_offer_file(editor, text_string(&text));
	text_free(&text);
}

void files_offer(struct editor *editor, const char *folder)
{
	struct dirent **files;
	int count = scandir(folder, &files, NULL, alphasort);

	for (int i = 0; i < count; i++) {
		if (is_wanted(editor, files[i]->d_name))
			offer(editor, folder, files[i]->d_name);
		free(files[i]);
	}
	if (count >= 0)
		free(files);
	editor_complete_file(editor);
}
