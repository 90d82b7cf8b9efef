import type { Row } from './kinds.ts'

const events = [
  'the panel is restored from a backup without the account',
  'the same, and a stranger is given its id',
  'the account is deleted there by a person',
  'the account is given another username there',
  'the account is given another reference there',
] as const
export type Event = (typeof events)[number]

/**
 * What becomes of operations that begin after something was done to the account on the panel. For a create: after its
 * call was done and the answer lost. First: operation and account at rest. Second: what the panel then has by that
 * username or id, and whose it is.
 */
export const afterEvents: Readonly<Record<Event, Row>> = {
  'the panel is restored from a backup without the account': {
    create: ['succeeded; active', 'ours (2) active'],
    suspend: ['failed (account-gone); active', 'nothing'],
    unsuspend: ['failed (account-gone); suspended', 'nothing'],
    terminate: ['succeeded; terminated, slot free', 'nothing'],
  },
  'the same, and a stranger is given its id': {
    create: ['succeeded; active', 'stranger (2) active, ours (3) active'],
    suspend: ['needs-person (identity-mismatch); active', 'stranger (2) active'],
    unsuspend: ['needs-person (identity-mismatch); suspended', 'stranger (2) active'],
    terminate: ['succeeded; terminated, slot free', 'stranger (2) active'],
  },
  'the account is deleted there by a person': {
    create: ['succeeded; active', 'ours (3) active'],
    suspend: ['failed (account-gone); active', 'nothing'],
    unsuspend: ['failed (account-gone); suspended', 'nothing'],
    terminate: ['succeeded; terminated, slot free', 'nothing'],
  },
  'the account is given another username there': {
    create: ['needs-person (read-back-mismatch); conflict, slot held', 'renamed (2) active'],
    suspend: ['needs-person (identity-mismatch); active', 'renamed (2) active'],
    unsuspend: ['needs-person (identity-mismatch); suspended', 'renamed (2) suspended'],
    terminate: ['needs-person (identity-mismatch); terminating, slot held', 'renamed (2) active'],
  },
  'the account is given another reference there': {
    create: ['needs-person (username-taken); conflict, slot held', 'ours (2) active'],
    suspend: ['needs-person (identity-mismatch); active', 'ours (2) active'],
    unsuspend: ['needs-person (identity-mismatch); suspended', 'ours (2) suspended'],
    terminate: ['needs-person (identity-mismatch); terminating, slot held', 'ours (2) active'],
  },
}

/**
 * What becomes of operations whose call is not answered, not done, sent again and answered, and whose first call the
 * panel still does, minutes later. First: operation and account at rest. Second: what the panel then has.
 */
export const doneMinutesLater: Row = {
  create: ['succeeded; active', 'ours (2) active'],
  suspend: ['succeeded; suspended', 'ours (2) suspended'],
  unsuspend: ['succeeded; active', 'ours (2) active'],
  terminate: ['succeeded; terminated, slot free', 'nothing'],
}
