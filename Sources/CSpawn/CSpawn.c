#define _GNU_SOURCE
#include "CSpawn.h"

int etude_spawn_addchdir(posix_spawn_file_actions_t *actions, const char *directory) {
    return posix_spawn_file_actions_addchdir_np(actions, directory);
}

int etude_spawn_addclosefrom(posix_spawn_file_actions_t *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

short etude_spawn_new_session(void) {
    return POSIX_SPAWN_SETSID;
}
