import { implement } from '@orpc/server'
import { api } from '#contracts/api.ts'
import type { Context } from '#server/domain/context.ts'
import type { PrintedDocument } from '#server/domain/invoices/index.ts'
import type { Refusal } from '#server/platform/errors/index.ts'
import type { SessionStreams } from './session-streams.ts'
import { refuseUnstorableText } from './unstorable-text.ts'

/** The body of a call that receives a file. */
export interface Upload {
  readonly body: AsyncIterable<Uint8Array> | null
  /** Throws if the caller lost access while the file arrived. */
  readonly stillAllowed: () => Promise<void>
}

export interface ApiContext {
  readonly ctx: Context
  readonly streams: SessionStreams
  readonly requestId: string
  /** The parsed JSON body, or undefined without one. */
  readonly body: unknown
  readonly upload: Upload
  /** Called with every refusal of a call. */
  readonly noteRefusal: (refusal: Refusal) => void
}

/** The calls of the contract, to be given their handlers. */
export const os = implement(api).$context<ApiContext>()

/**
 * Makes a function of the domain the handler of its call. The contract has parsed `input`, and the access is
 * already checked.
 */
export const verb =
  <Input, Output>(run: (ctx: Context, input: Input) => Output) =>
  ({ context, input }: { context: ApiContext; input: Input }): Output => {
    refuseUnstorableText(input)
    return run(context.ctx, input)
  }

/** The same for a function that yields events. */
export const stream =
  <Input, Event>(watch: (ctx: Context, input: Input) => AsyncGenerator<Event, void>) =>
  ({ context, input }: { context: ApiContext; input: Input }): AsyncGenerator<Event, void> =>
    context.streams.open(context.ctx, (ctx) => watch(ctx, input))

export const asDownload = ({ fileName, body }: { fileName: string; body: ReadableStream<Uint8Array> }) => ({
  headers: {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
  },
  body,
})

export const asPdf = ({ fileName, bytes }: PrintedDocument) => ({
  headers: {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${fileName}"`,
  },
  body: new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }),
})
