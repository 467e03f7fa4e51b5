#ifndef ETUDE_CPCRE2_H
#define ETUDE_CPCRE2_H

#include <stddef.h>
#include <stdint.h>

/* PCRE2 for patterns and texts of strangers: UTF-8, as near to ECMAScript as PCRE2 gets, and every search within a number
   of steps. The library is opened when the first pattern is made, so a program without patterns does not load it. */

typedef struct etude_pattern etude_pattern;

/* A pattern, to be freed; NULL with the reason in `problem` (at most `room` bytes, ended by 0) when it is none, or when
   PCRE2 cannot be had. A pattern does not change: threads may share it. */
etude_pattern *etude_pattern_make(const char *bytes, size_t count, char *problem, size_t room);

void etude_pattern_free(etude_pattern *pattern);

/* Whether the pattern is somewhere in the text, which has to be UTF-8: 1 if so, 0 if not, -1 if that would take more than
   `*steps` steps, or more memory than is decent. Takes what it used from `*steps`. A step is some 10 to 50 ns. */
int etude_pattern_search(const etude_pattern *pattern, const char *text, size_t count, uint64_t *steps);

#endif
