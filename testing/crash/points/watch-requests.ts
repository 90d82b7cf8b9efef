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

/** Watches the requests to panels: what the kernel has been handed reaches the panel though this process be gone. */
export function watchRequests(): void {
  subscribe('undici:request:create', (published) => {
    const { change, name } = named(published)
    if (change) point(`before ${name} is sent`)
  })
  subscribe('undici:request:bodySent', (published) => point(`${named(published).name} is sent`))
}
