import { sql } from 'drizzle-orm'
import { atOneMoment, type Db, rowsOf, type Tx } from '#server/platform/database/index.ts'
import { type AuditKey, auditContent, chainStart } from './chain.ts'
import { type AuditHead, chainContains } from './sealer.ts'

const entriesAtOnce = 1000

/** The first entry that does not match the chain, and the reason as a sentence. */
export interface AuditBreak {
  readonly entryId: number
  readonly message: string
}

export interface AuditVerdict {
  /** Entries that match the chain. */
  readonly verified: number
  /** Newer entries that the sealer has not added to the chain yet. Any writer of the database can change them. */
  readonly unsealed: number
  readonly oldestUnsealedAt: Date | null
  /** Null: the chain is complete. */
  readonly broken: AuditBreak | null
}

/**
 * Verifies every entry against the hash chain.
 * @param options.after skips the entries up to this id, for example those of a lost key
 * @param options.heads heads of the chain that were recorded outside the database. The chain must contain them
 */
export const verifyAudit = (
  db: Db,
  key: AuditKey,
  options: { after?: number | undefined; heads?: readonly AuditHead[] } = {},
): Promise<AuditVerdict> =>
  atOneMoment(db, async (tx) => {
    const { after = 0, heads = [] } = options
    const chain = await followChain(tx, key, after)
    const added = await findUnchained(tx, { after, upTo: chain.upTo })
    const broken = [chain.broken, added].filter((found) => found !== null)
    const missing = broken.length === 0 ? await findMissingHead(tx, heads) : null
    const [first] = broken.toSorted((a, b) => a.entryId - b.entryId)
    return { verified: chain.verified, ...(await readUnsealed(tx, chain.upTo)), broken: first ?? missing }
  })

async function followChain(
  tx: Tx,
  key: AuditKey,
  after: number,
): Promise<{ verified: number; upTo: number; broken: AuditBreak | null }> {
  let verified = 0
  let upTo = after
  let previous = await hashAt(tx, after)
  for (;;) {
    const found = await tx.execute(sql`
      select s.entry_id, s.hash, s.key_id, ${auditContent} as content, e.id is not null as present
      from audit_seals s left join audit_entries e on e.id = s.entry_id
      where s.entry_id > ${upTo} order by s.entry_id limit ${entriesAtOnce}`)
    const rows = rowsOf(found)
    for (const row of rows) {
      const entryId = Number(row.entry_id)
      const message = problemOf(key, previous, row)
      if (message !== null) return { verified, upTo: await lastSealed(tx), broken: { entryId, message } }
      previous = String(row.hash)
      upTo = entryId
      verified += 1
    }
    if (rows.length < entriesAtOnce) return { verified, upTo, broken: null }
  }
}

function problemOf(key: AuditKey, previous: string, row: Record<string, unknown>): string | null {
  if (row.present !== true) return 'The entry was deleted.'
  if (row.key_id !== key.id)
    return `The entry was sealed with the audit key ${String(row.key_id)}, but the current one is ${key.id}.`
  if (row.hash === key.hash(previous, String(row.content))) return null
  return 'The entry was changed, or entries directly before it were removed.'
}

const hashAt = async (tx: Tx, entryId: number): Promise<string> => {
  const found = await tx.execute(sql`
    select hash from audit_seals where entry_id <= ${entryId} order by entry_id desc limit 1`)
  const [row] = rowsOf(found)
  return row ? String(row.hash) : chainStart
}

const lastSealed = async (tx: Tx): Promise<number> => {
  const [row] = rowsOf(await tx.execute(sql`select max(entry_id) as id from audit_seals`))
  return Number(row?.id ?? 0)
}

/** An entry among sealed ones that is not in the chain was added later, under a chosen id. */
async function findUnchained(
  tx: Tx,
  { after, upTo }: { after: number; upTo: number },
): Promise<AuditBreak | null> {
  const found = await tx.execute(sql`
    select min(e.id) as id from audit_entries e
    where e.id > ${after} and e.id <= ${upTo} and not exists (select 1 from audit_seals s where s.entry_id = e.id)`)
  const [row] = rowsOf(found)
  if (row?.id == null) return null
  return { entryId: Number(row.id), message: 'The entry was added after newer entries were sealed.' }
}

async function findMissingHead(tx: Tx, heads: readonly AuditHead[]): Promise<AuditBreak | null> {
  for (const head of heads)
    if (!(await chainContains(tx, head)))
      return {
        entryId: head.entryId,
        message:
          'The chain does not contain this recorded head: its newest entries were removed or replaced.',
      }
  return null
}

async function readUnsealed(tx: Tx, upTo: number) {
  const found = await tx.execute(
    sql`select count(*) as entries, min(at) as oldest from audit_entries where id > ${upTo}`,
  )
  const [row] = rowsOf(found)
  const oldest = row?.oldest
  return {
    unsealed: Number(row?.entries ?? 0),
    oldestUnsealedAt: oldest == null ? null : new Date(oldest instanceof Date ? oldest : String(oldest)),
  }
}
