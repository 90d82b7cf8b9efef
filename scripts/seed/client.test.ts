import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { openClient } from './client.ts'

const login = { email: 'admin@example.com', password: 'a-long-password' }

/** An API that refuses the first call to each path because the sign-in is too old. */
async function startApi() {
  const calls: string[] = []
  let isRecent = false
  const server = createServer((request, response) => {
    const { url = '' } = request
    calls.push(url)
    const isSignIn = url.endsWith('/sign-in/email') || url.endsWith('/me/reauthenticate')
    if (url.endsWith('/me/reauthenticate')) isRecent = true
    const refused = !isSignIn && !isRecent
    response.writeHead(refused ? 403 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(refused ? { code: 'reauthentication-required' } : { id: 'made' }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls }
}

it('confirms the sign-in and repeats a call that needs a recent one', async () => {
  const { origin, calls } = await startApi()
  const client = await openClient(origin, login)
  expect(await client.post('/servers', {}, z.object({ id: z.string() }))).toEqual({ id: 'made' })
  expect(calls.slice(1)).toEqual(['/api/v1/servers', '/api/v1/me/reauthenticate', '/api/v1/servers'])
})
