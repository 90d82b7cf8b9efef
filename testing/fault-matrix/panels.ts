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

/** "Already exists" that may be our own doing: a person says whether it is. */
const taken = (story: string) => `${story}: needs-person (username-taken); conflict, slot held`

/**
 * What becomes of operations on panels that differ from a friendly one. First: without any fault. Second: the call is
 * done and its answer lost, once. An account that a person had to adopt after that goes on as adopted.
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
  'a list that is capped, whose rest cannot be read': {
    variants: { filter: 'ignored', listCap: 2, paging: 'ignored' },
    ...asOnAny,
    create: ['succeeded: succeeded; active', taken('unknown, rejected')],
  },
  'a list that ignores its filters': { variants: { filter: 'ignored' }, ...asOnAny },
  'no reading of one account': { variants: { get: '405' }, ...asOnAny },
  // Nobody can see whose an account is: suspending it trusts its id, as it can be undone; deleting it does not.
  'neither list nor reading of one account': {
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
  'three fields of an account and no more': {
    variants: { listFields: [], getFields: [], createAnswer: 'minimal' },
    ...asOnAny,
    create: ['succeeded: succeeded; active', taken('unknown')],
    suspend: ['succeeded: succeeded; suspended', 'unknown, succeeded: succeeded; suspended'],
    unsuspend: ['succeeded: succeeded; active', 'unknown, succeeded: succeeded; active'],
  },
  'e-mail addresses in capitals': { variants: { emailCase: 'upper' }, ...asOnAny },
}
