import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dropBootResponses, sendBootRequests, takeBootResponse } from './boot-responses.ts'

const origin = 'http://billing.test'
const fetched = vi.fn<(address: string) => Promise<Response>>()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.stubGlobal('window', { location: { origin } })
  vi.stubGlobal('fetch', fetched)
  fetched.mockReset().mockImplementation(async () => new Response('{}'))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  globalThis.bootRequests = undefined
})

test('returns a response once', async () => {
  sendBootRequests(['/api/v1/me'])
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeInstanceOf(Response)
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeNull()
  expect(fetched).toHaveBeenCalledTimes(1)
})

test('ignores only the order of parameters', async () => {
  sendBootRequests(['/api/v1/customers?limit=50&status=active'])
  expect(await takeBootResponse(`${origin}/api/v1/customers?limit=50`)).toBeNull()
  expect(await takeBootResponse(`${origin}/api/v1/customers?status=active&limit=50`)).not.toBeNull()
})

test('returns no response older than 10 s', async () => {
  sendBootRequests(['/api/v1/me'])
  vi.advanceTimersByTime(10_001)
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeNull()
})

test.each([429, 500, 503])('returns no response with status %i', async (status) => {
  fetched.mockImplementation(async () => new Response('{}', { status }))
  sendBootRequests(['/api/v1/me'])
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeNull()
})

test('returns no response after a failed connection', async () => {
  fetched.mockRejectedValue(new TypeError('Failed to fetch'))
  sendBootRequests(['/api/v1/me'])
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeNull()
})

test('returns the 401 of a signed-out visitor', async () => {
  fetched.mockImplementation(async () => new Response('{}', { status: 401 }))
  sendBootRequests(['/api/v1/me'])
  expect((await takeBootResponse(`${origin}/api/v1/me`))?.status).toBe(401)
})

test('returns no response after all were discarded', async () => {
  sendBootRequests(['/api/v1/me'])
  dropBootResponses()
  expect(await takeBootResponse(`${origin}/api/v1/me`)).toBeNull()
})
