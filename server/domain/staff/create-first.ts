import type { Setup, Viewer } from '#contracts/session/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { hasStaff, insertLogin, relyingPartyOf, systemActor } from '#server/platform/auth/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { ConfigError } from '#server/platform/config/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { lockSetupLink } from '#server/platform/installation/index.ts'
import type { Context, Domain } from '../context.ts'
import { hashNewPassword, whyRefused } from '../passwords/index.ts'
import { viewerOf } from './viewer.ts'

type FirstAdmin = { email: string; fullName: string; password: string }

const closed = () =>
  new Refusal('setup-closed', 'This system is already set up. Sign in, or ask a staff user of your company.')

async function insertAdmin(
  tx: Queryable,
  domain: Pick<Domain, 'clock'>,
  admin: FirstAdmin & { passwordHash: string; requestId: string | null; by: string },
): Promise<Viewer> {
  const userId = newId()
  const at = domain.clock.now()
  const { email, fullName, passwordHash } = admin
  await insertLogin(tx, { userId, role: 'owner', email, name: fullName, passwordHash, isActive: true, at })
  await recordAudit(tx, {
    at,
    actor: systemActor(admin.by),
    action: 'staff.create',
    subject: { kind: 'staff', id: userId },
    after: { email, fullName, role: 'owner', password: true },
    requestId: admin.requestId,
  })
  return viewerOf({ kind: 'staff', role: 'owner', userId, email, name: fullName })
}

/** Returns whether the first staff user is still missing, and if users can sign in with passkeys. */
export const getSetupState = async ({ database, publicUrl }: Context) => ({
  required: !(await hasStaff(database.db)),
  passkeyDomain: relyingPartyOf(publicUrl)?.id ?? null,
})

/**
 * Creates the first staff user, an owner, by the one-time setup link, which then closes permanently. If two people use
 * it at once, one succeeds and the other is refused.
 * @throws {Refusal} setup-closed, setup-token-invalid
 */
export async function createFirstAdminByLink(ctx: Context, setup: Setup): Promise<Viewer> {
  const { db } = ctx.database
  // Also before the hash: an invented token must not cost one.
  await db.transaction((tx) => lockOpenLink(tx, setup.token))
  const { email, fullName, password } = setup
  const passwordHash = await hashNewPassword(ctx, { password, words: [email, fullName] })
  return db.transaction(async (tx) => {
    const link = await lockOpenLink(tx, setup.token)
    await link.close()
    return insertAdmin(tx, ctx, { ...setup, passwordHash, requestId: ctx.requestId, by: 'setup link' })
  })
}

/** Installations that have a staff user. The setup link never opens again, so a flood costs no statement. */
const closedFor = new WeakSet<Domain['installation']>()

/** @throws {Refusal} setup-closed */
export async function refuseClosedSetup({
  database,
  installation,
}: Pick<Domain, 'database' | 'installation'>): Promise<void> {
  if (!closedFor.has(installation) && (await hasStaff(database.db))) closedFor.add(installation)
  if (closedFor.has(installation)) throw closed()
}

async function lockOpenLink(tx: Queryable, token: string) {
  if (await hasStaff(tx)) throw closed()
  const link = await lockSetupLink(tx)
  // Read again: another request may have used the link while this one waited for it.
  if (await hasStaff(tx)) throw closed()
  if (!link.opens(token))
    throw new Refusal(
      'setup-token-invalid',
      'This setup link is no longer valid. Restart the server and open the link that it prints.',
    )
  return link
}

/**
 * Creates the first staff user, an owner, from ADMIN_EMAIL and ADMIN_PASSWORD at start, only if there is none.
 * @throws {ConfigError} the password is easy to guess
 */
export async function createFirstAdminFromSettings(
  domain: Pick<Domain, 'database' | 'clock' | 'publicUrl'>,
  admin: { email: string; password: string },
): Promise<boolean> {
  if (await hasStaff(domain.database.db)) return false
  const { email, password } = admin
  const why = await whyRefused(domain, password, [email])
  if (why !== null) throw new ConfigError([`ADMIN_PASSWORD ${why}`])
  const passwordHash = await hashNewPassword(domain, { password, words: [email] })
  return domain.database.db.transaction(async (tx) => {
    const link = await lockSetupLink(tx)
    if (await hasStaff(tx)) return false
    await link.close()
    await insertAdmin(tx, domain, {
      ...admin,
      fullName: 'Administrator',
      passwordHash,
      requestId: null,
      by: 'settings',
    })
    return true
  })
}
