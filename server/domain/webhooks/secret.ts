import { randomBytes } from 'node:crypto'
import { eq, or, sql } from 'drizzle-orm'
import { Webhook } from 'standardwebhooks'
import type { Tx } from '#server/platform/database/index.ts'
import { type KeyRotation, type Keyring, SealError } from '#server/platform/secrets/index.ts'
import { webhookEndpoints } from '../tables/webhooks.ts'

type Row = typeof webhookEndpoints.$inferSelect

const hourMs = 3_600_000
/** After a rotation, the previous secret also signs for this time, so the receiver can change it without a gap. */
export const previousSecretMs = 24 * hourMs

/** As standardwebhooks.com describes: 24 to 64 bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** A secret opens only for its endpoint. It is never sent, so the URL is no part of this. */
const context = (endpointId: string) => `webhook_endpoints.secret:${endpointId}`

export const sealSecret = (keyring: Keyring, endpointId: string, secret: string): string =>
  keyring.seal(secret, context(endpointId))

/** False: it was erased, or encrypted with another SECRET_KEY. */
export function opens(keyring: Keyring, endpointId: string, sealed: string): boolean {
  try {
    keyring.open(sealed, context(endpointId))
    return true
  } catch (error) {
    if (error instanceof SealError) return false
    throw error
  }
}

/**
 * Returns the headers that identify and sign one attempt: with both secrets while a rotation overlaps.
 * @throws {SealError} the secret was encrypted with another SECRET_KEY
 */
export function signedHeaders(
  keyring: Keyring,
  endpoint: Row,
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const { previousSecretSealed, previousSecretUntil } = endpoint
  const overlaps = previousSecretSealed !== null && previousSecretUntil !== null && previousSecretUntil > at
  const sealed = [endpoint.secretSealed, ...(overlaps ? [previousSecretSealed] : [])]
  const signatures = sealed.map((one) =>
    new Webhook(keyring.open(one, context(endpoint.id))).sign(id, at, body),
  )
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  }
}

/**
 * Encrypts the secrets of the next endpoints with the new key. One that cannot be decrypted is erased: the
 * deliveries then ask staff to rotate it.
 * @returns the number of rows; 0: none is left
 */
export async function resealWebhookSecrets(tx: Tx, { from, to, rowsAtOnce }: KeyRotation): Promise<number> {
  const keyOf = (
    column: typeof webhookEndpoints.secretSealed | typeof webhookEndpoints.previousSecretSealed,
  ) => sql`split_part(${column}, '.', 2) = ${from.keyId}`
  const rows = await tx
    .select()
    .from(webhookEndpoints)
    .where(or(keyOf(webhookEndpoints.secretSealed), keyOf(webhookEndpoints.previousSecretSealed)))
    .orderBy(webhookEndpoints.id)
    .limit(rowsAtOnce)
    .for('update')
  for (const { id, secretSealed, previousSecretSealed } of rows) {
    const again = (sealed: string) => resealed(sealed, context(id), { from, to })
    await tx
      .update(webhookEndpoints)
      .set({
        secretSealed: again(secretSealed) ?? '',
        previousSecretSealed: previousSecretSealed && again(previousSecretSealed),
      })
      .where(eq(webhookEndpoints.id, id))
  }
  return rows.length
}

function resealed(
  sealed: string,
  owner: string,
  { from, to }: { from: Keyring; to: Keyring },
): string | null {
  try {
    return to.seal(from.open(sealed, owner), owner)
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}
