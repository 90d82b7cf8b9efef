import { type APIRequestContext, expect } from '@playwright/test'
import type { PanelAccess } from './environment.ts'

/** A server as scenery; adding one by hand has its own journeys. */
export async function addServerByApi(
  request: APIRequestContext,
  url: string,
  { url: baseUrl, apiKey, apiSecret }: PanelAccess,
  server: { name: string; capacity: number; location?: string },
): Promise<void> {
  const answer = await request.post(`${url}/api/v1/servers`, {
    data: { ...server, baseUrl, apiKey, apiSecret },
  })
  expect(answer.status(), await answer.text()).toBe(201)
}
