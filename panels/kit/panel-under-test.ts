import type { PanelConnection } from './driver.ts'
import type { PanelHttp } from './http.ts'

/** A panel that the conformance suite may do anything to: a sandbox, never a server with customers on it. */
export interface PanelUnderTest {
  /** With a key that may do everything billing needs. */
  readonly connection: PanelConnection
  readonly http: PanelHttp
  readonly traits: PanelTraits
  /** Every account ever made there, deleted ones too, oldest first. */
  ledger(): Promise<readonly LedgerEntry[]>
  /** The next request that makes this call meets this fault, and only that one; `connection-refused` goes on. */
  meet(call: FaultedCall, fault: PanelFault): Promise<void>
  /**
   * The defects that a key of this panel can have, each with what the remedy must say. Every panel has `wrong`.
   */
  readonly remedies: Readonly<Partial<Record<KeyDefect, RegExp>>>
  /** A connection whose key has this defect. Called only for one of {@link remedies}. */
  defective(defect: KeyDefect): Promise<PanelConnection>
  close(): Promise<void>
}

/** What may vary between two servers of one panel, as far as it changes what can be known. */
export interface PanelTraits {
  /** Whether a survey of the list can show that an account does not exist. */
  readonly listShowsAbsence: boolean
  /** Whether reading by id can show it. */
  readonly readShowsAbsence: boolean
  /** Whether lists and single reads show our marker. */
  readonly tellsMarker: boolean
  readonly tellsSuspension: boolean
  /** Whether the connection test can see rights without making an account. */
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
