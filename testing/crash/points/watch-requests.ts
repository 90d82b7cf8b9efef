import { subscribe } from 'node:diagnostics_channel'
import { z } from 'zod'
import { point } from './halt.ts'

const message = z.object({ request: z.object({ method: z.string(), path: z.string() }) })

const named = (published: unknown) => {
  const { request } = message.parse(published)
  const path = request.path.replace(/\?.*/, '').replace(/\/\d+(?=\/|$)/g, '/{id}')
  return {
    change: request.method !== 'GET',
    name: `${request.method} ${path.replace('/api/v1/billing', '')}`,
  }
}

/**
 * Observes the requests to panels. Data that the kernel has accepted reaches the panel even if this process
 * ends.
 */
export function watchRequests(): void {
  subscribe('undici:request:create', (published) => {
    const { change, name } = named(published)
    if (change) point(`before ${name} is sent`)
  })
  subscribe('undici:request:bodySent', (published) => point(`${named(published).name} is sent`))
}
