import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { recordAudit } from '#server/platform/audit/index.ts'
import { findSealedTotp, removeTotp, systemActor } from '#server/platform/auth/index.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Database, Queryable, Tx } from '#server/platform/database/index.ts'
import { OperatorError } from '#server/platform/errors/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import {
  findKeyring,
  type Keyring,
  type KeyringOptions,
  keyIdOf,
  openKeyring,
} from '#server/platform/secrets/index.ts'
import { bindEarlierSecrets } from '../sealing/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { mailSettings } from '../tables/mail.ts'
import { servers } from '../tables/servers.ts'
import { webhookEndpoints } from '../tables/webhooks.ts'

/** The data was encrypted with a key that is missing. The message says how to restore it. */
export class LostKeyError extends OperatorError {
  override readonly name = 'LostKeyError'
}

interface Sealed {
  /** There is no server, no account, no mail password, no webhook and no authenticator app, so nothing is lost if the key is a different one. */
  readonly isUnused: boolean
  readonly servers: readonly { id: string; name: string; baseUrl: string; sealed: string }[]
  /** The password of the SMTP server. */
  readonly mail: readonly { host: string; sealed: string | null }[]
  readonly webhooks: readonly { host: string; sealed: string }[]
  readonly totp: readonly { userId: string; email: string; sealed: string | null }[]
  readonly passwords: readonly { id: string; username: string; serverName: string; sealed: string | null }[]
}

/**
 * Opens the key that the data is encrypted with. Creates a new one only if no data depends on an old one.
 * @param options.lostKeyId a key that is declared lost: its credentials must then be entered again
 * @returns the credentials to enter again, one line each; none unless a key was declared lost
 * @throws {LostKeyError} before anything is written, including the key file
 */
export async function openSealingKey(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  options: KeyringOptions & { readonly lostKeyId: string | undefined },
): Promise<{ keyring: Keyring; toEnterAgain: readonly string[] }> {
  const { db } = database
  await refuseUnfinishedRotation(db)
  const sealed = await readSealed(db)
  const expected = await expectedKeyId(db, sealed)
  const present = await findKeyring(options)
  if (expected === null || present?.keyId === expected) {
    const keyring = present ?? (await openKeyring(options))
    // Unused data has no key yet. Of two processes with different keys, either may encrypt the first secret.
    await db.update(installation).set({
      keyId: sealed.isUnused ? null : keyring.keyId,
      // Without the key that encrypted it, the audit log begins a new chain.
      auditKeySealed: sql`case when split_part(${installation.auditKeySealed}, '.', 2) = ${keyring.keyId} then ${installation.auditKeySealed} end`,
    })
    await bindEarlierSecrets({ database, clock }, keyring)
    return { keyring, toEnterAgain: [] }
  }
  if (options.lostKeyId !== expected) throw lostKey({ expected, present, sealed }, options)
  const keyring = present ?? (await openKeyring(options))
  await db.transaction((tx) => giveUp(tx, { at: clock.now(), expected, keyring, sealed }))
  await bindEarlierSecrets({ database, clock }, keyring)
  return { keyring, toEnterAgain: linesOf(sealed) }
}

/** Half of the secrets may be encrypted with each key. */
async function refuseUnfinishedRotation(db: Queryable): Promise<void> {
  const [row] = await db.select({ nextKeyId: installation.nextKeyId }).from(installation)
  if (row?.nextKeyId == null) return
  throw new LostKeyError(
    `A rotation to the key ${row.nextKeyId} was interrupted. Nothing was started or changed. Run \`${adminCommand('secrets:rotate')}\` again with the same keys, then start again.`,
  )
}

async function readSealed(db: Queryable): Promise<Sealed> {
  const keys = await db
    .select({ id: servers.id, name: servers.name, baseUrl: servers.baseUrl, sealed: servers.apiKeySealed })
    .from(servers)
    .where(isNull(servers.removedAt))
    .orderBy(servers.name, servers.id)
  const passwords = await db
    .select({
      id: hostingAccounts.id,
      username: hostingAccounts.username,
      serverName: servers.name,
      sealed: hostingAccounts.passwordSealed,
    })
    .from(hostingAccounts)
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .where(isNotNull(hostingAccounts.passwordSealed))
    .orderBy(servers.name, hostingAccounts.username)
  const [account] = await db.select({ id: hostingAccounts.id }).from(hostingAccounts).limit(1)
  const mail = await db
    .select({ host: mailSettings.host, sealed: mailSettings.passwordSealed })
    .from(mailSettings)
    .where(isNotNull(mailSettings.passwordSealed))
  const totp = await findSealedTotp(db)
  const endpoints = await db
    .select({ url: webhookEndpoints.url, sealed: webhookEndpoints.secretSealed })
    .from(webhookEndpoints)
    .orderBy(webhookEndpoints.createdAt, webhookEndpoints.id)
  // The path may contain a token of the receiver.
  const webhooks = endpoints.map(({ url, sealed }) => ({ host: URL.parse(url)?.host ?? '', sealed }))
  const isUnused = [keys, account ? [account] : [], mail, totp, webhooks].every(({ length }) => length === 0)
  return { isUnused, servers: keys, mail, passwords, totp, webhooks }
}

/**
 * Null: any key is accepted. In data of a release that did not record the key's id, the encrypted values
 * contain it.
 */
async function expectedKeyId(db: Queryable, sealed: Sealed): Promise<string | null> {
  const [row] = await db.select({ keyId: installation.keyId }).from(installation)
  if (sealed.isUnused) return null
  const [value] = [...sealed.servers, ...sealed.passwords, ...sealed.mail, ...sealed.totp, ...sealed.webhooks]
  return row?.keyId ?? keyIdOf(value?.sealed ?? '') ?? null
}

const linesOf = ({ servers: keys, mail, passwords, totp, webhooks }: Sealed): string[] => [
  ...keys.map(({ name, baseUrl }) => `API key and secret of the server "${name}" (${baseUrl})`),
  ...passwords.map(
    ({ username, serverName }) => `hosting password of the account "${username}" on "${serverName}"`,
  ),
  ...mail.map(({ host }) => `password of the mail server ${host}`),
  ...totp.map(({ email }) => `authenticator app of ${email}: no code is asked for until it is set up again`),
  ...webhooks.map(({ host }) => `signing secret of the webhook endpoint on ${host}: rotate it`),
]

function lostKey(
  found: { expected: string; present: Keyring | null; sealed: Sealed },
  { secretKey, dataDir }: KeyringOptions,
): LostKeyError {
  const { expected, present, sealed } = found
  const place = secretKey === undefined ? `secret.key in ${dataDir}` : 'SECRET_KEY'
  const lines = linesOf(sealed)
  return new LostKeyError(
    [
      present === null
        ? `This data is encrypted with the key ${expected}, and there is no ${place}.`
        : `This data is encrypted with the key ${expected}, but ${place} holds the key ${present.keyId}.`,
      'Nothing was started or changed. Set SECRET_KEY to its former value, or copy secret.key from where you keep it into DATA_DIR, and start again. Backups do not have it.',
      `Only if the key is permanently lost: start with LOST_KEY_ID=${expected}. The credentials below must then be entered again, all users must sign in again, and earlier set-password links stop working.`,
      ...(lines.length === 0 ? ['(no stored credentials)'] : lines.map((line) => `- ${line}`)),
    ].join('\n'),
  )
}

/** Values of the old key can no longer be decrypted. Staff are asked for them when they are needed. */
async function giveUp(
  tx: Tx,
  { at, expected, keyring, sealed }: { at: Date; expected: string; keyring: Keyring; sealed: Sealed },
): Promise<void> {
  const [row] = await tx
    .update(installation)
    .set({ keyId: keyring.keyId, auditKeySealed: null })
    .returning({ id: installation.id })
  await tx
    .update(servers)
    .set({
      status: 'needs-operator',
      statusMessage: 'The key that encrypted its API key is lost. Enter API key and secret again.',
      updatedAt: at,
    })
    .where(isNull(servers.removedAt))
  if (sealed.mail.length > 0) await tx.update(mailSettings).set({ passwordSealed: null, updatedAt: at })
  for (const { userId } of sealed.totp) await removeTotp(tx, userId, at)
  for (const { id, sealed: value } of sealed.passwords)
    await tx
      .update(hostingAccounts)
      .set({ passwordSealed: null, updatedAt: at })
      .where(and(eq(hostingAccounts.id, id), eq(hostingAccounts.passwordSealed, value ?? '')))
  await recordAudit(tx, {
    at,
    actor: systemActor('start'),
    action: 'installation.give-up-key',
    subject: { kind: 'installation', id: row?.id ?? '' },
    before: { keyId: expected },
    after: { keyId: keyring.keyId, toEnterAgain: linesOf(sealed) },
    requestId: null,
  })
}
