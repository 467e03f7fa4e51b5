#ifndef ETUDE_CCRYPTO_H
#define ETUDE_CCRYPTO_H

#include <stddef.h>

/* libcrypto's SHA-256. The library is opened when the first hash is made, since loading it takes as long as the
   playground's first frame. */

/* SHA-256 of `count` bytes at `bytes` into the 32 bytes at `digest`; 0 when libcrypto cannot be had. Safe from any thread. */
int etude_sha256(const void *bytes, size_t count, unsigned char *digest);

#endif
