import type { AuditEntry } from '#contracts/audit/schemas.ts'

/** One field of an entry. `before` is undefined if the field had no value. */
export interface FieldChange {
  name: string
  before: unknown
  after: unknown
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const isNothing = (value: unknown) =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)

/** Internal ids. The entry shows their names instead. */
const ownIds = ['customerId', 'reconciliationId', 'operationId']

/** Returns the changes of an entry, without the unchanged fields. */
export function changesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): FieldChange[] {
  const names = after ? Object.keys(after) : Object.keys(before ?? {})
  return names
    .filter((name) => !ownIds.includes(name))
    .map((name) => ({ name, before: before?.[name], after: after?.[name] }))
    .filter(({ before: was, after: is }) => !same(was, is) && !(isNothing(was) && isNothing(is)))
}
