import type { Log } from '#server/platform/log/index.ts'
import { createStoreHttp } from '#server/platform/outbound/index.ts'
import { traceTo } from './tracing.ts'

export interface OpenTracing {
  /** Sends the spans that wait, for at most `graceMs`, and turns tracing off. */
  stop(graceMs: number): Promise<void>
}

const stopWithinMs = 2_000
const deadlineMs = 10_000
const connectTimeoutMs = 5_000
const maxBytes = 65_536

/** Turns tracing on. The code for it is loaded only here. */
export async function openTracing(options: {
  /** Base address of the collector. */
  readonly endpoint: string
  readonly headers: Readonly<Record<string, string>>
  /** Of the traces, from 0 to 1. */
  readonly share: number
  readonly resource: { readonly serviceName: string; readonly version: string }
  readonly ownPorts: ReadonlySet<number>
  readonly log: Log
}): Promise<OpenTracing> {
  const { endpoint, headers, share, resource, ownPorts, log } = options
  const { SpanExporter } = await import('./span-exporter.ts')
  // The address is a setting of the operator. It is usually private, and no panel.
  const allowedNetworks = ['0.0.0.0/0', '::/0']
  const http = createStoreHttp({ allowedNetworks, ownPorts, deadlineMs, connectTimeoutMs, maxBytes })
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`
  const exporter = new SpanExporter({ url, headers, resource, http, log })
  const turnOff = traceTo(exporter, share)
  return {
    async stop(graceMs) {
      turnOff()
      await exporter.stop(Math.min(graceMs, stopWithinMs))
    },
  }
}
