import { isContractProcedure } from '@orpc/contract'
import { api } from '#contracts/api.ts'

interface Route {
  readonly method: string
  readonly pattern: RegExp
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const routes: readonly Route[] = Object.values(api)
  .flatMap((group) => Object.values<unknown>(group))
  .filter(isContractProcedure)
  .map((procedure) => {
    const { method = 'POST', path = '/' } = procedure['~orpc'].route
    const segments = path.split('/').map((part) => (part.startsWith('{') ? '[^/]+' : escaped(part)))
    return { method, pattern: new RegExp(`^/api${segments.join('/')}/?$`) }
  })

/** The methods that the contract has for a path; none where there is no such path. */
export const allowedMethods = (path: string): string[] =>
  routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
