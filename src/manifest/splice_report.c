#include "manifest/splice.h"

void splice_report_append_text(const struct splice_report *report, struct text *text)
{
	if (report->scope == SPLICE_ALLOW)
		text_append_string(text,
			"The whole of allow is written anew: it cannot be changed in parts.\n");
	if (report->scope == SPLICE_ENTRY)
		text_append_string(
			text, "The whole entry is written anew: it cannot be changed in parts.\n");
	if (report->loses_comments)
		text_append_string(text, "Comments inside what is written anew are lost.\n");
	if (report->mended > 0)
		text_append_format(text, "%zu %s written in the form that Northstar reads.\n",
			report->mended, report->mended == 1 ? "rule is" : "rules are");
	if (report->expanded > 0)
		text_append_format(text,
			"%zu %s written out: what the alias stood for changes or goes.\n",
			report->expanded, report->expanded == 1 ? "alias is" : "aliases are");
	if (report->leaves_json)
		text_append_string(text,
			"The file is JSON no longer: a restricted rule needs the tag !args.\n");
}
