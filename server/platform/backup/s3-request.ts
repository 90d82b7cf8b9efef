import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { type StoreAnswer, StoreFailure, type StoreHttp } from '#server/platform/outbound/index.ts'
import { BackupError } from './backup-error.ts'

export interface S3Options {
  /** It can have a path: `https://store.example/storage/v1/s3`. */
  readonly endpoint: string
  readonly bucket: string
  /** Ends with a slash, or is empty. */
  readonly prefix: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const attempts = 4

interface S3Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer
}

/** Sends one request and returns its response, if the status is accepted. @throws {BackupError} */
export type S3Call = (request: S3Request, accepted: readonly number[]) => Promise<StoreAnswer>

/** The store refused a request. Any other {@link BackupError} of a call means that no response arrived. */
export class S3Refusal extends BackupError {
  constructor(place: string, { status, body }: StoreAnswer) {
    const text = body.toString()
    const [code = ''] = tagsIn(text, 'Code')
    const [message = ''] = tagsIn(text, 'Message')
    const said = `${code} ${message}`
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 300)
    super(
      `The store ${place} refused a request with status ${status}${said === '' ? '' : ` (${said})`}. Check BACKUP_S3_BUCKET, BACKUP_S3_REGION and the access key.`,
    )
  }
}

/** Signs requests, and repeats those that got no response or a status from 500. @param waitMs first wait */
export function s3Caller(
  options: S3Options,
  { http, place, waitMs }: { readonly http: StoreHttp; readonly place: string; readonly waitMs: number },
): S3Call {
  return async (request, accepted) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await http(await sign(options, request))
        if (accepted.includes(answer.status)) return answer
        if (answer.status < 500 || attempt === attempts) throw new S3Refusal(place, answer)
      } catch (cause) {
        if (!(cause instanceof StoreFailure)) throw cause
        if (attempt === attempts)
          throw new BackupError(`The store ${place} cannot be used: ${cause.message}`, { cause })
      }
      await delay(waitMs * 2 ** (attempt - 1))
    }
  }
}

async function sign(options: S3Options, { method, key, query, headers, body }: S3Request) {
  const url = new URL(options.endpoint)
  const base = url.pathname.replace(/\/+$/, '')
  url.pathname = `${base}/${options.bucket}${key === undefined ? '' : `/${key}`}`
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    headers: {
      ...headers,
      'x-amz-content-sha256': createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
    },
    accessKeyId: options.accessKeyId,
    secretAccessKey: options.secretAccessKey,
    service: 's3',
    region: options.region,
  })
  const signed = await signer.sign()
  return {
    method,
    url: signed.url.href,
    headers: Object.fromEntries(signed.headers.entries()),
    body: body ?? null,
  }
}

/** Returns the texts of all elements with this name. */
export const tagsIn = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, text = '']) =>
    text.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  )
