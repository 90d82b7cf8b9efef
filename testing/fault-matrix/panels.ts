import type { VariantsInput } from '#sandbox/accounts/variants.ts'
import type { Row } from './kinds.ts'

interface Panel extends Row {
  readonly variants: VariantsInput
}

const asOnAny: Row = {
  create: ['succeeded: succeeded; active', 'unknown: succeeded; active'],
  suspend: ['succeeded: succeeded; suspended', 'unknown: succeeded; suspended'],
  unsuspend: ['succeeded: succeeded; active', 'unknown: succeeded; active'],
  terminate: ['succeeded: succeeded; terminated, slot free', 'unknown: succeeded; terminated, slot free'],
}

/** "Already exists" may be our own account: staff decide whether it is. */
const taken = (story: string) => `${story}: needs-person (username-taken); conflict, slot held`

/**
 * The results of operations on panels that differ from the defaults. First: without any fault. Second: the
 * call is done and its response lost, once. After an adoption by staff, the account continues as adopted.
 */
export const panels: Readonly<Record<string, Panel>> = {
  'no list': {
    variants: { list: '404' },
    ...asOnAny,
    create: ['succeeded: succeeded; active', taken('unknown, rejected')],
    terminate: [
      'succeeded: succeeded; terminated, slot free',
      'unknown, succeeded: succeeded; terminated, slot free',
    ],
  },
  'a capped list whose rest cannot be read': {
    variants: { filter: 'ignored', listCap: 2, paging: 'ignored' },
    ...asOnAny,
    create: ['succeeded: succeeded; active', taken('unknown, rejected')],
  },
  'a list that ignores its filters': { variants: { filter: 'ignored' }, ...asOnAny },
  'no read of a single account': { variants: { get: '405' }, ...asOnAny },
  // The owner of an account cannot be verified: suspending trusts the id, because it can be undone. Deleting
  // does not.
  'neither list nor read of a single account': {
    variants: { list: '404', get: '405' },
    create: ['succeeded: succeeded; active', taken('unknown, rejected')],
    suspend: ['succeeded: succeeded; suspended', 'unknown, succeeded: succeeded; suspended'],
    unsuspend: ['succeeded: succeeded; active', 'unknown, succeeded: succeeded; active'],
    terminate: [
      'none: needs-person (identity-not-known); terminating, slot held',
      'none: needs-person (identity-not-known); terminating, slot held',
    ],
  },
  'no billing_id in any answer': {
    variants: { listFields: ['status'], getFields: ['status'], createAnswer: 'minimal' },
    ...asOnAny,
    create: ['succeeded: succeeded; active', taken('unknown')],
  },
  'only three fields of an account': {
    variants: { listFields: [], getFields: [], createAnswer: 'minimal' },
    ...asOnAny,
    create: ['succeeded: succeeded; active', taken('unknown')],
    suspend: ['succeeded: succeeded; suspended', 'unknown, succeeded: succeeded; suspended'],
    unsuspend: ['succeeded: succeeded; active', 'unknown, succeeded: succeeded; active'],
  },
  'emails in capitals': { variants: { emailCase: 'upper' }, ...asOnAny },
}
