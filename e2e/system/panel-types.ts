import type { PanelAccess } from './environment.ts'

/** What only our sandbox can be told; the words are those of sandbox/README.md. */
export interface SandboxControl {
  fault(rule: Record<string, string | number>): Promise<void>
  /** Ends all faults and lets go what hangs. */
  clearFaults(): Promise<void>
  newKey(wanted: Record<string, unknown>): Promise<Pick<PanelAccess, 'apiKey' | 'apiSecret'>>
}

/** An account as the panel itself knows it. */
export interface PanelRecord {
  readonly id: number | string
  readonly username: string
}

/** A panel that journeys run against: our sandbox, or any other implementation of the billing API. */
export interface Panel extends PanelAccess {
  /** Every account with this username that was ever made; null where this panel cannot say. */
  accountsNamed(username: string, shownId?: string): Promise<readonly PanelRecord[] | null>
  /** Makes an account behind the back of our system, as a stranger would. */
  occupy(account: { username: string; email: string }): Promise<void>
  /** Faults and keys on demand; null where it is not our sandbox. */
  readonly control: SandboxControl | null
  close(): Promise<void>
}
