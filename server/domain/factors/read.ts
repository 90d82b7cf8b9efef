import type { OwnFactors } from '#contracts/factors/schemas.ts'
import { findFactors, listPasskeys, relyingPartyOf } from '#server/platform/auth/index.ts'
import { readFactorsRequired } from '#server/platform/installation/index.ts'
import type { Context } from '../context.ts'
import { ownerOf } from '../passwords/index.ts'

/** Returns the caller's second factors, without their secrets. */
export async function getOwnFactors({ actor, database, publicUrl }: Context): Promise<OwnFactors> {
  const { kind, userId } = ownerOf(actor)
  const { totpSince, recoveryCodesLeft } = await findFactors(database.db, userId)
  const passkeys = await listPasskeys(database.db, userId)
  return {
    passkeys: passkeys.map(({ createdAt, lastUsedAt, ...passkey }) => ({
      ...passkey,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    passkeyDomain: relyingPartyOf(publicUrl)?.id ?? null,
    totp: totpSince && { since: totpSince.toISOString(), recoveryCodesLeft },
    required: kind === 'staff' && (await readFactorsRequired(database.db)),
  }
}
