import type { PanelConnection } from './driver.ts'
import type { PanelHttp } from './http.ts'

/** A panel that the conformance suite may change freely: a sandbox, never a server with customers. */
export interface PanelUnderTest {
  /** With a key that has all permissions that billing needs. */
  readonly connection: PanelConnection
  readonly http: PanelHttp
  readonly traits: PanelTraits
  /** Every account that was ever created there, including deleted ones, oldest first. */
  ledger(): Promise<readonly LedgerEntry[]>
  /** Only the next request of this call gets this fault. `connection-refused` persists. */
  meet(call: FaultedCall, fault: PanelFault): Promise<void>
  /**
   * The defects of a key of this panel, each with the text that its remedy must contain. Every panel has
   * `wrong`.
   */
  readonly remedies: Readonly<Partial<Record<KeyDefect, RegExp>>>
  /** A connection whose key has this defect. Called only for one of {@link remedies}. */
  defective(defect: KeyDefect): Promise<PanelConnection>
  close(): Promise<void>
}

/** Differences between two servers of one panel that change which facts can be known. */
export interface PanelTraits {
  /** Whether a survey of the list can show that an account does not exist. */
  readonly listShowsAbsence: boolean
  /** Whether reading by id can show it. */
  readonly readShowsAbsence: boolean
  /** Whether lists and single reads show our marker. */
  readonly tellsMarker: boolean
  readonly tellsSuspension: boolean
  /** Whether the connection test can detect permissions without creating an account. */
  readonly showsRights: boolean
}

export interface LedgerEntry {
  readonly id: string
  readonly username: string
  readonly marker: string | null
  readonly deleted: boolean
}

export type FaultedCall = 'create' | 'read' | 'list' | 'suspend' | 'terminate'

export type PanelFault =
  | 'connection-refused'
  | 'error-before'
  | 'error-after'
  | 'dropped-before'
  | 'dropped-after'
  | 'html-before'
  | 'html-after'
  | 'truncated-after'
  | 'hangs-after'
  | 'rate-limited'
  | 'redirected'

export type KeyDefect =
  | 'wrong'
  | 'revoked'
  | 'expired'
  | 'inactive'
  | 'permission-too-low'
  | 'scope-missing'
  | 'wrong-address'
