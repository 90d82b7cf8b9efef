import { type AnyContractProcedure, getEventIteratorSchemaDetails } from '@orpc/contract'
import { z } from 'zod'
import type { Access } from '#contracts/access.ts'
import { api } from '#contracts/api.ts'
import { isForTokens, type TokenPermission } from '#contracts/api-tokens/permissions.ts'

/**
 * - json: the answer is the output
 * - file: the answer is a download
 * - events: the answer is a stream of outputs
 */
export type AnswerKind = 'json' | 'file' | 'events'

export interface DescribedCall {
  readonly group: string
  readonly name: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly access: TokenPermission
  /** The request body is a file, and the input is the query. */
  readonly isUpload: boolean
  readonly answer: AnswerKind
  readonly input: z.ZodType | null
  /** Null: a file. */
  readonly output: z.ZodType | null
}

/** Public calls are steps of a sign-in in a browser. All others that are left out refuse API tokens. */
const isUsable = (access: Access | undefined): access is TokenPermission =>
  access !== undefined &&
  access !== 'public' &&
  access !== 'signed-in' &&
  access !== 'customer' &&
  isForTokens(access)

/** Every call of the contract that a program with an API token can use. */
export const describedCalls = (): DescribedCall[] =>
  Object.entries(api).flatMap(([group, calls]) =>
    Object.entries<AnyContractProcedure>(calls).flatMap(([name, call]) => {
      const { route, meta, inputSchema, outputSchema } = call['~orpc']
      const { access, upload } = meta
      if (!isUsable(access)) return []
      const { answer, output } = answerOf(outputSchema, route.outputStructure === 'detailed')
      return {
        group,
        name,
        method: route.method ?? 'POST',
        path: route.path ?? '',
        summary: route.summary ?? '',
        access,
        isUpload: upload !== undefined,
        input: inputSchema === undefined ? null : zodOf(inputSchema),
        answer,
        output,
      }
    }),
  )

function answerOf(schema: unknown, isDetailed: boolean): Pick<DescribedCall, 'answer' | 'output'> {
  const stream = schema === undefined ? undefined : getEventIteratorSchemaDetails(schema as never)
  if (stream) return { answer: 'events', output: zodOf(stream.yields) }
  const output = zodOf(schema)
  if (output instanceof z.ZodFile) return { answer: 'file', output: null }
  if (!isDetailed) return { answer: 'json', output }
  // 200 and 202 have the same body.
  const one = output instanceof z.ZodUnion ? output.options[0] : output
  const body = one instanceof z.ZodObject ? zodOf(one.shape.body) : undefined
  if (!body) throw new Error('A detailed output must have a body.')
  return body instanceof z.ZodCustom ? { answer: 'file', output: null } : { answer: 'json', output: body }
}

function zodOf(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodType) return schema
  throw new Error('The contract has a schema that is not a zod schema.')
}
