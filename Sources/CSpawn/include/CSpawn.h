#ifndef ETUDE_CSPAWN_H
#define ETUDE_CSPAWN_H

#include <spawn.h>

/* What posix_spawn can do beyond POSIX: glibc shows it only with _GNU_SOURCE, which Swift's own view of glibc may lack. */

/* The child starts in `directory`. */
int etude_spawn_addchdir(posix_spawn_file_actions_t *actions, const char *directory);

/* The child inherits no descriptor from `first` on. */
int etude_spawn_addclosefrom(posix_spawn_file_actions_t *actions, int first);

/* The flag that makes the child the leader of a session of its own. */
short etude_spawn_new_session(void);

#endif
