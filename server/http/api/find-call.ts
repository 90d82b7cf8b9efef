import { StandardOpenAPIMatcher } from '@orpc/openapi/standard'
import type { Access } from '#contracts/access.ts'
import type { CallLimit, CallMeta, FieldAccess, RecentSignIn } from '#contracts/call.ts'
import { apiPrefix } from './handler.ts'
import { router } from './router.ts'

const methods = ['GET', 'POST', 'PATCH', 'DELETE'] as const

/** The facts about a call that are needed before its input is read. */
export interface FoundCall {
  readonly method: string
  /** With placeholders, for example /api/v1/customers/{id}. */
  readonly route: string
  /** Undefined for a call that declares nothing: no caller may use it. */
  readonly access: Access | undefined
  readonly limit: CallLimit | undefined
  readonly recent: RecentSignIn | undefined
  readonly fieldAccess: FieldAccess
  readonly upload: CallMeta['upload']
}

// oRPC's own matcher, so that the checked call is the one that its handler runs.
const matcher = new StandardOpenAPIMatcher()
matcher.init(router)

/** Returns the calls of a path, one for each method, or none if the path does not exist. */
export async function findCalls(path: string): Promise<FoundCall[]> {
  const found = await Promise.all(methods.map((method) => findCall(method, path)))
  return found.filter((call) => call !== null)
}

async function findCall(method: string, path: string): Promise<FoundCall | null> {
  const match = await matcher.match(method, `/${path.slice(apiPrefix.length).replace(/^\/|\/$/g, '')}`)
  if (!match) return null
  const { meta, route } = match.procedure['~orpc']
  const { access, limit, recent, upload, fieldAccess = {} }: CallMeta = meta
  return { method, route: `${apiPrefix}${route.path ?? ''}`, access, limit, recent, fieldAccess, upload }
}
