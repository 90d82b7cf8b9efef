import type { StaffRole } from '#contracts/roles.ts'

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
    }
  | {
      readonly kind: 'customer'
      readonly userId: string
      readonly customerId: string
      readonly name: string
      readonly email: string
      readonly sessionId?: string
    }
  | { readonly kind: 'system'; readonly name: string }

export const systemActor = (name: string): Actor => ({ kind: 'system', name })
