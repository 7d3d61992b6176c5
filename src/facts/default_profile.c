#include "facts/default_profile.h"

/* Generated from data/default-profile.tsv: profile_rows. */
#include "facts/default_profile_rows.h"

const struct profile_row *default_profile_rows(size_t *ret_count)
{
	*ret_count = sizeof(profile_rows) / sizeof(profile_rows[0]);
	return profile_rows;
}
