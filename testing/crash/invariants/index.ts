import {
  checkAsObserved,
  checkMadeOnce,
  checkMarkerAndRow,
  checkPasswords,
  checkReadBack,
} from './check-accounts.ts'
import { checkEndedOrWaiting, checkOneOpen, checkSlots } from './check-operations.ts'
import type { Facts } from './facts.ts'
import type { Violation } from './violation.ts'

export { findSecrets, type Text } from './check-secrets.ts'
export { type Facts, type OwnFacts, ownFacts, type PanelFacts } from './facts.ts'
export { type Ask, asking, readAllText, readOwnFacts } from './read-own-facts.ts'
export { readPanelFacts } from './read-panel-facts.ts'
export { describeViolation, type Rule, rules, type Violation } from './violation.ts'

/** Every invariant except the one about secrets, which needs their values. */
export const checkInvariants = (facts: Facts): Violation[] =>
  [
    checkMadeOnce,
    checkMarkerAndRow,
    checkReadBack,
    checkAsObserved,
    checkSlots,
    checkEndedOrWaiting,
    checkOneOpen,
    checkPasswords,
  ].flatMap((check) => check(facts))
