import type { AnyFaultName } from '#sandbox/faults/table.ts'
import type { Row } from './kinds.ts'

const nothingHappens: Row = {
  create: ['succeeded: succeeded; active', 'succeeded; active'],
  suspend: ['succeeded: succeeded; suspended', 'succeeded; suspended'],
  unsuspend: ['succeeded: succeeded; active', 'succeeded; active'],
  terminate: ['succeeded: succeeded; terminated, slot free', 'succeeded; terminated, slot free'],
}

/**
 * Read again a little later. While the fault persists, nothing is sent, and finally the operation needs
 * attention.
 */
const notRead = (code: string): Row => ({
  create: ['succeeded: succeeded; active', `needs-person (${code}); failed, slot free`],
  suspend: ['succeeded: succeeded; suspended', `needs-person (${code}); active`],
  unsuspend: ['succeeded: succeeded; active', `needs-person (${code}); suspended`],
  terminate: [
    'succeeded: succeeded; terminated, slot free',
    `needs-person (${code}); terminating, slot held`,
  ],
})

const cannotBefall: Row = { create: null, suspend: null, unsuspend: null, terminate: null }

const whoseIsNotKnown: Row = {
  create: ['succeeded: succeeded; active', 'needs-person (identity-not-known); unknown, slot held'],
  suspend: ['succeeded: succeeded; suspended', 'needs-person (identity-not-known); active'],
  unsuspend: ['succeeded: succeeded; active', 'needs-person (identity-not-known); suspended'],
  terminate: [
    'succeeded: succeeded; terminated, slot free',
    'needs-person (identity-not-known); terminating, slot held',
  ],
}

/**
 * The same if every read has the fault (the lookup, the identity check, the read-back) and the operation's
 * own call has none. Once: the first read of a list and the first of an account.
 */
export const faultsOfReads: Readonly<Record<AnyFaultName, Row>> = {
  refused: notRead('refused'),
  hang: notRead('deadline'),
  'hang-after': notRead('deadline'),
  slow: nothingHappens,
  late: notRead('dropped'),
  error: notRead('panel-error'),
  'error-after': notRead('panel-error'),
  drop: notRead('dropped'),
  'drop-after': notRead('dropped'),
  html: notRead('panel-error'),
  'html-after': notRead('panel-error'),
  'rate-limit': notRead('rate-limited'),
  unavailable: notRead('panel-error'),
  truncated: notRead('odd-answer'),
  'truncated-before': notRead('odd-answer'),
  redirect: notRead('redirected'),
  huge: notRead('too-large'),
  'huge-after': notRead('too-large'),
  drip: notRead('deadline'),
  'drip-after': notRead('deadline'),
  'id-missing': whoseIsNotKnown,
  'id-of-another': whoseIsNotKnown,
  'id-as-text': whoseIsNotKnown,
  'id-zero': whoseIsNotKnown,
  'id-negative': whoseIsNotKnown,
  'id-huge': whoseIsNotKnown,
  // All data shows another owner: nothing is sent to the account.
  'username-of-another': {
    create: ['succeeded: succeeded; active', 'needs-person (read-back-mismatch); conflict, slot held'],
    suspend: ['succeeded: succeeded; suspended', 'needs-person (identity-mismatch); active'],
    unsuspend: ['succeeded: succeeded; active', 'needs-person (identity-mismatch); suspended'],
    terminate: [
      'succeeded: succeeded; terminated, slot free',
      'needs-person (identity-mismatch); terminating, slot held',
    ],
  },
  'array-answer': whoseIsNotKnown,
  'null-answer': notRead('odd-answer'),
  phantom: cannotBefall,
  'stranger-username': cannotBefall,
  'stranger-email': cannotBefall,
}
