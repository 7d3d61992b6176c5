/*
 * Names of files, to complete what is typed in a prompt.
 */
#ifndef SESSION_FILES_H
#define SESSION_FILES_H

#include "editor/editor.h"

/* Offers the editor the names of the files of a folder, in their order, those with a dot in front
 * only when a dot was typed; then has it complete. A folder that cannot be read has none. */
void files_offer(struct editor *editor, const char *folder);

#endif
