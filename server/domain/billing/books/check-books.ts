import { z } from 'zod'
import { type Db, type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { hasCardNumber } from './card-numbers.ts'
import { changedDocuments } from './content-rule.ts'
import { documentRules } from './document-rules.ts'
import { ledgerRules } from './ledger-rules.ts'
import { otherRules, textsWithManyDigits } from './other-rules.ts'
import { replayedDifferences } from './replay-rule.ts'
import { differentlyWritten } from './written-rule.ts'

/** One place where the books are not as they must be. */
export interface BookViolation {
  /** M1 to M20. */
  readonly rule: string
  readonly title: string
  /** Null: it concerns no one customer. */
  readonly customerId: string | null
  readonly subject: string
  readonly message: string
}

const rows = z.array(
  z.object({ customer_id: z.string().nullable(), subject: z.string(), message: z.string() }),
)

export const bookRules = [...ledgerRules, ...documentRules, ...otherRules]

/** Checks every rule against the database, in one snapshot. Reads only. */
export const checkBooks = (db: Db): Promise<BookViolation[]> =>
  db.transaction(findViolations, { isolationLevel: 'repeatable read', accessMode: 'read only' })

/** Like {@link checkBooks}, in the caller's transaction. */
export async function findViolations(tx: Queryable): Promise<BookViolation[]> {
  const found: BookViolation[] = []
  for (const { id, title, violations } of bookRules)
    for (const { customer_id, subject, message } of rows.parse(rowsOf(await tx.execute(violations))))
      found.push({ rule: id, title, customerId: customer_id, subject, message })
  return [
    ...found,
    ...(await contentChanges(tx)),
    ...(await cardNumbers(tx)),
    ...violationsOf(
      'M16',
      'The stored charges equal those that the planner computes from the changes',
      await replayedDifferences(tx),
    ),
    ...violationsOf(
      'M20',
      'Each change wrote its plan, and the plan equals the confirmed preview',
      await differentlyWritten(tx),
    ),
  ]
}

const violationsOf = (
  rule: string,
  title: string,
  found: readonly Omit<BookViolation, 'rule' | 'title'>[],
): BookViolation[] => found.map((each) => ({ ...each, rule, title }))

async function contentChanges(tx: Queryable): Promise<BookViolation[]> {
  const changed = await changedDocuments(tx)
  return changed.map((document) => ({
    ...document,
    rule: 'M9',
    title: 'The content of a finalized document matches its hash',
    message: 'does not match the hash that was stored when it was finalized',
  }))
}

async function cardNumbers(tx: Queryable): Promise<BookViolation[]> {
  const texts = rows.parse(rowsOf(await tx.execute(textsWithManyDigits)))
  return texts
    .filter(({ message }) => hasCardNumber(message))
    .map(({ customer_id, subject }) => ({
      rule: 'M19',
      title: 'No text contains the number of a payment card',
      customerId: customer_id,
      subject,
      // The number itself must not spread to the log.
      message: 'contains the number of a payment card',
    }))
}
