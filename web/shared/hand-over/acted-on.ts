import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'

/** An action of staff on an operation in this window, with the values that only this window has. */
interface ActedOn {
  readonly operationId: string
  /** Another account and operation than before, after a retry with another username, email or server. */
  readonly reached: AccountAndOperation
  /** The hosting password, if staff typed another one. */
  readonly password?: string | undefined
}

type Listener = (action: ActedOn) => void
const listeners = new Set<Listener>()

/** Reports a retry, an adoption or a cancellation to the hand-over tray. */
export function reportAction(action: ActedOn): void {
  for (const listener of listeners) listener(action)
}

/** Calls back for each report; returns how to stop listening. */
export function onAction(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
