import type { AnyFaultName } from '#sandbox/faults/table.ts'
import type { Row } from './kinds.ts'

const nothingHappens: Row = {
  create: ['succeeded: succeeded; active', 'succeeded; active'],
  suspend: ['succeeded: succeeded; suspended', 'succeeded; suspended'],
  unsuspend: ['succeeded: succeeded; active', 'succeeded; active'],
  terminate: ['succeeded: succeeded; terminated, slot free', 'succeeded; terminated, slot free'],
}

/**
 * A lookup found that it was not done, and it was done again. After the repeated create, the first one may
 * still take effect: a day of quarantine.
 */
const notDoneNotSaid: Row = {
  create: ['unknown, succeeded: succeeded; active', 'needs-person (outcome-unknown); unknown, slot held'],
  suspend: ['unknown, succeeded: succeeded; suspended', 'needs-person (outcome-unknown); active'],
  unsuspend: ['unknown, succeeded: succeeded; active', 'needs-person (outcome-unknown); suspended'],
  terminate: [
    'unknown, succeeded: succeeded; terminated, slot held',
    'needs-person (outcome-unknown); terminating, slot held',
  ],
}

/** A lookup found that it was done. */
const doneNotSaid: Row = {
  create: ['unknown: succeeded; active', 'succeeded; active'],
  suspend: ['unknown: succeeded; suspended', 'succeeded; suspended'],
  unsuspend: ['unknown: succeeded; active', 'succeeded; active'],
  terminate: ['unknown: succeeded; terminated, slot free', 'succeeded; terminated, slot free'],
}

/** For calls whose response contains an account. */
const createOnly = (create: Row['create']): Row => ({
  create,
  suspend: null,
  unsuspend: null,
  terminate: null,
})

/**
 * The result of an operation whose own call has a fault, while all reads work. First: the outcomes of its
 * attempts, then operation and account when settled, if the fault occurs once. Second: operation and account
 * when settled while it persists, with shorter limits than the default ones.
 */
export const faultsOfCalls: Readonly<Record<AnyFaultName, Row>> = {
  refused: {
    create: ['unknown, succeeded: succeeded; active', 'needs-person (refused); unknown, slot held'],
    suspend: ['unknown, succeeded: succeeded; suspended', 'needs-person (refused); active'],
    unsuspend: ['unknown, succeeded: succeeded; active', 'needs-person (refused); suspended'],
    terminate: [
      'unknown, succeeded: succeeded; terminated, slot held',
      'needs-person (refused); terminating, slot held',
    ],
  },
  hang: notDoneNotSaid,
  'hang-after': doneNotSaid,
  slow: nothingHappens,
  late: doneNotSaid,
  error: notDoneNotSaid,
  'error-after': doneNotSaid,
  drop: notDoneNotSaid,
  'drop-after': doneNotSaid,
  html: notDoneNotSaid,
  'html-after': doneNotSaid,
  'rate-limit': {
    create: ['deferred, succeeded: succeeded; active', 'needs-person (rate-limited); failed, slot free'],
    suspend: ['deferred, succeeded: succeeded; suspended', 'needs-person (rate-limited); active'],
    unsuspend: ['deferred, succeeded: succeeded; active', 'needs-person (rate-limited); suspended'],
    terminate: [
      'deferred, succeeded: succeeded; terminated, slot free',
      'needs-person (rate-limited); terminating, slot held',
    ],
  },
  unavailable: notDoneNotSaid,
  truncated: doneNotSaid,
  'truncated-before': notDoneNotSaid,
  // The server is paused, and resumes automatically when its connection test passes.
  redirect: {
    create: ['rejected, succeeded: succeeded; active', 'needs-person (redirected); failed, slot free'],
    suspend: ['rejected, succeeded: succeeded; suspended', 'needs-person (redirected); active'],
    unsuspend: ['rejected, succeeded: succeeded; active', 'needs-person (redirected); suspended'],
    terminate: [
      'rejected, succeeded: succeeded; terminated, slot free',
      'needs-person (redirected); terminating, slot held',
    ],
  },
  huge: notDoneNotSaid,
  'huge-after': doneNotSaid,
  drip: notDoneNotSaid,
  'drip-after': doneNotSaid,
  'id-missing': createOnly(doneNotSaid.create),
  // The account with the returned id is not changed: ours is found by its reference.
  'id-of-another': createOnly(nothingHappens.create),
  'id-as-text': createOnly(doneNotSaid.create),
  'id-zero': createOnly(doneNotSaid.create),
  'id-negative': createOnly(doneNotSaid.create),
  'id-huge': createOnly(doneNotSaid.create),
  'username-of-another': createOnly(doneNotSaid.create),
  'array-answer': doneNotSaid,
  'null-answer': doneNotSaid,
  // The panel reports that it did it, and shows that it did not.
  phantom: {
    create: ['succeeded, succeeded: succeeded; active', 'needs-person (outcome-unknown); unknown, slot held'],
    suspend: ['succeeded, succeeded: succeeded; suspended', 'needs-person (not-yet-effective); active'],
    unsuspend: ['succeeded, succeeded: succeeded; active', 'needs-person (not-yet-effective); suspended'],
    terminate: [
      'succeeded, succeeded: succeeded; terminated, slot free',
      'needs-person (not-yet-effective); terminating, slot held',
    ],
  },
  'stranger-username': createOnly([
    'rejected: needs-person (username-taken); conflict, slot free',
    'needs-person (username-taken); conflict, slot free',
  ]),
  'stranger-email': createOnly([
    'rejected: needs-person (email-taken); conflict, slot free',
    'needs-person (email-taken); conflict, slot free',
  ]),
}
