import type { APIRequestContext } from '@playwright/test'

/** Sends a request that must succeed, and returns the body of its response. @param path after /api/v1 */
export async function callApi(
  request: APIRequestContext,
  method: 'get' | 'post' | 'patch',
  path: string,
  data?: object,
): Promise<unknown> {
  const response = await request[method](`/api/v1${path}`, data === undefined ? {} : { data })
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`)
  return response.json()
}
