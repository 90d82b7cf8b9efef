import type { PanelAccess } from './environment.ts'

/** Control functions of our sandbox, with the names in sandbox/README.md. */
export interface SandboxControl {
  fault(rule: Record<string, string | number>): Promise<void>
  /** Ends all faults and releases hanging requests. */
  clearFaults(): Promise<void>
  newKey(wanted: Record<string, unknown>): Promise<Pick<PanelAccess, 'apiKey' | 'apiSecret'>>
}

/** An account as the panel itself knows it. */
export interface PanelRecord {
  readonly id: number | string
  readonly username: string
  /** Only our sandbox reports it. */
  readonly status?: string
}

/** A panel for the tests: our sandbox, or any other implementation of the billing API. */
export interface Panel extends PanelAccess {
  /** Every account with this username that was ever created. Null if this panel cannot report it. */
  accountsNamed(username: string, shownId?: string): Promise<readonly PanelRecord[] | null>
  /** Creates an account outside our system, as another owner would. */
  occupy(account: { username: string; email: string }): Promise<void>
  /** Faults and keys on demand. Null if it is not our sandbox. */
  readonly control: SandboxControl | null
  close(): Promise<void>
}
