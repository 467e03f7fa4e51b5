#ifndef ETUDE_CCRYPTO_H
#define ETUDE_CCRYPTO_H

#include <openssl/evp.h>
#include <stddef.h>

/* SHA-256 of `count` bytes at `bytes` into the 32 bytes at `digest`; 1 on success. */
static inline int etude_sha256(const void *bytes, size_t count, unsigned char *digest) {
    unsigned int length = 0;
    return EVP_Digest(bytes, count, digest, &length, EVP_sha256(), NULL);
}

#endif
