import type { Row } from './kinds.ts'

const events = [
  'the panel is restored from a backup without the account',
  "the same, and another owner's account gets its id",
  'staff delete the account there',
  'the account gets another username there',
  'the account gets another reference there',
] as const
export type Event = (typeof events)[number]

/**
 * The results of operations that begin after a change of the account on the panel. For a create: after its
 * call was done and the response lost. First: operation and account when settled. Second: the accounts of
 * that username or id on the panel, and their owners.
 */
export const afterEvents: Readonly<Record<Event, Row>> = {
  'the panel is restored from a backup without the account': {
    create: ['succeeded; active', 'ours (2) active'],
    suspend: ['failed (account-gone); active', 'nothing'],
    unsuspend: ['failed (account-gone); suspended', 'nothing'],
    terminate: ['succeeded; terminated, slot free', 'nothing'],
  },
  "the same, and another owner's account gets its id": {
    create: ['succeeded; active', 'stranger (2) active, ours (3) active'],
    suspend: ['needs-person (identity-mismatch); active', 'stranger (2) active'],
    unsuspend: ['needs-person (identity-mismatch); suspended', 'stranger (2) active'],
    terminate: ['succeeded; terminated, slot free', 'stranger (2) active'],
  },
  'staff delete the account there': {
    create: ['succeeded; active', 'ours (3) active'],
    suspend: ['failed (account-gone); active', 'nothing'],
    unsuspend: ['failed (account-gone); suspended', 'nothing'],
    terminate: ['succeeded; terminated, slot free', 'nothing'],
  },
  'the account gets another username there': {
    create: ['needs-person (read-back-mismatch); conflict, slot held', 'renamed (2) active'],
    suspend: ['needs-person (identity-mismatch); active', 'renamed (2) active'],
    unsuspend: ['needs-person (identity-mismatch); suspended', 'renamed (2) suspended'],
    terminate: ['needs-person (identity-mismatch); terminating, slot held', 'renamed (2) active'],
  },
  'the account gets another reference there': {
    create: ['needs-person (username-taken); conflict, slot held', 'ours (2) active'],
    suspend: ['needs-person (identity-mismatch); active', 'ours (2) active'],
    unsuspend: ['needs-person (identity-mismatch); suspended', 'ours (2) suspended'],
    terminate: ['needs-person (identity-mismatch); terminating, slot held', 'ours (2) active'],
  },
}

/**
 * The results of operations whose call got no response, was not done, was sent again and got a response,
 * while the panel executes the first call minutes later. First: operation and account when settled. Second:
 * the accounts on the panel.
 */
export const doneMinutesLater: Row = {
  create: ['succeeded; active', 'ours (2) active'],
  suspend: ['succeeded; suspended', 'ours (2) suspended'],
  unsuspend: ['succeeded; active', 'ours (2) active'],
  terminate: ['succeeded; terminated, slot free', 'nothing'],
}
