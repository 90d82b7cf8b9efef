import { z } from 'zod'
import { bodyOf } from '../http-client.ts'
import type { RunningSystem } from '../running-system.ts'

const document = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ operationId: z.string().optional(), 'x-access': z.string().optional() })),
  ),
})

export interface DescribedCall {
  readonly method: string
  /** With {id} instead of an id. */
  readonly path: string
  /** The declared access. Undefined for a call that declares nothing. */
  readonly access: string | undefined
}

/** Every call that /openapi.json describes. */
export async function describedCalls(system: Pick<RunningSystem, 'admin'>): Promise<DescribedCall[]> {
  const { paths } = bodyOf(await system.admin('GET', '/openapi.json'), 200, document)
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { 'x-access': access }]) => ({
      method: method.toUpperCase(),
      path: `/api${path}`,
      access,
    })),
  )
}
