import { type APIRequestContext, expect } from '@playwright/test'
import { z } from 'zod'
import type { PanelAccess } from './environment.ts'

const added = z.object({ id: z.string() })

/** Adds a server through the API, because the form has its own tests. Returns its id. */
export async function addServerByApi(
  request: APIRequestContext,
  url: string,
  { url: baseUrl, apiKey, apiSecret }: PanelAccess,
  server: { name: string; capacity: number; location?: string },
): Promise<string> {
  const answer = await request.post(`${url}/api/v1/servers`, {
    data: { ...server, baseUrl, apiKey, apiSecret },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  return added.parse(await answer.json()).id
}
