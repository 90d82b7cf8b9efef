import { minifyContractRouter } from '@orpc/contract'
import type { Plugin } from 'vite'

/** The web app uses these calls by their address, to download and upload files, or not at all. */
const byAddress = /\.csv$|\/export$|^\/v1\/imports\/\{id\}\/events$/
const isByAddress = ({ method, path }: Record<string, unknown>): boolean =>
  byAddress.test(String(path)) ||
  (method === 'POST' && path === '/v1/imports') ||
  (method === 'GET' && /^\/v1\/(?:webhook-endpoints|products|coupons)\/\{id\}$/.test(String(path)))

const notForClients = new Set(['tags', 'summary', 'description', 'access', 'limit', 'recent'])

/** Replaces web/lib/api-routes.ts by the methods and paths of the contract: its schemas are a fifth of a first load. */
export function leanApiRoutes(): Plugin {
  return {
    name: 'lean-api-routes',
    apply: 'build',
    async load(id) {
      if (!id.endsWith('/web/lib/api-routes.ts')) return null
      const contract = new URL('../../contracts/api.ts', import.meta.url)
      const { api } = await import(contract.href)
      return `const call = (method, path, more) =>
  ({ '~orpc': { errorMap: {}, meta: {}, route: { method, path, ...more } } })
export const apiRoutes = ${sourceOf(minifyContractRouter(api))}`
    },
  }
}

/** Source code of the calls, without what is the same in each. */
function sourceOf(part: object): string {
  if ('~orpc' in part) {
    const { route } = part['~orpc'] as { route: Record<string, unknown> }
    const { method, path, ...rest } = route
    const more = Object.entries(rest).filter(([name]) => !notForClients.has(name))
    const given = more.length > 0 ? [method, path, Object.fromEntries(more)] : [method, path]
    return `call(${given.map((value) => JSON.stringify(value)).join(',')})`
  }
  const entries = Object.entries(part)
    .filter(([, value]) => !('~orpc' in value && isByAddress(value['~orpc'].route)))
    .map(([name, value]) => `${JSON.stringify(name)}:${sourceOf(value)}`)
  return `{${entries.join(',')}}`
}
