import { findActor, findTokenActor, unknownApiToken } from '#server/domain/access/index.ts'
import type { Domain } from '#server/domain/context.ts'
import {
  type Actor,
  apiTokenHash,
  bearerTokenIn,
  limitKey,
  rememberIn,
  type Sessions,
  TryLimit,
} from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'

interface FindSenderOptions {
  readonly domain: Domain
  readonly sessions: Sessions
  /** Invalid tokens per minute and client address. */
  readonly mostInvalid: number
}

type FindSender = (headers: Headers, clientAddress: string) => Promise<Actor | null>

/**
 * Returns the function that finds the caller of a request. An API token decides alone: the cookie is then ignored,
 * so a token that does not work never falls back to a session.
 */
export function senderFinder({ domain, sessions, mostInvalid }: FindSenderOptions): FindSender {
  const invalid = new TryLimit({
    name: 'api-token',
    message: 'Too many API tokens that do not work from this address. Wait a minute, then try again.',
    most: mostInvalid,
    windowMs: 60_000,
    db: domain.database.db,
    clock: domain.clock,
  })
  // Clients can share an address. A token that has worked is looked up also while the address is limited.
  const worked = new Map<string, true>()

  async function findByToken(token: string, clientAddress: string): Promise<Actor> {
    const hash = apiTokenHash(token)
    if (hash === null) throw unknownApiToken()
    const key = limitKey(clientAddress)
    if (!worked.has(hash)) invalid.refuseKnown(key)
    try {
      const actor = await findTokenActor(domain, hash)
      rememberIn(worked, hash, true)
      return actor
    } catch (error) {
      if (error instanceof Refusal) {
        worked.delete(hash)
        await invalid.count(key)
      }
      throw error
    }
  }
  return (headers, clientAddress) => {
    const token = bearerTokenIn(headers)
    return token === null ? findActor(domain, sessions, headers) : findByToken(token, clientAddress)
  }
}
