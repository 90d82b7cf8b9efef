import type { OwnFactors } from '#contracts/factors/schemas.ts'
import { findFactors } from '#server/platform/auth/index.ts'
import { readFactorsRequired } from '#server/platform/installation/index.ts'
import type { Context } from '../context.ts'
import { ownerOf } from '../passwords/index.ts'

/** Returns the caller's second factors, without their secrets. */
export async function getOwnFactors({ actor, database }: Context): Promise<OwnFactors> {
  const { kind, userId } = ownerOf(actor)
  const { totpSince, recoveryCodesLeft } = await findFactors(database.db, userId)
  return {
    totp: totpSince && { since: totpSince.toISOString(), recoveryCodesLeft },
    required: kind === 'staff' && (await readFactorsRequired(database.db)),
  }
}
