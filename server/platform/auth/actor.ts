import type { Permission } from '#contracts/access.ts'
import type { StaffRole } from '#contracts/roles.ts'

/** The state of the sign-in of a session. */
export interface SignInState {
  /** The last time that the user proved who they are. */
  readonly authenticatedAt: Date
  /** The user has an authenticator app. */
  readonly twoFactor: boolean
  /** The installation requires a second factor, and this staff user has none. */
  readonly needsFactor: boolean
}

/** The API token that a request was sent with. */
export interface TokenScope {
  readonly id: string
  readonly name: string
  readonly permissions: ReadonlySet<Permission>
}

/** The caller. The audit log and timelines show `name`. */
export type Actor =
  | {
      readonly kind: 'staff'
      readonly role: StaffRole
      readonly userId: string
      readonly name: string
      readonly email: string
      /** Of the request; undefined if the caller acts without a session of their own. */
      readonly sessionId?: string
      /** Undefined if the caller acts without a session of their own. */
      readonly signIn?: SignInState
      /** Undefined if the caller acts without an API token. */
      readonly token?: TokenScope
    }
  | {
      readonly kind: 'customer'
      readonly userId: string
      readonly customerId: string
      readonly name: string
      readonly email: string
      readonly sessionId?: string
      readonly signIn?: SignInState
    }
  | { readonly kind: 'system'; readonly name: string }

export const systemActor = (name: string): Actor => ({ kind: 'system', name })
