import type { AnyContractProcedure } from '@orpc/contract'
import type { Access } from '#contracts/access.ts'
import { api } from '#contracts/api.ts'
import type { CallMeta, FieldAccess, RecentSignIn } from '#contracts/call.ts'

export interface DeclaredCall {
  /** entity.call, for example customers.list */
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** With {id} instead of an id. */
  readonly path: string
  readonly access: Access | undefined
  readonly recent: RecentSignIn | undefined
  readonly fieldAccess: FieldAccess
}

const methods = ['GET', 'POST', 'PATCH', 'DELETE'] as const

/** Every call of the contract, with its declared access. A new call is in the list without any further step. */
export const declaredCalls: readonly DeclaredCall[] = Object.entries(api).flatMap(([entity, calls]) =>
  Object.entries<AnyContractProcedure>(calls).map(
    ([
      call,
      {
        '~orpc': { route, meta },
      },
    ]) => {
      const method = methods.find((one) => one === route.method)
      if (!method || !route.path) throw new Error(`${entity}.${call} has no method or path.`)
      const { access, recent, fieldAccess = {} }: CallMeta = meta
      return { name: `${entity}.${call}`, method, path: `/api${route.path}`, access, recent, fieldAccess }
    },
  ),
)
