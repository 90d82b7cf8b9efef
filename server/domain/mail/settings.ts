import { sql } from 'drizzle-orm'
import type { MailSettings, MailSettingsChange, MailSetup } from '#contracts/mail/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { type KeyRotation, type Keyring, SealError } from '#server/platform/secrets/index.ts'
import { SmtpError, type SmtpServer } from '#server/platform/smtp/index.ts'
import type { Context } from '../context.ts'
import { mailSettings } from '../tables/mail.ts'
import { cancelWaiting, makeAllDue } from './outbox.ts'

export type SettingsRow = typeof mailSettings.$inferSelect

type Destination = Pick<SettingsRow, 'host' | 'port' | 'tls' | 'username'>

/** The password opens only with the destination that it was entered for. */
const sealContext = ({ host, port, tls, username }: Destination) =>
  `mail_settings.password:${JSON.stringify([host, port, tls, username])}`

/** Encrypts the password with the new key, or erases it if it cannot be decrypted. @returns the number of rows */
export async function resealMailPassword(tx: Tx, { from, to }: KeyRotation): Promise<number> {
  const [row] = await tx
    .select()
    .from(mailSettings)
    .where(sql`split_part(${mailSettings.passwordSealed}, '.', 2) = ${from.keyId}`)
    .for('update')
  if (row?.passwordSealed == null) return 0
  await tx.update(mailSettings).set({ passwordSealed: resealed(row, row.passwordSealed, from, to) })
  return 1
}

function resealed(row: Destination, sealed: string, from: Keyring, to: Keyring): string | null {
  try {
    return to.seal(from.open(sealed, sealContext(row)), sealContext(row))
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

export async function readMailSettings(db: Queryable): Promise<SettingsRow | null> {
  const [row] = await db.select().from(mailSettings)
  return row ?? null
}

const present = (row: SettingsRow): MailSettings => ({
  host: row.host,
  port: row.port,
  tls: row.tls,
  username: row.username,
  hasPassword: row.passwordSealed !== null,
  fromAddress: row.fromAddress,
  fromName: row.fromName,
  language: row.language,
  alertsTo: row.alertsTo,
  updatedAt: row.updatedAt.toISOString(),
})

/** Returns the SMTP server, without its password. */
export async function getMailSetup(ctx: Context): Promise<MailSetup> {
  const row = await readMailSettings(ctx.database.db)
  return {
    settings: row && present(row),
    linkOrigin: ctx.linkOrigin(),
    linkOriginIsPublic: ctx.linkOriginIsPublic,
  }
}

/** Returns the server with its password. @throws {SmtpError} the password cannot be decrypted */
export function smtpServerOf(keyring: Keyring, row: SettingsRow): SmtpServer {
  const { host, port, tls, username, passwordSealed } = row
  if (username === null) return { host, port, tls, login: null }
  const unreadable = (cause?: unknown) =>
    new SmtpError('The stored password of the mail server cannot be decrypted with the current key.', {
      remedy: 'Enter the password again on the Mail page.',
      cause,
    })
  if (passwordSealed === null) throw unreadable()
  try {
    return { host, port, tls, login: { username, password: keyring.open(passwordSealed, sealContext(row)) } }
  } catch (cause) {
    throw cause instanceof SealError ? unreadable(cause) : cause
  }
}

const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)

/** @throws {Refusal} invalid-body */
function sealedPassword(
  keyring: Keyring,
  before: SettingsRow | null,
  destination: Destination,
  password: string | undefined,
): string | null {
  if (destination.username === null) {
    if (password === undefined) return null
    throw fieldRefusal('invalid-body', 'username', 'required', 'Username is required with a password.')
  }
  if (password !== undefined) return keyring.seal(password, sealContext(destination))
  const isSame = before !== null && sealContext(before) === sealContext(destination)
  if (isSame && before.passwordSealed !== null) return before.passwordSealed
  throw fieldRefusal(
    'invalid-body',
    'password',
    'password-required',
    before === null
      ? 'Password is required with a username.'
      : 'Enter the password again. The stored one is sent only to the server, port and encryption that it was entered for.',
  )
}

/**
 * Saves the SMTP server. Waiting mails are then attempted at once.
 * @throws {Refusal} invalid-body: the password must be entered again, or plain text was not accepted
 */
export async function changeMailSettings(ctx: Context, change: MailSettingsChange): Promise<MailSetup> {
  const { clock, database, keyring } = ctx
  const { password, acceptPlainText, ...given } = change
  const destination = { ...given, username: given.username || null }
  if (given.tls === 'none' && !isLoopback(given.host) && !acceptPlainText)
    throw fieldRefusal(
      'invalid-body',
      'tls',
      'invalid',
      'Without encryption, the password and every link in a mail can be read on the network. Choose TLS or STARTTLS, or confirm that you accept this.',
    )
  await database.db.transaction(async (tx) => {
    const [before] = await tx.select().from(mailSettings).for('update')
    const at = clock.now()
    const columns = {
      ...destination,
      language: destination.language ?? before?.language ?? 'en',
      passwordSealed: sealedPassword(keyring, before ?? null, destination, password),
      updatedAt: at,
    }
    await tx
      .insert(mailSettings)
      .values(columns)
      .onConflictDoUpdate({ target: mailSettings.only, set: columns })
    await makeAllDue(tx, at)
    await audit(tx, ctx, at, {
      ...(before ? { before: facts(before) } : {}),
      after: { ...facts(columns), ...(password === undefined ? {} : { password: true }) },
    })
  })
  return getMailSetup(ctx)
}

const facts = (row: Omit<SettingsRow, 'only' | 'passwordSealed' | 'updatedAt'>) => ({
  host: row.host,
  port: row.port,
  tls: row.tls,
  username: row.username,
  fromAddress: row.fromAddress,
  fromName: row.fromName,
  language: row.language,
  alertsTo: row.alertsTo.join(', '),
})

const audit = (
  tx: Queryable,
  ctx: Context,
  at: Date,
  change: { before?: Record<string, unknown>; after?: Record<string, unknown> },
) =>
  recordAudit(tx, {
    at,
    actor: ctx.actor,
    action: change.after ? 'mail.change-settings' : 'mail.turn-off',
    subject: { kind: 'installation', id: ctx.installation.id },
    ...change,
    requestId: ctx.requestId,
  })

/** Removes the SMTP server with its password, and cancels waiting mails. @throws {Refusal} not-found */
export async function turnOffMail(ctx: Context): Promise<Record<never, never>> {
  await ctx.database.db.transaction(async (tx) => {
    const [before] = await tx.delete(mailSettings).returning()
    if (!before) throw new Refusal('not-found', 'Mail is not set up.')
    const at = ctx.clock.now()
    await cancelWaiting(tx, 'Mail was turned off before this mail was sent.')
    await audit(tx, ctx, at, { before: facts(before) })
  })
  return {}
}
