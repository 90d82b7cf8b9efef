import { hash, verify } from '@node-rs/argon2'
import pLimit from 'p-limit'

// argon2id (the library's default), with OWASP's smaller memory profile: about 11 ms and 19 MiB per hash.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// Each hash occupies a thread of the pool that file and DNS operations also need, so only two run at once.
const bounded = pLimit(2)

export const hashPassword = (password: string): Promise<string> => bounded(() => hash(password, cost))

export const verifyPassword = (sealed: { hash: string; password: string }): Promise<boolean> =>
  bounded(() => verify(sealed.hash, sealed.password).catch(() => false))
